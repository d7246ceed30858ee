import { expect, test } from "vitest"
import { prefixWords } from "../../server/src/features/prefix-text.ts"
import { prefixTexts } from "../../server/src/values/format-address.ts"

const from = (first: number, last: number) => prefixTexts(4, first, last)
const ten = 10 * 2 ** 24

test.each([
  ["all", ["0.0.0.0/0", "::/0"], ""],
  ["few", ["10.0.0.0/8", "192.168.0.0/16"], "10.0.0.0/8, 192.168.0.0/16"],
  ["all but one", [...from(0, ten - 1), ...from(ten + 2 ** 24, 2 ** 32 - 1), "::/0"], " except 10.0.0.0/8"],
  ["IPv4 but one", [...from(0, ten + 3), ...from(ten + 5, 2 ** 32 - 1)], "0.0.0.0/0 except 10.0.0.4"],
  ["a block but one", [...from(ten, ten + 3), ...from(ten + 5, ten + 2 ** 24 - 1)], "10.0.0.0/8 except 10.0.0.4"],
  ["scattered", ["10.0.0.1", "10.0.0.9", "10.7.0.1", "11.0.0.0/8"], "10.0.0.1, 10.0.0.9, 10.7.0.1 + 1 more"],
  [
    "two families",
    ["10.0.0.0/9", "10.128.0.0/10", "10.192.0.0/11", "10.224.0.0/12", "fd00::/8"],
    "10.0.0.0/8, fd00::/8 except 10.240.0.0/12",
  ],
])("%s", (_title, texts, expected) => {
  const { whole, except } = prefixWords(texts)
  expect(`${whole}${except.length > 0 ? ` except ${except.join(", ")}` : ""}`).toBe(expected)
})
