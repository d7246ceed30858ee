import { expect, test } from "vitest"
import { networkMarkdown } from "../../server/src/features/network-markdown.ts"
import { networkThings } from "../../server/src/features/network-things.ts"
import { networkOf } from "../paths/ask.ts"
import type { SampleNetwork } from "../support/sample-network.ts"

const https = { name: "https", access: "Allow", protocol: "Tcp", source: "Internet", port: "443" }
const ssh = { name: "ssh", access: "Allow", protocol: "Tcp", source: "198.51.100.0/24", port: "22" }

function hoverOn(end: string, more: Partial<SampleNetwork> & { readonly web?: string; readonly nic?: string }): string {
  const { web, nic, ...sample } = more
  const network = networkOf({
    networks: {
      hub: {
        prefixes: ["10.0.0.0/16"],
        subnets: { web: { prefix: "10.0.1.0/24", ...(web !== undefined && { group: web }) } },
      },
    },
    interfaces: {
      "web-0": { subnet: "hub/web", addresses: ["10.0.1.4"], ...(nic !== undefined && { group: nic }) },
    },
    ...sample,
  })
  return networkMarkdown(network, networkThings(network.index.topology).find(one => one.end === end)!)
}

test("both levels count", () => {
  const groups = { subnet: [https, ssh], own: [https] }
  expect(hoverOn("nic:web-0", { groups, web: "subnet", nic: "own" })).toBe(
    [
      "**web-0** · NIC · 10.0.1.4",
      "NSG **subnet** (subnet hub/web, 2 rules)  \nNSG **own** (NIC, 1 rule)",
      "From the Internet through both levels: Tcp 443.",
    ].join("\n\n"),
  )
})

test("a subnet says what its level lets in, and that NICs have groups of their own", () => {
  const groups = { subnet: [https, ssh], own: [https] }
  const text = hoverOn("subnet:hub/web", { groups, web: "subnet", nic: "own" })
  expect(text).toContain("**hub/web** · subnet · 10.0.1.0/24 · 1 NIC")
  expect(text).toContain("From the Internet: Tcp 443; Tcp 22 from 198.51.100.0/24.")
  expect(text).toContain("1 of its NICs has an NSG of its own")
})

test("without a group everything gets in, and by the default rules alone nothing", () => {
  expect(hoverOn("nic:web-0", {})).toContain("No NSG applies.\n\nNothing is filtered. Only a Standard public IP")
  expect(hoverOn("nic:web-0", { groups: { own: [] }, nic: "own" })).toContain("From the Internet: nothing.")
})

test("what no document defines leaves it open", () => {
  const text = hoverOn("nic:web-0", { nic: "far?" })
  expect(text).toContain("NSG **far** (NIC), which is not defined in these files: what it lets in is not known")
  expect(text).toContain("nothing for certain. Perhaps also: everything.")
})

test("names are text, whatever they hold", () => {
  const groups = { "*x*<b>": [{ ...https, name: "[a](command:x)" }] }
  const text = hoverOn("nic:web-0", { groups, nic: "*x*<b>" })
  expect(text).toContain("NSG **\\*x\\*\\<b\\>** (NIC, 1 rule)")
})
