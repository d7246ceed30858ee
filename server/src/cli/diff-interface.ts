import { versionsAmong } from "../analysis/group-versions.ts"
import { topologyOf } from "../analysis/workspace-topology.ts"
import type { TagData } from "../azure/tag-data.ts"
import { isProblem } from "../features/flow-text.ts"
import { type ComparedGroup, comparedGroup, loneGroup } from "../features/group-difference.ts"
import { interfaceName } from "../features/level-name.ts"
import { joinedTexts } from "../features/named-prefixes.ts"
import { explainPathProblem } from "../features/path-flow-text.ts"
import { compareInterfaces, type InterfaceVersion } from "../judging/compare-interfaces.ts"
import { judgedNetwork } from "../judging/judged-network.ts"
import { findEndpoint } from "../topology/find-endpoint.ts"
import type { AddressPrefix, AddressTerm } from "../values/address.ts"
import type { DiffSide } from "./diff-side.ts"

export interface InterfaceQuestion {
  readonly nic: string
  readonly onPremises: readonly AddressPrefix[]
  readonly tagData: TagData | undefined
}

interface Problem {
  readonly problem: string
}

/** What gets through all levels of a network interface, each version judged in its own network. */
export function compareInterfaceVersions(
  before: DiffSide,
  after: DiffSide,
  question: InterfaceQuestion,
): ComparedGroup | Problem {
  const was = findVersion(before, question)
  const is = findVersion(after, question)
  if (!("absent" in was) && !("absent" in is)) return isProblem(was) ? was : isProblem(is) ? is : compared(was, is)
  const problem = [was, is].find(isProblem)
  if (problem) return problem
  if (!("absent" in is) && !isProblem(is)) return loneGroup(interfaceName(is.networkInterface), "added")
  if (!("absent" in was) && !isProblem(was)) return loneGroup(interfaceName(was.networkInterface), "removed")
  return { problem: "absent" in is ? is.absent : "" }
}

/** That a version has no such network interface is no problem by itself. */
function findVersion(
  { texts, index }: DiffSide,
  { nic, onPremises, tagData }: InterfaceQuestion,
): InterfaceVersion | { readonly absent: string } | Problem {
  const byUri = new Map(texts.map(text => [text.source.uri, text]))
  const network = judgedNetwork(topologyOf(index), {
    onPremises,
    tagData,
    originOf: ({ document }) => byUri.get(document),
  })
  const end = { kind: "named", type: "nic", name: nic.replace(/^nic:/i, "") } as const
  const found = findEndpoint(network.index, end)
  if ("candidates" in found) {
    const text = explainPathProblem(found)
    return found.kind === "no-such-name" ? { absent: text } : { problem: text }
  }
  const networkInterface = found.kind === "networkInterface" ? found.members[0]?.networkInterface : undefined
  if (!networkInterface) return { problem: `--nic: "${nic}" has no IP configuration in these documents.` }
  const versionOf = versionsAmong(texts)
  const ofGroup: InterfaceVersion["versionOf"] = ({ document, group }) => versionOf(group, document)
  return { network, networkInterface, versionOf: ofGroup }
}

function compared(before: InterfaceVersion, after: InterfaceVersion): ComparedGroup | Problem {
  const name = interfaceName(after.networkInterface)
  const difference = compareInterfaces(before, after)
  if ("before" in difference) {
    const [was, is] = [difference.before, difference.after].map(addressTexts)
    return { problem: `${name} has no address in both versions to compare: ${was} before, ${is} now.` }
  }
  const families = difference.addresses.flatMap(term => (term.kind === "prefix" ? [term.family] : []))
  return comparedGroup(name, difference, families.length > 0 ? { families: [...new Set(families)] } : {})
}

function addressTexts(terms: readonly AddressTerm[]): string {
  return joinedTexts(terms.filter(term => term.kind === "prefix")).join(", ")
}
