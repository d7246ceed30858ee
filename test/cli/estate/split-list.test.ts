import fc from "fast-check"
import { expect, test } from "vitest"
import { lineStartsOf, positionIn } from "../../../server/src/analysis/text-lines.ts"
import { bytesAtHand } from "../../../server/src/cli/estate/bytes.ts"
import { ItemScanner } from "../../../server/src/cli/estate/item-scanner.ts"
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

test("a list is cut at the same places, wherever the chunks end that it is read in", () => {
  const text = fc.stringMatching(/^[a"\\\n]{0,6}$/)
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 7 }), (ids, size) => {
      const bytes = Buffer.from(JSON.stringify(ids.map(id => ({ [id]: id }))))
      const whole = new ItemScanner(1)
      whole.scan(bytes)
      const inChunks = new ItemScanner(1)
      for (let at = 0; at < bytes.length; at += size) inChunks.scan(bytes.subarray(at, at + size))
      expect(whole.stretches).toHaveLength(ids.length)
      expect(inChunks.stretches).toEqual(whole.stretches)
      expect(inChunks.listEnd).toBe(whole.listEnd)
    }),
  )
})
