import { expect, test } from "vitest"
import { formatFlow, isProblem, parseAzWords, parseFlow } from "../../server/src/features/flow-text.ts"

/** What a line means, formatted back, or the message that the user gets. */
function meaning(line: string): string {
  const flow = parseFlow(line)
  return isProblem(flow) ? `! ${flow.problem}` : formatFlow(flow)
}

test.each([
  ["inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22", "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"],
  ["  IN   TCP 203.0.113.7 → 10.0.0.4:22 ", "inbound tcp 203.0.113.7 -> 10.0.0.4:22"],
  ["outbound udp 10.0.0.4:*->8.8.8.8:53", "outbound udp 10.0.0.4 -> 8.8.8.8:53"],
  ["inbound icmp 8.8.8.8 -> 10.0.0.4", "inbound icmp 8.8.8.8 -> 10.0.0.4"],
  ["inbound tcp [2001:db8::7]:50000 -> [fd00::4]:443", "inbound tcp [2001:db8::7]:50000 -> [fd00::4]:443"],
  ["inbound esp [2001:DB8:0::7] -> [fd00::4]", "inbound esp [2001:db8::7] -> [fd00::4]"],
  ["inbound tcp Internet -> 10.0.0.0/8:22", "inbound tcp Internet -> 10.0.0.0/8:22"],
  ["inbound tcp * -> 10.0.0.4:*", "inbound tcp * -> 10.0.0.4:*"],
  ["tcp 203.0.113.7 -> 10.0.0.4:22", "inbound tcp 203.0.113.7 -> 10.0.0.4:22"],
  ["tcp 10.0.0.4 -> Storage.WestEurope:443", "outbound tcp 10.0.0.4 -> Storage.WestEurope:443"],
  ["tcp [2001:db8::7] -> [fd00::4]:22", "inbound tcp [2001:db8::7] -> [fd00::4]:22"],
  ["outbound tcp 10.0.0.4:0 -> 8.8.8.8:65535", "outbound tcp 10.0.0.4:0 -> 8.8.8.8:65535"],
])("%s", (line, expected) => {
  expect(meaning(line)).toBe(expected)
})

test.each([
  ["", "A flow is a source, an arrow and a destination: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"],
  [
    "inbound tcp 1.2.3.4",
    "A flow is a source, an arrow and a destination: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  ],
  [
    "outbound tcp 10.0.0.4 -> AzurePlatformDNS:80",
    "AzurePlatformDNS stands for DNS of the Azure platform: outbound tcp or udp to AzurePlatformDNS:53, and nothing else.",
  ],
  [
    "outbound udp 10.0.0.4 -> azureplatformimds:80",
    "AzurePlatformIMDS stands for the Instance Metadata Service: outbound tcp to AzurePlatformIMDS:80, and nothing else.",
  ],
  [
    "inbound tcp AzurePlatformLKM -> 10.0.0.4:1688",
    "AzurePlatformLKM stands for Windows activation (KMS): outbound tcp to AzurePlatformLKM:1688, and nothing else.",
  ],
  ["8.8.8.8 -> 10.0.0.4:22", "Name the protocol before the source: tcp, udp, icmp, esp or ah."],
  ["inbound 8.8.8.8 -> 10.0.0.4:22", "Name the protocol before the source: tcp, udp, icmp, esp or ah."],
  ["sideways tcp 8.8.8.8 -> 10.0.0.4:22", '"sideways" is no direction: say inbound or outbound.'],
  [
    "inbound tcp from 8.8.8.8 -> 10.0.0.4:22",
    '"from" is one word too many before the source: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22',
  ],
  ["inbound * 8.8.8.8 -> 10.0.0.4:22", "A flow has one protocol: tcp, udp, icmp, esp or ah."],
  [
    "inbound constructor 8.8.8.8 -> 10.0.0.4:22",
    '"constructor" is no protocol that a virtual network carries: say tcp, udp, icmp, esp or ah.',
  ],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4", "tcp needs a destination port, such as 10.0.0.4:443"],
  ["inbound icmp 8.8.8.8 -> 10.0.0.4:8", "icmp has no ports: write 10.0.0.4 alone."],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4:80-90", '"80-90" is a range: a flow has one port, or * for any.'],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4:ssh", '"ssh" is no port: a port is a number from 0 to 65535, or * for any.'],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4:65536", '"65536" is no port: a port is a number from 0 to 65535, or * for any.'],
  [
    "inbound tcp 2001:db8::7 -> [fd00::4]:22",
    '"2001:db8::7" cannot be read. IPv6 addresses stand in brackets: [2001:db8::1]:443',
  ],
  ["inbound tcp 8.8.8.8 -> [fd00::4]:22", "One end is IPv4 and the other IPv6: no packet goes between them."],
  ["inbound tcp any -> 10.0.0.4:22", '"any" is no address: any address is written *.'],
  ["inbound tcp 10.0.0.5/24 -> 10.0.0.4:22", "10.0.0.5/24 has bits set behind its prefix length. Write 10.0.0.0/24."],
  [
    "inbound tcp 010.0.0.1 -> 10.0.0.4:22",
    "010.0.0.1 is no plain IPv4 address: write four decimal numbers without leading zeros.",
  ],
  [
    "inbound tcp VIRTUAL_NETWORK -> 10.0.0.4:22",
    "VIRTUAL_NETWORK is a name of the classic deployment model. Write VirtualNetwork.",
  ],
  ["inbound tcp 8.8.8.8.8 -> 10.0.0.4:22", '"8.8.8.8.8" is neither an address, a CIDR block nor a name.'],
  [
    "tcp 10.0.0.1 -> 10.0.0.4:22",
    "Begin with inbound or outbound: the addresses alone do not tell. inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  ],
  [
    "tcp * -> 10.0.0.4:22",
    "Begin with inbound or outbound: the addresses alone do not tell. inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  ],
  [
    "tcp [::a00:1] -> [2001:db8::1]:22",
    "Begin with inbound or outbound: the addresses alone do not tell. inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  ],
])("%s is explained", (line, problem) => {
  expect(meaning(line)).toBe(`! ${problem}`)
})

test("az's words name the ends by where they are", () => {
  const words = { protocol: "TCP", local: "10.0.0.4:22", remote: "203.0.113.7:50000" }
  expect(parseAzWords({ ...words, direction: "Inbound" })).toEqual(
    parseFlow("inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"),
  )
  expect(parseAzWords({ ...words, direction: "Outbound" })).toEqual(
    parseFlow("outbound tcp 10.0.0.4:22 -> 203.0.113.7:50000"),
  )
})
