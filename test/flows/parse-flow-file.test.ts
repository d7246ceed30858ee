import fc from "fast-check"
import { expect, test } from "vitest"
import type { FlowLine } from "../../server/src/flows/flow-file.ts"
import { parseFlowFile } from "../../server/src/flows/parse-flow-file.ts"
import { portText } from "../../server/src/values/parse-ports.ts"

test.each([
  ["allow inbound tcp Internet -> 10.0.1.0/24:443", "Allow Inbound Tcp Internet -> 10.0.1.0/24:443"],
  ["DENY  in  any  Internet:1024-65535 -> *:*", "Deny Inbound Tcp,Udp Internet:1024-65535 -> *"],
  [
    "deny outbound any 10.0.1.0/24 -> Internet except 20.0.0.0/8, Storage",
    "Deny Outbound Tcp,Udp,Icmp,Esp,Ah 10.0.1.0/24 -> Internet except 20.0.0.0/8+Storage",
  ],
  ["allow tcp nic:web-0 -> nic:db-0:1433,1434", "Allow Tcp nic:web-0 -> nic:db-0:1433+1434"],
  ["allow tcp nic:443 → subnet:hub/web:22", "Allow Tcp nic:443 -> subnet:hub/web:22"],
  [
    "allow out udp [2001:db8::/32],[::1]:53 except [2001:db8::7] -> 10.0.0.4, 10.0.0.5:53 # name servers",
    "Allow Outbound Udp [2001:db8::/32]+[::1]:53 except [2001:db8::7] -> 10.0.0.4+10.0.0.5:53",
  ],
  ["deny inbound icmp * -> asg:web", "Deny Inbound Icmp * -> asg:web"],
  [
    "allow tcp nic:[concat(variables('vm'), '-0')], nic:b -> subnet:[variables('hub')]/web:22,80",
    "Allow Tcp nic:[concat(variables('vm'), '-0')]+nic:b -> subnet:[variables('hub')]/web:22+80",
  ],
])("%s", (text, read) => {
  const [line] = parseFlowFile(text).lines
  expect(line && summary(line)).toBe(read)
})

test.each([
  ["alow inbound tcp * -> *", "alow", "Did you mean allow?"],
  ["allow inbound tpc * -> *", "tpc", "Did you mean tcp?"],
  ["allow inbound icmp * -> *:80", "icmp", "icmp has no ports."],
  ["allow inbound tcp Internet", "Internet", "Write SOURCE -> DESTINATION."],
  ["allow inbound tcp * -> * -> *", "-> *", "one source and one destination"],
  ["allow inbound tcp 2001:db8::1 -> *:80", "2001:db8::1", "Put IPv6 in brackets: [2001:db8::1]"],
  ["allow inbound tcp 10.0.0.5/24 -> *", "10.0.0.5/24", "Use 10.0.0.0/24."],
  ["allow inbound tcp * -> 10.0.0.4:80,x", "x", '"x" is not a port.'],
  ["allow inbound tcp * -> 10.0.0.4:90-80", "90-80", "Use 80-90."],
  ["allow inbound tcp [::/0]:80,10.0.0.0/8:443 -> *", "[::/0]:80", "write ports once"],
  ["allow inbound tcp * except -> *", "* except", "what to leave out"],
  ["allow tcp nic:[concat(a, 'b' -> *", "nic:[concat(a", "Cannot read"],
  ["allow inbound tcp 10.0.0.4,, -> *", "", "An end is missing here"],
  ["allow", "allow", "Name the protocol"],
  ["use nsq web", "use nsq web", "Write use nsg NAME"],
])("%s: said at %j", (text, at, words) => {
  const [line, other] = parseFlowFile(`${text}\ndeny inbound tcp * -> *`).lines
  if (line?.kind !== "broken") throw new Error(JSON.stringify(line))
  expect(text.slice(line.at.start, line.at.end)).toBe(at)
  expect(line.problem).toContain(words)
  expect(other?.kind).toBe("claim")
})

test("a use line has its words at their places", () => {
  const text = '\r\n  use subnet hub/web in "./my network.json" # here\r\n'
  const [line] = parseFlowFile(text).lines
  if (line?.kind !== "use") throw new Error(JSON.stringify(line))
  expect([line.line, line.type, line.name.text, line.file?.text]).toEqual([1, "subnet", "hub/web", "./my network.json"])
  for (const word of [line.name, line.file!]) expect(text.slice(word.range.start, word.range.end)).toBe(word.text)
})

test("whatever stands in a file is read, and every line is where it is said to be", () => {
  const word = fc.constantFrom(
    "allow",
    "deny",
    "use",
    "nsg",
    "tcp",
    "any",
    "inbound",
    "->",
    "*",
    "10.0.0.0/8",
    "[::1]",
    ":",
    ",",
    "except",
    "#",
    "in",
    "nic:a",
    ":22-80",
    "\t",
    "\r",
  )
  const line = fc.oneof(
    fc.array(word, { maxLength: 9 }).map(words => words.join(" ")),
    fc.string(),
  )
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 4 }).map(lines => lines.join("\n")),
      text => {
        for (const { range, text: own, ...rest } of parseFlowFile(text).lines) {
          expect(text.slice(range.start, range.end)).toBe(own)
          expect(text.slice(0, range.start).split("\n").length - 1).toBe(rest.line)
          if (rest.kind === "broken") expect(rest.at.start).toBeGreaterThanOrEqual(range.start)
        }
      },
    ),
  )
})

function summary(line: FlowLine): string {
  if (line.kind !== "claim") return JSON.stringify(line)
  const side = ({ ends, ports, except }: typeof line.source) =>
    `${ends.map(({ text }) => text).join("+")}${ports ? `:${ports.map(portText).join("+")}` : ""}${except.length > 0 ? ` except ${except.map(({ text }) => text).join("+")}` : ""}`
  const words = [line.access, ...(line.direction ? [line.direction] : []), line.protocols.join()]
  return `${words.join(" ")} ${side(line.source)} -> ${side(line.destination)}`
}
