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
  ["inbound tcp 8.8.8.8 > 10.0.0.4:22", "inbound tcp 8.8.8.8 -> 10.0.0.4:22"],
  ["inbound tcp 8.8.8.8=>10.0.0.4:22", "inbound tcp 8.8.8.8 -> 10.0.0.4:22"],
  ["inbound tcp 8.8.8.8 to 10.0.0.4:22", "inbound tcp 8.8.8.8 -> 10.0.0.4:22"],
  ["inbound tcp from 8.8.8.8 TO 10.0.0.4:22", "inbound tcp 8.8.8.8 -> 10.0.0.4:22"],
  ["inbound tcp Storage -> 10.0.0.4:22", "inbound tcp Storage -> 10.0.0.4:22"],
  ["inbound tcp 2001:db8::7 -> [fd00::4]:22", "inbound tcp [2001:db8::7] -> [fd00::4]:22"],
  ["inbound tcp 2001:db8::/32 -> [fd00::4]:22", "inbound tcp [2001:db8::/32] -> [fd00::4]:22"],
  ["inbound icmp 2001:db8::1:7 -> fd00::4:22", "inbound icmp [2001:db8::1:7] -> [fd00::4:22]"],
  [
    "--direction Inbound --protocol TCP --local 10.0.0.4:22 --remote 8.8.8.8:50000",
    "inbound tcp 8.8.8.8:50000 -> 10.0.0.4:22",
  ],
  [
    `az network watcher test-ip-flow -g rg --vm web --direction=Outbound --local "10.0.0.4:*" --remote '8.8.8.8:53' --protocol udp`,
    "outbound udp 10.0.0.4 -> 8.8.8.8:53",
  ],
])("%s", (line, expected) => {
  expect(meaning(line)).toBe(expected)
})

test.each([
  ["", "Write a flow as SOURCE -> DESTINATION, like this: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"],
  [
    "inbound tcp 1.2.3.4",
    "Write a flow as SOURCE -> DESTINATION, like this: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  ],
  [
    "outbound tcp 10.0.0.4 -> AzurePlatformDNS:80",
    "AzurePlatformDNS covers only Azure-provided DNS: verify outbound tcp or udp to AzurePlatformDNS:53.",
  ],
  [
    "outbound udp 10.0.0.4 -> azureplatformimds:80",
    "AzurePlatformIMDS covers only the Instance Metadata Service: verify outbound tcp to AzurePlatformIMDS:80.",
  ],
  [
    "inbound tcp AzurePlatformLKM -> 10.0.0.4:1688",
    "AzurePlatformLKM covers only Windows activation (KMS): verify outbound tcp to AzurePlatformLKM:1688.",
  ],
  [
    "8.8.8.8 -> 10.0.0.4:22",
    "Put the protocol before the source: tcp, udp, icmp, esp or ah. Example: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  ],
  [
    "inbound 8.8.8.8 -> 10.0.0.4:22",
    "Put the protocol before the source: tcp, udp, icmp, esp or ah. Example: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  ],
  ["sideways tcp 8.8.8.8 -> 10.0.0.4:22", '"sideways" is not a direction. Use inbound or outbound.'],
  [
    "inbound tcp any 8.8.8.8 -> 10.0.0.4:22",
    '"any" does not belong before the source. Example: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22',
  ],
  ["inbound * 8.8.8.8 -> 10.0.0.4:22", "Name one protocol: tcp, udp, icmp, esp or ah."],
  ["inbound constructor 8.8.8.8 -> 10.0.0.4:22", 'Unknown protocol "constructor". Use tcp, udp, icmp, esp or ah.'],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4", "tcp needs a destination port: 10.0.0.4:443, for example."],
  ["inbound icmp 8.8.8.8 -> 10.0.0.4:8", "icmp has no ports. Write 10.0.0.4 without one."],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4:80-90", '"80-90" is a port range. Use one port, or * for all.'],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4:ssh", '"ssh" is not a port. Use a number from 0 to 65535, or * for all.'],
  ["inbound tcp 8.8.8.8 -> 10.0.0.4:65536", '"65536" is not a port. Use a number from 0 to 65535, or * for all.'],
  [
    "inbound tcp 8.8.8.8 -> fd00::4:22",
    '"fd00::4:22" may be an address, or an address and a port. Write [fd00::4:22] or [fd00::4]:22.',
  ],
  [
    "inbound tcp 2001:db8::7 -> fd00:::4:22",
    'Cannot read "fd00:::4:22". Put IPv6 addresses in brackets: [2001:db8::1]:443',
  ],
  ["inbound tcp 8.8.8.8 -> [fd00::4]:22", "One end is IPv4, the other IPv6. No packet travels between them."],
  ["inbound tcp any -> 10.0.0.4:22", '"any" is not an address. Use * for all addresses.'],
  [
    "inbound tcp 10.0.0.5/24 -> 10.0.0.4:22",
    "10.0.0.5/24 is not a network address: host bits are set. Use 10.0.0.0/24.",
  ],
  [
    "inbound tcp 010.0.0.1 -> 10.0.0.4:22",
    "010.0.0.1 is not a plain IPv4 address. Write four decimal numbers without leading zeros.",
  ],
  ["inbound tcp office.contoso.com -> 10.0.0.4:22", "office.contoso.com is a host name. Use its address."],
  ["inbound tcp 8.8.8.8.8 -> 10.0.0.4:22", '"8.8.8.8.8" is not an address, a CIDR block or a service tag.'],
  [
    "tcp 10.0.0.1 -> 10.0.0.4:22",
    "Start with inbound or outbound: the direction is not clear from these addresses. Example: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  ],
  [
    "tcp * -> 10.0.0.4:22",
    "Start with inbound or outbound: the direction is not clear from these addresses. Example: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  ],
  [
    "tcp [::a00:1] -> [2001:db8::1]:22",
    "Start with inbound or outbound: the direction is not clear from these addresses. Example: inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
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
