import * as l10n from "@vscode/l10n"
import type { JudgedGroup } from "../judging/judged-group.ts"
import type { SyntaxProblem } from "../syntax/document.ts"
import type { DocumentCheck } from "./check.ts"

export const duplicateKey: DocumentCheck<{ readonly key: string; readonly detail: string }> = {
  code: "duplicate-key",
  severity: "warning",
  category: "style",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "A key that is written twice in one object of a group.",
  explanation: `
Tools differ in which of the two values they use, and some refuse the document. The checks use the last one. In JSON files
VS Code itself reports this; the command line reports it for JSON and YAML. Only keys inside a group are reported.
`,
  *run({ document, groups }) {
    for (const problem of document.problems) {
      const judged = problem.reason === "duplicate-key" && groupAround(problem, groups)
      if (!judged) continue
      const { range, detail } = problem
      yield { at: range, group: judged.group, data: { key: document.text.slice(range.start, range.end), detail } }
    }
  },
  message: ({ detail }) =>
    l10n.t`${detail}. The checks use the last one; other tools may use the first, or refuse the file. Remove one.`,
  json: ({ key }) => ({ key }),
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
