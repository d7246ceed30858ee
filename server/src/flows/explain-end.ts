import { type Conjunction, listWords } from "../checks/wording.ts"
import { isExpression } from "../expressions/parse.ts"
import type { Candidate, EndProblem, EndType, WrittenEnd } from "../topology/endpoint.ts"
import { similarName } from "../values/similar-name.ts"
import { formatAddress } from "./address-text.ts"

export function formatWrittenEnd(end: WrittenEnd): string {
  if (end.kind === "named") return `${end.type}:${end.name}`
  return end.kind === "id" ? end.id : formatAddress(end.term)
}

const typeWords: Readonly<Record<EndType, string>> = {
  nic: "network interface",
  vm: "virtual machine or scale set",
  subnet: "subnet",
  lb: "load balancer front end",
  asg: "application security group",
}

const mostCandidates = 10

/** Why an end stands for no single thing, and what could be meant. */
export function explainEnd({ kind, end, candidates }: EndProblem): string {
  const written = formatWrittenEnd(end)
  if (kind === "ambiguous") {
    if (areAlike(candidates)) return explainAlike(written, candidates)
    return `${written} is ambiguous here. Name one of them: ${listCandidates(
      candidates.map(one => withType(one, end)),
      true,
      "or",
    )}.`
  }
  if (end.kind !== "named") return `${written} is not in these files.`
  if (candidates.length === 0) return `There is no ${typeWords[end.type]} in these files.`
  const names = candidates.map(({ name }) => name)
  const meant = names.length > mostCandidates ? similarName(end.name, names) : undefined
  const hint = names.some(isExpression) ? " To resolve names in brackets, set the parameters of the template." : ""
  return `There is no ${typeWords[end.type]} "${end.name}" in these files, ${
    meant === undefined ? `only ${listCandidates(candidates, false, "and")}.` : `did you mean "${meant}"?`
  }${hint}`
}

/** No name, id or file tells them apart: modules make them of one template. */
function areAlike([first, ...others]: readonly Candidate[]): boolean {
  return others.every(
    ({ name, id, document }) => name === first?.name && id === undefined && document === first.document,
  )
}

function explainAlike(written: string, candidates: readonly Candidate[]): string {
  const file = candidates[0]?.document.replace(/^.*\//, "") ?? ""
  const hint = isExpression(candidates[0]?.name ?? "") ? "Set the parameters of the template" : "Name another end"
  return `${written} is ambiguous: ${candidates.length} resources in ${file} have this name. ${hint}, or use an address.`
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
  return listWords(more > 0 ? [...distinct.slice(0, mostCandidates), `${more} more`] : distinct, conjunction)
}
