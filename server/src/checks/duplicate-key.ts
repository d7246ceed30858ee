import type { JudgedGroup } from "../judging/judged-group.ts"
import type { SyntaxProblem } from "../syntax/document.ts"
import type { Check } from "./check.ts"

export const duplicateKey: Check = {
  code: "duplicate-key",
  severity: "warning",
  summary: "A key that is written twice in one object of a group.",
  explanation: `
Tools differ in which of the two values they use, and some refuse the document. The checks use the last one. In JSON files
VS Code itself reports this; the command line reports it for JSON and YAML. Only keys inside a group are reported.
`,
  *run({ document, groups }) {
    for (const problem of document.problems) {
      const judged = problem.reason === "duplicate-key" && groupAround(problem, groups)
      if (!judged) continue
      yield {
        code: duplicateKey.code,
        severity: duplicateKey.severity,
        range: problem.range,
        group: judged.group,
        rule: null,
        related: [],
        data: { key: document.text.slice(problem.range.start, problem.range.end) },
        message: message(problem),
      }
    }
  },
  examples: [
    {
      title: "Two values for one key",
      language: "yaml",
      source: `
- azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
      - name: https
        priority: 100
        protocol: Tcp
        destination_port_range: 443
        priority: 110
#       ^^^^^^^^ duplicate-key: Property "priority" is written twice. The checks use the last one; other tools may use the first, or refuse the file. Remove one.
`,
    },
  ],
}

function groupAround({ range }: SyntaxProblem, groups: readonly JudgedGroup[]): JudgedGroup | undefined {
  return groups.find(({ group }) => group.range.start <= range.start && range.end <= group.range.end)
}

function message({ detail }: SyntaxProblem): string {
  return `${detail}. The checks use the last one; other tools may use the first, or refuse the file. Remove one.`
}
