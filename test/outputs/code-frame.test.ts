import { expect, test } from "vitest"
import { codeFrame, linesOf } from "../../server/src/outputs/code-frame.ts"

/** The frame of the text between two marks. */
function frame(marked: string): string {
  const lines = linesOf(marked)
  const place = (mark: string) => {
    const line = lines.findIndex(each => each.includes(mark))
    return { line, character: lines[line]!.replace("»", mark === "»" ? "»" : "").indexOf(mark) }
  }
  const range = { start: place("»"), end: place("«") }
  const found = codeFrame(linesOf(marked.replace(/[»«]/g, "")), range)!
  return `${found.source}\n${found.carets}`
}

test.each([
  ["a value", 'a\n  "x": "»22«",', '2 |   "x": "22",\n  |         ^^'],
  ["tabs stay", "\t\t»x«", "1 | \t\tx\n  | \t\t^"],
  ["nothing is one caret", "ab»«c", "1 | abc\n  |   ^"],
  ["several lines: the first", "a: »{\n  b«: 1", "1 | a: {\n  |    ^"],
  ["wide characters", "漢字: »値«", "1 | 漢字: 値\n  |       ^^"],
  ["a picture of two halves", "😀 »😀«", "1 | 😀 😀\n  |    ^^"],
  ["combining marks", "e\u0301 »x«", "1 | e\u0301 x\n  |   ^"],
  ["carriage returns", "a\r\n»b«\r\nc", "2 | b\n  | ^"],
  ["control characters", "\u001b[31m»x«", "1 | ␛[31mx\n  |      ^"],
])("%s", (_title, marked, drawn) => {
  expect(frame(marked)).toBe(drawn)
})

test("of a long line the part around the value", () => {
  const [source = "", carets = ""] = frame(`${"a".repeat(5000)}»value«${"b".repeat(5000)}`).split("\n")
  expect(source.length).toBeLessThan(140)
  expect(source.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("value")
  const whole = frame(`»${"c".repeat(5000)}«`)
  expect(whole.split("\n").every(line => line.length < 140)).toBe(true)
})
