import { expect, test } from "vitest"
import { arePrefixesWithin, withoutPrefixes } from "../../server/src/azure/prefix-difference.ts"
import { prefix } from "../../server/src/azure/special-addresses.ts"

test.each([
  [["0.0.0.0/0"], ["0.0.0.0/1", "128.0.0.0/1"], true],
  [["0.0.0.0/0"], ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"], true],
  [["0.0.0.0/0"], ["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3"], false],
  [["::/0"], ["::/1", "8000::/1"], true],
  [["::/0", "10.0.0.0/8"], ["::/0"], false],
  [["10.0.0.4"], ["10.0.0.4", "10.0.0.5"], true],
  [["10.0.0.4"], ["10.0.0.5"], false],
  [[], [], true],
] as const)("%j is within %j: %s, as nothing is left of it or something is", (some, taken, isWithin) => {
  const [from, covering] = [some.map(prefix), taken.map(prefix)]
  expect(arePrefixesWithin(from, covering)).toBe(isWithin)
  expect(withoutPrefixes(from, covering).length === 0).toBe(isWithin)
})
