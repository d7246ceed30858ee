import { describe, expect, test } from "vitest"
import { describeAddress, describeDefaultRule, describeTag } from "../../server/src/azure/glossary.ts"
import { platformTraffic } from "../../server/src/azure/platform-traffic.ts"
import { proofFacts } from "../../server/src/azure/proof-facts.ts"
import { versionSupport } from "../../server/src/azure/protocol-versions.ts"
import { isKnownTag } from "../../server/src/azure/service-tags.ts"
import { verifyFacts } from "../../server/src/azure/verify-facts.ts"
import type { Flow } from "../../server/src/engine/flow.ts"
import type { Direction, Protocol } from "../../server/src/engine/security-rule.ts"
import type { AddressPrefix } from "../../server/src/values/address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"

describe("what verify takes for granted", () => {
  const inbound = flow("Inbound", "Tcp", "203.0.113.7", "10.0.0.4", 22)
  test.each([
    ["10.0.0.4", "tag:virtualnetwork", "sure"],
    ["168.63.129.16", "tag:virtualnetwork", "sure"],
    ["168.63.129.16", "tag:internet", "maybe"],
    ["172.31.0.100", "tag:virtualnetwork", "maybe"],
    ["172.31.0.100", "tag:internet", "never"],
    ["fd00::1", "tag:virtualnetwork", "maybe"],
    ["203.0.113.7", "tag:internet", "sure"],
    ["203.0.113.7", "tag:virtualnetwork", "never"],
    ["100.64.0.1", "tag:internet", "never"],
    ["192.0.2.1", "tag:internet", "never"],
    ["169.254.1.1", "tag:virtualnetwork", "never"],
    ["2001:db8::1", "tag:internet", "never"],
    ["2603:1030::1", "tag:internet", "sure"],
    ["10.0.0.4", "tag:storage.westeurope", "never"],
    ["20.60.1.1", "tag:storage", "maybe"],
    ["10.0.0.5", "group:web", "maybe"],
    ["203.0.113.7", "group:web", "never"],
  ] as const)("%s lies in %s: %s", (address, key, expected) => {
    expect(membership(address, verifyFacts(inbound, []).about(key))).toBe(expected)
  })

  test("with the network's prefixes, everything else is outside", () => {
    const facts = verifyFacts(inbound, [address("172.31.0.0/16")])
    expect(membership("172.31.0.100", facts.about("tag:virtualnetwork"))).toBe("sure")
    expect(membership("10.9.9.9", facts.about("tag:virtualnetwork"))).toBe("never")
  })

  test("a public range that is inside the network is not Internet", () => {
    const facts = verifyFacts(inbound, [address("203.0.113.0/24")])
    expect(membership("203.0.113.7", facts.about("tag:internet"))).toBe("never")
    expect(membership("203.0.112.7", facts.about("tag:internet"))).toBe("sure")
  })
})

test("proofs use only relations that hold in every network", () => {
  expect(proofFacts.about("tag:storage.westeurope")).toEqual({ inside: ["tag:storage"] })
  expect(proofFacts.about("tag:azurecloud.centralfrance")).toEqual({ inside: ["tag:azurecloud"] })
  expect(proofFacts.about("tag:storage")).toBeUndefined()
  expect(proofFacts.about("tag:azurefrontdoor.backend")).toBeUndefined()
  expect(proofFacts.about("tag:storage.nowhere")).toBeUndefined()
  expect(proofFacts.about("tag:azureplatformdns")).toEqual({ apart: true })
})

test.each([
  ["tag:internet", true],
  ["tag:sql", true],
  ["tag:sql.westeurope", true],
  ["tag:azurefrontdoor.backend", true],
  ["tag:sql.atlantis", false],
  ["tag:corporate", false],
])("%s is a tag we know: %s", (key, known) => expect(isKnownTag(key)).toBe(known))

test.each([
  ["Outbound", "Udp", "168.63.129.16", 53, "AzurePlatformDNS"],
  ["Outbound", "Tcp", "168.63.129.16", 32526, null],
  ["Outbound", "Tcp", "169.254.169.254", 80, "AzurePlatformIMDS"],
  ["Outbound", "Tcp", "20.118.99.224", 1688, "AzurePlatformLKM"],
  ["Outbound", "Tcp", "168.63.129.16", 443, undefined],
  ["Inbound", "Tcp", "168.63.129.16", 80, undefined],
] as const)("%s %s to %s:%i is platform traffic of %s", (direction, protocol, to, port, tag) => {
  expect(platformTraffic(flow(direction, protocol, "10.0.0.4", to, port))?.tag).toBe(tag)
})

test.each([
  ["Icmp", "2017-06-01", "older"],
  ["Icmp", "2018-10-01", "listed"],
  ["Ah", "2018-10-01", "older"],
  ["Icmp", "2019-02-01", "enough"],
  ["Ah", "2019-07-01", "older"],
  ["Ah", "2019-08-01", "enough"],
  ["Esp", "[variables('api')]", "unknown"],
  ["Esp", undefined, "unknown"],
] as const)("%s with API version %s: %s", (protocol, version, support) => {
  expect(versionSupport(protocol, version)).toBe(support)
})

test("the glossary explains words in one sentence", () => {
  expect(describeTag("storage.WestEurope")).toBe("Azure Storage (service, not one account), region WestEurope only.")
  expect(describeTag("AzureLoadBalancer")).toContain("health probes")
  expect(describeTag("nothing")).toBeUndefined()
  expect(describeAddress("168.63.129.16/32")).toContain("health probes")
  expect(describeAddress("10.0.0.4")).toBeUndefined()
  expect(describeDefaultRule("AllowVNetInBound")).toContain("65000")
  expect(describeDefaultRule("constructor")).toBeUndefined()
  expect(describeTag("constructor")).toBeUndefined()
})

function flow(direction: Direction, protocol: Protocol, from: string, to: string, port: number): Flow {
  return {
    direction,
    protocol,
    source: address(from),
    sourcePort: 50000,
    destination: address(to),
    destinationPort: port,
  }
}

function address(text: string): AddressPrefix {
  return parseAddress(text) as AddressPrefix
}

/** Where an address stands to a set of which the bounds are known. */
function membership(text: string, facts: ReturnType<typeof proofFacts.about>) {
  const one = address(text)
  const holds = (list?: readonly AddressPrefix[]) =>
    list?.some(prefix => prefix.family === one.family && prefix.first <= one.first && one.last <= prefix.last)
  if (holds(facts?.sure)) return "sure"
  return facts?.possible && !holds(facts.possible) ? "never" : "maybe"
}
