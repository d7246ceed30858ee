import fc from "fast-check"
import { expect, test } from "vitest"
import { keyIn } from "../../server/src/syntax/known-keys.ts"
import { hasWord } from "../../server/src/syntax/words.ts"

const letters = fc.constantFrom(...'abcABC"$_:/ é☃')
const word = fc.string({ unit: letters, minLength: 1, maxLength: 6 })

test("a long text has the words that a search finds in it", () => {
  const count = { present: 0, absent: 0 }
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.array(word, { maxLength: 30 }), (parts, words) => {
      const document = { text: `${parts.join("")}${" ".repeat(40_000)}${parts.join("")}` }
      for (const one of [...words, ...parts]) {
        const isThere = document.text.includes(one)
        count[isThere ? "present" : "absent"]++
        // Asked twice, as what is not there is kept.
        expect([hasWord(document, one), hasWord(document, one)], one).toEqual([isThere, isThere])
      }
    }),
    { numRuns: 100 },
  )
  expect(Math.min(count.present, count.absent)).toBeGreaterThan(100)
})

test("a key is read as it is written, whichever were read before", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: letters, maxLength: 80 }), { maxLength: 40 }), keys => {
      const text = keys.map(key => `|${key}|`).join("")
      let at = 0
      for (const key of keys) {
        expect(keyIn(text, at + 1, at + 1 + key.length)).toBe(key)
        at += key.length + 2
      }
    }),
  )
})
