import { expect, test } from "vitest"
import { MarkupContent } from "vscode-languageserver-types"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import { hover } from "../../server/src/features/hover.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { hoverAt, template, web } from "./hover-at.ts"
import { open } from "./support.ts"

test("words with a meaning of their own", () => {
  expect(hoverAt("Internet")).toMatchInlineSnapshot(`
    "⟨Internet⟩
    Public addresses outside the virtual network, Azure's own included; private ranges are not part of it.

    "https" (100) matches all of its traffic, for example \`tcp 203.0.113.7:50000 (in Internet) -> 10.0.0.4:443\`."
  `)
  expect(hoverAt("Storage.WestEurope")).toMatchInlineSnapshot(`
    "⟨Storage.WestEurope⟩
    Azure Storage (service, not one account), region WestEurope only. Microsoft lists it for outbound rules.

    "blobs" (100) matches all of its traffic, for example \`tcp 10.0.0.4:50000 -> 203.0.113.7:443 (in Storage.WestEurope)\`."
  `)
  expect(hoverAt("168.63.129.16")).toMatchInlineSnapshot(`
    "⟨168.63.129.16⟩
    Azure's platform address, the same everywhere: health probes come from it; DNS, DHCP and VM agent traffic go to it, and ordinary rules do not block that.

    "probes" (130) matches all of its traffic, for example \`udp 168.63.129.16:50000 -> 10.0.0.4:443\`."
  `)
})

test.each([
  ["203.0.113.8/32", "A single IPv4 address."],
  ["203.0.113.0/24", "256 addresses, 203.0.113.0 to 203.0.113.255."],
  ["*", "Every port."],
  ["443 }", "The usual port of HTTPS."],
  ["110, direction", 'Evaluated after "https" (100) and before "again" (120): the first rule that matches decides.'],
  ["Deny", "Traffic that matches is dropped, and no later rule of the NSG is evaluated."],
  ["Outbound", "Traffic from the resources behind the NSG."],
  ["destinationPortRanges", "The port that traffic goes to, on the server: a port, a range or \\*."],
])("%s says what it means, and what its rule still matches", (place, meaning) => {
  const [first, second, more] = hoverAt(place)?.replace(/^.*\n/, "").split("\n\n") ?? []
  expect(first).toBe(meaning)
  expect(second).toMatch(/^"(https|web|again|blobs)" \(\d+\) .*\.$/)
  expect(more).toBeUndefined()
})

test.each([
  [
    "100, direction: In",
    '"https" (100) matches all of its traffic, for example `tcp 203.0.113.7:50000 (in Internet) -> 10.0.0.4:443`.',
  ],
  [
    "110, direction",
    '"web" (110) still matches part of its traffic, for example `tcp 203.0.113.4:50000 -> 10.0.0.4:443`; "https" (100) matches the rest first.',
  ],
  ["120, direction", '"again" (120) never matches: "web" (110) already denies this traffic.'],
])("one sentence of what is left: %s", (place, sentence) => {
  expect(hoverAt(place)?.split("\n\n").at(-1)).toBe(sentence)
})

test("a rule's name has all there is to say of it", () => {
  expect(hoverAt("again")).toContain("**again** · 120 · Inbound · Allow")
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

    Strings joined into one string, or arrays into one array.

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

/** What the link of a hover verifies; undefined where it has none. */
function verified(place: string) {
  const { document, analysed, cursor } = open(web.replace(place, `$0${place}`))
  const found = hover(document, analysed, document.positionAt(cursor), undefined, "nsg.askFlow")
  const text = found && MarkupContent.is(found.contents) ? found.contents.value : ""
  const [, query] = /\(command:nsg\.askFlow\?(.*)\)$/.exec(text) ?? []
  if (query === undefined) return undefined
  const [argument] = JSON.parse(decodeURIComponent(query))
  const [flow, [group]] = [parseFlow(argument.flow), analysed.groups]
  if (isProblem(flow) || !group) throw new Error(argument.flow)
  return { ...argument, decider: verifyFlow(group, flow, group.context).decider?.name }
}

test("the example packet can be verified, where the editor has the command, and the rule decides it", () => {
  expect(verified("100, direction: In")).toMatchObject({ uri: "file:///nsg.yaml", group: "web", decider: "https" })
  expect(verified("blobs")).toMatchObject({ decider: "blobs" })
})

test("no link where no packet meets the rule, or only in another network", () => {
  expect(verified("again")).toBeUndefined()
  expect(verified("110, direction")).toBeUndefined()
})
