import { isKnownTag } from "../azure/service-tags.ts"
import type { LocatedRule, RuleProperty } from "../readers/reader.ts"
import type { AddressDisguise } from "../values/address-disguise.ts"
import { addressText } from "../values/format-address.ts"
import { parseAddress } from "../values/parse-address.ts"

/** Rules as az prints them, without anything that tells whose they are: the same name has the same stand-in throughout. */
export class RuleDisguise {
  readonly #addresses: AddressDisguise
  readonly #names = new Map<string, string>()

  constructor(addresses: AddressDisguise) {
    this.#addresses = addresses
  }

  /** Stands for the rule's name in what `group` gives. */
  nameOf({ name }: LocatedRule): string {
    return this.#standIn("rule", name)
  }

  group(rules: readonly LocatedRule[]): object {
    return {
      name: "nsg",
      type: "Microsoft.Network/networkSecurityGroups",
      securityRules: rules.map(rule => this.#rule(rule)),
    }
  }

  #rule(rule: LocatedRule): object {
    const { description: _, ...values } = rule.written.values
    const entries = Object.entries(values) as [RuleProperty, string | number | readonly string[]][]
    return Object.fromEntries(
      entries.map(([property, value]) => {
        if (property === "name") return [property, this.nameOf(rule)]
        const all = typeof value === "object" ? value.map(text => this.#text(property, text)) : undefined
        if (all && property.endsWith("ApplicationSecurityGroups")) return [property, all.map(id => ({ id }))]
        return [property, all ?? (typeof value === "number" ? value : this.#text(property, String(value)))]
      }),
    )
  }

  #text(property: RuleProperty, text: string): string {
    if (property.endsWith("ApplicationSecurityGroups")) return `${groupIds}/${this.#standIn("asg", text)}`
    if (/Address/.test(property)) return this.#address(text)
    // Ports, and words that Azure knows or refuses.
    return /^[\d*, -]*$|^[a-z]{1,12}$/i.test(text) ? text : this.#unknown(text)
  }

  #address(text: string): string {
    if (text === "*") return text
    const [, place = "", length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? []
    const end = parseAddress(place)
    if ("kind" in end && end.kind === "prefix") {
      // A block keeps its length, and with it what is wrong with it.
      const disguised = this.#addresses.of(end.family, end.first, length === undefined ? undefined : Number(length))
      return `${addressText(end.family, numberOf(end.family, disguised))}${length === undefined ? "" : `/${length}`}`
    }
    const term = parseAddress(text)
    if ("kind" in term && term.kind === "tag" && isKnownTag(term.key)) return text
    return this.#unknown(text)
  }

  /** A value of which nothing is known stays one. */
  #unknown(text: string): string {
    return `[parameters('${this.#standIn("value", text)}')]`
  }

  #standIn(kind: string, text: string): string {
    const key = `${kind} ${text.toLowerCase()}`
    const number = [...this.#names.keys()].filter(other => other.startsWith(`${kind} `)).length + 1
    const known = this.#names.get(key) ?? `${kind}-${number}`
    this.#names.set(key, known)
    return known
  }
}

const groupIds =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups"

function numberOf(family: 4 | 6, address: bigint): number | bigint {
  return family === 4 ? Number(address) : address
}
