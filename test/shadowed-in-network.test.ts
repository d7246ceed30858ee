import fc from "fast-check"
import { expect, test } from "vitest"
import { analyseText } from "../server/src/analysis/analyse-document.ts"
import { indexedText } from "../server/src/analysis/indexed-text.ts"
import { knownNetworks } from "../server/src/analysis/known-networks.ts"
import { readText } from "../server/src/analysis/read-text.ts"
import { indexResources } from "../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { networkOf as judged, verdictOn } from "./paths/ask.ts"
import { interfaceIn, networkOf } from "./topology/listed-network.ts"
import { group, hub, type Rule } from "./topology/two-levels.ts"

interface Around {
  readonly isWhole?: boolean
  readonly onPremises?: readonly string[]
}

/** The rules that are found to be dead in their networks, as `group rule (network, …)`. */
function foundIn(resources: readonly object[], { isWhole = true, onPremises = [] }: Around = {}): readonly string[] {
  const settings = { ...defaultSettings, onPremises }
  const text = JSON.stringify(resources)
  const read = readText({ uri: "file:///all.json", language: "json", text }, settings)
  const index = indexResources([indexedText(read)])
  const { findings } = analyseText(read, index, settings, { networks: knownNetworks(index, { isWhole }) })
  return findings
    .filter(({ code }) => code === "shadowed-in-network")
    .map(
      ({ group, rule, data }) =>
        `${group?.name} ${rule?.name} (${(data as { networks: string[] }).networks.join(", ")})`,
    )
}

const denyNetwork: Rule = { access: "Deny", protocol: "*", source: "VirtualNetwork", port: "*" }
const denyInternet: Rule = { ...denyNetwork, source: "Internet" }
const near: Rule = { source: "10.0.2.0/24" }
const office: Rule = { source: "203.0.113.7" }
const web = (name: string, prefix: string, peers: readonly string[] = []) =>
  networkOf(name, [prefix], [{ name: "app", prefix: prefix.replace("/16", "/24"), group: "web" }], peers)
const empty = (name: string, prefix: string, peers: readonly string[] = []) => networkOf(name, [prefix], [], peers)
const withGateway = networkOf(
  "hub",
  ["10.0.0.0/16"],
  [
    { name: "app", prefix: "10.0.1.0/24", group: "web" },
    { name: "GatewaySubnet", prefix: "10.0.255.0/27" },
  ],
)

const cases: readonly (readonly [string, readonly object[], readonly string[], Around?])[] = [
  ["the network's own addresses", [hub, group("web", denyNetwork, near)], ["web r101 (hub)"]],
  [
    "those of a peer",
    [web("hub", "10.1.0.0/16", ["far"]), empty("far", "10.0.0.0/16", ["hub"]), group("web", denyNetwork, near)],
    ["web r101 (hub)"],
  ],
  [
    "those of a network that is no peer",
    [web("hub", "10.1.0.0/16"), empty("far", "10.0.0.0/16"), group("web", denyNetwork, near)],
    [],
  ],
  ["one of two networks does not hold them", [hub, web("far", "10.1.0.0/16"), group("web", denyNetwork, near)], []],
  [
    "both networks hold them",
    [hub, web("far", "10.0.0.0/16"), group("web", denyNetwork, near)],
    ["web r101 (hub, far)"],
  ],
  ["a public address behind Internet", [hub, group("web", denyInternet, office)], ["web r101 (hub)"]],
  ["where a gateway may learn it", [withGateway, group("web", denyInternet, office)], []],
  [
    "what a gateway learns only adds to VirtualNetwork",
    [withGateway, group("web", denyNetwork, near)],
    ["web r101 (hub)"],
  ],
  [
    "where it is said to lie behind a gateway",
    [hub, group("web", denyInternet, office)],
    [],
    { onPremises: ["203.0.113.0/24"] },
  ],
  [
    "behind a gateway, as a setting says",
    [hub, group("web", denyNetwork, office)],
    ["web r101 (hub)"],
    { onPremises: ["203.0.113.0/24"] },
  ],
  [
    "the same access, which only repeats it",
    [hub, group("web", { ...near, source: "VirtualNetwork" }, near)],
    ["web r101 (hub)"],
  ],
  ["part of it is outside", [hub, group("web", denyNetwork, { source: "10.0.0.0/15" })], []],
  ["another port", [hub, group("web", { ...denyNetwork, protocol: "Tcp", port: "443" }, near)], []],
  ["dead in every network", [hub, group("web", { ...denyNetwork, source: "*" }, near)], []],
  [
    "at a network interface",
    [
      networkOf("hub", ["10.0.0.0/16"], [{ name: "app", prefix: "10.0.1.0/24" }]),
      interfaceIn("nic", "hub/app", { group: "web" }),
      group("web", denyNetwork, near),
    ],
    ["web r101 (hub)"],
  ],
  [
    "at one whose subnet is not known",
    [hub, interfaceIn("nic", "far/app", { group: "web" }), group("web", denyNetwork, near)],
    [],
  ],
  ["attached nowhere", [group("web", denyNetwork, near)], []],
  [
    "where there may be other networks",
    [{ ...hub, id: undefined }, group("web", denyNetwork, near)],
    [],
    { isWhole: false },
  ],
]

test.each(cases.map(([title, ...one]) => ({ title, one })))("$title", ({ one: [resources, expected, around] }) => {
  expect(foundIn(resources, around)).toEqual(expected)
})

const source = fc.constantFrom(
  "VirtualNetwork",
  "Internet",
  "*",
  "10.0.0.0/16",
  "10.0.2.0/24",
  "10.0.2.4",
  "203.0.113.7",
)
const drawn: fc.Arbitrary<Rule> = fc.record({
  access: fc.constantFrom("Allow" as const, "Deny" as const),
  source,
  protocol: fc.constantFrom("*", "Tcp"),
  port: fc.constantFrom("*", "22", "20-30"),
})

test("no flow is decided by a rule that is found dead", () => {
  const hosts = ["10.0.2.4", "10.0.2.9", "10.0.3.1", "203.0.113.7", "203.0.113.8", "192.168.0.1", "168.63.129.16"]
  let dead = 0
  fc.assert(
    fc.property(fc.array(drawn, { minLength: 2, maxLength: 5 }), rules => {
      const network = judged({
        groups: {
          web: rules.map(({ access = "Allow", ...rule }, place) => ({
            name: `r${100 + place}`,
            access,
            priority: 100 + place,
            ...rule,
          })),
        },
        networks: { hub: { prefixes: ["10.0.0.0/16"], subnets: { app: { prefix: "10.0.1.0/24", group: "web" } } } },
        interfaces: { nic: { subnet: "hub/app", addresses: ["10.0.1.4"] } },
      })
      const flows = hosts.flatMap(host => [22, 25, 80].map(port => `inbound tcp ${host} -> nic:nic:${port}`))
      const deciders = new Set(flows.map(flow => verdictOn(network, flow).decider?.decider?.name))
      const found = foundIn([hub, group("web", ...rules)]).map(text => text.split(" ")[1]!)
      for (const name of found) expect([name, deciders.has(name)]).toEqual([name, false])
      dead += found.length
    }),
    { numRuns: 100 },
  )
  expect(dead).toBeGreaterThan(5)
})
