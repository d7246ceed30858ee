import { readFileSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { FlowLine } from "../../server/src/flows/flow-file.ts"
import { formatFlowFile } from "../../server/src/flows/format-flow-file.ts"
import { parseFlowFile } from "../../server/src/flows/parse-flow-file.ts"

test("columns are aligned below each use, words and comments kept", () => {
  expect(
    formatFlowFile(`   # heading
use   nsg  web-nsg   in  "./my network.json"   # where
allow inbound tcp Internet -> 10.0.1.0/24:443
  DENY  in  tcp Internet  ->  10.0.1.0/24 : 22 ,  3389 # management
deny outbound any 10.0.1.0/24->Internet   except 20.0.0.0/8, Storage
alow  nothing   here  # as it is\t
\t
use nic web-0
allow  tcp nic:web-0 → nic:db-0:1433
allow tcp 10.0.0.0/8,10.1.0.0/16,10.2.0.0/16,10.3.0.0/16 -> *
`),
  ).toBe(`# heading
use nsg web-nsg in "./my network.json"  # where
allow inbound  tcp Internet    -> 10.0.1.0/24:443
DENY  in       tcp Internet    -> 10.0.1.0/24:22,3389  # management
deny  outbound any 10.0.1.0/24 -> Internet except 20.0.0.0/8,Storage
alow  nothing   here  # as it is\t

use nic web-0
allow          tcp nic:web-0 → nic:db-0:1433
allow          tcp 10.0.0.0/8,10.1.0.0/16,10.2.0.0/16,10.3.0.0/16 -> *
`)
})

test.each(["change/front", "network/shop"])("the example %s is formatted", name => {
  const text = readFileSync(`examples/${name}.nsgflow`, "utf8")
  expect(formatFlowFile(text)).toBe(text)
})

const word = fc.constantFrom(
  ...[
    "allow",
    "deny",
    "use",
    "nsg",
    "nic",
    "web",
    "tcp",
    "any",
    "icmp",
    "inbound",
    "OUT",
    "->",
    "→",
    "*",
    "10.0.0.0/8",
  ],
  ...["[::1]:22", ":", ",", "except", "#", "in", "nic:a", ":22-80", "a,b", '"x y"', "./f.json", "\t", "\r"],
)
const end = fc.constantFrom(
  "*",
  "10.0.0.0/8",
  "Internet , 10.1.0.0/16",
  "nic:a",
  "[2001:db8::/32]",
  "* except 10.0.0.4",
)
const claim = fc
  .tuple(
    fc.constantFrom("allow", "DENY"),
    fc.constantFrom("", "in", "outbound"),
    end,
    end,
    fc.constantFrom("", ":22", " : 22 , 80"),
  )
  .map(
    ([access, direction, from, to, ports]) =>
      `${access} ${direction}   tcp ${from}->${/ except /.test(to) ? to : to + ports}`,
  )
const line = fc.oneof(
  claim,
  claim.map(text => `${text} # why`),
  fc.array(word, { maxLength: 9 }).map(words => words.join(" ")),
  fc.constant("use nsg  web   in ./f.json"),
  fc.string(),
)
const text = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom("\n", "\r\n"))
  .map(([lines, eol]) => lines.join(eol))

test("formatting twice is formatting once", () => {
  fc.assert(
    fc.property(text, one => {
      expect(formatFlowFile(formatFlowFile(one))).toBe(formatFlowFile(one))
    }),
  )
})

test("what a file says stays what it is, line by line, and so do its comments", () => {
  fc.assert(
    fc.property(text, one => {
      const now = formatFlowFile(one)
      expect(parseFlowFile(now).lines.map(meaning)).toEqual(parseFlowFile(one).lines.map(meaning))
      expect(commentsOf(now)).toEqual(commentsOf(one))
    }),
  )
})

/** A line without its places; of one that cannot be read all. */
function meaning({ range: _, text, ...said }: FlowLine): string {
  const isPlace = (key: string) => key === "range" || key === "at"
  return JSON.stringify({ ...said, ...(said.kind === "broken" && { text }) }, (key, value) =>
    isPlace(key) ? undefined : typeof value === "bigint" ? `${value}` : value,
  )
}

function commentsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?<=^|\s)#.*$/gm)].map(([comment]) => comment.trimEnd())
}
