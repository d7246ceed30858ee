import { expect, test } from "vitest"
import { hoverAt, template, web } from "./hover-at.ts"

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

test("names and values cannot break the table", () => {
  const text = web.replace("name: https", 'name: "a|b`*<img>"').replace("name: web\nloc", 'name: "**x**"\nloc')
  expect(hoverAt("**x**", text)).toContain("| 100 | a\\|b\\`\\*\\<img\\> | Allow |")
  expect(hoverAt("**x**", text)).toContain("**\\*\\*x\\*\\***")
})
