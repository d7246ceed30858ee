import { expect, test } from "vitest"
import { hoverAt, web } from "./hover-at.ts"

test("a rule that decides something", () => {
  expect(hoverAt("web, priority")).toMatchInlineSnapshot(`
    "⟨{ name: web, priority: 110, direction: I⟩
    **web** · 110 · Inbound · Deny

    Still matches:
    - \`tcp 203.0.113.0/24 -> 0.0.0.0/0:80\`
    - \`tcp 203.0.113.0/24 except Internet -> 0.0.0.0/0:443\`

    Earlier rules match the rest:
    - "https" (100): **Allow**

    For example \`tcp 203.0.113.4:50000 -> 10.0.0.4:443\`."
  `)
})

const holed = `
name: web
securityRules:
- { name: few, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefixes: [10.0.0.4, 10.2.0.0/16], sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: network, priority: 200, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: VirtualNetwork, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: odd, priority: 110, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 10.0.0.300, destinationPortRange: 443 }
- { name: out, priority: 200, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/8, destinationPortRange: 443 }
`

test("what is left of a rule is said by what is missing of it", () => {
  expect(hoverAt("network, priority", holed)).toMatchInlineSnapshot(`
    "⟨{ name: network, priority: 200, directio⟩
    **network** · 200 · Inbound · Deny

    Still matches:
    - \`tcp ::/0 in VirtualNetwork -> ::/0\`
    - \`tcp 0.0.0.0/0 in VirtualNetwork except 10.0.0.4, 10.2.0.0/16, 168.63.129.16 -> 0.0.0.0/0\`
    - \`tcp 168.63.129.16 -> 0.0.0.0/0\`

    Earlier rules match the rest:
    - "few" (100): **Allow**

    For example \`tcp 203.0.113.7:50000 (in VirtualNetwork) -> 10.0.0.4:443\`."
  `)
})

test("what is left of both families alike is one line", () => {
  const rule = (text: string, ports: string) =>
    `- { ${text}, direction: Inbound, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [${ports}] }`
  const earlier = rule("name: ssh, priority: 100, access: Allow, protocol: Tcp", "22")
  const narrow = rule("name: one, priority: 110, access: Allow, protocol: Udp", "53").replace('"*"', "10.0.0.0/8")
  const at = (...rules: string[]) => {
    const late = rule("name: late, priority: 200, access: Deny, protocol: '*'", "20-30, 53")
    return hoverAt("late", `name: web\nsecurityRules:\n${[...rules, late].join("\n")}`)?.match(/^- .*$/gm)
  }
  expect(at(earlier)).toMatchInlineSnapshot(`
    [
      "- \`icmp, esp, ah * -> *:20-30, 53\` (depends on what ports mean for a protocol without ports)",
      "- \`udp * -> *:20-30, 53\`",
      "- \`tcp * -> *:20-21, 23-30, 53\`",
      "- "ssh" (100): **Allow**",
    ]
  `)
  expect(at(narrow)).toMatchInlineSnapshot(`
    [
      "- \`icmp, esp, ah * -> *:20-30, 53\` (depends on what ports mean for a protocol without ports)",
      "- \`tcp, udp ::/0 -> ::/0 port 20-30, 53\`",
      "- \`tcp 0.0.0.0/0 -> 0.0.0.0/0:20-30, 53\`",
      "- and 2 more",
      "- "one" (110): **Allow**",
    ]
  `)
  const named = earlier.replace('"*"', "VirtualNetwork")
  expect(at(named)).toMatchInlineSnapshot(`
    [
      "- \`icmp, esp, ah * -> *:20-30, 53\` (depends on what ports mean for a protocol without ports)",
      "- \`udp * -> *:20-30, 53\`",
      "- \`tcp * -> *:20-21, 23-30, 53\`",
      "- and 2 more",
      "- "ssh" (100): **Allow**",
    ]
  `)
})

test("what is left of the Internet is no list of blocks", () => {
  const sources = ["203.0.113.0/24", "Internet"].map(
    (source, place) =>
      `- { name: public${place}, priority: ${300 + place}, direction: Inbound, access: ${place ? "Deny" : "Allow"}, protocol: Tcp, sourceAddressPrefix: ${source}, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: "*" }`,
  )
  expect(hoverAt("public1, priority", `name: web\nsecurityRules:\n${sources.join("\n")}`)).toMatchInlineSnapshot(`
    "⟨{ name: public1, priority: 301, directio⟩
    **public1** · 301 · Inbound · Deny

    Still matches:
    - \`tcp 0.0.0.0/0 in Internet except 168.63.129.16, 203.0.113.0/24 -> 10.0.0.0/24\`

    Earlier rules match the rest:
    - "public0" (300): **Allow**

    For example \`tcp 198.51.100.7:50000 (in Internet) -> 10.0.0.4:443\`.

    Redundant: without it, the same traffic is allowed and denied."
  `)
})

test("a value that is not known is named by its rule", () => {
  expect(hoverAt("odd, priority", holed)).toMatchInlineSnapshot(`
    "⟨{ name: odd, priority: 110, direction: O⟩
    **odd** · 110 · Outbound · Allow

    Matches all of its traffic; no earlier rule matches any of it.

    For example \`tcp 10.0.0.4:50000 -> 203.0.113.7:443 (in the unknown destination address of "odd")\`."
  `)
  expect(hoverAt("out, priority", holed)).toMatchInlineSnapshot(`
    "⟨{ name: out, priority: 200, direction: O⟩
    **out** · 200 · Outbound · Allow

    Still matches:
    - \`tcp 0.0.0.0/0 -> 10.0.0.0/8 except the unknown destination address of "odd" port 443\`

    Earlier rules match the rest:
    - "odd" (110): Allow

    For example \`tcp 10.0.0.4:50000 -> 10.0.0.1:443\`."
  `)
})

test("a rule for 0.0.0.0/0 is shown by a host that one meets", () => {
  const text = web.replace("sourceAddressPrefix: 203.0.113.0/24", "sourceAddressPrefix: 0.0.0.0/0")
  expect(hoverAt("web, priority", text)).toContain("For example `tcp 203.0.113.7:50000 -> 10.0.0.4:443`.")
})
