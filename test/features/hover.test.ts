import { expect, test } from "vitest"
import { MarkupContent } from "vscode-languageserver-types"
import { hover } from "../../server/src/features/hover.ts"
import { open } from "./support.ts"

const web = `
name: web
location: westeurope
securityRules:
- { name: https, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: Internet, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }
- { name: web, priority: 110, direction: Inbound, access: Deny, protocol: Tcp, sourceAddressPrefix: 203.0.113.0/24, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRanges: [80, 443] }
- { name: again, priority: 120, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 203.0.113.8/32, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }
- { name: probes, priority: 130, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 168.63.129.16, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "*" }
- { name: blobs, priority: 100, direction: Outbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: Storage.WestEurope, destinationPortRange: 443 }
`

/** What is shown on the place before which `$0` is put, and the text it is about. */
function hoverAt(place: string, text = web, language: "json" | "yaml" = "yaml"): string | null {
  expect(text).toContain(place)
  const { document, analysed, cursor } = open(
    text.replace(place, () => `$0${place}`),
    language,
  )
  const found = hover(document, analysed, document.positionAt(cursor))
  if (!found || !MarkupContent.is(found.contents)) return null
  return `⟨${document.getText(found.range).slice(0, 40)}⟩\n${found.contents.value}`
}

test("a group: its effective rules, dead ones struck through", () => {
  expect(hoverAt("web\nlocation")).toMatchInlineSnapshot(`
    "⟨web⟩
    **web** · 5 rules · 1 dead

    **Inbound**

    | Priority | Rule | Access | Protocol | Source | Ports | Destination | Ports |
    |--:|:--|:--|:--|:--|:--|:--|:--|
    | 100 | https | Allow | Tcp | Internet | \\* | \\* | 443 |
    | 110 | web | Deny | Tcp | 203.0.113.0/24 | \\* | \\* | 80, 443 |
    | ~~120~~ | ~~again~~ | ~~Allow~~ | ~~Tcp~~ | ~~203.0.113.8/32~~ | ~~\\*~~ | ~~\\*~~ | ~~80~~ |
    | 130 | probes | Allow | \\* | 168.63.129.16 | \\* | \\* | \\* |
    | 65000 | AllowVnetInBound | Allow | \\* | VirtualNetwork | \\* | VirtualNetwork | \\* |
    | ~~65001~~ | ~~AllowAzureLoadBalancerInBound~~ | ~~Allow~~ | ~~\\*~~ | ~~AzureLoadBalancer~~ | ~~\\*~~ | ~~\\*~~ | ~~\\*~~ |
    | 65500 | DenyAllInBound | Deny | \\* | \\* | \\* | \\* | \\* |

    **Outbound**

    | Priority | Rule | Access | Protocol | Source | Ports | Destination | Ports |
    |--:|:--|:--|:--|:--|:--|:--|:--|
    | 100 | blobs | Allow | Tcp | \\* | \\* | Storage.WestEurope | 443 |
    | 65000 | AllowVnetOutBound | Allow | \\* | VirtualNetwork | \\* | VirtualNetwork | \\* |
    | 65001 | AllowInternetOutBound | Allow | \\* | \\* | \\* | Internet | \\* |
    | 65500 | DenyAllOutBound | Deny | \\* | \\* | \\* | \\* | \\* |"
  `)
})

test("a group is told of on its name and type, and on nothing else of its resource", () => {
  const shown = hoverAt("web\nlocation")
  expect(hoverAt("ame: web\nlocation")).toBe(shown)
  for (const place of ["westeurope", "location", "securityRules"]) expect(hoverAt(place)).toBeNull()
  const group = (place: string) => hoverAt(place, template, "json")?.includes("**Inbound**") ?? false
  for (const place of ["icrosoft.Network", 'ype": "Microsoft', 'ame": "[concat']) expect(group(place)).toBe(true)
  for (const place of ["2023-09-01", "piVersion", "roperties", "ecurityRules", 'rameters": {', "esources"]) {
    expect(hoverAt(place, template, "json")).toBeNull()
  }
})

test("a rule that decides something", () => {
  expect(hoverAt("web, priority")).toMatchInlineSnapshot(`
    "⟨{ name: web, priority: 110, direction: I⟩
    **web** · 110 · Inbound · Deny

    Still matches:
    - \`tcp 203.0.113.0/24 -> 0.0.0.0/0:80\`
    - \`tcp 203.0.113.0/24 except Internet -> 0.0.0.0/0:443\`

    Earlier rules take the rest:
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

    Earlier rules take the rest:
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

    Earlier rules take the rest:
    - "public0" (300): **Allow**

    For example \`tcp 198.51.100.7:50000 (in Internet) -> 10.0.0.4:443\`.

    Redundant: without it, every packet is decided the same way."
  `)
})

test("a value that is not known is named by its rule", () => {
  expect(hoverAt("odd, priority", holed)).toMatchInlineSnapshot(`
    "⟨{ name: odd, priority: 110, direction: O⟩
    **odd** · 110 · Outbound · Allow

    Matches all of its traffic; no earlier rule takes any of it.

    For example \`tcp 10.0.0.4:50000 -> 203.0.113.7:443 (in the unknown destination address of "odd")\`."
  `)
  expect(hoverAt("out, priority", holed)).toMatchInlineSnapshot(`
    "⟨{ name: out, priority: 200, direction: O⟩
    **out** · 200 · Outbound · Allow

    Still matches:
    - \`tcp 0.0.0.0/0 -> 10.0.0.0/8 except the unknown destination address of "odd" port 443\`

    Earlier rules take the rest:
    - "odd" (110): Allow

    For example \`tcp 10.0.0.4:50000 -> 10.0.0.1:443\`."
  `)
})

test("a value that does not count as it stands there has a question mark", () => {
  const text = `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureCluster
metadata: { name: c }
spec:
  networkSpec:
    subnets:
    - securityGroup:
        name: node-nsg
        securityRules:
        - { name: wrong, description: x, direction: Inbound, priority: 120, protocol: Tcp, destination: "*", destinationPorts: "80", sourceAddressPrefix: 10.0.0.0/16, sourcePorts: "*", access: Deny }
`
  expect(hoverAt("wrong", text)).toContain("**wrong** · 120 · Inbound · Deny?")
  expect(hoverAt("node-nsg", text)).toContain("| 120 | wrong | Deny? | Tcp | 10.0.0.0/16? | \\* | \\* | 80 |")
})

test("a rule that never matches", () => {
  expect(hoverAt("again")).toMatchInlineSnapshot(`
    "⟨{ name: again, priority: 120, direction:⟩
    **again** · 120 · Inbound · Allow

    Never matches: "web" (110) already denies this traffic."
  `)
})

test("a rule that never matches even without the rules that take all of its traffic", () => {
  const more = `- { name: more, priority: 125, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: 203.0.113.8/32, sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }`
  expect(hoverAt("again", `${web.replace("priority: 120", "priority: 126")}${more}`)).toMatchInlineSnapshot(`
    "⟨{ name: again, priority: 126, direction:⟩
    **again** · 126 · Inbound · Allow

    Never matches: "web" (110) already denies this traffic. Removing it is not enough: without it, "more" (125) already allows this traffic."
  `)
})

const conditional = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "lockdown": { "type": "bool" } },
  "resources": [
    { "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [
      { "name": "https", "properties": { "priority": 200, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "443" } }
    ] } },
    { "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "web/lockdown",
      "condition": "[parameters('lockdown')]", "dependsOn": ["web"],
      "properties": { "priority": 100, "direction": "Inbound", "access": "Deny", "protocol": "*",
        "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } }
  ]
}`

test("a rule that never matches unless another is left out", () => {
  expect(hoverAt('"https"', conditional, "json")).toMatchInlineSnapshot(`
    "⟨{ "name": "https", "properties": { "prio⟩
    **https** · 200 · Inbound · Allow

    Matches all of its traffic, except what these rules take if they are deployed:
    - "lockdown" (100): **Deny**

    Never matches if "lockdown" (100) is deployed: it takes all of this traffic first.

    For example \`tcp 203.0.113.7:50000 -> 10.0.0.4:443\`."
  `)
})

/** The template with two more rules that are there only under these conditions, before `https`. */
function underConditions(text: string, earlier: readonly string[], own: string): string {
  const template = JSON.parse(text)
  const [group, lockdown] = template.resources
  const [https] = group.properties.securityRules
  const separate = (name: string, condition: string, priority: number, port: string) => ({
    ...lockdown,
    ...(condition && { condition }),
    name: `web/${name}`,
    properties: { ...lockdown.properties, protocol: "Tcp", priority, destinationPortRange: port },
  })
  const bare = { ...group, properties: { securityRules: [] } }
  const half = (index: number) => (earlier.length === 1 ? "443" : ["440-443", "444-450"][index]!)
  const rules = earlier.map((condition, index) => separate(`early${index}`, condition, 100 + index, half(index)))
  const last = separate("https", own, https.properties.priority, earlier.length === 1 ? "443" : "440-450")
  const parameters = { lockdown: { type: "bool" }, env: { type: "string" } }
  return JSON.stringify({ ...template, parameters, resources: [bare, ...rules, last] })
}

test.each([
  ["[parameters('lockdown')]", "[not(parameters('lockdown'))]"],
  ["[and(parameters('lockdown'), equals(parameters('env'), 'b'))]", "[not(parameters('lockdown'))]"],
  ["[equals(parameters('env'), 'a')]", "[equals(parameters('env'), 'b')]"],
])("a rule under %s takes nothing of one under %s", (earlier, own) => {
  const shown = hoverAt('"web/https"', underConditions(conditional, [earlier], own), "json")
  expect(shown).toContain("Matches all of its traffic; no earlier rule takes any of it.")
  expect(shown).not.toContain("early0")
})

test("no rule is told to be dead by two that are never deployed together", () => {
  const [a, b, other] = ["equals(parameters('env'), 'a')", "equals(parameters('env'), 'b')", "parameters('lockdown')"]
  const at = (first: string, second: string) =>
    hoverAt('"web/https"', underConditions(conditional, [`[${first}]`, `[${second}]`], ""), "json")
  expect(at(a!, b!)).toContain('"early0" (100): Deny\n- "early1" (101): Deny')
  expect(at(a!, b!)).not.toContain("Never matches")
  expect(at(a!, other!)).toContain('Never matches if "early0" (100) and "early1" (101) are deployed')
})

test("a rule in one branch of a template's block takes nothing of one in another", () => {
  const rules = web.split("\n").filter(line => line.startsWith("- "))
  const [https, again] = [rules[0]!, rules[0]!.replace("https", "other").replace("100", "140")]
  const at = (between: string) =>
    hoverAt("other", `name: web\nsecurityRules:\n{{ if .Values.a }}\n${https}\n${between}\n${again}\n{{ end }}`)
  expect(at("{{ else }}")).not.toContain("https")
  expect(at("{{ else if .Values.b }}")).not.toContain("https")
  expect(at("{{ end }}\n{{ if .Values.b }}")).toContain('Never matches if "https" (100) is deployed')
})

/** The rule `late` after what else is written. */
function late(more: string): string {
  const rule = (text: string) =>
    `- { ${text}, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }`
  const others = more.split(";").filter(text => text !== "")
  const rules = [...others, "name: late, priority: 200, direction: Inbound, access: Deny"]
  return `name: web\nsecurityRules:\n${rules.map(text => (text.startsWith("{{") ? text : rule(text))).join("\n")}\n`
}

test.each([
  ["name: a, priority: $(p), direction: Inbound, access: Allow", '"a" may come first: its priority is not known.'],
  ["name: a, priority: 100, direction: $(d), access: Allow", '"a" (100) may come first: its direction is not known.'],
  [
    "name: a, priority: $(p), direction: Inbound, access: Allow;name: b, priority: $(q), direction: $(d), access: Allow",
    '"a" and "b" may come first: their priorities are not known.',
  ],
  [
    "{{ with .Values.more }}{{ . }}{{ end }}",
    "A rule that is not known here may match first ({{ with .Values.more }} is filled in by a template engine).",
  ],
])("a rule before which another may come: %s", (more, sentence) => {
  const shown = hoverAt("late", late(more))
  expect(shown).toContain(`Matches all of its traffic, as far as is known here. ${sentence}\n`)
  expect(shown).not.toContain("no earlier rule")
})

test.each([
  ["a later priority of no known direction", "name: a, priority: 300, direction: $(d), access: Allow"],
  ["another direction", "name: a, priority: $(p), direction: Outbound, access: Allow"],
  ["an end of no known priority", "name: a, priority: 300, direction: Inbound, access: Allow"],
])("no rule may come first that cannot: %s", (_, more) => {
  expect(hoverAt("late", late(more))).toContain("Matches all of its traffic; no earlier rule takes any of it.")
})

test("no rule may come before the first priority, nor one for other traffic", () => {
  const hidden = late("{{ with .Values.more }}{{ . }}{{ end }}").replace("priority: 200", "priority: 100")
  const other = late("name: a, priority: $(p), direction: Inbound, access: Allow").replace("443", "22")
  for (const text of [hidden, other]) expect(hoverAt("late", text)).toContain("no earlier rule takes any of it.")
})

test("no rule is told to be redundant beside rules that are not known", () => {
  const redundant = (text: string) => hoverAt("late", text)?.includes("Redundant")
  const alone = late("").replace('sourceAddressPrefix: "*"', "sourceAddressPrefix: Internet")
  expect(redundant(alone)).toBe(true)
  expect(redundant(`${alone}{{ with .Values.more }}{{ . }}{{ end }}\n`)).toBe(false)
})

test("what may come first stands below the rules that do", () => {
  const text = late("name: a, priority: $(p), direction: Inbound, access: Allow") + web.split("\n").slice(5, 6).join("")
  expect(hoverAt("late", text)).toMatchInlineSnapshot(`
    "⟨{ name: late, priority: 200, direction: ⟩
    **late** · 200 · Inbound · Deny

    Still matches:
    - \`tcp ::/0 -> ::/0 port 443\`
    - \`tcp 0.0.0.0/0 except 203.0.113.0/24 -> 0.0.0.0/0:443\`

    Earlier rules take the rest:
    - "web" (110): Deny

    "a" may come first: its priority is not known.

    For example \`tcp 198.51.100.7:50000 -> 10.0.0.4:443\`."
  `)
})

test("words with a meaning of their own", () => {
  expect(hoverAt("Internet")).toMatchInlineSnapshot(`
    "⟨Internet⟩
    Public addresses outside the virtual network, Azure's own included; private ranges are not part of it."
  `)
  expect(hoverAt("Storage.WestEurope")).toMatchInlineSnapshot(`
    "⟨Storage.WestEurope⟩
    Azure Storage (service, not one account), region WestEurope only."
  `)
  expect(hoverAt("168.63.129.16")).toMatchInlineSnapshot(`
    "⟨168.63.129.16⟩
    Azure's platform address, the same everywhere: health probes come from it; DNS, DHCP and VM agent traffic go to it, and ordinary rules do not stop that."
  `)
})

test("an address of no meaning says what its rule does", () => {
  expect(hoverAt("203.0.113.8/32")).toBe(hoverAt("again"))
})

const template = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "admin": { "type": "string" }, "port": { "type": "int", "defaultValue": 22 } },
  "resources": [{
    "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "[concat('w', 'eb')]",
    "properties": { "securityRules": [{ "name": "ssh", "properties": {
      "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
      "sourceAddressPrefix": "[parameters('admin')]", "sourcePortRange": "*",
      "destinationAddressPrefix": "*", "destinationPortRange": "[string(parameters('port'))]"
    } }] }
  }]
}`

test("an expression: its value, or why it cannot be known", () => {
  const at = (place: string) => hoverAt(place, template, "json")?.split("\n\n---")[0]
  expect(at("ters('admin')]")).toMatchInlineSnapshot(`
    "⟨parameters('admin')⟩
    \`parameters('admin')\`

    No value: no nsg.parameters.json, no default. Set it in nsg.parameters."
  `)
  expect(at("tring(parameters")).toMatchInlineSnapshot(`
    "⟨string(parameters('port'))⟩
    \`string(parameters('port'))\` is \`"22"\`"
  `)
  expect(hoverAt("ncat('w'", template, "json")).toMatchInlineSnapshot(`
    "⟨concat('w', 'eb')⟩
    \`concat('w', 'eb')\` is \`"web"\`

    ---

    **web** · 1 rule

    **Inbound**

    | Priority | Rule | Access | Protocol | Source | Ports | Destination | Ports |
    |--:|:--|:--|:--|:--|:--|:--|:--|
    | 100 | ssh | Allow | Tcp | \\[parameters('admin')\\] | \\* | \\* | 22 |
    | 65000 | AllowVnetInBound | Allow | \\* | VirtualNetwork | \\* | VirtualNetwork | \\* |
    | 65001 | AllowAzureLoadBalancerInBound | Allow | \\* | AzureLoadBalancer | \\* | \\* | \\* |
    | 65500 | DenyAllInBound | Deny | \\* | \\* | \\* | \\* | \\* |

    **Outbound**

    | Priority | Rule | Access | Protocol | Source | Ports | Destination | Ports |
    |--:|:--|:--|:--|:--|:--|:--|:--|
    | 65000 | AllowVnetOutBound | Allow | \\* | VirtualNetwork | \\* | VirtualNetwork | \\* |
    | 65001 | AllowInternetOutBound | Allow | \\* | \\* | \\* | Internet | \\* |
    | 65500 | DenyAllOutBound | Deny | \\* | \\* | \\* | \\* | \\* |"
  `)
})

test("nothing where there is nothing to say", () => {
  expect(hoverAt("hello", "hello: world")).toBeNull()
})

test("names and values cannot break the table", () => {
  const text = web.replace("name: https", 'name: "a|b`*<img>"').replace("name: web\nloc", 'name: "**x**"\nloc')
  expect(hoverAt("**x**", text)).toContain("| 100 | a\\|b\\`\\*\\<img\\> | Allow |")
  expect(hoverAt("**x**", text)).toContain("**\\*\\*x\\*\\***")
})

test("a custom rule with the name of a default rule is a custom rule", () => {
  const text = web.replace("name: https", "name: DenyAllInBound")
  expect(hoverAt("DenyAllInBound", text)).not.toContain("Default rule")
})

test("a rule that is dead only by a parameter's default value says whose", () => {
  const text = template
    .replace(
      /"resources": \[[\s\S]*$/,
      `"resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web", "properties": { "securityRules": [
      { "name": "open", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp", "sourceAddressPrefix": "[parameters('from')]", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } },
      { "name": "close", "properties": { "priority": 200, "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" } }
    ] } }] }`,
    )
    .replace(/"parameters": \{/, `"parameters": { "from": { "type": "string", "defaultValue": "*" },`)
  expect(hoverAt('close"', text, "json")).toContain(
    'Never matches with the default value of from: "open" (100) already allows this traffic.',
  )
})
