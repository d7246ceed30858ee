import { expect } from "vitest"

/** What no translation may lose or change: placeholders, code, icons, links and commands, in whatever order. */
const fixed = /\{\d+\}|`[^`]+`|\$\([a-z-]+\)|\]\((?:command|https):[^)]+\)|https:[^\s`)]+|#[\w.]+#/g

export function sameParts(original: string, translation: string): void {
  expect(translation.trim()).not.toBe("")
  expect(spaceAround(translation)).toEqual(spaceAround(original))
  expect(partsOf(translation)).toEqual(partsOf(original))
}

function partsOf(text: string): readonly string[] {
  return (text.match(fixed) ?? []).sort()
}

/** Where a text goes on from another one. */
function spaceAround(text: string): readonly string[] {
  return [text.slice(0, text.length - text.trimStart().length), text.slice(text.trimEnd().length)]
}
