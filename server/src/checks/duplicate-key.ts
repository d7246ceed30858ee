import type { SyntaxProblem } from "../syntax/document.ts"
import type { Check } from "./check.ts"
import type { JudgedGroup } from "./judged-group.ts"

export const duplicateKey: Check = {
  code: "duplicate-key",
  severity: "warning",
  summary: "A key that stands twice in one object of a group.",
  explanation: `
Readers differ in which of the two values they take, and some refuse the document. Here the last one counts. In JSON files
VS Code says so itself; the command line reports it for both languages. Only keys within a group are reported.
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
#       ^^^^^^^^ duplicate-key: Property "priority" is written twice: the last one counts here, but readers differ in which they take. Remove one.
`,
    },
  ],
}

function groupAround({ range }: SyntaxProblem, groups: readonly JudgedGroup[]): JudgedGroup | undefined {
  return groups.find(({ group }) => group.range.start <= range.start && range.end <= group.range.end)
}

function message({ detail }: SyntaxProblem): string {
  return `${detail}: the last one counts here, but readers differ in which they take. Remove one.`
}
