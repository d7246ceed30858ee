import fc from "fast-check"
import { expect, test } from "vitest"
import type { RuleBox } from "../../server/src/features/rule-box.ts"
import { serviceWords } from "../../server/src/features/service-words.ts"

const box = (protocol: readonly string[], destinationPorts: readonly string[]): RuleBox => ({
  ...{ protocol, source: ["*"], sourcePorts: ["*"], destination: ["*"], destinationPorts },
})
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

function holds(some: readonly RuleBox[], protocol: string, port: number): boolean {
  return some.some(
    one =>
      (one.protocol.includes("*") || one.protocol.includes(protocol)) &&
      one.destinationPorts.some(text => {
        const [first = 0, last = first] = text === "*" ? [0, 65_535] : text.split("-").map(Number)
        return first <= port && port <= last
      }),
  )
}

/** The words read back. */
function says(words: readonly string[], protocol: string, port: number): boolean {
  const [first = ""] = words
  const excepted = /^everything except (.*)$/.exec(first)?.[1]
  if (excepted) return !saysOne(excepted.split(/, (?=[A-Za-z])/), protocol, port)
  return first === "everything" || saysOne(words, protocol, port)
}

function saysOne(words: readonly string[], protocol: string, port: number): boolean {
  const read = words.map(text => {
    const [, names = "", list = "*"] = /^(any protocol|[A-Za-z/]+)(?: (.*))?$/.exec(text) ?? []
    return box(names === "any protocol" ? ["*"] : names.split("/"), list.split(", "))
  })
  return holds(read, protocol, port)
}

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
