import { homepage } from "../../../package.json"
import type { CheckPage, Example } from "../checks/check.ts"

/** The page that explains every check, one heading for each code. */
const checksPage = `${homepage.replace(/#.*/, "")}/blob/main/server/src/checks/README.md`

/** Where a check is explained. */
export function checkLink(code: string): string {
  return `${checksPage}#${code}`
}

/** What there is to know of a check, in Markdown: the same in the documentation and in a terminal. */
export function checkPage(check: CheckPage): string {
  return `## ${check.code}\n\n${check.summary}\n\n${checkDetails(check)}`
}

/** The same without its heading and its summary. */
export function checkDetails(check: CheckPage): string {
  const { category, severity, isOff, explanation, azureErrors, aliases, examples } = check
  const facts = [
    `Category: ${category}. Default severity: \`${severity}\`${isOff ? " (off by default)" : ""}.`,
    ...(azureErrors.length > 0 ? [`Azure's errors: ${listed(azureErrors)}.`] : []),
    ...(aliases.length > 0 ? [`In other tools: ${listed(aliases)}.`] : []),
  ]
  return `${facts.join(" ")}\n${explanation}${fence(examples[0])}`
}

function listed(names: readonly string[]): string {
  return names.map(name => `\`${name}\``).join(", ")
}

function fence({ language, source, proofSteps }: Example): string {
  const bound = proofSteps === undefined ? "" : `\nWith a limit of ${proofSteps} instead of 100,000 steps:\n`
  return `${bound}\n\`\`\`${language}\n${source.trim()}\n\`\`\`\n`
}
