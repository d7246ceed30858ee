import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { isProblem, parseFlow } from "../server/src/features/flow-text.ts"
import { findProbeStopper } from "../server/src/judging/health-probes.ts"
import { noNetwork } from "../server/src/judging/network-context.ts"
import { verifyFlow } from "../server/src/judging/verify-flow.ts"
import { azGroup, type SampleRule } from "./support/sample-groups.ts"

const deny: SampleRule = { name: "deny", priority: 4000, access: "Deny", protocol: "*" }

test.each<readonly [string, readonly SampleRule[], string | undefined]>([
  ["nothing stops them by default", [], undefined],
  ["a Deny of everything stops them", [deny], "deny, surely"],
  ["an Allow of one port from anywhere lets some in", [{ name: "web", priority: 100, port: "443" }, deny], undefined],
  ["an Allow of the tag lets them in", [{ name: "lb", priority: 100, source: "AzureLoadBalancer" }, deny], undefined],
  ["an Allow of another protocol does not", [{ name: "udp", priority: 100, protocol: "Udp" }, deny], "deny, surely"],
  [
    "an Allow of another address does not",
    [{ name: "web", priority: 100, source: "10.0.0.0/8" }, deny],
    "deny, surely",
  ],
  ["an Allow behind the Deny does not", [deny, { name: "late", priority: 4001 }], "deny, surely"],
  [
    "an Allow of the Internet on one port may",
    [{ name: "web", priority: 100, source: "Internet", port: "443" }, deny],
    "deny, perhaps",
  ],
  ["an Allow of the Internet may", [{ name: "web", priority: 100, source: "Internet" }, deny], "deny, perhaps"],
  [
    "an Allow of an unknown source may",
    [{ name: "x", priority: 100, source: "[parameters('x')]" }, deny],
    "deny, perhaps",
  ],
  ["a Deny of VirtualNetwork stops them", [{ ...deny, source: "VirtualNetwork" }], "deny, surely"],
  ["a Deny of the Internet may", [{ ...deny, source: "Internet" }], "deny, perhaps"],
  ["a Deny of UDP does not", [{ ...deny, protocol: "Udp" }], undefined],
  ["a Deny outbound does not", [{ ...deny, direction: "Outbound" }], undefined],
  ["a Deny of one port is meant", [{ ...deny, source: "AzureLoadBalancer", port: "22" }], undefined],
  [
    "a Deny that names them counts, though others let some in",
    [
      { name: "web", priority: 100, port: "443" },
      { ...deny, source: "AzureLoadBalancer" },
    ],
    "deny, surely",
  ],
  [
    "a Deny that names them and decides nothing does not",
    [
      { name: "all", priority: 100 },
      { ...deny, source: "AzureLoadBalancer" },
    ],
    undefined,
  ],
  [
    "of two Denies that close everything together, the one of more ports is named",
    [
      { ...deny, name: "low", port: "0-1023" },
      { ...deny, name: "high", priority: 4001, port: "1024-65535" },
    ],
    "high, surely",
  ],
  [
    "two Denies that leave a port open do not stop them",
    [
      { ...deny, name: "low", port: "0-1023" },
      { ...deny, name: "high", priority: 4001, port: "1025-65535" },
    ],
    undefined,
  ],
])("health probes: %s", (_title, rules, expected) => {
  const text = azGroup("web", rules)
  const { findings } = analyseDocument({ uri: "a.json", language: "json", text }, defaultSettings)
  const [finding, ...others] = findings.filter(({ code }) => code === "blocked-platform-address")
  expect(others).toEqual([])
  expect(finding && `${finding.rule?.name}, ${finding.data.certain ? "surely" : "perhaps"}`).toBe(expected)
})

const id = (type: string, ...names: readonly string[]) => ({
  id: `[resourceId('Microsoft.Network/${type}', ${names.map(name => `'${name}'`).join(", ")})]`,
})
const resource = (type: string, name: string, properties: object, provider = "Microsoft.Network") => ({
  type: `${provider}/${type}`,
  apiVersion: "2023-09-01",
  name,
  properties,
})
const rule = (name: string, priority: number, access: string, port: string, source = "*") => ({
  name,
  properties: {
    ...{
      priority,
      access,
      direction: "Inbound",
      protocol: access === "Deny" ? "*" : "Tcp",
      sourceAddressPrefix: source,
    },
    ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: port },
  },
})
const group = (name: string, ...rules: readonly object[]) =>
  resource("networkSecurityGroups", name, { securityRules: rules })
const web = group("web", rule("https", 100, "Allow", "443"), rule("deny", 4096, "Deny", "*"))
const balancer = (port: number | string, rest: object = {}) =>
  resource("loadBalancers", "lb", {
    backendAddressPools: [{ name: "pool" }],
    probes: [{ name: "p", properties: { protocol: "Tcp", port } }],
    loadBalancingRules: [
      {
        name: "r",
        properties: {
          backendAddressPool: { id: "[concat(variables('lb'), '/backendAddressPools/pool')]" },
          probe: { id: "[concat(variables('lb'), '/probes/p')]" },
        },
      },
    ],
    ...rest,
  })
const pool = [id("loadBalancers/backendAddressPools", "lb", "pool")]
const nic = (properties: object, configuration: object = {}) =>
  resource("networkInterfaces", "nic", {
    ipConfigurations: [{ name: "ip", properties: { loadBalancerBackendAddressPools: pool, ...configuration } }],
    ...properties,
  })
const network = (subnet: object) =>
  resource("virtualNetworks", "vnet", {
    subnets: [
      { name: "app", properties: subnet },
      { name: "db", properties: {} },
    ],
  })
const inWeb = { networkSecurityGroup: id("networkSecurityGroups", "web") }
const inSubnet = (name: string) => ({ subnet: id("virtualNetworks/subnets", "vnet", name) })
const scaleSet = resource(
  "virtualMachineScaleSets",
  "machines",
  {
    virtualMachineProfile: {
      networkProfile: {
        networkInterfaceConfigurations: [
          {
            name: "nic",
            properties: {
              ipConfigurations: [{ properties: { loadBalancerBackendAddressPools: pool, ...inSubnet("app") } }],
            },
          },
        ],
      },
    },
  },
  "Microsoft.Compute",
)

test.each<readonly [string, readonly object[], string | undefined]>([
  [
    "of a NIC of the group",
    [web, balancer(8080), nic(inWeb)],
    'warning: "deny" (4096) blocks the health probe of load balancer "lb" (TCP 8080); back ends will',
  ],
  [
    "of a NIC in a subnet of the group",
    [web, balancer(8080), network(inWeb), nic({}, inSubnet("app"))],
    'warning: "deny" (4096) blocks the health probe',
  ],
  ["of a scale set", [web, balancer(8080), network(inWeb), scaleSet], 'warning: "deny" (4096) blocks the health probe'],
  ["of a port that is allowed", [web, balancer(443), nic(inWeb)], undefined],
  [
    "of a port by a parameter's default",
    [web, balancer("[parameters('port')]"), nic(inWeb)],
    'warning: "deny" (4096) blocks the health probe of load balancer "lb" (TCP 8081)',
  ],
  ["of a port that is not known: some get in", [web, balancer("[parameters('later')]"), nic(inWeb)], undefined],
  [
    "of a port that is not known: none get in",
    [group("web", rule("deny", 4096, "Deny", "*")), balancer("[parameters('later')]"), nic(inWeb)],
    'warning: "deny" (4096) blocks load balancer health probes; back ends will',
  ],
  [
    "by a Deny of the one port",
    [group("web", rule("deny", 4096, "Deny", "8080")), balancer(8080), nic(inWeb)],
    'warning: "deny" (4096) blocks the health probe',
  ],
  [
    "perhaps: the Internet may hold the platform",
    [
      group("web", rule("in", 100, "Allow", "8080", "Internet"), rule("deny", 4096, "Deny", "*")),
      balancer(8080),
      nic(inWeb),
    ],
    'information: "deny" (4096) may block the health probe',
  ],
  [
    "perhaps: a Deny of the Internet",
    [group("web", rule("deny", 4096, "Deny", "*", "Internet")), balancer(8080), nic(inWeb)],
    'information: "deny" (4096) may block the health probe',
  ],
  [
    "of a pool in another subnet",
    [group("web", rule("deny", 4096, "Deny", "*")), balancer(8080), network(inWeb), nic({}, inSubnet("db"))],
    'information: "deny" (4096) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any,',
  ],
  [
    "of a pool without members",
    [group("web", rule("deny", 4096, "Deny", "*")), balancer(8080), network(inWeb)],
    'information: "deny" (4096) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any,',
  ],
  [
    "of a pool of another load balancer",
    [group("web", rule("deny", 4096, "Deny", "*")), { ...balancer(8080), name: "other" }, nic(inWeb)],
    'information: "deny" (4096) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any,',
  ],
  [
    "of a load balancer under a condition",
    [
      group("web", rule("deny", 4096, "Deny", "*")),
      { ...balancer(8080), condition: "[parameters('later')]" },
      nic(inWeb),
    ],
    'information: "deny" (4096) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any,',
  ],
  [
    "that no rule uses",
    [group("web", rule("deny", 4096, "Deny", "*")), balancer(8080, { loadBalancingRules: [] }), nic(inWeb)],
    'information: "deny" (4096) blocks load balancer health probes (TCP from 168.63.129.16); back ends behind this NSG, if there are any,',
  ],
  [
    "with nothing but group and load balancer",
    [web, balancer(8080)],
    'warning: "deny" (4096) blocks the health probe of load balancer "lb" (TCP 8080); back ends behind this NSG will',
  ],
  ["with two groups and nothing attached", [web, group("other"), balancer(8080)], undefined],
])("probes of a template's load balancer: %s", (_title, resources, expected) => {
  const text = JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { port: { type: "int", defaultValue: 8081 }, later: { type: "int" } },
    variables: { lb: "[resourceId('Microsoft.Network/loadBalancers', 'lb')]" },
    resources,
  })
  const { findings } = analyseDocument({ uri: "a.json", language: "json", text }, defaultSettings)
  const found = findings.filter(({ code }) => code === "blocked-platform-address")
  const shown = found.map(({ severity, message }) => `${severity}: ${message}`)
  expect(shown).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)])
})

test("what is said of a probe is what verify says of its flow", () => {
  const groups = [
    [deny],
    [{ ...deny, source: "Internet" }],
    [{ ...deny, source: "VirtualNetwork" }],
    [{ name: "web", priority: 100, source: "Internet", port: "8080" }, deny],
    [{ name: "web", priority: 100, source: "Internet", port: "443" }, deny],
    [{ name: "web", priority: 100, port: "8080" }, deny],
    [{ name: "host", priority: 100, source: "168.63.129.16" }, deny],
    [{ name: "block", priority: 100, source: "168.0.0.0/8", access: "Deny" }],
    [{ name: "one", priority: 100, port: "8080", access: "Deny" }],
  ] satisfies (readonly SampleRule[])[]
  const flow = parseFlow("inbound tcp 168.63.129.16:50000 -> 10.0.0.4:8080")
  if (isProblem(flow)) throw new Error(flow.problem)
  for (const rules of groups) {
    const text = azGroup("web", rules)
    const [judged] = analyseDocument({ uri: "a.json", language: "json", text }, defaultSettings).groups
    if (!judged) throw new Error("no group")
    const stopper = findProbeStopper(judged, 8080)
    const { access } = verifyFlow(judged, flow, noNetwork)
    expect(stopper ? (stopper.certain ? "Deny" : "Unknown") : "Allow").toBe(access)
  }
})
