import { type CandidateSection, type Candidates, candidateSections } from "./claim-candidates.ts"
import { groupCalled, type Unresolved } from "./claim-world.ts"
import type { Expectation } from "./expectation.ts"
import { formatFlowFile } from "./format-flow-file.ts"
import { parseFlowFile } from "./parse-flow-file.ts"
import { proveFlowFile, type WorldOf } from "./prove-flow-file.ts"

/** What is drafted about: the group's name or id, and the file or folder it is in, from the flow file. */
export interface DraftSubject {
  readonly group: string
  readonly file: string
}

/** A `.nsgflow` file that claims what a group does today: each of its lines has been proved. */
export function draftClaims({ group, file }: DraftSubject, worldOf: WorldOf): string | Unresolved {
  const world = worldOf(file)
  const found = "problem" in world ? world : groupCalled(world, group)
  if ("problem" in found) return found
  const use = `use nsg ${quoted(group)} in ${quoted(file)}`
  const sections = candidateSections(found.ruled)
  const holding = holdingLines([use, ...sections.flatMap(linesOf)], worldOf)
  const parts = sections.map(section => sectionText(section, holding)).filter(text => text !== undefined)
  const heading = `# What ${group} does today. Each line was proved for every packet that it describes.`
  const nothing = "# No claims: what it does depends on values that these files do not have."
  return formatFlowFile([heading, use, "", parts.length > 0 ? parts.join("\n\n") : nothing, ""].join("\n"))
}

function linesOf({ candidates }: CandidateSection): readonly string[] {
  return candidates.flatMap(({ lines }) => lines)
}

function holdingLines(lines: readonly string[], worldOf: WorldOf): ReadonlySet<string> {
  const expectations = proveFlowFile(parseFlowFile(lines.join("\n")), worldOf)
  return new Set(expectations.filter(holds).map(({ line }) => line.text))
}

function holds({ status }: Expectation): boolean {
  return status === "holds"
}

/** Undefined where there is nothing to be said. */
function sectionText({ title, candidates }: CandidateSection, holding: ReadonlySet<string>): string | undefined {
  const told = candidates.flatMap(one => toldOf(one, holding))
  return told.length === 0 ? undefined : [`# ${title}`, ...joinedByPorts([...new Set(told)])].join("\n")
}

function toldOf({ lines, rule }: Candidates, holding: ReadonlySet<string>): string[] {
  const line = lines.find(one => holding.has(one))
  if (line !== undefined) return [line]
  return rule === undefined
    ? []
    : [`# ${rule}: no line, because not all of its traffic is known to be treated the same.`]
}

/** Lines that differ in their single port alone are one line. */
function joinedByPorts(lines: readonly string[]): readonly string[] {
  const ports = new Map<string, string[]>()
  for (const line of lines) {
    const [, rest = line, port] = /^(deny .* -> \*):(\d+)$/.exec(line) ?? []
    ports.set(rest, [...(ports.get(rest) ?? []), ...(port === undefined ? [] : [port])])
  }
  return [...ports].map(([rest, all]) => (all.length === 0 ? rest : `${rest}:${all.join(",")}`))
}

function quoted(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text
}
