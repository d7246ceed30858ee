import { expect, test } from "vitest"
import { hoverAt, template, web } from "./hover-at.ts"

test("words with a meaning of their own", () => {
  expect(hoverAt("Internet")).toMatchInlineSnapshot(`
    "⟨Internet⟩
    Public addresses outside the virtual network, Azure's own included; private ranges are not part of it."
  `)
  expect(hoverAt("Storage.WestEurope")).toMatchInlineSnapshot(`
    "⟨Storage.WestEurope⟩
    Azure Storage (service, not one account), region WestEurope only. Microsoft lists it for outbound rules."
  `)
  expect(hoverAt("168.63.129.16")).toMatchInlineSnapshot(`
    "⟨168.63.129.16⟩
    Azure's platform address, the same everywhere: health probes come from it; DNS, DHCP and VM agent traffic go to it, and ordinary rules do not stop that."
  `)
})

test("an address of no meaning says what its rule does", () => {
  expect(hoverAt("203.0.113.8/32")).toBe(hoverAt("again"))
})

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

    \`concat(arg1, arg2, …)\`

    Strings joined to one string, or arrays to one array.

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

test("a custom rule with the name of a default rule is a custom rule", () => {
  const text = web.replace("name: https", "name: DenyAllInBound")
  expect(hoverAt("DenyAllInBound", text)).not.toContain("Default rule")
})
