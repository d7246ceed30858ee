import type { TextDocument } from "vscode-languageserver-textdocument"
import type { Location, Position } from "vscode-languageserver-types"
import { type ClaimWorld, groupCalled } from "../flows/claim-world.ts"
import type { Expectation } from "../flows/expectation.ts"
import type { FlowFile, UseLine } from "../flows/flow-file.ts"
import { pointedWord, useAbove } from "../flows/pointed-word.ts"
import type { WorldOf } from "../flows/prove-flow-file.ts"
import type { Endpoint, WrittenEnd } from "../topology/endpoint.ts"
import { findEndpoint } from "../topology/find-endpoint.ts"
import type { Place } from "../topology/topology.ts"
import { decidingRule, decidingRules, rulePlacer } from "./deciding-rule.ts"
import { lspRange, readableLines } from "./lsp-range.ts"

export interface DefinedFlows {
  readonly document: TextDocument
  readonly file: FlowFile
  readonly worldOf: WorldOf
  readonly expectations: readonly Expectation[]
}

/** Where a group, a thing of a network or a file stands that is named; of the rest of a claim the rules that decide it. */
export function flowDefinition(
  { document, file, worldOf, expectations }: DefinedFlows,
  position: Position,
): readonly Location[] {
  const offset = document.offsetAt(position)
  const pointed = pointedWord(file, offset)
  const world = worldOf(useAbove(file, offset)?.file?.text)
  if (!pointed || "problem" in world) return []
  if (pointed.kind === "line") return rulesOf(expectations.find(({ line }) => line.line === pointed.line.line))
  if (pointed.kind === "subject") return subjectPlaces(pointed.line, world)
  if (pointed.kind === "end") return endPlaces(pointed.word.end, world)
  const [only, another] = [...world.lines.keys()]
  return only !== undefined && another === undefined ? [{ uri: only, range: topOfFile }] : []
}

const topOfFile = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

/** Of a claim that fails the rule by which it does. */
function rulesOf(expectation: Expectation | undefined): readonly Location[] {
  if (!expectation) return []
  const place = rulePlacer()
  const deciding = decidingRule(expectation, place)?.location
  return deciding ? [deciding] : decidingRules(expectation, place).flatMap(({ location }) => location ?? [])
}

function subjectPlaces({ type, name }: UseLine, world: ClaimWorld): readonly Location[] {
  if (type !== "nsg") return endPlaces({ kind: "named", type, name: name.text }, world)
  const found = groupCalled(world, name.text)
  if ("problem" in found) return []
  return locate({ document: found.document, nameRange: found.ruled.group.nameRange }, world)
}

function endPlaces(end: WrittenEnd, world: ClaimWorld): readonly Location[] {
  if (end.kind === "address") return []
  const found = findEndpoint(world.network().index, end)
  return "candidates" in found ? [] : placesOf(found).flatMap(place => locate(place, world))
}

function placesOf(found: Endpoint): readonly Place[] {
  if (found.kind === "subnet") return [found.subnet.place]
  if (found.kind === "frontEnd") return [found.loadBalancer.place]
  if (found.kind === "elsewhere") return []
  const interfaces = found.members.map(({ networkInterface }) => networkInterface.place)
  return [...new Set(interfaces)]
}

function locate(
  { document, nameRange }: Pick<Place, "document" | "nameRange">,
  world: ClaimWorld,
): readonly Location[] {
  const lines = world.lines.get(document)
  return lines ? [{ uri: document, range: lspRange(readableLines(lines), nameRange) }] : []
}
