import * as l10n from "@vscode/l10n"
import type { SyntaxProblem } from "./document.ts"
import type { Node, Range, UnknownNode } from "./node.ts"

/**
 * A plain number that the versions of YAML read differently: `022` is 18 in YAML 1.1, which Ansible and the tools of
 * Kubernetes read, and 22 in YAML 1.2; `1_000` and `22:22` are 1000 and 1342 in YAML 1.1, and texts in YAML 1.2. Undefined where
 * they agree.
 */
export function numbersIn(text: string, range: Range): UnknownNode | undefined {
  const old = oldNumber(text)
  const recent = /^\d+$/.test(text) ? Number.parseInt(text, 10) : text
  if (old === undefined || old === recent) return undefined
  const oneOf = [
    { value: { kind: "scalar", range, value: old }, condition: `${text} is read as YAML 1.1` },
    { value: { kind: "scalar", range, value: recent }, condition: `${text} is read as YAML 1.2` },
  ] as const
  const reason = `${text} is ${old} in YAML 1.1 and ${toldRecent(recent)} in YAML 1.2`
  return { kind: "unknown", range, text, unknown: { identity: `the number ${text}`, reason }, oneOf }
}

/** Octal, with underscores, or to the base of 60: numbers in YAML 1.1 alone. */
function oldNumber(text: string): number | undefined {
  if (/^0[0-7]{2,15}$/.test(text)) return Number.parseInt(text, 8)
  if (/^[1-9]\d*(_+\d+)+$/.test(text) && text.length < 16) return Number.parseInt(text.replaceAll("_", ""), 10)
  if (!/^[1-9]\d{0,4}(:[0-5]?\d){1,3}$/.test(text)) return undefined
  return text.split(":").reduce((sum, part) => sum * 60 + Number.parseInt(part, 10), 0)
}

function toldRecent(recent: unknown): string {
  return typeof recent === "number" ? String(recent) : "no number"
}

/** What to say of such numbers where one stands, or in a list: no parser makes other values with alternatives. */
export function numberProblems(node: Node): readonly SyntaxProblem[] {
  const nodes = node.kind === "list" ? node.items : [node]
  return nodes.flatMap(({ range, ...each }): readonly SyntaxProblem[] => {
    if (each.kind !== "unknown" || !each.oneOf) return []
    const { text = "" } = each
    const [old, recent] = each.oneOf.map(({ value }) => (value.kind === "scalar" ? value.value : ""))
    const detail =
      typeof recent === "number"
        ? l10n.t`${text} is ${`${old}`} in YAML 1.1, and ${recent} in YAML 1.2: write ${recent}, or ${`${old}`}`
        : l10n.t`${text} is ${`${old}`} in YAML 1.1, and no number in YAML 1.2: write the number that is meant`
    return [{ reason: "syntax", detail, range, local: true }]
  })
}
