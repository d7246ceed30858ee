import * as l10n from "@vscode/l10n"
import type { SyntaxDocument, SyntaxProblem, SyntaxProblemReason } from "../syntax/document.ts"
import type { DocumentCheck } from "./check.ts"
import { capitalised } from "./wording.ts"

export const unreadableDocument: DocumentCheck<Unreadable> = {
  code: "unreadable-document",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "A file with a network security group that could not be read completely.",
  explanation: `
What could be read is still checked, but a rule after the syntax error may be missed. Files that exceed the limits on size and
nesting (setting \`nsg.limits\`) are not read at all. In the editor, VS Code itself reports syntax errors in JSON; the command
line reports them too.

PowerShell's \`ConvertTo-Json\` replaces everything below its \`-Depth\`, which is 2 by default, with a string. The values it
cut off count as unknown, and nothing else is reported for such a file.
`,
  *run({ document, cutOff }) {
    const refusal = document.problems.find(({ reason }) => reason !== "syntax" && reason !== "duplicate-key")
    for (const data of refusal ? [refusal] : faultsOf(document)) yield { at: data.range, data }
    if (cutOff) yield { at: cutOff, data: { reason: "cut-off", detail: "" } }
  },
  message: ({ reason, detail }) => texts[reason](detail),
  json: ({ reason }) => ({ reason }),
  examples: [
    {
      title: "A file that is incomplete while it is typed",
      language: "yaml",
      source: `
- azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
      - name: ssh
#             ^^^ exposed-any-port: "ssh" may open every TCP port to the Internet: any public IPv4 or IPv6 address could connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Its priority is not known here. List only the ports that should be public.
        priority: 99
#                 ^^ priority-out-of-range: "ssh": priority 99 is out of range. Use a number from 100 to 4096.
        protocol: Tcp
        description: @todo
#                    ^^^^^ unreadable-document: In YAML, a value that starts with @ must be in quotes. What could be read was still checked.
`,
    },
    {
      title: "A * without quotes",
      language: "yaml",
      source: `
- azure_rm_securitygroup:
    resource_group: rg
    name: web
    rules:
      - { name: ssh, priority: 100, source_address_prefix: *, destination_port_range: 22 }
#                                                          ^ unreadable-document: In YAML, * must be in quotes: write "*". What could be read was still checked.
      - { name: https, priority: 99, destination_port_range: 443 }
#                                ^^ priority-out-of-range: "https": priority 99 is out of range. Use a number from 100 to 4096.
`,
    },
    {
      title: "Tabs as indentation",
      language: "yaml",
      source: `
- azure_rm_securitygroup:
    resource_group: rg
\tname: web
#^ unreadable-document: YAML does not allow tabs as indentation: use spaces. What could be read was still checked.
\trules: []
`,
    },
    {
      title: "What follows from a fault is not another one",
      language: "json",
      source: `
{
  "name": "web",
  "type": "Microsoft.Network/networkSecurityGroups",
  tags": { env": "prod },
//^^^^ unreadable-document: A key must be in double quotes. What could be read was still checked.
  "location": "westeurope",
  "securityRules": [],
  "etag": true false
//             ^^^^^ unreadable-document: Comma expected. What could be read was still checked.
}
`,
    },
    {
      title: "A wrong indentation in one document of a stream",
      language: "yaml",
      source: `
- azure_rm_securitygroup:
    name: one
    rules: []
   tags: {}
#^ unreadable-document: The keys of an object must start at the same column. What could be read was still checked.
    when: true
    loop: []
    delegate_to: localhost
---
- azure_rm_securitygroup:
    name: two
    rules: []
  tags: [
---
#^ unreadable-document: The closing "]" is missing, or not indented far enough. What could be read was still checked.
`,
    },
    {
      title: "What PowerShell cut off is one fault, and unknown",
      language: "json",
      source: `
{
  "SecurityRules":  [
    {
      "Name":  "mgmt",
      "Priority":  100,
      "Direction":  "Inbound",
      "Access":  "Deny",
      "Protocol":  "*",
      "SourcePortRange":  "*",
      "DestinationPortRange":  "22 443",
//                              ^^^^^^ unreadable-document: ConvertTo-Json cut off values here (default depth 2), so the rules are only partly known. Run it again with -Depth 10.
      "SourceAddressPrefix":  "203.0.113.0/24 198.51.100.0/24",
      "DestinationAddressPrefix":  "*",
      "DestinationApplicationSecurityGroups":  "Microsoft.Azure.Commands.Network.Models.PSApplicationSecurityGroup"
    }
  ],
  "Type":  "Microsoft.Network/networkSecurityGroups",
  "Name":  "web"
}
`,
    },
  ],
}

interface Unreadable {
  readonly reason: SyntaxProblemReason | "cut-off"
  readonly detail: string
}

/**
 * The places at which the syntax breaks, without those that follow from another: in JSON those on the same or the next
 * line; in YAML all to the end of the document, since a wrong indentation leaves nothing behind it in its place. What is
 * wrong with one value alone neither follows from another fault nor has any that follow.
 */
function faultsOf({ language, problems, text }: SyntaxDocument): readonly SyntaxProblem[] {
  const places = problems.filter(({ reason, local }) => reason === "syntax" && !local)
  const reach = { json: /\n.*\n/, yaml: /^---/m }[language]
  const first = places.filter(({ range }, index) => {
    const before = places[index - 1]
    return !before || reach.test(text.slice(before.range.start, range.start))
  })
  return problems.filter(problem => problem.local || first.includes(problem))
}

const texts: Readonly<Record<Unreadable["reason"], (detail: string) => string>> = {
  syntax: detail => l10n.t`${capitalised(detail)}. What could be read was still checked.`,
  "too-large": detail => l10n.t`Not read: ${detail}. Split the file, or raise nsg.limits in the settings of VS Code.`,
  "too-deep": detail => l10n.t`Not read: ${detail}.`,
  "alias-bomb": detail => l10n.t`Not read: ${detail}.`,
  "duplicate-key": detail => detail,
  "cut-off": () =>
    l10n.t`ConvertTo-Json cut off values here (default depth 2), so the rules are only partly known. Run it again with -Depth 10.`,
}
