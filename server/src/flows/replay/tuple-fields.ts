import { type AddressPoint, parsePoint } from "../../values/address-point.ts"

/**
 * The fields of a line of a flow log, between commas. They are read where they stand: texts of their own for hundreds of thousands
 * a second would take more time than all that is done with them.
 */
export class TupleFields {
  readonly #text: string
  /** Where each field ends. */
  readonly #ends: number[] = []

  constructor(text: string) {
    this.#text = text
    for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) === comma) this.#ends.push(at)
    this.#ends.push(text.length)
  }

  get count(): number {
    return this.#ends.length
  }

  text(place: number): string {
    return this.#text.slice(this.#start(place), this.#end(place))
  }

  /** For a message, of what a stranger wrote. */
  quote(place: number): string {
    const text = this.text(place)
    return `"${text.length > longest ? `${text.slice(0, longest)}…` : text}"`
  }

  /** NaN for anything but so many digits. */
  number(place: number, most: number): number {
    const [start, end] = [this.#start(place), this.#end(place)]
    if (end === start || end - start > most) return Number.NaN
    let value = 0
    for (let at = start; at < end; at++) {
      const digit = this.#text.charCodeAt(at) - zero
      if (digit < 0 || digit > 9) return Number.NaN
      value = value * 10 + digit
    }
    return value
  }

  port(place: number): number {
    const port = this.number(place, 5)
    return port <= 65535 ? port : Number.NaN
  }

  /** 0 where it is left empty, as it is of flows that carried nothing yet. */
  counter(place: number): number {
    return this.#start(place) === this.#end(place) ? 0 : this.number(place, 15)
  }

  /** Plain IPv4 is read here; undefined for anything but one address. */
  address(place: number): AddressPoint | undefined {
    let [value, part, parts] = [0, -1, 0]
    for (let at = this.#start(place); at < this.#end(place); at++) {
      const digit = this.#text.charCodeAt(at) - zero
      if (digit === dot && part >= 0) {
        value = value * 256 + part
        part = -1
        parts++
      } else if (digit < 0 || digit > 9 || part === 0) return parsePoint(this.text(place))
      else part = (part < 0 ? 0 : part * 10) + digit
      if (part > 255) return parsePoint(this.text(place))
    }
    return parts === 3 && part >= 0 ? value * 256 + part : undefined
  }

  #start(place: number): number {
    return place === 0 ? 0 : this.#end(place - 1) + 1
  }

  #end(place: number): number {
    return this.#ends[place] ?? this.#text.length
  }
}

const comma = 44
const zero = 48
const dot = 46 - zero
const longest = 40
