import fc from "fast-check"
import { expect, test } from "vitest"
import { RecordSplitter } from "../../../server/src/flows/replay/record-splitter.ts"

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function split(text: string, sizes: readonly number[] = []) {
  const bytes = encoder.encode(text)
  const records: string[] = []
  const faults: string[] = []
  const splitter = new RecordSplitter(
    record => records.push(decoder.decode(record)),
    (number, problem) => faults.push(`${number}: ${problem}`),
  )
  let at = 0
  for (let k = 0; at < bytes.length; k++) {
    const size = sizes[k % Math.max(1, sizes.length)] ?? bytes.length
    if (!splitter.push(bytes.subarray(at, at + size))) return { records, faults }
    at += size
  }
  splitter.end()
  return { records, faults }
}

const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom('"', "\\", '\\"', "}]{[", "records", "é€😀", '":['),
)
const record = fc.dictionary(nasty, fc.oneof(nasty, fc.array(nasty), fc.dictionary(nasty, nasty), fc.integer()))
const around = fc.dictionary(
  nasty.filter(key => key !== "records"),
  fc.oneof(nasty, fc.array(fc.array(nasty)), fc.constant(null)),
)

test("the records are those that JSON.parse finds, however the bytes come", () => {
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 4 }),
      around,
      around,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(undefined, 2, "\t"),
      (records, before, behind, sizes, space) => {
        const text = JSON.stringify({ ...before, records, ...behind }, null, space)
        // Keys that are numbers come first, whatever the order in which they are written.
        const { records: found, faults } = split(text, sizes)
        expect(faults).toEqual([])
        expect(found.map(one => JSON.parse(one))).toEqual(JSON.parse(text).records)
      },
    ),
  )
})

test("a list records inside of another value is not meant", () => {
  const text = '{"a": {"records": [{"x": 1}]}, "b": [{"records": [{}]}], "records": [{"y": 2}]}'
  expect(split(text)).toEqual({ records: ['{"y": 2}'], faults: [] })
})

test("what is cut off anywhere is said once, and what came before counts", () => {
  const whole = '\ufeff{"records": [{"a": "x\\"}"}, {"b": [1, {"c": 2}]}], "more": 1}\n'
  const all = split(whole).records
  expect(all).toHaveLength(2)
  for (let end = 1; end < whole.length - 1; end++) {
    const { records, faults } = split(whole.slice(0, end))
    expect(faults, whole.slice(0, end)).toHaveLength(1)
    expect(records).toEqual(all.slice(0, records.length))
  }
})

test.each([
  ["", ["0: is empty"]],
  ["[]", ['0: is not a flow log: it is not a JSON object with a "records" list']],
  ['"records"', ['0: is not a flow log: it is not a JSON object with a "records" list']],
  ["name: yaml", ['0: is not a flow log: it is not a JSON object with a "records" list']],
  ['{"value": []}', ['0: is not a flow log: it has no "records" list']],
  ['{"records": {}}', ['0: is not a flow log: it has no "records" list']],
  ['{"records": []} {}', ["0: something follows its end"]],
  ['{"records": [1, "a", true]}', ["1: the list has an item that is not a record"]],
])("%s is no flow log", (text, faults) => {
  expect(split(text)).toEqual({ records: [], faults })
})

test("a record that is nested too deep is left out, and the next one is read", () => {
  const deep = `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`
  const { records, faults } = split(`{"records":[${deep},{"b":1}]}`, [4096])
  expect(records).toEqual(['{"b":1}'])
  expect(faults).toEqual(["1: it is nested more than 64 levels deep; it was skipped"])
})

test("a record that is too large is left out, and the next one is read", () => {
  const large = `{"a":"${"x".repeat(65 * 2 ** 20)}"}`
  const { records, faults } = split(`{"records":[${large},{"b":1}]}`, [2 ** 20])
  expect(records).toEqual(['{"b":1}'])
  expect(faults).toEqual(["1: it is larger than 64 MiB; it was skipped"])
})
