import * as l10n from "@vscode/l10n"
import { endTypes, type WrittenEnd } from "../topology/endpoint.ts"
import { parsePort } from "../values/parse-ports.ts"
import type { PortRange } from "../values/port.ts"
import { endName, isProblem, readPlainAddress } from "./address-text.ts"
import { isEndName } from "./bracketed-name.ts"
import type { SideEnd, Word, WrittenSide } from "./flow-file.ts"
import { isLineProblem, type LineProblem, problemAt } from "./line-problem.ts"
import { itemsOf, partOf } from "./words-of.ts"

/** Reads `10.0.1.0/24,Storage:443,8080-8090 except 10.0.1.7`. */
export function readSide(side: Word): WrittenSide | LineProblem {
  const cut = /\sexcept(\s|$)/i.exec(side.text)
  const main = cut ? partOf(side, 0, cut.index) : side
  const colon = portColon(main.text)
  const ends = readEnds(colon === undefined ? main : partOf(main, 0, colon))
  if (isLineProblem(ends)) return ends
  const ports = colon === undefined ? undefined : readPorts(partOf(main, colon + 1))
  if (ports && isLineProblem(ports)) return ports
  const taken = cut ? partOf(side, cut.index + cut[0].length) : undefined
  if (taken?.text === "")
    return problemAt(side, l10n.t`Write after "except" what to leave out: except 10.0.0.0/8,Storage`)
  const except = taken ? readEnds(taken) : []
  if (isLineProblem(except)) return except
  const isAll = !ports || ports.some(({ first, last }) => first === 0 && last === 65535)
  return { ends, ports: isAll ? undefined : ports, except }
}

/** Where the colon before the ports stands: the last one, unless it belongs to an end such as `nic:web-0`. */
function portColon(text: string): number | undefined {
  const colon = text.lastIndexOf(":")
  if (colon < 0 || text.indexOf("]", colon) >= 0) return undefined
  const before = text.slice(0, colon)
  const last = before
    .slice(before.lastIndexOf(",") + 1)
    .trim()
    .toLowerCase()
  if (endTypes.some(type => type === last)) return undefined
  // An IPv6 address without brackets is told so as an end.
  return last.includes(":") && !last.includes("]") && !endName(last) ? undefined : colon
}

function readEnds(list: Word): SideEnd[] | LineProblem {
  const ends: SideEnd[] = []
  for (const item of itemsOf(list)) {
    const end = readEnd(item)
    if (isLineProblem(end)) return end
    ends.push({ ...item, end })
  }
  return ends
}

function readEnd(item: Word): WrittenEnd | LineProblem {
  const { text } = item
  if (text === "")
    return problemAt(item, l10n.t`An end is missing here: write an address, a prefix, a service tag, nic:NAME or *.`)
  const [, type, name] = endName(text) ?? []
  if (type && name !== undefined && isEndName(name)) return { kind: "named", type, name }
  const nameless = endTypes.find(one => text.toLowerCase() === `${one}:`)
  if (nameless) return problemAt(item, l10n.t`Write a name behind "${text}".`)
  const bracketed = /^\[([^[\]]*)\]$/.exec(text)?.[1]
  if (bracketed === undefined && /[[\]]/.test(text)) {
    return problemAt(
      item,
      l10n.t`Cannot read "${text}": write ports once, after the last end of a list: [2001:db8::/32],10.0.0.0/8:443`,
    )
  }
  if (/\s/.test(text)) return problemAt(item, l10n.t`Cannot read "${text}": put commas between the ends of a list.`)
  if (/^\/[^/]*[^\d/]/.test(text)) return { kind: "id", id: text }
  if (bracketed === undefined && text.includes(":")) {
    const isIpv6 = !isProblem(readPlainAddress(text))
    return problemAt(
      item,
      isIpv6
        ? l10n.t`Put IPv6 in brackets: [${text}]`
        : l10n.t`Cannot read "${text}". Write ports once, after the last end of a list.`,
    )
  }
  const term = readPlainAddress(bracketed ?? text)
  return isProblem(term) ? problemAt(item, term.problem) : { kind: "address", term }
}

function readPorts(list: Word): PortRange[] | LineProblem {
  const ports: PortRange[] = []
  for (const item of itemsOf(list)) {
    const port = parsePort(item.text)
    if ("fault" in port) {
      return problemAt(
        item,
        port.instead === undefined
          ? l10n.t`"${item.text}" is not a port. Use a number from 0 to 65535, a range like 8080-8090, or * for all.`
          : l10n.t`"${item.text}" is not a port. Use ${port.instead}.`,
      )
    }
    ports.push(port)
  }
  return ports
}
