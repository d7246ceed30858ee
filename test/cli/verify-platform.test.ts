import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { answer, verdict } from "./verdicts.ts"

test("platform traffic is not judged by ordinary rules", async () => {
  expect(await verdict("outbound udp 10.0.0.4 -> 168.63.129.16:53")).toMatchInlineSnapshot(`
    {
      "access": "Deny",
      "assumptions": [
        "Azure-provided DNS is platform traffic, to which ordinary rules do not apply; only a Deny for AzurePlatformDNS blocks it.",
      ],
      "code": 1,
      "ruleName": "securityRules/no-dns",
    }
  `)
  expect(await verdict("outbound tcp 10.0.0.4 -> 169.254.169.254:80")).toMatchInlineSnapshot(`
    {
      "access": "Allow",
      "assumptions": [
        "The Instance Metadata Service is platform traffic, to which ordinary rules do not apply; only a Deny for AzurePlatformIMDS blocks it.",
        "Without this exception, DenyAllOutBound would deny it.",
      ],
      "code": 0,
      "ruleName": null,
    }
  `)
  expect(await verdict("outbound tcp 10.0.0.4 -> 23.102.135.246:1688")).toMatchInlineSnapshot(`
    {
      "access": "Allow",
      "assumptions": [
        "Windows activation (KMS) is platform traffic, to which ordinary rules do not apply; only a Deny for AzurePlatformLKM blocks it.",
        "But where a user-defined route sends 0.0.0.0/0 elsewhere, ordinary rules and routes may decide.",
        "Without this exception, AllowInternetOutBound would allow it.",
      ],
      "code": 0,
      "ruleName": null,
    }
  `)
})

const closed = azGroup("web", [
  { name: "none", priority: 200, direction: "Outbound", access: "Deny", protocol: "*", destination: "*" },
])

const askClosed = (flow: string) => answer(closed, flow)

test("a machine without an address asks everyone for one: no rule stops DHCP by broadcast, and no second NSG", async () => {
  const given = await askClosed("outbound udp 10.0.0.4:68 -> 255.255.255.255:67")
  expect(given).toMatchObject({ access: "Allow", ruleName: null })
  expect(given.assumptions).toEqual([
    "Azure-provided DHCP is platform traffic, to which ordinary rules do not apply.",
    expect.stringContaining('"none" (200) would deny it'),
  ])
  expect(await askClosed("outbound udp 10.0.0.4:68 -> 255.255.255.255:68")).toMatchObject({
    access: "Deny",
    ruleName: "securityRules/none",
  })
})

test("other broadcast does not arrive, whatever rules say", async () => {
  const open = azGroup("web", [{ name: "all", priority: 200, direction: "Outbound", protocol: "*", destination: "*" }])
  const { access, assumptions } = await answer(open, "outbound udp 10.0.0.4 -> 255.255.255.255:137")
  expect(access).toBe("Allow")
  expect(assumptions.join(" ")).toContain("255.255.255.255 is broadcast, of which virtual networks carry only DHCP")
})

test("traffic of IPv6 has none of the platform's addresses in it", async () => {
  expect(await askClosed("outbound udp 2001:db8::4 -> [::/0]:53")).toMatchObject({ access: "Deny" })
})

// What a set holds of platform traffic is not denied with the rest.
test.each([
  ["outbound tcp 10.0.0.4 -> 169.254.169.254:*", "The Instance Metadata Service is allowed as platform traffic", ""],
  [
    "outbound tcp 10.0.0.4 -> 168.63.129.16/31:80",
    "VM agent traffic is allowed as platform traffic",
    " to 168.63.129.16/31",
  ],
  ["outbound udp 10.0.0.4 -> *:67", "Azure-provided DHCP is allowed as platform traffic", ""],
  ["outbound udp 10.0.0.4 -> *:53", "Azure-provided DNS is allowed as platform traffic", ""],
  [
    "outbound udp 10.0.0.4 -> 168.63.129.16:*",
    "Azure-provided DNS and Azure-provided DHCP are allowed as platform traffic",
    "",
  ],
])("%s holds platform traffic", async (flow, allowed, where) => {
  const given = await askClosed(flow)
  expect(given).toMatchObject({
    access: "Unknown",
    ruleName: "securityRules/none",
    assumptions: [`${allowed}; everything else${where} is denied by "none" (200).`],
  })
  expect(given.parts[0]).toMatchObject({ access: "Allow", ruleName: null })
  expect(given.parts.at(-1)).toMatchObject({ access: "Deny", ruleName: "securityRules/none" })
})

test.each([
  ["outbound tcp 10.0.0.4 -> 168.63.129.18/31:80", "Deny"],
  ["outbound icmp 10.0.0.4 -> *", "Deny"],
  ["inbound tcp 8.8.8.8 -> *:53", "Deny"],
])("%s holds none", async (flow, access) => {
  expect((await askClosed(flow)).access).toBe(access)
})

test("where a tag is denied, all of the set is", async () => {
  const values = { direction: "Outbound", access: "Deny", protocol: "*" } as const
  const none = { ...values, name: "none", priority: 200, destination: "*" }
  const tags = ["AzurePlatformDNS", "AzurePlatformIMDS"].map((destination, index) => ({
    ...{ ...values, name: destination, priority: 100 + index, destination },
  }))
  const text = azGroup("web", [...tags, none])
  expect((await answer(text, "outbound udp 10.0.0.4 -> *:53")).access).toBe("Deny")
  expect((await answer(text, "outbound tcp 10.0.0.4 -> 169.254.169.254:*")).access).toBe("Deny")
})

test.each([
  ["udp", "AzurePlatformDNS", 53],
  ["tcp", "AzurePlatformIMDS", 80],
  ["tcp", "azureplatformlkm", 1688],
])("%s to %s:%i is platform traffic", async (protocol, destination, port) => {
  const flow = `outbound ${protocol} 10.0.0.4 -> ${destination}:${port}`
  expect(await askClosed(flow)).toMatchObject({ access: "Allow", ruleName: null })
  const values = { direction: "Outbound", access: "Deny", protocol: "*", destination } as const
  const stopped = azGroup("web", [{ ...values, name: "stop", priority: 100 }])
  expect(await answer(stopped, flow)).toMatchObject({ access: "Deny", ruleName: "securityRules/stop" })
})

test.each(["Allow", "Deny"] as const)("%s of a platform tag matches its destination", async access => {
  const values = { direction: "Outbound", protocol: "*", destination: "AzurePlatformDNS" } as const
  const text = azGroup("web", [{ ...values, name: "dns", priority: 100, access }])
  expect(await answer(text, "outbound udp 10.0.0.4 -> 168.63.129.16:53")).toMatchObject({
    access,
    ruleName: access === "Allow" ? null : "securityRules/dns",
    evaluatedNetworkSecurityGroups: [
      {
        rulesEvaluationResult: [{ name: "securityRules/dns", destinationMatched: true, destinationPortMatched: true }],
      },
    ],
  })
})
