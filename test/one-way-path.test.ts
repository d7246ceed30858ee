import fc from "fast-check"
import { expect, test } from "vitest"
import { analyseText } from "../server/src/analysis/analyse-document.ts"
import { indexedText } from "../server/src/analysis/indexed-text.ts"
import { knownNetworks } from "../server/src/analysis/known-networks.ts"
import { readText } from "../server/src/analysis/read-text.ts"
import { indexResources } from "../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { group, hub, nic, type Rule } from "./topology/two-levels.ts"

/** The rules that are found to open one level alone, as `group rule`. */
function foundIn(resources: readonly object[]): readonly string[] {
  return foundInText("json", JSON.stringify([hub, ...resources]))
}

function foundInText(language: "json" | "yaml", text: string): readonly string[] {
  const read = readText({ uri: `file:///all.${language}`, language, text }, defaultSettings)
  const index = indexResources([indexedText(read)])
  const { findings } = analyseText(read, index, defaultSettings, { networks: knownNetworks(index, { isWhole: true }) })
  return findings.filter(({ code }) => code === "one-way-path").map(({ group, rule }) => `${group?.name} ${rule?.name}`)
}

const ssh: Rule = { source: "20.0.0.0/16" }
const deny: Rule = { access: "Deny", protocol: "*", port: "*" }

test.each<readonly [string, readonly object[], readonly string[]]>([
  ["the default rule of the other level denies", [group("web", ssh), nic("nic-0", "own"), group("own")], ["web r100"]],
  ["a rule of the other level denies", [group("web", ssh), nic("nic-0", "own"), group("own", deny)], ["web r100"]],
  ["at the network interface alone", [group("web"), nic("nic-0", "own"), group("own", ssh)], ["own r100"]],
  ["open at both", [group("web", ssh), nic("nic-0", "own"), group("own", ssh)], []],
  ["part of it is open", [group("web", ssh), nic("nic-0", "own"), group("own", { source: "20.0.0.7" })], []],
  [
    "another port is open",
    [group("web", ssh), nic("nic-0", "own"), group("own", { port: "443" })],
    ["web r100", "own r100"],
  ],
  ["open before it is denied", [group("web", ssh), nic("nic-0", "own"), group("own", ssh, deny)], []],
  ["no group there", [group("web", ssh), nic("nic-0")], []],
  ["a group that no document defines", [group("web", ssh), nic("nic-0", "far")], []],
  [
    "one of two is open",
    [group("web", ssh), nic("nic-0", "own"), nic("nic-1", "two"), group("own"), group("two", ssh)],
    [],
  ],
  [
    "both deny",
    [group("web", ssh), nic("nic-0", "own"), nic("nic-1", "two"), group("own"), group("two")],
    ["web r100"],
  ],
  ["no machine", [group("web", ssh)], []],
  ["the same group at both levels", [group("web", ssh), nic("nic-0", "web")], []],
  [
    "an unknown source there",
    [group("web", ssh), nic("nic-0", "own"), group("own", { source: "[parameters('x')]" })],
    [],
  ],
  [
    "what default rules let through anyway",
    [group("web", { source: "VirtualNetwork" }), nic("nic-0", "own"), group("own", deny)],
    [],
  ],
  [
    "a Deny after the rule makes it matter",
    [group("web", { source: "VirtualNetwork" }, deny), nic("nic-0", "own"), group("own", deny)],
    ["web r100"],
  ],
  [
    "outbound",
    [
      group("web", { direction: "Outbound", destination: "20.0.0.0/16" }, { ...deny, direction: "Outbound" }),
      ...[nic("nic-0", "own"), group("own", { ...deny, direction: "Outbound" })],
    ],
    ["web r100"],
  ],
  [
    "the address of one machine, whose other level denies",
    [
      group("web", { ...ssh, destination: "10.0.1.4" }),
      ...[nic("nic-0", "own", { address: "10.0.1.4" }), nic("nic-1", "two", { address: "10.0.1.5" })],
      ...[group("own"), group("two", ssh)],
    ],
    ["web r100", "two r100"],
  ],
])("%s", (_, resources, expected) => {
  expect(foundIn(resources)).toEqual(expected)
})

/** Two groups and their machine as tasks of Ansible, which leave the rules that are there already unless they purge them. */
const playbook = (web: string, own: string) => `- hosts: localhost
  tasks:
    - azure_rm_virtualnetwork: { resource_group: rg, name: hub, address_prefixes: [10.0.0.0/16] }
    - azure_rm_subnet: { resource_group: rg, virtual_network: hub, name: app, address_prefix: 10.0.1.0/24, security_group: web }
    - azure_rm_networkinterface: { resource_group: rg, name: nic, virtual_network: hub, subnet: app, security_group: own, private_ip_address: 10.0.1.4 }
    - azure_rm_securitygroup: { resource_group: rg, name: web, ${web}rules: [ { name: r100, priority: 100, access: Allow, protocol: Tcp, destination_port_range: 22 } ] }
    - azure_rm_securitygroup: { resource_group: rg, name: own, ${own}rules: [] }
`
const purge = "purge_rules: true, "

test.each<readonly [string, string, readonly string[]]>([
  [purge, purge, ["web r100"]],
  [purge, "", []],
  ["", purge, []],
])("rules of a playbook that may not be all there are: with %j and %j", (web, own, expected) => {
  expect(foundInText("yaml", playbook(web, own))).toEqual(expected)
})

const tinySources = { "*": [0, 1, 2], "20.0.0.0/9": [0], "20.128.0.0/9": [1], "20.0.0.0/8": [0, 1] } as const
const tinyPorts = { "*": [0, 1, 2, 3], "22": [0], "443": [1], "22-443": [0, 1, 2] } as const
const tinyRule = fc.record({
  access: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
  source: fc.constantFrom(...(Object.keys(tinySources) as (keyof typeof tinySources)[])),
  port: fc.constantFrom(...(Object.keys(tinyPorts) as (keyof typeof tinyPorts)[])),
})
type TinyRule = typeof tinyRule extends fc.Arbitrary<infer T> ? T : never
const tinyGroup = fc.array(tinyRule, { maxLength: 4 })

/** Every packet from the Internet that the rules tell apart, of those that no default rule allows. */
const packets = [0, 1, 2].flatMap(source => [0, 1, 2, 3].map(port => ({ source, port })))

function passes(rules: readonly TinyRule[], packet: (typeof packets)[number]): boolean {
  const first = rules.find(
    ({ source, port }) =>
      (tinySources[source] as readonly number[]).includes(packet.source) &&
      (tinyPorts[port] as readonly number[]).includes(packet.port),
  )
  return first?.access === "Allow"
}

test("what is found makes a difference at its level, and none through both", () => {
  let found = 0
  fc.assert(
    fc.property(tinyGroup, fc.array(tinyGroup, { minLength: 1, maxLength: 2 }), (web, others) => {
      const resources = [
        group("web", ...web),
        ...others.flatMap((own, place) => [nic(`nic-${place}`, `own-${place}`), group(`own-${place}`, ...own)]),
      ]
      for (const name of foundIn(resources).filter(one => one.startsWith("web "))) {
        found++
        const rule = web[Number(name.slice("web r1".length))]!
        const rest = web.filter(one => one !== rule)
        const changed = packets.filter(packet => passes(web, packet) !== passes(rest, packet))
        expect(changed).not.toEqual([])
        expect(others.filter(own => changed.some(packet => passes(own, packet)))).toEqual([])
      }
    }),
    { numRuns: 80 },
  )
  expect(found).toBeGreaterThan(3)
})
