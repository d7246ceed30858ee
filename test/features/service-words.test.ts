import fc from "fast-check"
import { expect, test } from "vitest"
import { serviceWords } from "../../server/src/features/service-words.ts"
import { serviceBox as box, holds, says } from "./service-reading.ts"

const all = ["Tcp", "Udp", "Icmp", "Esp", "Ah"]

test.each([
  [[box(["*"], ["*"])], ["everything"]],
  [[box(["Tcp"], ["443", "8000-8080"])], ["Tcp 443, 8000-8080"]],
  [[box(["*"], ["0-21", "23-65535"]), box(["Udp", "Icmp", "Esp", "Ah"], ["*"])], ["everything except Tcp 22"]],
  [
    [box(["Tcp"], ["80"]), box(["Udp"], ["53"])],
    ["Tcp 80", "Udp 53"],
  ],
  [[box(["Icmp"], ["*"])], ["Icmp"]],
])("%j", (boxes, words) => expect(serviceWords(boxes)).toEqual(words))

test("what others allow anyway is no exception", () => {
  const boxes = [box(["*"], ["0-442", "444-65535"]), box(["Udp", "Icmp", "Esp", "Ah"], ["*"])]
  expect(serviceWords(boxes)).toEqual(["everything except Tcp 443"])
  expect(serviceWords(boxes, [box(["Tcp"], ["443"])])).toEqual(["everything"])
})

const ports = fc
  .tuple(fc.integer({ min: 0, max: 65_535 }), fc.integer({ min: 0, max: 65_535 }))
  .map(([a, b]) => (a === b ? `${a}` : `${Math.min(a, b)}-${Math.max(a, b)}`))
const boxes = fc.array(
  fc
    .tuple(
      fc.oneof(fc.constant(["*"]), fc.subarray(all, { minLength: 1 })),
      fc.array(ports, { minLength: 1, maxLength: 3 }),
    )
    .map(parts => box(...parts)),
  { minLength: 1, maxLength: 4 },
)

test("the words say just what is in the boxes", () => {
  fc.assert(
    fc.property(boxes, fc.constantFrom(...all), fc.integer({ min: 0, max: 65_535 }), (some, protocol, random) => {
      const edges = some.flatMap(one => one.destinationPorts.flatMap(text => text.split("-").map(Number)))
      for (const port of [random, ...edges.flatMap(edge => [edge - 1, edge, edge + 1])]) {
        if (port < 0 || port > 65_535) continue
        expect(says(serviceWords(some), protocol, port)).toBe(holds(some, protocol, port))
      }
    }),
  )
})
