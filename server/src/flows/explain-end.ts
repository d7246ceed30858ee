import * as l10n from "@vscode/l10n"
import { type Conjunction, listWords } from "../checks/wording.ts"
import { isExpression } from "../expressions/parse.ts"
import type { Candidate, EndProblem, EndType, WrittenEnd } from "../topology/endpoint.ts"
import { similarName } from "../values/similar-name.ts"
import { formatAddress } from "./address-text.ts"

export function formatWrittenEnd(end: WrittenEnd): string {
  if (end.kind === "named") return `${end.type}:${end.name}`
  return end.kind === "id" ? end.id : formatAddress(end.term)
}

/** That there is none of a type at all, and that none has a name. */
const absences: Readonly<Record<EndType, readonly [none: () => string, notNamed: (name: string) => string]>> = {
  nic: [
    () => l10n.t`There is no network interface in these files.`,
    name => l10n.t`There is no network interface "${name}" in these files`,
  ],
  vm: [
    () => l10n.t`There is no virtual machine or scale set in these files.`,
    name => l10n.t`There is no virtual machine or scale set "${name}" in these files`,
  ],
  subnet: [
    () => l10n.t`There is no subnet in these files.`,
    name => l10n.t`There is no subnet "${name}" in these files`,
  ],
  lb: [
    () => l10n.t`There is no load balancer front end in these files.`,
    name => l10n.t`There is no load balancer front end "${name}" in these files`,
  ],
  asg: [
    () => l10n.t`There is no application security group in these files.`,
    name => l10n.t`There is no application security group "${name}" in these files`,
  ],
}

const mostCandidates = 10

/** Why an end stands for no single thing, and what could be meant. */
export function explainEnd({ kind, end, candidates }: EndProblem): string {
  const written = formatWrittenEnd(end)
  if (kind === "ambiguous") {
    if (areAlike(candidates)) return explainAlike(written, candidates)
    return l10n.t`${written} is ambiguous here. Name one of them: ${listCandidates(
      candidates.map(one => withType(one, end)),
      true,
      "or",
    )}.`
  }
  if (end.kind !== "named") return l10n.t`${written} is not in these files.`
  const [none, notNamed] = absences[end.type]
  if (candidates.length === 0) return none()
  const names = candidates.map(({ name }) => name)
  const meant = names.length > mostCandidates ? similarName(end.name, names) : undefined
  const hint = names.some(isExpression)
    ? l10n.t` To resolve names in brackets, set the parameters of the template.`
    : ""
  const rest =
    meant === undefined
      ? l10n.t`, only ${listCandidates(candidates, false, "and")}.`
      : l10n.t`, did you mean "${meant}"?`
  return `${notNamed(end.name)}${rest}${hint}`
}

/** No name, id or file tells them apart: modules make them of one template. */
function areAlike([first, ...others]: readonly Candidate[]): boolean {
  return others.every(
    ({ name, id, document }) => name === first?.name && id === undefined && document === first.document,
  )
}

function explainAlike(written: string, candidates: readonly Candidate[]): string {
  const file = candidates[0]?.document.replace(/^.*\//, "") ?? ""
  const count = candidates.length
  return isExpression(candidates[0]?.name ?? "")
    ? l10n.t`${written} is ambiguous: ${count} resources in ${file} have this name. Set the parameters of the template, or use an address.`
    : l10n.t`${written} is ambiguous: ${count} resources in ${file} have this name. Name another end, or use an address.`
}

/** Of what an address stands for, as one would write it in a flow. */
function withType(candidate: Candidate, { kind }: WrittenEnd): Candidate {
  const { name, type } = candidate
  return kind === "address" && type ? { ...candidate, name: `${type}:${name}` } : candidate
}

/** By name; with `apart` by what tells them from one another. */
function listCandidates(candidates: readonly Candidate[], apart: boolean, conjunction: Conjunction): string {
  const texts = candidates.map(one => {
    const isAlone = candidates.filter(({ name }) => name.toLowerCase() === one.name.toLowerCase()).length === 1
    if (!apart || isAlone) return `"${one.name}"`
    return one.id ?? `"${one.name}" (${one.document.slice(one.document.lastIndexOf("/") + 1)})`
  })
  const distinct = [...new Set(texts)]
  const more = distinct.length - mostCandidates
  return listWords(more > 0 ? [...distinct.slice(0, mostCandidates), l10n.t`${more} more`] : distinct, conjunction)
}
