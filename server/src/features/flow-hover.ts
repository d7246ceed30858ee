import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import { type Hover, MarkupKind, type Position } from "vscode-languageserver-types"
import { describeAddress } from "../azure/glossary.ts"
import type { TagData } from "../azure/tag-data.ts"
import { listWords } from "../checks/wording.ts"
import { formatAddress } from "../flows/address-text.ts"
import { type ClaimWorld, groupCalled, type Unresolved, type WorldGroup } from "../flows/claim-world.ts"
import type { Expectation } from "../flows/expectation.ts"
import { expectationText } from "../flows/expectation-text.ts"
import { explainEnd } from "../flows/explain-end.ts"
import { securityGroupsOf } from "../flows/flow-ends.ts"
import type { FlowFile, UseLine } from "../flows/flow-file.ts"
import { type PointedWord, pointedWord, useAbove } from "../flows/pointed-word.ts"
import type { WorldOf } from "../flows/prove-flow-file.ts"
import { judgeGroup } from "../judging/judged-group.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import { securityGroupName } from "../readers/security-group-name.ts"
import type { Endpoint, WrittenEnd } from "../topology/endpoint.ts"
import { findEndpoint } from "../topology/find-endpoint.ts"
import type { Member } from "../topology/topology.ts"
import type { AddressTerm } from "../values/address.ts"
import { addressTagsSentence } from "./address-tags.ts"
import { groupMarkdown } from "./group-markdown.ts"
import { interfaceName } from "./level-name.ts"
import { lspRange } from "./lsp-range.ts"
import { escapeMarkdown } from "./markdown.ts"
import { networkMarkdown } from "./network-markdown.ts"
import { networkThings } from "./network-things.ts"
import { tagSentences } from "./tag-description.ts"
import { plainAddress } from "./topology-json.ts"

export interface HoveredFlows {
  readonly document: TextDocument
  readonly file: FlowFile
  readonly worldOf: WorldOf
  /** What was proved last; empty before the first proof. */
  readonly expectations: readonly Expectation[]
}

/** What an end of a claim stands for, what a `use` names, and of the rest of a claim whether it holds. */
export function flowHover(flows: HoveredFlows, position: Position): Hover | null {
  const { document, file, worldOf } = flows
  const offset = document.offsetAt(position)
  const pointed = pointedWord(file, offset)
  if (!pointed) return null
  const world = worldOf(useAbove(file, offset)?.file?.text)
  const value = markdownOf(pointed, world, flows.expectations)
  if (value === undefined) return null
  return { contents: { kind: MarkupKind.Markdown, value }, range: lspRange(document, pointed.word.range) }
}

function markdownOf(
  pointed: PointedWord,
  world: ClaimWorld | Unresolved,
  expectations: readonly Expectation[],
): string | undefined {
  if (pointed.kind === "file") return undefined
  if (pointed.kind === "line") {
    const told = expectations.find(({ line }) => line.line === pointed.line.line && line.text === pointed.line.text)
    return told && escapeMarkdown(expectationText(told))
  }
  if ("problem" in world) return escapeMarkdown(world.problem)
  return pointed.kind === "subject" ? subjectMarkdown(pointed.line, world) : endMarkdown(pointed.word.end, world)
}

function subjectMarkdown({ type, name }: UseLine, world: ClaimWorld): string {
  if (type !== "nsg") return endMarkdown({ kind: "named", type, name: name.text }, world) ?? ""
  const found = groupCalled(world, name.text)
  return "problem" in found ? escapeMarkdown(found.problem) : describeGroup(found)
}

function describeGroup({ ruled, path }: WorldGroup): string {
  return `${groupMarkdown(judgeGroup(ruled.group, ruled.context))}\n\n${escapeMarkdown(path)}`
}

function endMarkdown(end: WrittenEnd, world: ClaimWorld): string | undefined {
  const tagData = world.groups[0]?.ruled.context.tagData
  if (end.kind === "address") return addressMarkdown(end.term, tagData)
  const network = world.network()
  const found = findEndpoint(network.index, end)
  if (!("candidates" in found)) return endpointMarkdown(found, network)
  return end.kind === "named" && isNamedByRules(end, world) ? namedByRules() : escapeMarkdown(explainEnd(found))
}

function isNamedByRules({ type, name }: Extract<WrittenEnd, { kind: "named" }>, { groups }: ClaimWorld): boolean {
  const named = groups.flatMap(({ ruled }) => securityGroupsOf(ruled))
  return type === "asg" && named.some(one => securityGroupName(one).toLowerCase() === name.toLowerCase())
}

const namedByRules = () =>
  l10n.t`An application security group used in rules. These files do not say which NICs are in it.`

const mostPrefixes = 10

function addressMarkdown(term: AddressTerm, tagData: TagData | undefined): string | undefined {
  if (term.kind === "any") return l10n.t`All addresses.`
  if (term.kind === "prefix") {
    const sentences = [describeAddress(formatAddress(term)), tagData && addressTagsSentence(term, tagData)]
    const known = sentences.filter(text => text !== undefined)
    return known.length > 0 ? escapeMarkdown(known.join(" ")) : undefined
  }
  if (term.kind !== "tag") return undefined
  const sentences = tagSentences(term.name, tagData)
  const prefixes = tagData?.tags.get(term.key)?.prefixes ?? []
  const more = prefixes.length - mostPrefixes
  const shown = prefixes.slice(0, mostPrefixes).map(({ key }) => key)
  const list = listWords(more > 0 ? [...shown, l10n.t`${more} more`] : shown)
  const told = [escapeMarkdown(sentences.join(" ")), ...(list === "" ? [] : [escapeMarkdown(list)])]
  return sentences.length > 0 ? told.join("\n\n") : undefined
}

function endpointMarkdown(found: Endpoint, network: JudgedNetwork): string | undefined {
  if (found.kind === "securityGroup") return membersMarkdown(found.group.name, found.members)
  if (found.kind === "frontEnd") {
    const { frontEnd, loadBalancer } = found
    const address = frontEnd.address ? plainAddress(frontEnd.address) : l10n.t`address not known here`
    return escapeMarkdown(l10n.t`Front end ${loadBalancer.name}/${frontEnd.name}: ${address}.`)
  }
  const thing = networkThings(network.index.topology).find(one => {
    if (found.kind === "subnet") return one.kind === "subnet" && one.subnet === found.subnet
    const [member] = found.kind === "networkInterface" ? found.members : []
    return one.kind === "networkInterface" && one.networkInterface === member?.networkInterface
  })
  return thing && networkMarkdown(network, thing)
}

function membersMarkdown(name: string, members: readonly Member[]): string {
  const lines = members.map(({ networkInterface, configuration: { address } }) => {
    const where = address ? plainAddress(address) : l10n.t`dynamic address`
    return `- ${escapeMarkdown(`${interfaceName(networkInterface)}: ${where}`)}`
  })
  const count = members.length === 1 ? l10n.t`1 member` : l10n.t`${members.length} members`
  return [`**${escapeMarkdown(name)}** · ${l10n.t`application security group`} · ${count}`, lines.join("\n")].join(
    "\n\n",
  )
}
