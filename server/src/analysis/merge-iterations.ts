import * as l10n from "@vscode/l10n"
import type { Finding } from "../checks/check.ts"
import { listWords, nameRule } from "../checks/wording.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { groupedBy } from "../values/grouped.ts"

/**
 * All rules and groups that a copy loop makes stand at one place of the text. What is said there of several of them alike
 * becomes one finding; it is said of the first rule, then which others it is true of, and in which groups where that is
 * not all of them.
 */
export function mergeIterations(findings: readonly Finding[], groups: readonly LocatedGroup[]): Finding[] {
  const places = groupedBy(findings, ({ range }) => range.start)
  return [...places.values()].flatMap(each => {
    const [only, second] = each
    return only && !second && !isOfLoop(only) ? only : alikeOf(each).map(some => merge(some, groups))
  })
}

/** Nearly all findings are the only one at their place, and of no loop. */
function isOfLoop({ rule, group }: Finding): boolean {
  return rule?.iteration !== undefined || group?.iteration !== undefined
}

function alikeOf(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const alike = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of findings) {
    const { code, range } = finding
    const key = `${code} ${range.start} ${range.end} ${withoutOwnName(finding)}`
    const known = alike.get(key)
    if (known) known.push(finding)
    else alike.set(key, [finding])
  }
  return [...alike.values()]
}

function merge(findings: readonly [Finding, ...Finding[]], groups: readonly LocatedGroup[]): Finding {
  const [first, ...more] = findings
  if (more.length === 0 && first.rule?.iteration === undefined && first.group?.iteration === undefined) return first
  const [name, ...others] = new Set(findings.flatMap(({ rule }) => numbered(rule?.name, rule?.iteration)))
  const within = [...someGroups(findings, groups)]
  const own = name === undefined ? first.message : `${name}${withoutOwnName(first)}`
  const message = others.length > 0 ? l10n.t`${own} Same for ${shown(others)}.` : own
  return first.with({ message: within.length > 0 ? l10n.t`In ${shown(within)}: ${message}` : message })
}

/** The groups of a loop that the findings are on, unless they are on all of it. */
function someGroups(findings: readonly Finding[], groups: readonly LocatedGroup[]): ReadonlySet<string> {
  const [first] = findings
  const ofLoop = groups.filter(({ nameRange }) => nameRange.start === first?.group?.nameRange.start)
  const named = new Set(findings.flatMap(({ group }) => numbered(group?.name, group?.iteration)))
  return named.size < ofLoop.length ? named : new Set()
}

function numbered(name: string | undefined, iteration: number | undefined): string[] {
  return iteration === undefined ? [] : [`"${name}" (copyIndex ${iteration})`]
}

function shown(names: readonly string[]): string {
  const more = names.length - mostNames
  return listWords(more > 0 ? [...names.slice(0, mostNames), l10n.t`${more} more`] : names)
}

/** What a message says of its rule, whichever of a loop's that is: as it follows the rule's name. */
function withoutOwnName({ rule, message }: Finding): string {
  const own = rule ? nameRule(rule) : ""
  return rule && message.startsWith(own) ? message.slice(own.length) : `: ${message}`
}

const mostNames = 3
