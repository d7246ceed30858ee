import fc from "fast-check"
import { expect, test } from "vitest"
import { TextDocument } from "vscode-languageserver-textdocument"
import { lineStartsOf, positionIn, positionInText } from "../../server/src/analysis/text-lines.ts"

test("an offset is where the editor's own document has it", () => {
  const letters = fc.constantFrom("a", "\n", "\r", "\r\n", "é", "\u{1F512}")
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 20 }), parts => {
      const text = parts.join("")
      const document = TextDocument.create("", "", 0, text)
      const lines = lineStartsOf(text)
      for (const offset of [-1, text.length + 1]) {
        expect(positionInText(text, lines, offset)).toEqual(document.positionAt(offset))
      }
      for (let offset = 0; offset <= text.length; offset++) {
        expect(positionInText(text, lines, offset)).toEqual(document.positionAt(offset))
        const { line, character } = positionIn(lines, offset)
        // At the end of a line an editor stops before the line's ending.
        expect({ line, character: Math.min(character, document.positionAt(offset).character) }).toEqual(
          document.positionAt(offset),
        )
      }
    }),
  )
})
