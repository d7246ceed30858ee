import { expect, test } from "vitest"
import { effectiveOfInterface } from "../../server/src/features/effective-interface.ts"
import { effectiveOfInterfaceText } from "../../server/src/features/effective-interface-text.ts"
import { effectiveInterface } from "../../server/src/judging/effective-interface.ts"
import type { SampleNetwork } from "../support/sample-network.ts"
import { networkOf } from "./ask.ts"

function effectiveOf(sample: SampleNetwork, name: string) {
  const network = networkOf(sample)
  const [nic] = network.index.interfacesCalled(name)
  return effectiveInterface(network, nic!)
}

const office = (more: Partial<SampleNetwork> & { readonly web?: string; readonly nic?: string }): SampleNetwork => {
  const { web, nic, ...sample } = more
  return {
    networks: {
      hub: {
        prefixes: ["10.0.0.0/16"],
        subnets: { web: { prefix: "10.0.1.0/24", ...(web !== undefined && { group: web }) } },
      },
    },
    interfaces: { "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"], ...(nic !== undefined && { group: nic }) } },
    ...sample,
  }
}

test("each level's group with its association, rules as Azure prints them, and what tags stand for", () => {
  const groups = { subnet: [], own: [{ name: "ssh", access: "Allow", protocol: "Tcp", port: "22" }] }
  const { value } = effectiveOfInterface(effectiveOf(office({ groups, web: "subnet", nic: "own" }), "web-0"))
  expect(value.map(({ networkSecurityGroup, association }) => [networkSecurityGroup.name, association])).toEqual([
    ["subnet", { subnet: { name: "hub/web" } }],
    ["own", { networkInterface: { name: "web-0" } }],
  ])
  const [ssh, vnet] = value[1]!.effectiveSecurityRules
  expect(ssh).toEqual({
    name: "securityRules/ssh",
    protocol: "Tcp",
    sourcePortRange: "0-65535",
    destinationPortRange: "22-22",
    sourcePortRanges: ["0-65535"],
    destinationPortRanges: ["22-22"],
    sourceAddressPrefix: "0.0.0.0/0",
    destinationAddressPrefix: "0.0.0.0/0",
    sourceAddressPrefixes: ["0.0.0.0/0"],
    destinationAddressPrefixes: ["0.0.0.0/0"],
    access: "Allow",
    priority: 100,
    direction: "Inbound",
  })
  expect(vnet).toMatchObject({
    name: "defaultSecurityRules/AllowVnetInBound",
    protocol: "All",
    sourceAddressPrefix: "VirtualNetwork",
    expandedSourceAddressPrefix: ["10.0.0.0/16", "168.63.129.16/32"],
    expandedDestinationAddressPrefix: ["10.0.0.0/16", "168.63.129.16/32"],
  })
  expect(value[1]!.tagMap).toMatchObject({
    VirtualNetwork: ["10.0.0.0/16", "168.63.129.16/32"],
    AzureLoadBalancer: ["168.63.129.16/32"],
  })
  expect(value[1]!.tagMap.Internet).toContain("8.0.0.0/7")
})

test("the aggregate: what both levels let through, in the words of a rule", () => {
  const groups = {
    subnet: [
      { name: "web", access: "Allow", protocol: "Tcp", source: "Internet", port: "80" },
      { name: "tls", access: "Allow", protocol: "Tcp", source: "Internet", port: "443" },
    ],
    own: [
      { name: "web", access: "Allow", protocol: "Tcp", source: "Internet", port: "80" },
      { name: "no-vnet", access: "Deny", source: "VirtualNetwork" },
      { name: "no-out", access: "Deny", direction: "Outbound", destination: "Internet" },
    ],
  }
  const { aggregate } = effectiveOfInterface(effectiveOf(office({ groups, web: "subnet", nic: "own" }), "web-0"))
  expect(aggregate).toEqual({
    inbound: [
      {
        protocol: ["Tcp"],
        source: ["Internet"],
        sourcePorts: ["*"],
        destination: ["10.0.1.4"],
        destinationPorts: ["80"],
      },
    ],
    outbound: [
      {
        protocol: ["*"],
        source: ["10.0.1.4"],
        sourcePorts: ["*"],
        destination: ["VirtualNetwork"],
        destinationPorts: ["*"],
      },
    ],
    complete: true,
  })
})

test("without a group everything gets through, and with one that no document defines nothing is known", () => {
  const open = effectiveOfInterface(effectiveOf(office({}), "web-0"))
  expect(open).toEqual({
    version: 1,
    value: [],
    aggregate: {
      inbound: [
        { protocol: ["*"], source: ["*"], sourcePorts: ["*"], destination: ["10.0.1.4"], destinationPorts: ["*"] },
      ],
      outbound: [
        { protocol: ["*"], source: ["10.0.1.4"], sourcePorts: ["*"], destination: ["*"], destinationPorts: ["*"] },
      ],
      complete: true,
    },
  })
  const far = effectiveOfInterface(effectiveOf(office({ nic: "far?" }), "web-0"))
  expect(far.value).toEqual([
    {
      networkSecurityGroup: { name: "far" },
      association: { networkInterface: { name: "web-0" } },
      effectiveSecurityRules: [],
      unresolved: "is not defined in these files",
      tagMap: {},
    },
  ])
  expect(effectiveOfInterfaceText(effectiveOf(office({ nic: "far?" }), "web-0"))).toContain(
    "far (NIC web-0, which is not defined in these files)",
  )
  expect(far.aggregate).toEqual({
    inbound: [],
    outbound: [],
    complete: false,
    gaps: ["More may get through, depending on values that are not known here."],
    uncertain: { inbound: open.aggregate.inbound, outbound: open.aggregate.outbound },
  })
})

test("security admin rules are an entry of their own, and come first", () => {
  const admin = [
    {
      name: "avnm",
      networks: ["hub"],
      rules: [
        { name: "ssh", access: "AlwaysAllow", protocol: "Tcp", port: "22" },
        { name: "rdp", access: "Deny", port: "3389" },
      ],
    },
  ]
  const { value, aggregate } = effectiveOfInterface(
    effectiveOf(office({ groups: { closed: [{ access: "Deny" }] }, nic: "closed", admin }), "web-0"),
  )
  expect(value[0]).toMatchObject({
    association: { networkManager: { name: "avnm" } },
    effectiveSecurityRules: [
      { name: "securityAdminRules/ssh", access: "AlwaysAllow" },
      { name: "securityAdminRules/rdp" },
    ],
  })
  expect(aggregate.inbound).toEqual([
    { protocol: ["Tcp"], source: ["*"], sourcePorts: ["*"], destination: ["10.0.1.4"], destinationPorts: ["22"] },
  ])
})

test("in words", () => {
  const groups = { own: [{ name: "web", access: "Allow", protocol: "Tcp", source: "203.0.113.0/24", port: "80" }] }
  expect(effectiveOfInterfaceText(effectiveOf(office({ groups, nic: "own" }), "web-0"))).toBe(`web-0
  own (NIC web-0, 7 rules)

Inbound traffic that gets through
  Protocol  Source          Ports  Destination  Ports
  *         VirtualNetwork  *      10.0.1.4     *
  Tcp       203.0.113.0/24  *      10.0.1.4     80

Outbound traffic that gets through
  Protocol  Source    Ports  Destination               Ports
  *         10.0.1.4  *      Internet, VirtualNetwork  *
`)
})

test("why the aggregate is not all: ports of protocols without ports, routes that are not known", () => {
  const groups = { own: [{ access: "Allow", protocol: "*", source: "203.0.113.0/24", port: "443" }] }
  const { aggregate } = effectiveOfInterface(effectiveOf(office({ groups, nic: "own" }), "web-0"))
  const ports = { source: ["203.0.113.0/24"], sourcePorts: ["*"], destinationPorts: ["443"], destination: ["10.0.1.4"] }
  expect(aggregate.inbound).toContainEqual({ protocol: ["Tcp", "Udp"], ...ports })
  expect(aggregate.uncertain?.inbound).toEqual([{ protocol: ["Icmp", "Esp", "Ah"], ...ports }])
  expect(aggregate.gaps).toEqual([expect.stringContaining("what a port means to them is not published")])

  const routed = {
    networks: {
      hub: {
        prefixes: ["10.0.0.0/16"],
        subnets: { web: { prefix: "10.0.1.0/24", group: "closed", unresolvedRoutes: "far-routes" } },
      },
    },
  }
  const behind = effectiveOfInterface(effectiveOf(office({ groups: { closed: [] }, ...routed }), "web-0")).aggregate
  expect(behind.complete).toBe(false)
  expect(behind.gaps).toEqual([expect.stringContaining("routes of the subnet")])
})
