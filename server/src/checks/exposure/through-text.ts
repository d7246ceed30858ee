import type { Exposure } from "../../judging/exposures.ts"
import type { KnownLevel } from "../../judging/machines-behind.ts"
import { capitalised, listWords, nameGroup } from "../wording.ts"

/** What stands at the other level and blocks some of it: everything at some machines, or part of it. */
export function throughTexts({ through }: Pick<Exposure, "through">): readonly string[] {
  if (!through) return []
  const { open, narrowed } = through
  const closed = through.closed.filter(({ name }) => !open.some(other => other.name === name))
  return [
    ...(closed.length > 0 ? [closedText(open, blockersText(closed, "it"))] : []),
    ...(narrowed.length > 0 ? [`${capitalised(blockersText(narrowed, "part of it"))}.`] : []),
  ]
}

function closedText(open: readonly KnownLevel[], blockers: string): string {
  return open.length === 0 ? `${capitalised(blockers)}.` : `It is open at ${placesText(open)}; ${blockers}.`
}

/** `network interface nic-0 and 3 more`. */
function placesText(levels: readonly KnownLevel[]): string {
  const names = [...new Set(levels.map(({ kind, name }) => `${kindText[kind]} ${name}`))]
  const more = names.length - mostNamed
  return listWords(more > 0 ? [...names.slice(0, mostNamed), `${more} more`] : names)
}

const kindText = { subnet: "subnet", networkInterface: "network interface" } as const

const mostNamed = 3

/** `NSG "own" blocks it at network interface nic-0`. */
export function blockersText(levels: readonly KnownLevel[], what: string): string {
  const groups = [...new Set(levels.flatMap(({ ruled }) => ruled ?? []))]
  const [only, another] = new Set(groups.map(({ group }) => nameGroup(group)))
  const who =
    only !== undefined && another === undefined && only !== "this NSG" ? `NSG "${only}" blocks` : "other NSGs block"
  return `${who} ${what} at ${placesText(levels)}`
}

/** What programs see of it. */
export function throughJson({ through }: Pick<Exposure, "through">): Readonly<Record<string, unknown>> {
  if (!through) return {}
  const names = (levels: readonly KnownLevel[]) => [...new Set(levels.map(({ name }) => name))]
  const { open, closed, narrowed } = through
  return { openAt: names(open), blockedAt: names(closed), blockedInPartAt: names(narrowed) }
}
