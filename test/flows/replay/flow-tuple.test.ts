import fc from "fast-check"
import { expect, test } from "vitest"
import { readMac, readRecord } from "../../../server/src/flows/replay/flow-record.ts"
import { readTuple } from "../../../server/src/flows/replay/flow-tuple.ts"
import { tupleText } from "../../../server/src/flows/replay/tuple-text.ts"
import { pointText } from "../../../server/src/values/address-point.ts"

test.each([
  [
    4,
    "1663146003599,10.0.0.6,192.0.2.180,23956,443,6,O,B,NX,0,0,0,0",
    "outbound tcp 10.0.0.6:23956 -> 192.0.2.180:443 Allow opening 0",
  ],
  [
    4,
    "1663146003606,192.0.2.180,10.0.0.6,443,23956,17,I,D,NX,,,,",
    "inbound udp 192.0.2.180:443 -> 10.0.0.6:23956 Deny opening 0",
  ],
  [
    4,
    "1663146003637,10.0.0.6,192.0.2.180,23956,443,6,O,C,X,3,767,2,1580",
    "outbound tcp 10.0.0.6:23956 -> 192.0.2.180:443 Allow 2347",
  ],
  [
    4,
    "1663146003640,2001:db8::1,2001:db8::2,1,2,6,O,E,NX_HW_NOT_SUPPORTED,3,767,2,1580",
    "outbound tcp [2001:db8::1]:1 -> [2001:db8::2]:2 Allow 2347",
  ],
  [4, "1663146003640,10.0.0.6,10.0.0.7,,,1,O,B,NX,,,,", "outbound icmp 10.0.0.6 -> 10.0.0.7 Allow opening 0"],
  [
    1,
    "1487282421,42.119.146.95,10.1.0.4,51529,5358,T,I,D",
    "inbound tcp 42.119.146.95:51529 -> 10.1.0.4:5358 Deny opening 0",
  ],
  [
    2,
    "1542110437,125.5.61.134,10.5.16.4,59831,443,T,I,A,E,1,66,1,60",
    "inbound tcp 125.5.61.134:59831 -> 10.5.16.4:443 Allow 126",
  ],
  [
    2,
    "1542110377,94.102.49.190,10.5.16.4,28746,443,U,I,D,B,,,,",
    "inbound udp 94.102.49.190:28746 -> 10.5.16.4:443 Deny opening 0",
  ],
] as const)("version %i: %s", (version, text, told) => {
  const tuple = readTuple(text, version)
  if (typeof tuple === "string") throw new Error(tuple)
  const { access, isOpening, bytes, time } = tuple
  expect(`${tupleText(tuple)} ${access}${isOpening ? " opening" : ""} ${bytes}`).toBe(told)
  expect(time).toBe(Number(text.split(",")[0]) * (version === 4 ? 1 : 1000))
})

test.each([
  [4, "1,10.0.0.6,10.0.0.7", "it has 3 fields, and 13 are needed"],
  [2, "1542110377,94.102.49.190,10.5.16.4,28746,443,U,I,D", "it has 8 fields, and 13 are needed"],
  [4, "1,10.0.0.6,10.0.0.7,1,2,47,O,B,NX,,,,", 'its protocol is "47", and only 1, 6, 17, 50 and 51 can be judged'],
  [2, "1,10.0.0.6,10.0.0.7,1,2,X,O,A,B,,,,", 'its protocol is "X", and only T and U can be judged'],
  [4, "1,10.0.0.06,10.0.0.7,1,2,6,O,B,NX,,,,", '"10.0.0.06" is not an address'],
  [4, "1,10.0.0.6,10.0.0.0/8,1,2,6,O,B,NX,,,,", '"10.0.0.0/8" is not an address'],
  [4, "1,10.0.0.6,Internet,1,2,6,O,B,NX,,,,", '"Internet" is not an address'],
  [4, "1,10.0.0.6,::1,1,2,6,O,B,NX,,,,", "its addresses are of two IP families"],
  [4, "1,10.0.0.6,10.0.0.7,1,65536,6,O,B,NX,,,,", '"1" and "65536" are not both ports'],
  [4, "1e9,10.0.0.6,10.0.0.7,1,2,6,O,B,NX,,,,", '"1e9" is not a time'],
  [4, `${"9".repeat(400)},10.0.0.6,10.0.0.7,1,2,6,O,B,NX,,,,`, `"${"9".repeat(40)}…" is not a time`],
  [4, "1,10.0.0.6,10.0.0.7,1,2,6,Z,B,NX,,,,", 'its direction is "Z", not I or O'],
  [4, "1,10.0.0.6,10.0.0.7,1,2,6,O,A,NX,,,,", 'its state is "A", not B, C, E or D'],
  [2, "1,10.0.0.6,10.0.0.7,1,2,T,O,A,D,,,,", 'its state is "D", not B, C or E'],
  [4, "1,10.0.0.6,10.0.0.7,1,2,6,constructor,B,NX,,,,", 'its direction is "constructor", not I or O'],
  [
    4,
    `1,10.0.0.6,10.0.0.7,1,2,6,O,C,NX,1,${"9".repeat(30)},1,1`,
    `"${"9".repeat(30)}" and "1" are not both byte counts`,
  ],
] as const)("version %i: %s is refused", (version, text, problem) => {
  expect(readTuple(text, version)).toBe(problem)
})

test("every IPv4 address is read as it is written", () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), (from, to) => {
      const tuple = readTuple(`1,${from},${to},1,2,6,O,B,NX,,,,`, 4)
      if (typeof tuple === "string") throw new Error(tuple)
      expect([tuple.source, tuple.destination].map(pointText)).toEqual([from, to])
    }),
  )
})

test("whatever is in a line, it is read or refused", () => {
  const field = fc.oneof(fc.string(), fc.constantFrom("", "1", "10.0.0.4", "6", "T", "I", "O", "B", "A", "__proto__"))
  fc.assert(
    fc.property(fc.array(field, { maxLength: 15 }), fc.constantFrom(1, 2, 4), (fields, version) => {
      const tuple = readTuple(fields.join(","), version as 1 | 2 | 4)
      if (typeof tuple !== "string") expect(tuple.bytes).toBeGreaterThanOrEqual(0)
    }),
  )
})

test("whatever is in a record, it is read or refused", () => {
  fc.assert(
    fc.property(fc.json(), text => {
      const record = readRecord(text)
      expect("problem" in record || Array.isArray(record.entries)).toBe(true)
    }),
  )
})

test.each([
  ["{", /^it is not valid JSON/],
  ["[]", /^it is not an object$/],
  ["{}", /^it is not a record of a flow log/],
  ['{"flowLogVersion":5,"flowRecords":{"flows":[]}}', /^its flowLogVersion is 5, and only 4 can be read$/],
  ['{"flowRecords":{"flows":[]}}', /^its flowLogVersion is absent/],
  ['{"properties":{"Version":3,"flows":[]}}', /^its properties.Version is 3, and only 1 or 2/],
  ['{"properties":{"Version":2,"flows":{}}}', /^properties.flows is not a list$/],
  [
    '{"properties":{"Version":2,"flows":[{"rule":1,"flows":[{"flowTuples":[]}]}]}}',
    /^flows without the name of a rule$/,
  ],
  ['{"properties":{"Version":2,"flows":[null]}}', /^a rule without a list flows$/],
  ['{"flowLogVersion":4,"flowRecords":{"flows":[{"flowGroups":[null]}]}}', /^flows without a list flowTuples$/],
])("%s is no record", (text, problem) => {
  expect(readRecord(text)).toMatchObject({ problem: expect.stringMatching(problem) })
})

test("a MAC address is read however its digits are grouped", () => {
  expect(["00224871C205", "00-22-48-71-C2-05", "00:22:48:71:c2:05"].map(readMac)).toEqual(Array(3).fill("00224871c205"))
  expect(["", "0022", "00224871C2050", "zz224871C205", 5, null].map(readMac)).toEqual(Array(6).fill(undefined))
})
