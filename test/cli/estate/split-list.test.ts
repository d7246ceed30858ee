import fc from "fast-check"
import { expect, test } from "vitest"
import { lineStartsOf, positionIn } from "../../../server/src/analysis/text-lines.ts"
import { bytesAtHand } from "../../../server/src/cli/estate/bytes.ts"
import { splitList } from "../../../server/src/cli/estate/split-list.ts"

const gap = fc.constantFrom("", " ", "\n", "\r", "\r\n", "\n\r\n\t")
const item = fc.record({ id: fc.stringMatching(/^[a-z"ä𝟙\\]{0,5}$/u), before: gap, inside: gap, behind: gap })

test("the stretches of a list are where they stand in its text, whatever ends its lines", async () => {
  await fc.assert(
    fc.asyncProperty(gap, fc.array(item, { minLength: 1, maxLength: 8 }), gap, async (head, items, tail) => {
      const texts = items.map(({ id, inside }) => `{${inside}"id":${JSON.stringify(id)}}`)
      const all = items.map(({ before, behind }, place) => `${before}${texts[place]}${behind}`).join(",")
      const text = `${head}[${all}]${tail}`
      const { lineStarts } = lineStartsOf(text)
      const list = await splitList(bytesAtHand(Buffer.from(text)), 1)
      expect(list?.stretches).toHaveLength(items.length)
      let from = 0
      for (const [place, { start, end, line, character }] of (list?.stretches ?? []).entries()) {
        expect(Buffer.from(text).toString("utf8", start, end)).toBe(texts[place])
        from = text.indexOf(texts[place]!, from)
        expect({ line, character }).toEqual(positionIn({ lineStarts }, from))
        from += texts[place]!.length
      }
    }),
  )
})
