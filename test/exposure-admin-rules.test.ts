import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { analyseText } from "../server/src/analysis/analyse-document.ts"
import { indexedText } from "../server/src/analysis/indexed-text.ts"
import { knownNetworks } from "../server/src/analysis/known-networks.ts"
import { readText } from "../server/src/analysis/read-text.ts"
import { indexResources } from "../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { adminExposures } from "../server/src/judging/admin-exposures.ts"
import { attachedPlaces } from "../server/src/judging/attached-places.ts"
import { attachmentsAt } from "../server/src/judging/attachments.ts"
import { defaultExposureWidth, internetExposures } from "../server/src/judging/internet-exposures.ts"
import { judgeGroup } from "../server/src/judging/judged-group.ts"
import { noNetwork } from "../server/src/judging/network-context.ts"
import type { CountedShare } from "../server/src/judging/wide-shares.ts"
import { networkOf, verdictOn } from "./paths/ask.ts"
import { type SampleNetwork, sampleTopology } from "./support/sample-network.ts"
import { adminOf, type DrawnAdminRule } from "./topology/listed-admin.ts"
import { id, listed } from "./topology/listed-network.ts"
import { group, hub, nic, type Rule } from "./topology/two-levels.ts"

const ssh: Rule = {}
const deny: Rule = { access: "Deny", protocol: "*", port: "*" }

/** What is found in documents that are all there are, or not. */
function findingsIn(resources: readonly object[], isWhole = true) {
  const text = JSON.stringify(resources)
  const read = readText({ uri: "file:///all.json", language: "json", text }, defaultSettings)
  const index = indexResources([indexedText(read)])
  return analyseText(read, index, defaultSettings, { networks: knownNetworks(index, { isWhole }) }).findings
}

function exposuresIn(resources: readonly object[], isWhole?: boolean) {
  return findingsIn(resources, isWhole).filter(({ code }) => /^exposed-|^allow-any/.test(code))
}

const told = (resources: readonly object[]) =>
  exposuresIn(resources).map(({ rule, code, severity }) => `${rule?.name ?? "admin"}: ${code} ${severity}`)

const open = "r100: exposed-management-port error"
const always = "admin: exposed-by-admin-rule error"
const baseline = (...rules: readonly DrawnAdminRule[]) => adminOf("baseline", ["hub"], rules)

describe("security admin rules come before the groups", () => {
  test.each<readonly [string, readonly object[], readonly string[]]>([
    ["a Deny closes what the group opens", [group("web", ssh), nic("nic-0"), ...baseline({ access: "Deny" })], []],
    ["also where no machine is known", [group("web", ssh), ...baseline({ access: "Deny" })], []],
    ["of Internet", [group("web", ssh), nic("nic-0"), ...baseline({ access: "Deny", source: "Internet" })], []],
    [
      "in two halves",
      [
        group("web", ssh),
        nic("nic-0"),
        ...baseline({ access: "Deny", source: "0.0.0.0/1" }, { access: "Deny", source: "128.0.0.0/1" }),
      ],
      [],
    ],
    [
      "of one half only",
      [group("web", ssh), nic("nic-0"), ...baseline({ access: "Deny", source: "0.0.0.0/1" })],
      [open],
    ],
    ["of another port", [group("web", ssh), nic("nic-0"), ...baseline({ access: "Deny", port: "3389" })], [open]],
    [
      "of another direction",
      [group("web", ssh), nic("nic-0"), ...baseline({ access: "Deny", direction: "Outbound" })],
      [open],
    ],
    [
      "of another subnet's addresses",
      [group("web", ssh), nic("nic-0"), ...baseline({ access: "Deny", destination: "10.0.2.0/24" })],
      [open],
    ],
    [
      "behind an Allow, which leaves it to the groups",
      [group("web", ssh), nic("nic-0"), ...baseline({ access: "Allow" }, { access: "Deny" })],
      [open],
    ],
    [
      "for another network",
      [group("web", ssh), nic("nic-0"), ...adminOf("baseline", ["spoke"], [{ access: "Deny" }])],
      [open],
    ],
    [
      "for networks that a policy chooses",
      [group("web", ssh), nic("nic-0"), ...adminOf("baseline", [], [{ access: "Deny" }])],
      ["r100: exposed-management-port warning"],
    ],
    [
      "an AlwaysAllow opens what the group denies",
      [group("web", deny), nic("nic-0"), ...baseline({ access: "AlwaysAllow" })],
      [always],
    ],
    [
      "an AlwaysAllow before what both levels say",
      [group("web", deny), nic("nic-0", "own"), group("own"), ...baseline({ access: "AlwaysAllow" })],
      [always],
    ],
    [
      "an AlwaysAllow past the other level, which alone denies it",
      [group("web", ssh), nic("nic-0", "own"), group("own"), ...baseline({ access: "AlwaysAllow" })],
      [open, always],
    ],
    [
      "an AlwaysAllow behind a Deny",
      [group("web", deny), nic("nic-0"), ...baseline({ access: "Deny", port: "*" }, { access: "AlwaysAllow" })],
      [],
    ],
    [
      "an AlwaysAllow behind an Allow",
      [group("web", deny), nic("nic-0"), ...baseline({ access: "Allow", port: "*" }, { access: "AlwaysAllow" })],
      [],
    ],
    [
      "an AlwaysAllow of few addresses",
      [group("web", deny), nic("nic-0"), ...baseline({ access: "AlwaysAllow", source: "20.0.0.0/16" })],
      [],
    ],
    [
      "an AlwaysAllow for networks that a policy chooses",
      [group("web", deny), nic("nic-0"), ...adminOf("baseline", [], [{ access: "AlwaysAllow" }])],
      ["admin: exposed-by-admin-rule warning"],
    ],
  ])("%s", (_, resources, expected) => {
    expect(told([hub, ...resources]).toSorted()).toEqual(expected.toSorted())
  })

  test("the finding names what blocks part of it, or all of it somewhere", () => {
    const half = baseline({ access: "Deny", source: "128.0.0.0/1" })
    const [finding] = exposuresIn([hub, group("web", ssh), nic("nic-0"), ...half])
    expect(finding!.message).toContain(
      '"a10" (10), a security admin rule of "baseline", blocks part of it at subnet hub/app. Allow only',
    )
    expect(finding!.data).toMatchObject({ blockedByAdminRules: ["baseline/a10"] })
    const [doubted] = exposuresIn([hub, group("web", ssh), ...baseline({ access: "Deny" })], false)
    expect(doubted!.severity).toBe("warning")
    expect(doubted!.message).toContain(
      'but it may reach others. "a10" (10), a security admin rule of "baseline", blocks it at subnet hub/app.',
    )
  })

  test("the finding says which configuration may block it", () => {
    const [finding] = exposuresIn([
      hub,
      group("web", ssh),
      nic("nic-0"),
      ...adminOf("baseline", [], [{ access: "Deny" }]),
    ])
    expect(finding!.message).toContain(
      'may open SSH (TCP 22) to the Internet: any public IPv4 address could connect, such as tcp 203.0.113.7:50000 -> 10.0.1.4:22. Whether security admin rules of "baseline" block it is not known here.',
    )
  })
})

describe("what a group blocks", () => {
  const hdInsight = listed("clusters/cluster", {
    computeProfile: {
      roles: [
        { virtualNetworkProfile: { id: id("virtualNetworks/hub"), subnet: id("virtualNetworks/hub/subnets/app") } },
      ],
    },
  })
  const service = { ...hdInsight, type: "Microsoft.HDInsight/clusters" }
  const blocked = (code: string, ...resources: readonly object[]) =>
    findingsIn([hub, ...resources]).flatMap(finding => (finding.code === code ? finding.message : []))

  test.each<readonly [string, readonly object[], RegExp | undefined]>([
    ["of a service", [group("web"), ...baseline()], /^NSG "web" blocks what HDInsight/],
    ["and a rule lets past the groups", [group("web"), ...baseline({ access: "AlwaysAllow", port: "443" })], undefined],
    ["and a rule leaves to it", [group("web"), ...baseline({ access: "Allow", port: "443" })], /^NSG "web" blocks/],
    [
      "or rather a rule before it",
      [group("web", { source: "HDInsight", port: "443" }), ...baseline({ access: "Deny", port: "443" })],
      /^"a10" \(10\), a security admin rule of "baseline", blocks what HDInsight .* No NSG can allow it/,
    ],
  ])("%s", (_, resources, expected) => {
    const [message] = blocked("blocked-service-port", service, ...resources)
    if (expected) expect(message).toMatch(expected)
    else expect(message).toBeUndefined()
  })

  test("health probes that a rule lets past the groups", () => {
    const probes = (...rules: readonly DrawnAdminRule[]) =>
      blocked("blocked-platform-address", group("web", deny), nic("nic-0"), ...baseline(...rules)).length
    expect(probes()).toBe(1)
    expect(probes({ access: "AlwaysAllow", source: "AzureLoadBalancer", port: "*" })).toBe(0)
    expect(probes({ access: "AlwaysAllow", source: "AzureLoadBalancer", port: "80" })).toBe(1)
    expect(probes({ access: "Deny", port: "80" }, { access: "AlwaysAllow", port: "*" })).toBe(1)
  })
})

/** One network interface, which alone is in its subnet: what verify says of packets from two parts of the Internet, each of them wide. */
const sources = ["8.1.2.3", "1.1.1.1"]
const protocols = ["Tcp", "Udp"] as const
const ports = [22, 80, 3389]

const traffic = {
  direction: fc.constantFrom("Inbound", "Inbound", "Inbound", "Outbound"),
  protocol: fc.constantFrom("*", "Tcp", "Udp"),
  source: fc.constantFrom("*", "Internet", "8.0.0.0/8", "0.0.0.0/0", "10.0.0.0/8", "VirtualNetwork"),
  destination: fc.constantFrom("*", "*", "VirtualNetwork", "10.0.1.0/24", "10.0.1.4", "10.0.2.0/24"),
  port: fc.constantFrom("*", "22", "0-1023", "22-3389"),
}
const ruleOf = (...accesses: readonly string[]) => fc.record({ access: fc.constantFrom(...accesses), ...traffic })
const ownRules = fc.array(ruleOf("Allow", "Allow", "Deny"), { maxLength: 4 })
const adminRules = fc.array(ruleOf("Allow", "Deny", "AlwaysAllow"), { maxLength: 4 })

const drawn = fc.record({
  subnet: fc.option(ownRules, { nil: undefined }),
  own: ownRules,
  parent: adminRules,
  child: adminRules,
  isMember: fc.boolean(),
})

test("an exposure is found exactly where verify lets the Internet in, and its example packet gets through", () => {
  fc.assert(
    fc.property(drawn, ({ subnet, own, parent, child, isMember }) => {
      const sample: SampleNetwork = {
        groups: { own, ...(subnet && { around: subnet }) },
        networks: {
          hub: {
            prefixes: ["10.0.0.0/16"],
            subnets: { app: { prefix: "10.0.1.4/32", ...(subnet && { group: "around" }) } },
          },
          spoke: { prefixes: ["10.1.0.0/16"], subnets: {} },
        },
        interfaces: { nic: { subnet: "hub/app", addresses: ["10.0.1.4"], group: "own" } },
        admin: [
          { name: "parent", scopeDepth: 0, networks: ["hub"], rules: parent },
          { name: "child", scopeDepth: 1, networks: [isMember ? "hub" : "spoke"], rules: child },
        ],
      }
      const topology = sampleTopology(sample)
      const network = networkOf(sample)
      const lets = (source: string, protocol: string, port: number) =>
        verdictOn(network, `inbound ${protocol.toLowerCase()} ${source}:50000 -> nic:nic:${port}`).access
      const linked = { ...topology, faults: [], exports: new Set<string>(), handingOn: new Set<string>() }
      const places = attachedPlaces(linked as never, () => true)
      const found = [...places].map(([written, at]) =>
        internetExposures(judgeGroup(written, noNetwork), "Inbound", defaultExposureWidth, attachmentsAt(at, true)),
      )
      const byAdmin = adminExposures(topology).filter(({ isSure }) => isSure)
      for (const exposure of found.flat()) expect(exposure.doubt).toBeUndefined()
      for (const { example } of [...found.flat(), ...byAdmin].flatMap(({ left }) => left)) {
        if (example.protocol !== "Tcp" && example.protocol !== "Udp") continue
        const { source, protocol, destinationPort } = example
        expect(lets(source.address, protocol, Number(destinationPort))).toBe("Allow")
      }
      for (const protocol of protocols) {
        for (const port of ports) {
          const isOpen = sources.some(source => lets(source, protocol, port) === "Allow")
          const holds = (each: readonly { readonly left: readonly CountedShare[] }[]) =>
            each.some(({ left }) => left.some(share => hasPort(share, protocol, port)))
          const isFound = holds(byAdmin) || found.every(holds)
          expect([protocol, port, isFound]).toEqual([protocol, port, isOpen])
          for (const each of found) if (holds(each)) expect(isOpen).toBe(true)
        }
      }
    }),
    { numRuns: 200 },
  )
})

function hasPort(share: CountedShare, protocol: string, port: number): boolean {
  return share.protocol === protocol && share.ports.some(({ first, last }) => first <= port && port <= last)
}
