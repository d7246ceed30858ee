import type { ScalarValue, Value } from "./value.ts"

/** What a value without expressions takes to walk through: how many maps and lists it is made of, and how deep they are. */
export interface LiteralSize {
  readonly steps: number
  readonly depth: number
}

/** The sizes of maps and lists that are known, `null` for those that hold an expression. */
export interface LiteralSizes {
  get(value: Value): LiteralSize | null | undefined
  set(value: Value, size: LiteralSize | null): void
}

/**
 * The size of a value that evaluating leaves as it is; null where an expression or a loop is in it, or may be. `known` has
 * what was found before of values that are still the same objects.
 */
export function literalSize(value: Value, known: LiteralSizes | undefined): LiteralSize | null {
  if (value.kind === "scalar") return isLiteral(value) ? none : null
  if (value.kind === "unknown") return none
  const before = known?.get(value)
  if (before !== undefined) return before
  const size = sizeOf(value, known)
  // What holds no other map or list is looked through as quickly as it is looked up.
  if (size?.depth !== 1) known?.set(value, size)
  return size
}

/** A text with only the second of an expression's brackets may be one that lacks the first. */
function isLiteral({ value }: ScalarValue): boolean {
  if (typeof value !== "string") return true
  return value.charCodeAt(0) !== openBracket && value.charCodeAt(value.length - 1) !== closeBracket
}

function sizeOf(value: Exclude<Value, { kind: "scalar" | "unknown" }>, known: LiteralSizes | undefined) {
  let [steps, depth] = [1, 0]
  const inside = value.kind === "map" ? value.entries : value.items
  for (const one of inside) {
    if ("key" in one && mayMake(one.key)) return null
    const size = literalSize("key" in one ? one.value : one, known)
    if (!size) return null
    steps += size.steps
    depth = Math.max(depth, size.depth)
  }
  return { steps, depth: depth + 1 }
}

/** A key that is an expression, or that stands for loops. */
function mayMake(key: string): boolean {
  return key.charCodeAt(0) === openBracket || (key.length === copy.length && key.toLowerCase() === copy)
}

const none: LiteralSize = { steps: 0, depth: 0 }
const openBracket = 0x5b
const closeBracket = 0x5d
const copy = "copy"
