import fc from "fast-check"
import { expect, test } from "vitest"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { commentsAbout } from "../../server/src/syntax/comments.ts"
import type { SyntaxDocument } from "../../server/src/syntax/document.ts"
import type { Edit } from "../../server/src/syntax/edit.ts"
import { insertInto } from "../../server/src/syntax/insert.ts"
import type { Node } from "../../server/src/syntax/node.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { intoEntry, intoItem, type Path, pathAt } from "../../server/src/syntax/path.ts"
import { removeAt } from "../../server/src/syntax/remove.ts"
import { setAt } from "../../server/src/syntax/set.ts"
import type { Writable } from "../../server/src/syntax/write-value.ts"
import { applied } from "../support/apply-edit.ts"
import { type Json, jsonOf } from "./describe-nodes.ts"
import { commentsOf, type DrawnPart, drawnDocument, drawnStyle, render } from "./drawn-document.ts"

const runs = { seed: 5, numRuns: 400 }

interface Drawing {
  readonly document: SyntaxDocument
  readonly json: Json
  readonly comments: readonly string[]
  /** Every value with the way to it, through the tree and through the drawing. */
  readonly places: readonly Place[]
  /** What is shown of it where a law fails. */
  readonly [fc.toStringMethod]: () => string
}

interface Place {
  readonly path: Path
  readonly keys: readonly (string | number)[]
  readonly part: DrawnPart
}

const drawing = fc.record({ drawn: drawnDocument, style: drawnStyle }).map(({ drawn, style }): Drawing => {
  const document = parseText(render(drawn, style), style.language, defaultBounds)
  const [root] = document.roots
  if (!root || document.problems.length > 0) throw new Error(`not drawn well: ${document.text}`)
  const places = placesIn({ root, steps: [] }, root, drawn.parts, [])
  return {
    document,
    json: jsonOf(root),
    comments: drawn.parts.flatMap(commentsOf),
    places,
    [fc.toStringMethod]: () => JSON.stringify(document.text),
  }
})

function placesIn(
  path: Path,
  node: Node,
  parts: readonly DrawnPart[],
  keys: readonly (string | number)[],
): readonly Place[] {
  return parts.flatMap((part, index) => {
    const next =
      node.kind === "list"
        ? intoItem(path, node, index)
        : node.kind === "map"
          ? intoEntry(path, node, node.entries[index]!)
          : undefined
    if (!next) throw new Error("the tree is not what was drawn")
    const place = { path: next, keys: [...keys, node.kind === "list" ? index : part.key], part }
    const inner = next.steps.at(-1)!.value
    return [place, ...(part.value.kind === "scalar" ? [] : placesIn(next, inner, part.value.parts, place.keys))]
  })
}

const value: fc.Arbitrary<Writable> = fc.oneof(
  fc.constantFrom<Writable>(
    "Deny",
    "*",
    "443",
    443,
    "it's",
    "x: y # z",
    "a\nb\n",
    "a\n\n  b",
    "",
    null,
    ["80", "443"],
    [],
    {},
  ),
  fc.constantFrom<Writable>({ name: "r", list: ["1", "b"], inner: { priority: 100, empty: [] } }, [
    { a: 1, b: "x" },
    { a: 2 },
  ]),
)

test("what is removed goes with its own comments, and nothing else does", () => {
  fc.assert(
    fc.property(drawing, fc.nat(), ({ document, json, comments, places }, nat) => {
      const { path, keys, part } = places[nat % places.length]!
      const text = checked(document, removeAt(document, path), without(json, keys))
      const own = commentsOf(part)
      expect(comments.filter(name => text.includes(name))).toEqual(comments.filter(name => !own.includes(name)))
    }),
    runs,
  )
})

test("what is set is read again, and all else and every comment stays", () => {
  fc.assert(
    fc.property(drawing, fc.nat(), value, ({ document, json, comments, places }, nat, written) => {
      const { path, keys, part } = places[nat % places.length]!
      const edit = setAt(document, path, written)
      if ("refused" in edit) {
        expect(edit.refused).toMatch(/comment/)
        expect(part.value.kind === "scalar" ? [part.behind] : commentsOf(part)).not.toEqual([])
        return
      }
      const text = checked(document, edit, replaced(json, keys, written as Json))
      expect(comments.filter(name => !text.includes(name))).toEqual([])
    }),
    runs,
  )
})

test("what is inserted is read again, and all else and every comment stays", () => {
  fc.assert(
    fc.property(drawing, fc.nat(), fc.nat(3), value, ({ document, json, comments, places }, nat, at, written) => {
      const holders = places.filter(({ part }) => part.value.kind !== "scalar")
      if (holders.length === 0) return
      const { path, keys, part } = holders[nat % holders.length]!
      const parts = part.value.kind === "scalar" ? [] : part.value.parts
      const index = Math.min(at, parts.length)
      const key = part.value.kind === "map" ? { key: "added" } : {}
      const edit = insertInto(document, path, { ...key, value: written, index })
      const text = checked(document, edit, inserted(json, keys, index, written as Json))
      expect(comments.filter(name => !text.includes(name))).toEqual([])
    }),
    runs,
  )
})

test("every comment is about the value that it stands above or behind", () => {
  fc.assert(
    fc.property(drawing, ({ document, places }) => {
      for (const { path, part } of places) {
        const found = commentsAbout(document, path.steps.at(-1)!).map(({ start, end }) =>
          document.text.slice(start, end),
        )
        const own = [...part.above, ...(part.behind === undefined ? [] : [part.behind])]
        expect(found.map(text => text.replace(/^[#/* ]+| ?[*][/]$/g, ""))).toEqual(own)
      }
    }),
    runs,
  )
})

test("the path to every value leads to it", () => {
  fc.assert(
    fc.property(drawing, ({ document, places }) => {
      for (const { path } of places) {
        const { value } = path.steps.at(-1)!
        if (value.kind !== "scalar") continue
        expect(pathAt(document, value.range.start)?.steps).toEqual(path.steps)
      }
    }),
    { ...runs, numRuns: 200 },
  )
})

/** The text after an edit: it is read as was asked for, and is the old one outside of the edit. */
function checked(document: SyntaxDocument, edit: Edit, expected: Json): string {
  const text = applied(document.text, edit)
  const { roots, problems } = parseText(text, document.language, defaultBounds)
  expect({ text, problems, json: roots.map(jsonOf) }).toEqual({ text, problems: [], json: [expected] })
  if (document.text.includes("\r\n")) expect(text).not.toMatch(/[^\r]\n/)
  return text
}

type Keys = readonly (string | number)[]

function without(json: Json, keys: Keys): Json {
  const copy = structuredClone(json)
  const [holder, key] = [at(copy, keys.slice(0, -1)), keys.at(-1)!]
  if (Array.isArray(holder)) holder.splice(key as number, 1)
  else delete (holder as Record<string, Json>)[key]
  return copy
}

function replaced(json: Json, keys: Keys, value: Json): Json {
  const copy = structuredClone(json)
  ;(at(copy, keys.slice(0, -1)) as Record<string, Json>)[keys.at(-1)!] = value
  return copy
}

function inserted(json: Json, keys: Keys, index: number, value: Json): Json {
  const copy = structuredClone(json)
  const holder = at(copy, keys)
  if (Array.isArray(holder)) holder.splice(index, 0, value)
  else (holder as Record<string, Json>).added = value
  return copy
}

function at(json: Json, keys: Keys): Json {
  return keys.reduce((each, key) => (each as Record<string, Json>)[key]!, json)
}
