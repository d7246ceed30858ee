import { expect, test } from "vitest"
import { cidrAdvice } from "../../server/src/checks/cidr-advice.ts"

test.each([
  ["/0", "Use 0.0.0.0/0 for all of IPv4, or *."],
  ["/24", "Put an address before the slash."],
  ["/", "Put an address before the slash."],
  ["10.0.0.0/", "Put a prefix length after the slash: 0 to 32."],
  ["2001:db8::/", "Put a prefix length after the slash: 0 to 128."],
  ["10.0.0.0/33", "A prefix length is 32 at most."],
  ["::/129", "A prefix length is 128 at most."],
  ["10.0.0.0/16", undefined],
  ["web/24", undefined],
  ["10.0.0.0/255.0.0.0", undefined],
  ["", undefined],
])("%s", (text, advice) => {
  expect(cidrAdvice(text)).toBe(advice)
})
