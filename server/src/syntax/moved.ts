import { keptIn } from "../values/kept-in.ts"
import { lazily } from "../values/lazily.ts"
import type { Entry, ListNode, MapNode, Node, Range } from "./node.ts"

/** What an edit moved in the text, and is the same otherwise: as it was read, and how far it stands behind that place. */
export interface Origin<T> {
  readonly origin: T
  readonly by: number
}

const origins = keptIn<object, Origin<unknown>>()

/** Of what was moved once or many times, how it was read; of anything else, itself. */
export function originOf<T extends object>(value: T): Origin<T> {
  return (origins.get(value) as Origin<T> | undefined) ?? { origin: value, by: 0 }
}

/** Makes of the original, and of how far it has come by now, what stands elsewhere. */
export function moved<T extends object>(value: T, by: number, make: (origin: T, by: number) => T): T {
  if (by === 0) return value
  const before = originOf(value)
  const total = before.by + by
  if (total === 0) return before.origin
  const result = make(before.origin, total)
  origins.set(result, { origin: before.origin, by: total })
  return result
}

export function movedRange({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by }
}

/** A parser's node in a text in which it stands elsewhere. What is in it is moved when someone looks at it. */
export function movedNode(node: Node, by: number): Node {
  if (node.kind === "map") return moved(node, by, movedMap)
  if (node.kind === "list") return moved(node, by, movedList)
  const range = movedRange(node.range, by)
  if (node.kind === "scalar" || !node.oneOf) return { ...node, range }
  return { ...node, range, oneOf: node.oneOf.map(one => ({ ...one, value: movedNode(one.value, by) })) }
}

function movedMap({ range, entries }: MapNode, by: number): MapNode {
  const inside = lazily(() =>
    entries.map(({ key, keyRange, value }) => {
      return { key, keyRange: movedRange(keyRange, by), value: movedNode(value, by) }
    }),
  )
  return {
    kind: "map",
    range: movedRange(range, by),
    get entries() {
      return inside()
    },
  }
}

function movedList({ range, items }: ListNode, by: number): ListNode {
  const inside = lazily(() => items.map(item => movedNode(item, by)))
  return {
    kind: "list",
    range: movedRange(range, by),
    get items() {
      return inside()
    },
  }
}

/**
 * Whether two values of plain data are the same but for where they stand: every range in `after` lies `by` characters
 * behind the one in `before`. A range is what has a start and an end; functions are compared as such.
 */
export function isMoved(before: unknown, after: unknown, by: number): boolean {
  if (!isObject(before) || !isObject(after) || (before === after && by === 0)) return before === after
  if (isNode(before) && isNode(after)) return isMovedNode(before, after, by)
  if (isRange(before) && isRange(after)) return isMovedRange(before, after, by)
  return hasMovedParts(before, after, by)
}

function hasMovedParts(before: PlainObject, after: PlainObject, by: number): boolean {
  const keys = Object.keys(before)
  if (keys.length !== Object.keys(after).length || Array.isArray(before) !== Array.isArray(after)) return false
  return keys.every(key => Object.hasOwn(after, key) && isMoved(before[key], after[key], by))
}

/** The same of what nearly all of a document is made of, which is asked about at every keystroke. */
function isMovedNode(before: Node, after: Node, by: number): boolean {
  if (before.kind === "scalar" && after.kind === "scalar") {
    return (
      before.value === after.value &&
      isMovedRange(before.range, after.range, by) &&
      before.quoted === after.quoted &&
      before.unclosed === after.unclosed &&
      isMoved(before.byDefault, after.byDefault, by)
    )
  }
  const [one, other] = [originOf(before), originOf(after)]
  if (one.origin === other.origin) return other.by - one.by === by
  if (before.kind === "map" && after.kind === "map") {
    return (
      isMovedRange(before.range, after.range, by) &&
      areMovedEntries(before.entries, after.entries, by) &&
      before.iteration === after.iteration &&
      isMoved(before.rest, after.rest, by)
    )
  }
  return hasMovedParts({ ...before }, { ...after }, by)
}

function areMovedEntries(before: readonly Entry[], after: readonly Entry[], by: number): boolean {
  if (before.length !== after.length) return false
  for (let index = 0; index < before.length; index++) {
    if (!isMovedEntry(before[index] as Entry, after[index] as Entry, by)) return false
  }
  return true
}

function isMovedEntry(before: Entry, after: Entry, by: number): boolean {
  return (
    before.key === after.key &&
    isMovedRange(before.keyRange, after.keyRange, by) &&
    isMovedNode(before.value, after.value, by)
  )
}

type PlainObject = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is PlainObject {
  return typeof value === "object" && value !== null
}

function isNode(value: object): value is Node {
  return "kind" in value && "range" in value
}

function isRange(value: object): value is Range {
  return "start" in value && "end" in value
}

function isMovedRange(before: Range, after: Range, by: number): boolean {
  return before.start + by === after.start && before.end + by === after.end
}
