import type { SyntaxProblem } from "./document.ts"
import type { Node, Range, UnknownNode } from "./node.ts"

/**
 * A plain number that the versions of YAML read differently: `022` is 18 in YAML 1.1, which Ansible and the tools of
 * Kubernetes read, and 22 in YAML 1.2. Undefined where they agree.
 */
export function numbersIn(text: string, range: Range): UnknownNode | undefined {
  if (!/^0[0-7]{2,15}$/.test(text)) return undefined
  const [old, recent] = [Number.parseInt(text, 8), Number.parseInt(text, 10)]
  if (old === recent) return undefined
  const oneOf = [
    { value: { kind: "scalar", range, value: old }, condition: `${text} is an octal number` },
    { value: { kind: "scalar", range, value: recent }, condition: `${text} is a decimal number` },
  ] as const
  const reason = `${text} is ${old} in YAML 1.1 and ${recent} in YAML 1.2`
  return { kind: "unknown", range, text, unknown: { identity: `the number ${text}`, reason }, oneOf }
}

/** What to say of such numbers where one stands, or in a list: no parser makes other values with alternatives. */
export function numberProblems(node: Node): readonly SyntaxProblem[] {
  const nodes = node.kind === "list" ? node.items : [node]
  return nodes.flatMap(({ range, ...each }): readonly SyntaxProblem[] => {
    if (each.kind !== "unknown" || !each.oneOf) return []
    const [old, recent] = each.oneOf.map(({ value }) => (value.kind === "scalar" ? value.value : ""))
    const detail = `${each.text} is ${old} in YAML 1.1, and ${recent} in YAML 1.2: write ${recent}, or ${old}`
    return [{ reason: "syntax", detail, range, local: true }]
  })
}
