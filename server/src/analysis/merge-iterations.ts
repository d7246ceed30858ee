import type { Finding } from "../checks/check.ts"
import { listWords, nameRule } from "../checks/wording.ts"

/**
 * All rules and groups that a copy loop makes stand at one place of the text. What is said there of several of them alike
 * becomes one finding; it names the rules it means.
 */
export function mergeIterations(findings: readonly Finding[]): Finding[] {
  const alike = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of findings) {
    const { code, range } = finding
    const key = `${code} ${range.start} ${range.end} ${withoutOwnName(finding)}`
    const known = alike.get(key)
    if (known) known.push(finding)
    else alike.set(key, [finding])
  }
  return [...alike.values()].map(merge)
}

function merge([first, ...others]: readonly [Finding, ...Finding[]]): Finding {
  if (first.rule?.iteration === undefined) return first
  const iterations = new Map([first, ...others].map(({ rule }) => [rule?.iteration, rule?.name]))
  const names = [...iterations].map(([iteration, name]) => `"${name}" (copyIndex ${iteration})`)
  const more = names.length - mostNames
  const shown = more > 0 ? [...names.slice(0, mostNames), `${more} more`] : names
  return { ...first, message: `${listWords(shown)}: ${withoutOwnName(first)}` }
}

/** What a message says of its rule, whichever of a loop's that is. */
function withoutOwnName({ rule, message }: Finding): string {
  const own = rule ? nameRule(rule) : ""
  return message.startsWith(own) ? message.slice(own.length).replace(/^:? /, "") : message
}

const mostNames = 3
