import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
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
