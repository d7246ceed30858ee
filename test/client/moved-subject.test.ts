import { expect, test } from "vitest"
import type { TextDocumentChangeEvent } from "vscode"
import { movedSubject } from "../../client/src/moved-subject.ts"

const uri = "file:///w/web.json"
const subject = { uri, group: "web", at: { line: 10, character: 4 } }

/** Lines from one to another are replaced by a text. */
function edit(from: number, to: number, text: string, of = uri): TextDocumentChangeEvent {
  const range = { start: { line: from }, end: { line: to } }
  return { document: { uri: of }, contentChanges: [{ range, text }] } as unknown as TextDocumentChangeEvent
}

test.each([
  ["lines added above", edit(2, 2, "one\ntwo\n"), 12],
  ["lines removed above", edit(2, 5, ""), 7],
  ["a word changed above", edit(2, 2, "word"), 10],
  ["lines added below", edit(12, 12, "\n\n"), 10],
  ["another document", edit(2, 2, "\n", "file:///w/other.json"), 10],
])("%s", (_, change, line) => {
  expect(movedSubject(subject, change)).toEqual({ ...subject, at: { line, character: 4 } })
})

test("what has no place is left as it is", () => {
  const thing = { uri, end: "nic:web" }
  expect(movedSubject(thing, edit(2, 2, "\n"))).toBe(thing)
})
