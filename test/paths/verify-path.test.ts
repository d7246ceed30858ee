import { describe, expect, test } from "vitest"
import { levelIdentity } from "../../server/src/features/level-name.ts"
import { formatPathFlow, parseAzPathWords, parsePathFlow } from "../../server/src/features/path-flow-text.ts"
import { pathLines, pathText } from "../../server/src/features/path-text.ts"
import { askPathOf } from "../../server/src/judging/ask-path.ts"
import type { WrittenFlow } from "../../server/src/judging/path-question.ts"
import { verifyPath } from "../../server/src/judging/verify-path.ts"
import { prefix, type SampleNetwork } from "../support/sample-network.ts"
import { answer, ask, networkOf, remarksOn, told, verdictOn } from "./ask.ts"

const allow80 = { name: "allow-80", access: "Allow", source: "Internet", port: "80" }

/** One network with two subnets. */
function office(more: Partial<SampleNetwork> & { readonly web?: string; readonly nic?: string } = {}): SampleNetwork {
  const { web, nic, ...sample } = more
  return {
    networks: {
      hub: {
        prefixes: ["10.0.0.0/16"],
        subnets: {
          web: { prefix: "10.0.1.0/24", ...(web !== undefined && { group: web }) },
          db: { prefix: "10.0.2.0/24" },
        },
      },
    },
    interfaces: {
      "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"], ...(nic !== undefined && { group: nic }) },
      "db-0": { subnet: "hub/db", addresses: ["10.0.2.4"] },
    },
    ...sample,
  }
}

describe("the documentation's own examples", () => {
  const network = networkOf(office({ groups: { own: [] }, nic: "own" }))
  test("13.107.21.200:80 out is allowed by AllowInternetOutBound", () => {
    expect(told(network, "outbound tcp nic:web-0 -> 13.107.21.200:80")).toEqual([
      "Allow AllowInternetOutBound",
      "outbound networkInterface web-0: own Allow AllowInternetOutBound",
      "outbound subnet hub/web: – Allow –",
    ])
  })
  test("172.31.0.100 out is denied by DenyAllOutBound, and in from it by DenyAllInBound", () => {
    expect(answer(network, "tcp 10.0.1.4 -> 172.31.0.100:80")).toBe("Deny DenyAllOutBound")
    expect(answer(network, "inbound tcp 172.31.0.100 -> 10.0.1.4:80")).toBe("Deny DenyAllInBound")
  })
})

describe("the overview of 2017, in its order", () => {
  const groups = { subnet: [allow80], nic: [allow80], closed: [] }
  const asked = "tcp Internet -> nic:web-0:80"
  test("inbound traffic passes the subnet's group first, then that of the network interface", () => {
    expect(told(networkOf(office({ groups, web: "subnet", nic: "nic" })), asked)).toEqual([
      "Allow allow-80",
      "inbound subnet hub/web: subnet Allow allow-80",
      "inbound networkInterface web-0: nic Allow allow-80",
    ])
  })
  test("port 80 at one level only is closed by the other", () => {
    expect(told(networkOf(office({ groups, web: "subnet", nic: "closed" })), asked)).toEqual([
      "Deny DenyAllInBound",
      "inbound subnet hub/web: subnet Allow allow-80",
      "inbound networkInterface web-0: closed Deny DenyAllInBound",
    ])
    expect(told(networkOf(office({ groups, web: "closed", nic: "nic" })), asked)).toEqual([
      "Deny DenyAllInBound",
      "inbound subnet hub/web: closed Deny DenyAllInBound",
    ])
  })
  test("a level without a group lets everything through", () => {
    expect(answer(networkOf(office({ groups, nic: "nic" })), asked)).toBe("Allow allow-80")
    expect(answer(networkOf(office({ groups, web: "subnet" })), asked)).toBe("Allow allow-80")
    expect(told(networkOf(office()), asked)).toEqual([
      "Allow –",
      "inbound subnet hub/web: – Allow –",
      "inbound networkInterface web-0: – Allow –",
    ])
  })
  test("outbound traffic passes them the other way round", () => {
    expect(
      told(networkOf(office({ groups, web: "subnet", nic: "nic" })), "outbound tcp nic:web-0 -> 8.8.8.8:80"),
    ).toEqual([
      "Allow AllowInternetOutBound",
      "outbound networkInterface web-0: nic Allow AllowInternetOutBound",
      "outbound subnet hub/web: subnet Allow AllowInternetOutBound",
    ])
  })
  test("one group may stand at both levels", () => {
    expect(told(networkOf(office({ groups, web: "nic", nic: "nic" })), asked)).toEqual([
      "Allow allow-80",
      "inbound subnet hub/web: nic Allow allow-80",
      "inbound networkInterface web-0: nic Allow allow-80",
    ])
  })
  test("replies need no rule", () => {
    expect(remarksOn(networkOf(office({ groups, nic: "nic" })), asked)).toContain(
      "Replies need no rule: only the direction that opens the connection is checked.",
    )
  })
  test("168.63.129.16: probes come in by AllowAzureLoadBalancerInBound, and traffic to it is the platform's", () => {
    const closed = networkOf(
      office({ groups: { g: [{ name: "deny-vnet", access: "Deny", source: "VirtualNetwork" }] }, nic: "g" }),
    )
    expect(answer(networkOf(office({ groups, nic: "closed" })), "tcp 168.63.129.16 -> nic:web-0:80")).toBe(
      "Allow AllowVnetInBound",
    )
    expect(answer(closed, "tcp AzureLoadBalancer -> nic:web-0:80")).toBe("Deny deny-vnet")
    expect(told(closed, "udp nic:web-0 -> 168.63.129.16:53")).toEqual([
      "Allow –",
      "outbound networkInterface web-0: – Allow –",
      "outbound subnet hub/web: – Allow –",
    ])
  })
  test("KMS leaves by the platform, unless everything is sent to an appliance", () => {
    const groups = { g: [{ name: "deny-out", access: "Deny", direction: "Outbound" }] }
    const asked = "tcp nic:web-0 -> 20.118.99.224:1688"
    expect(answer(networkOf(office({ groups, nic: "g" })), asked)).toBe("Allow –")
    const tunnelled = networkOf({
      groups,
      networks: {
        hub: {
          prefixes: ["10.0.0.0/16"],
          subnets: { web: { prefix: "10.0.1.0/24", routes: [["0.0.0.0/0", "VirtualAppliance"]] } },
        },
      },
      interfaces: { "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"], group: "g" } },
    })
    expect(answer(tunnelled, asked)).toBe("Deny deny-out")
    expect(answer(tunnelled, "udp nic:web-0 -> 168.63.129.16:53")).toBe("Allow –")
  })
  test("the six default rules decide where no other does, and others override them", () => {
    const network = networkOf(office({ groups: { closed: [] }, nic: "closed" }))
    expect(answer(network, "tcp nic:db-0 -> nic:web-0:80")).toBe("Allow AllowVnetInBound")
    expect(answer(network, "tcp nic:web-0 -> nic:db-0:80")).toBe("Allow AllowVnetOutBound")
    expect(answer(network, "tcp AzureLoadBalancer -> nic:web-0:80")).toBe("Allow AllowVnetInBound")
    expect(answer(network, "tcp Internet -> nic:web-0:80")).toBe("Deny DenyAllInBound")
    expect(answer(network, "tcp nic:web-0 -> Internet:80")).toBe("Allow AllowInternetOutBound")
    expect(answer(network, "tcp nic:web-0 -> 192.168.7.7:80")).toBe("Deny DenyAllOutBound")
    const rules = [
      { name: "deny-vnet", access: "Deny", source: "VirtualNetwork", destination: "VirtualNetwork" },
      { name: "deny-internet", access: "Deny", direction: "Outbound", destination: "Internet" },
    ]
    const overridden = networkOf(office({ groups: { closed: rules }, nic: "closed" }))
    expect(answer(overridden, "tcp nic:db-0 -> nic:web-0:80")).toBe("Deny deny-vnet")
    expect(answer(overridden, "tcp nic:web-0 -> 8.8.8.8:80")).toBe("Deny deny-internet")
  })
})

describe("application security groups", () => {
  const sample = office({
    groups: {
      g: [
        { name: "web-to-db", access: "Allow", source: "asg:web", destination: "asg:db", port: "1433" },
        { name: "no-sql", access: "Deny", port: "1433" },
      ],
    },
    networks: {
      hub: {
        prefixes: ["10.0.0.0/16"],
        subnets: { web: { prefix: "10.0.1.0/24" }, db: { prefix: "10.0.2.0/24", group: "g" } },
      },
    },
    interfaces: {
      "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"], securityGroups: ["web"] },
      "web-1": { subnet: "hub/web", securityGroups: ["web"] },
      jump: { subnet: "hub/web", addresses: ["10.0.1.9"] },
      roaming: { subnet: "hub/web" },
      "db-0": { subnet: "hub/db", addresses: ["10.0.2.4"], securityGroups: ["db"] },
      "db-1": { subnet: "hub/db", securityGroups: ["db"] },
    },
  })
  const network = networkOf(sample)
  test("a rule applies to members alone, also where Azure chooses their addresses", () => {
    expect(answer(network, "tcp nic:web-0 -> nic:db-0:1433")).toBe("Allow web-to-db")
    expect(answer(network, "tcp nic:web-1 -> nic:db-1:1433")).toBe("Allow web-to-db")
    expect(answer(network, "tcp nic:jump -> nic:db-0:1433")).toBe("Deny no-sql")
    expect(answer(network, "tcp nic:roaming -> nic:db-1:1433")).toBe("Deny no-sql")
  })
  test("an address that a member may have is not known to be in the group", () => {
    expect(answer(network, "tcp 10.0.1.77 -> nic:db-0:1433")).toBe("Unknown web-to-db")
  })
  test("as an end a group stands for its members: one answer where all agree", () => {
    expect(answer(network, "tcp asg:web -> asg:db:1433")).toBe("Allow web-to-db")
    expect(answer(network, "tcp subnet:hub/web -> asg:db:1433")).toBe("Unknown no-sql")
    expect(remarksOn(network, "tcp subnet:hub/web -> nic:db-0:1433")).toContain(
      "The answer is not the same for all: Allow for web-0 and web-1 and Deny for jump and roaming.",
    )
  })
  test("a group that no document gives members stays unknown", () => {
    const { interfaces, ...rest } = sample
    const bare = { "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"] }, "db-0": interfaces!["db-0"]! }
    expect(answer(networkOf({ ...rest, interfaces: bare }), "tcp nic:web-0 -> nic:db-0:1433")).toBe("Unknown web-to-db")
  })
})

describe("networks and peerings", () => {
  const groups = { g: [] }
  const spoke = (more: object = {}) => ({
    prefixes: ["10.1.0.0/16"],
    subnets: { app: { prefix: "10.1.1.0/24", group: "g" } },
    ...more,
  })
  const hub = (more: object = {}) => ({
    prefixes: ["10.0.0.0/16"],
    subnets: { web: { prefix: "10.0.1.0/24", group: "g" } },
    ...more,
  })
  const interfaces = {
    "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"] },
    "app-0": { subnet: "spoke/app", addresses: ["10.1.1.4"] },
  }
  test("four levels, each side with its own VirtualNetwork", () => {
    const network = networkOf({
      groups,
      networks: { hub: hub(), spoke: spoke() },
      peerings: [["hub", "spoke"]],
      interfaces,
    })
    expect(told(network, "tcp nic:web-0 -> nic:app-0:443")).toEqual([
      "Allow AllowVnetInBound",
      "outbound networkInterface web-0: – Allow –",
      "outbound subnet hub/web: g Allow AllowVnetOutBound",
      "inbound subnet spoke/app: g Allow AllowVnetInBound",
      "inbound networkInterface app-0: – Allow –",
    ])
  })
  test("without a peering there is no route, and the groups are judged all the same", () => {
    const network = networkOf({ groups, networks: { hub: hub(), spoke: spoke() }, interfaces })
    expect(answer(network, "tcp nic:web-0 -> nic:app-0:443")).toBe("Deny DenyAllOutBound")
    expect(answer(network, "inbound tcp nic:web-0 -> nic:app-0:443")).toBe("Deny DenyAllInBound")
    expect(remarksOn(network, "tcp nic:web-0 -> nic:app-0:443")).toContain(
      "There is no route from hub to spoke: no peering connects them. Their NSGs were still checked.",
    )
  })
  test("an unresolved peering makes only private addresses unknown that are not known to be inside", () => {
    const network = networkOf({
      groups,
      networks: { hub: hub({ unresolvedPeers: ["far"] }), spoke: spoke() },
      interfaces,
    })
    expect(answer(network, "inbound tcp 10.0.9.9 -> nic:web-0:443")).toBe("Allow AllowVnetInBound")
    expect(answer(network, "inbound tcp 8.8.8.8 -> nic:web-0:443")).toBe("Deny DenyAllInBound")
    expect(answer(network, "inbound tcp 10.9.9.9 -> nic:web-0:443")).toBe("Unknown AllowVnetInBound")
    expect(remarksOn(network, "inbound tcp 10.9.9.9 -> nic:web-0:443")).toContain(
      "hub has a peering with far, which is not defined in these files: its addresses are not known.",
    )
  })
  test("on-premises prefixes and what a gateway is connected to are inside; an open gateway leaves that open", () => {
    const withGateway = (more: object = {}) => ({
      groups,
      networks: {
        hub: hub({
          subnets: { web: { prefix: "10.0.1.0/24", group: "g" }, GatewaySubnet: { prefix: "10.0.255.0/27" } },
          ...more,
        }),
      },
      interfaces: { "web-0": interfaces["web-0"] },
    })
    const asked = "inbound tcp 192.168.1.1 -> nic:web-0:443"
    expect(answer(networkOf(withGateway()), asked)).toBe("Unknown AllowVnetInBound")
    expect(answer(networkOf(withGateway(), { onPremises: [prefix("192.168.0.0/16")] }), asked)).toBe(
      "Allow AllowVnetInBound",
    )
    expect(answer(networkOf(withGateway(), { onPremises: [prefix("192.168.2.0/24")] }), asked)).toBe(
      "Deny DenyAllInBound",
    )
    const gateway = { connected: { known: [prefix("192.168.1.0/24")], areAll: true } }
    expect(answer(networkOf(withGateway({ gateway })), asked)).toBe("Allow AllowVnetInBound")
    expect(answer(networkOf(withGateway({ gateway })), "inbound tcp 192.168.9.1 -> nic:web-0:443")).toBe(
      "Deny DenyAllInBound",
    )
  })
})

describe("routes", () => {
  const routed = (routes: readonly (readonly [string, string])[], rules: SampleNetwork["groups"] = { g: [] }) =>
    networkOf({
      groups: rules,
      networks: {
        hub: { prefixes: ["10.0.0.0/16"], subnets: { web: { prefix: "10.0.1.0/24", group: "g", routes } } },
      },
      interfaces: { "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"] } },
    })
  const fromInternet = "inbound tcp 8.8.8.8 -> nic:web-0:443"
  test("prefixes of a subnet's routes are inside", () => {
    expect(answer(routed([["172.16.0.0/12", "VirtualAppliance"]]), "tcp nic:web-0 -> 172.31.0.100:80")).toBe(
      "Allow AllowVnetOutBound",
    )
  })
  test("a default route to an appliance makes VirtualNetwork everything, and that is said", () => {
    const network = routed([["0.0.0.0/0", "VirtualAppliance"]])
    expect(answer(network, fromInternet)).toBe("Allow AllowVnetInBound")
    expect(remarksOn(network, fromInternet).join()).toContain("VirtualNetwork includes every address")
    const denied = routed([["0.0.0.0/0", "VirtualAppliance"]], {
      g: [{ name: "deny-internet", access: "Deny", source: "Internet" }],
    })
    expect(answer(denied, fromInternet)).toBe("Unknown deny-internet")
    expect(answer(denied, "inbound tcp 10.0.1.9 -> nic:web-0:443")).toBe("Allow AllowVnetInBound")
  })
  test("routes that have all addresses together make VirtualNetwork everything, too; what the platform thinks of them is said", () => {
    const halves = routed([
      ["0.0.0.0/1", "VirtualAppliance"],
      ["128.0.0.0/1", "VirtualNetworkGateway"],
    ])
    expect(answer(halves, fromInternet)).toBe("Allow AllowVnetInBound")
    expect(answer(halves, "tcp 8.8.8.8 -> nic:web-0:80")).toBe("Allow AllowVnetInBound")
    expect(remarksOn(halves, fromInternet)).toContain(
      "route0 and route1 send all traffic of hub/web to an appliance or gateway (0.0.0.0/1 and 128.0.0.0/1), so VirtualNetwork includes every address there; whether Internet still includes any is not documented.",
    )
    expect(remarksOn(halves, "tcp nic:web-0 -> 20.118.99.224:1688")).toContain(
      "But where a user-defined route sends 0.0.0.0/0 elsewhere, ordinary rules and routes may decide.",
    )
    const half = routed([
      ["0.0.0.0/1", "VirtualAppliance"],
      ["128.0.0.0/1", "Internet"],
    ])
    expect(answer(half, "tcp 8.8.8.8 -> nic:web-0:80")).toBe("Allow AllowVnetInBound")
    expect(remarksOn(half, fromInternet).join(" ")).not.toContain("all traffic")
  })
  test("a default route to elsewhere, a route of a tag and an unknown table leave it open only where it has a say", () => {
    for (const network of [
      routed([["0.0.0.0/0", "Internet"]]),
      routed([["AzureCloud", "Internet"]]),
      networkOf({
        groups: { g: [] },
        networks: {
          hub: {
            prefixes: ["10.0.0.0/16"],
            subnets: { web: { prefix: "10.0.1.0/24", group: "g", unresolvedRoutes: "rt" } },
          },
        },
        interfaces: { "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"] } },
      }),
    ]) {
      expect(answer(network, fromInternet)).toBe("Unknown AllowVnetInBound")
      expect(answer(network, "tcp nic:web-0 -> 8.8.8.8:443")).toBe("Allow AllowInternetOutBound")
    }
  })
  test.each([
    ["8.8.8.8", [["0.0.0.0/0", "None"]], true],
    ["10.9.0.4", [["10.0.0.0/8", "None"]], true],
    // A longer prefix counts: of another route, or of the network itself.
    [
      "8.8.8.8",
      [
        ["0.0.0.0/0", "None"],
        ["8.8.0.0/16", "Internet"],
      ],
      false,
    ],
    [
      "8.8.8.8",
      [
        ["0.0.0.0/0", "Internet"],
        ["8.8.0.0/16", "None"],
      ],
      true,
    ],
    ["10.0.2.4", [["10.0.0.0/8", "None"]], false],
    ["10.0.2.4", [["10.0.2.0/24", "None"]], true],
    [
      "8.8.8.8",
      [
        ["AzureCloud", "Internet"],
        ["0.0.0.0/0", "None"],
      ],
      false,
    ],
    ["168.63.129.16", [["0.0.0.0/0", "None"]], false],
    ["0.0.0.0/0", [["8.0.0.0/8", "None"]], false],
  ] as const)("to %s, routes %j: that Azure drops it is said: %s", (to, routes, isDropped) => {
    const said = remarksOn(routed(routes), `tcp nic:web-0 -> ${to}:443`).join(" ")
    expect(said.includes("Azure drops this traffic, whatever the NSGs say: route")).toBe(isDropped)
    expect(remarksOn(routed(routes), `inbound tcp 8.8.8.8 -> nic:web-0:443`).join(" ")).not.toContain("drops")
  })
  test("of an unknown table the answer says what depends on it", () => {
    const network = networkOf({
      groups: { g: [] },
      networks: {
        hub: {
          prefixes: ["10.0.0.0/16"],
          subnets: { web: { prefix: "10.0.1.0/24", group: "g", unresolvedRoutes: "rt" } },
        },
      },
      interfaces: { "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"] } },
    })
    expect(remarksOn(network, fromInternet).slice(1, 3)).toEqual([
      "Depends on route table rt, which is not defined in these files.",
      'At hub/web, inbound: Deny ("DenyAllInBound"), or Allow ("AllowVnetInBound") if a route makes VirtualNetwork include every address.',
    ])
  })
})

describe("what no document defines", () => {
  test("an unresolved group is never a silent Allow", () => {
    const network = networkOf(office({ nic: "far?" }))
    expect(told(network, "tcp Internet -> nic:web-0:80")).toEqual([
      "Unknown –",
      "inbound subnet hub/web: – Allow –",
      "inbound networkInterface web-0: far Unknown –",
    ])
    const verdict = verdictOn(network, "tcp Internet -> nic:web-0:80")
    expect(pathText(verdict)).toContain(
      "Depends on NSG far, which is not defined in these files: tcp Internet -> nic:web-0:80.",
    )
  })
  test("a sure Deny at another level decides all the same", () => {
    const network = networkOf(office({ groups: { closed: [] }, nic: "far?", web: "closed" }))
    expect(answer(network, "tcp Internet -> nic:web-0:80")).toBe("Deny DenyAllInBound")
    expect(answer(network, "tcp nic:web-0 -> 192.168.0.1:80")).toBe("Deny DenyAllOutBound")
  })
  test("a subnet that no document defines leaves its group open", () => {
    const sample = office({ groups: { open: [allow80] } })
    const interfaces = { "web-0": { subnet: "hub/far?", addresses: ["10.0.1.4"], group: "open" } }
    expect(told(networkOf({ ...sample, interfaces }), "tcp Internet -> nic:web-0:80")).toEqual([
      "Unknown –",
      "inbound subnet hub/far: – Unknown –",
      "inbound networkInterface web-0: open Allow allow-80",
    ])
  })
})

describe("security admin rules", () => {
  const admin = (access: string, more: object = {}) =>
    networkOf(
      office({
        groups: { closed: [] },
        nic: "closed",
        admin: [
          {
            name: "avnm",
            networks: ["hub"],
            rules: [{ name: "ssh", access, source: "Internet", port: "22" }],
            ...more,
          },
        ],
      }),
    )
  const asked = "tcp Internet -> nic:web-0:22"
  test("Deny stops, before any group", () => {
    expect(told(admin("Deny"), asked)).toEqual(["Deny ssh", "inbound networkManager avnm: – Deny ssh"])
  })
  test("Allow leaves it to the groups", () => {
    expect(told(admin("Allow"), asked)).toEqual([
      "Deny DenyAllInBound",
      "inbound networkManager avnm: – Allow ssh",
      "inbound subnet hub/web: – Allow –",
      "inbound networkInterface web-0: closed Deny DenyAllInBound",
    ])
  })
  test("AlwaysAllow ends its side and decides it", () => {
    expect(told(admin("AlwaysAllow"), asked)).toEqual(["Allow ssh", "inbound networkManager avnm: – Allow ssh"])
    expect(answer(admin("AlwaysAllow"), "tcp Internet -> nic:web-0:23")).toBe("Deny DenyAllInBound")
  })
  test("those of a parent scope come first", () => {
    const rules = (access: string) => [{ name: `ssh-${access}`, access, port: "22" }]
    const network = networkOf(
      office({
        groups: { closed: [] },
        nic: "closed",
        admin: [
          { name: "child", scopeDepth: 1, networks: ["hub"], rules: rules("AlwaysAllow") },
          { name: "parent", networks: ["hub"], rules: rules("Deny") },
        ],
      }),
    )
    expect(answer(network, asked)).toBe("Deny ssh-Deny")
  })
  test("not in subnets of gateways and firewalls, and not in networks with intent policies unless that is said", () => {
    const firewall = (subnet: string, more: object = {}, settings: object = {}) =>
      networkOf({
        networks: {
          hub: {
            prefixes: ["10.0.0.0/16"],
            subnets: { [subnet]: { prefix: "10.0.1.0/24" }, other: { prefix: "10.0.2.0/24", ...more } },
          },
        },
        interfaces: { x: { subnet: `hub/${subnet}`, addresses: ["10.0.1.4"] } },
        admin: [{ name: "avnm", networks: ["hub"], rules: [{ name: "none", access: "Deny" }], ...settings }],
      })
    expect(answer(firewall("AzureBastionSubnet"), "tcp Internet -> nic:x:443")).toBe("Allow –")
    expect(answer(firewall("web"), "tcp Internet -> nic:x:443")).toBe("Deny none")
    const delegated = { delegations: ["Microsoft.Sql/managedInstances"] }
    expect(answer(firewall("web", delegated), "tcp Internet -> nic:x:443")).toBe("Allow –")
    expect(answer(firewall("web", delegated, { intentPolicyServices: "All" }), "tcp Internet -> nic:x:443")).toBe(
      "Deny none",
    )
    expect(
      answer(firewall("web", delegated, { intentPolicyServices: "AllowRulesOnly" }), "tcp Internet -> nic:x:443"),
    ).toBe("Allow –")
  })
  test("a configuration that is not wholly known leaves the answer open", () => {
    expect(answer(admin("Allow", { complete: false }), "tcp nic:db-0 -> nic:web-0:443")).toBe("Unknown –")
    expect(remarksOn(admin("Allow", { complete: false }), asked)).toContain(
      "Some security admin rules of avnm are not known here.",
    )
  })
})

describe("intra-subnet traffic and special subnets", () => {
  test("two machines of one subnet pass its group twice", () => {
    const network = networkOf({
      groups: { g: [{ name: "deny-in", access: "Deny", port: "22" }] },
      networks: { hub: { prefixes: ["10.0.0.0/16"], subnets: { web: { prefix: "10.0.1.0/24", group: "g" } } } },
      interfaces: {
        a: { subnet: "hub/web", addresses: ["10.0.1.4"] },
        b: { subnet: "hub/web", addresses: ["10.0.1.5"] },
      },
    })
    expect(told(network, "tcp nic:a -> nic:b:22")).toEqual([
      "Deny deny-in",
      "outbound networkInterface a: – Allow –",
      "outbound subnet hub/web: g Allow AllowVnetOutBound",
      "inbound subnet hub/web: g Deny deny-in",
    ])
  })
  test("private endpoints ignore groups unless their subnet says otherwise", () => {
    const network = (privateEndpointNetworkPolicies?: string) =>
      networkOf({
        groups: { g: [{ name: "deny", access: "Deny" }] },
        networks: {
          hub: {
            prefixes: ["10.0.0.0/16"],
            subnets: {
              pe: {
                prefix: "10.0.1.0/24",
                group: "g",
                ...(privateEndpointNetworkPolicies && { privateEndpointNetworkPolicies }),
              },
            },
          },
        },
        interfaces: { pe: { subnet: "hub/pe", addresses: ["10.0.1.4"], isPrivateEndpoint: true } },
      })
    const asked = "inbound tcp 10.0.9.9 -> nic:pe:443"
    expect(told(network(), asked)).toEqual([
      "Allow –",
      "inbound subnet hub/pe: – Allow –",
      "inbound networkInterface pe: – Allow –",
    ])
    expect(answer(network("Disabled"), asked)).toBe("Allow –")
    expect(answer(network("RouteTableEnabled"), asked)).toBe("Allow –")
    expect(answer(network("Enabled"), asked)).toBe("Deny deny")
    expect(answer(network("NetworkSecurityGroupEnabled"), asked)).toBe("Deny deny")
    expect(remarksOn(network(), asked).join()).toContain("does not apply to private endpoints: by default")
  })
  test("a group on a subnet that takes none is told", () => {
    const network = networkOf({
      groups: { g: [] },
      networks: {
        hub: { prefixes: ["10.0.0.0/16"], subnets: { GatewaySubnet: { prefix: "10.0.1.0/24", group: "g" } } },
      },
      interfaces: { x: { subnet: "hub/GatewaySubnet", addresses: ["10.0.1.4"] } },
    })
    expect(remarksOn(network, "tcp Internet -> nic:x:443")).toContain(
      "Azure does not support an NSG on hub/GatewaySubnet; the one written here was still checked.",
    )
  })
})

describe("front ends and public addresses", () => {
  const balanced = (sku: string | undefined, more: Partial<SampleNetwork> = {}): SampleNetwork => ({
    groups: { g: [{ name: "client", access: "Allow", source: "203.0.113.0/24", port: "8080" }] },
    networks: {
      hub: {
        prefixes: ["10.0.0.0/16"],
        subnets: { web: { prefix: "10.0.1.0/24" }, app: { prefix: "10.0.2.0/24" } },
      },
    },
    interfaces: {
      "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"], group: "g", machine: "web-vm" },
      "web-1": { subnet: "hub/web", addresses: ["10.0.1.5"], group: "g" },
      "app-0": { subnet: "hub/app", addresses: ["10.0.2.4"] },
    },
    publicAddresses: { pip: { address: "20.1.1.1", ...(sku !== undefined && { sku }) } },
    loadBalancers: {
      lb: {
        ...(sku !== undefined && { sku }),
        frontEnds: { public: { publicAddress: "pip" }, inside: { address: "10.0.2.100", subnet: "hub/app" } },
        rules: [
          { frontEnd: "public", port: 80, to: 8080, backEnds: ["web-0", "web-1"] },
          { frontEnd: "inside", port: 80, to: 8080, backEnds: ["web-0"] },
        ],
        inboundNat: [{ frontEnd: "public", port: 50001, to: 22, backEnds: ["web-1"] }],
      },
    },
    ...more,
  })
  const network = networkOf(balanced("Standard"))
  test("a front end leads to its pool: the client's address and port stay, the back end's port applies", () => {
    expect(told(network, "tcp 203.0.113.7:5555 -> lb:lb/public:80")).toEqual([
      "Allow client",
      "inbound subnet hub/web: – Allow –",
      "inbound networkInterface web-0: g Allow client",
    ])
    expect(answer(network, "tcp 203.0.113.7 -> 20.1.1.1:80")).toBe("Allow client")
    expect(answer(network, "tcp 198.51.100.7 -> 20.1.1.1:80")).toBe("Deny DenyAllInBound")
  })
  test("a public address that leads to one configuration of a network interface leads to it", () => {
    const network = networkOf({
      groups: { g: [] },
      networks: {
        hub: {
          prefixes: ["10.0.0.0/16", "fd00::/48"],
          subnets: { web: { prefix: "10.0.1.0/24,fd00::/64", group: "g" } },
        },
      },
      publicAddresses: { "lb-ip": { sku: "Standard" } },
      interfaces: { "web-0": { subnet: "hub/web", addresses: ["10.0.1.4", "fd00::4"] } },
      loadBalancers: {
        lb: {
          frontEnds: { front: { publicAddress: "lb-ip" } },
          rules: [{ frontEnd: "front", port: 443, backEnds: ["web-0"] }],
        },
      },
    })
    expect(remarksOn(network, "tcp Internet -> nic:web-0:443").join(" ")).not.toContain("No public IP address")
  })
  test("inbound NAT leads to one machine, and a port without a rule nowhere", () => {
    expect(told(network, "tcp 203.0.113.7 -> lb:lb/public:50001")).toEqual([
      "Deny DenyAllInBound",
      "inbound subnet hub/web: – Allow –",
      "inbound networkInterface web-1: g Deny DenyAllInBound",
    ])
    expect(told(network, "tcp 203.0.113.7 -> lb:lb/public:443")).toEqual(["Deny –"])
    expect(remarksOn(network, "tcp 203.0.113.7 -> lb:lb/public:443")).toContain(
      "lb/public has no rule for this protocol and port: it drops the flow.",
    )
  })
  test("a machine that calls an inside front end sees its address, the back end sees the machine's", () => {
    expect(told(network, "tcp nic:app-0 -> lb:lb/inside:80")).toEqual([
      "Allow AllowVnetInBound",
      "outbound networkInterface app-0: – Allow –",
      "outbound subnet hub/app: – Allow –",
      "inbound subnet hub/web: – Allow –",
      "inbound networkInterface web-0: g Allow AllowVnetInBound",
    ])
  })
  test("a machine that calls a public address is judged on its own side alone", () => {
    expect(told(network, "tcp nic:app-0 -> 20.1.1.1:80")).toEqual([
      "Allow –",
      "outbound networkInterface app-0: – Allow –",
      "outbound subnet hub/app: – Allow –",
    ])
    expect(answer(network, "tcp nic:app-0 -> lb:lb/public:443")).toBe("Allow –")
    expect(remarksOn(network, "tcp nic:app-0 -> 20.1.1.1:80").join()).toContain("only the sender's side was checked")
  })
  test("what is of the standard kind is closed without a group on the way; what is not stated is a remark", () => {
    const bare = {
      "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"] },
      "web-1": { subnet: "hub/web", addresses: ["10.0.1.5"] },
    }
    const asked = "tcp Internet -> lb:lb/public:80"
    expect(told(networkOf(balanced("Standard", { interfaces: bare })), asked)).toEqual([
      "Deny –",
      "inbound subnet hub/web: – Allow –",
      "inbound networkInterface web-0: – Allow –",
    ])
    expect(answer(networkOf(balanced("Basic", { interfaces: bare })), asked)).toBe("Allow –")
    expect(answer(networkOf(balanced(undefined, { interfaces: bare })), asked)).toBe("Allow –")
    expect(remarksOn(networkOf(balanced(undefined, { interfaces: bare })), asked)).toContain(
      "The SKU of lb is not known: the Standard SKU blocks traffic until an NSG allows it, and no NSG is on this path.",
    )
    const direct = { "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"], publicAddress: "pip" } }
    const alone = networkOf(balanced("Standard", { interfaces: direct, loadBalancers: {} }))
    expect(answer(alone, "tcp 8.8.8.8 -> 20.1.1.1:22")).toBe("Deny –")
    expect(answer(alone, "tcp Internet -> nic:web-0:22")).toBe("Deny –")
    expect(answer(alone, "tcp 10.0.9.9 -> nic:web-0:22")).toBe("Allow –")
    expect(answer(alone, "tcp * -> nic:web-0:22")).toBe("Unknown –")
  })
})

describe("ends", () => {
  const network = networkOf({
    groups: { g: [{ name: "half", access: "Deny", destination: "10.0.1.0/25" }] },
    networks: {
      hub: {
        prefixes: ["10.0.0.0/16"],
        subnets: { web: { prefix: "10.0.1.0/24", group: "g" }, db: { prefix: "10.0.2.0/24" } },
      },
      far: { prefixes: ["10.0.0.0/16"], subnets: { web: { prefix: "10.0.1.0/24" } } },
    },
    interfaces: {
      "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"], machine: "web" },
      "web-1": { subnet: "hub/web", addresses: ["10.0.1.200"], machine: "web", isPrimary: false },
      both: { subnet: "hub/web", addresses: ["10.0.1.5", "10.0.1.201"] },
      dynamic: { subnet: "hub/web" },
      "db-0": { subnet: "hub/db", addresses: ["10.0.2.4"] },
      nic: { subnet: "hub/web", addresses: ["10.0.1.202"], scaleSet: "set" },
      twin: { subnet: "far/web", addresses: ["10.0.1.4"] },
    },
  })
  test("a machine is its primary network interface; a scale set and its network interface are machines", () => {
    expect(answer(network, "tcp nic:db-0 -> vm:WEB:80")).toBe("Deny half")
    expect(told(network, "tcp nic:db-0 -> vm:set:80").at(-1)).toBe("inbound networkInterface set/nic: – Allow –")
    expect(answer(network, "tcp nic:db-0 -> vm:set/nic:80")).toBe("Allow AllowVnetInBound")
  })
  test("several addresses, and those that Azure chooses, are unknown only where a rule splits them", () => {
    expect(answer(network, "tcp nic:db-0 -> nic:both:80")).toBe("Unknown half")
    expect(answer(network, "tcp nic:both -> nic:db-0:80")).toBe("Allow AllowVnetOutBound")
    expect(answer(network, "tcp nic:db-0 -> nic:dynamic:80")).toBe("Unknown half")
    expect(answer(network, "tcp nic:dynamic -> nic:db-0:80")).toBe("Allow AllowVnetOutBound")
  })
  test("an address stands for the one that has it, near the other end", () => {
    expect(told(network, "tcp nic:db-0 -> 10.0.1.4:80").at(-1)).toBe("inbound subnet hub/web: g Deny half")
    expect(ask(network, "tcp Internet -> 10.0.1.4:80")).toBe(
      '10.0.1.4 is ambiguous here. Name one of them: "nic:web-0" or "nic:twin".',
    )
    expect(told(network, "tcp nic:db-0 -> 10.0.1.250:80").at(-1)).toBe(
      "inbound subnet hub/web: g Allow AllowVnetInBound",
    )
  })
  test("a plain flow may be said to be about a network interface, which several may have the address of", () => {
    const [twin] = network.index.interfacesCalled("twin")
    const accessOf = (line: string) => {
      const question = askPathOf(network, parsePathFlow(line) as WrittenFlow, twin!)
      const verdict = question && !("candidates" in question) && verifyPath(network, question)
      return verdict && "levels" in verdict ? verdict.levels.map(level => levelIdentity(level).name) : verdict
    }
    expect(accessOf("inbound tcp 8.8.8.8 -> 10.0.1.4:80")).toEqual(["far/web", "twin"])
    expect(accessOf("tcp 10.0.1.4 -> 8.8.8.8:80")).toEqual(["twin", "far/web"])
    expect(accessOf("tcp 10.0.1.5 -> 8.8.8.8:80")).toBeUndefined()
    expect(accessOf("inbound tcp 8.8.8.8 -> *:80")).toEqual(["far/web", "twin"])
    expect(accessOf("inbound tcp 8.8.8.8 -> 10.0.1.0/24:80")).toEqual(["far/web", "twin"])
    expect(accessOf("inbound tcp 8.8.8.8 -> 10.0.1.5:80")).toBeUndefined()
  })
  test("a network interface of which no subnet is written", () => {
    const network = networkOf(office({ groups: { open: [allow80] }, nic: "open" }))
    const [nic] = network.index.interfacesCalled("web-0")
    const [configuration] = nic!.configurations
    const question = {
      written: parsePathFlow("tcp Internet -> nic:web-0:80") as WrittenFlow,
      source: { kind: "elsewhere", term: { kind: "tag", key: "tag:internet", name: "Internet" } },
      destination: {
        kind: "networkInterface",
        members: [{ networkInterface: nic!, configuration: { ...configuration!, subnet: { kind: "none" } } }],
      },
    } as const
    const verdict = verifyPath(network, question)
    expect("levels" in verdict && pathText(verdict)).toMatch(
      /^Depends on the NSG of its subnet, which is not written: tcp Internet -> nic:web-0:80\./,
    )
  })
  test("an address that nothing has may be that of a network interface whose address Azure chooses, by whose group it is judged", () => {
    const drawn = (more: SampleNetwork["interfaces"]) =>
      networkOf(
        office({ groups: { open: [allow80], closed: [] }, interfaces: { "web-0": { subnet: "hub/web" }, ...more } }),
      )
    const asked = "tcp Internet -> 10.0.1.4:80"
    expect(answer(drawn({}), asked)).toBe("Allow –")
    expect(remarksOn(drawn({}), asked)).toContain(
      "No network interface in these files has 10.0.1.4: only its subnet hub/web was checked.",
    )
    const lost = drawn({ lost: { subnet: "hub/lost?", group: "closed" } })
    expect(answer(lost, asked)).toBe("Deny DenyAllInBound")
    const one = drawn({ "web-1": { subnet: "hub/web", group: "closed" } })
    expect(answer(one, asked)).toBe("Deny DenyAllInBound")
    expect(remarksOn(one, asked)).toContain("Assumed: 10.0.1.4 is the address of web-1, which Azure chooses.")
    const two = { "web-1": { subnet: "hub/web", group: "closed" }, "web-2": { subnet: "hub/web", group: "open" } }
    expect(answer(drawn(two), asked)).toBe("Unknown DenyAllInBound")
    expect(answer(drawn({ ...two, "web-3": { subnet: "hub/web", addresses: ["10.0.1.4"] } }), asked)).toBe("Allow –")
  })
  test("a resource id stands for the resource, also where a document writes no ids", () => {
    const id = (type: string, name: string) => `/subscriptions/s/resourceGroups/r/providers/Microsoft.${type}/${name}`
    expect(answer(network, `tcp nic:db-0 -> ${id("Network/networkInterfaces", "web-0")}:80`)).toBe("Deny half")
    expect(answer(network, `tcp nic:db-0 -> vm:${id("Compute/virtualMachines", "web")}:80`)).toBe("Deny half")
    expect(answer(network, `tcp nic:db-0 -> ${id("Network/virtualNetworks", "hub/subnets/db")}:80`)).toBe("Allow –")
    expect(ask(network, `tcp nic:db-0 -> ${id("Network/networkInterfaces", "web-7")}:80`)).toBe(
      `${id("Network/networkInterfaces", "web-7")} is not in these files.`,
    )
  })
  test("IPv6 addresses meet IPv6 addresses", () => {
    const dual = networkOf({
      groups: { g: [{ name: "six", access: "Allow", source: "2001:4860::/32", port: "443" }] },
      networks: {
        hub: {
          prefixes: ["10.0.0.0/16", "fd00::/48"],
          subnets: { web: { prefix: "10.0.1.0/24,fd00::/64", group: "g" } },
        },
      },
      interfaces: {
        dual: { subnet: "hub/web", addresses: ["10.0.1.4", "fd00::4"] },
        four: { subnet: "hub/web", addresses: ["10.0.1.5"] },
      },
    })
    expect(answer(dual, "tcp [2001:4860::1] -> nic:dual:443")).toBe("Allow six")
    expect(answer(dual, "tcp [2001:4861::1] -> nic:dual:443")).toBe("Deny DenyAllInBound")
    expect(answer(dual, "tcp [fd00::9] -> nic:dual:443")).toBe("Allow AllowVnetInBound")
    expect(answer(dual, "tcp nic:dual -> [2001:4860::1]:443")).toBe("Allow AllowInternetOutBound")
    expect(ask(dual, "tcp [2001:4860::1] -> nic:four:443")).toBe(
      "One end is IPv4, the other IPv6. No packet travels between them.",
    )
  })
  test("az's words say which side is meant", () => {
    const words = { protocol: "TCP", local: "nic:web-0:80", remote: "10.0.2.4:5000" }
    expect(formatPathFlow(parseAzPathWords({ direction: "Inbound", ...words }) as WrittenFlow)).toBe(
      "inbound tcp 10.0.2.4:5000 -> nic:web-0:80",
    )
  })
  test("protocols without ports", () => {
    expect(answer(network, "icmp nic:db-0 -> nic:web-0")).toBe("Deny half")
    expect(answer(network, "esp nic:web-0 -> nic:db-0")).toBe("Allow AllowVnetOutBound")
  })
  test("any address of a subnet", () => {
    expect(answer(network, "tcp nic:db-0 -> subnet:hub/db:80")).toBe("Allow –")
    expect(answer(network, "tcp Internet -> subnet:hub/web:80")).toBe("Deny half")
  })
  test("a name that means nothing is told with what there is", () => {
    expect(ask(network, "tcp nic:web-9 -> nic:db-0:80")).toContain(
      'There is no network interface "web-9" in these files, only "web-0", "web-1", "both"',
    )
    expect(ask(network, "tcp subnet:web -> nic:db-0:80")).toContain('only "hub/web", "hub/db" and "far/web"')
    expect(ask(network, "tcp 1.2.3.4 -> 8.8.8.8:80")).toBe(
      "Neither 1.2.3.4 nor 8.8.8.8 is in the networks of these files.",
    )
    expect(ask(network, "inbound tcp nic:db-0 -> 8.8.8.8:80")).toBe(
      "8.8.8.8 is not in the networks of these files: inbound asks about the destination.",
    )
    expect(ask(network, "tcp nic:db-0 -> nic:web-0")).toBe("tcp needs a destination port: nic:web-0:443, for example.")
  })
})

describe("in words", () => {
  test("that no public address leads to machines is said once of all of them", () => {
    const interfaces = Object.fromEntries(["a", "b", "c", "d", "e"].map(name => [name, { subnet: "hub/web" }]))
    const network = networkOf({
      networks: { hub: { prefixes: ["10.0.0.0/16"], subnets: { web: { prefix: "10.0.1.0/24" } } } },
      interfaces,
    })
    const remarks = remarksOn(network, "tcp Internet -> subnet:hub/web:80")
    expect(remarks.filter(remark => remark.includes("public IP"))).toEqual([
      "No public IP address in these files leads to a, b, c and 2 more.",
    ])
  })

  test("one line for each level, each leading to its rule", () => {
    const network = networkOf(office({ groups: { subnet: [allow80], own: [] }, web: "subnet", nic: "own" }))
    const verdict = verdictOn(network, "tcp Internet -> nic:web-0:80")
    expect(
      pathText(verdict),
    ).toBe(`Deny: tcp Internet -> nic:web-0:80, by "DenyAllInBound" (65500) of own (NIC web-0, inbound).

  inbound  subnet hub/web  Allow  "allow-80" (100) of subnet
  inbound  NIC web-0       Deny   "DenyAllInBound" (65500) of own

- No public IP address in these files leads to web-0.
`)
    const targets = pathLines(verdict).map(({ target }) => target?.document)
    expect(targets).toEqual(["file:///subnet.json", "file:///own.json"])
  })
})
