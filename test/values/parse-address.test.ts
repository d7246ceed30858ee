import fc from "fast-check"
import ipaddr from "ipaddr.js"
import { expect, test } from "vitest"
import { addressText, prefixTexts } from "../../server/src/values/format-address.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"

const key = (text: string) => {
  const term = parseAddress(text)
  return "key" in term ? term.key : [term.fault, ...(term.instead ? [term.instead] : [])].join(" → ")
}

test.each([
  ["*", "*"],
  ["10.0.0.4", "10.0.0.4/32"],
  ["10.0.0.4/32", "10.0.0.4/32"],
  ["10.0.0.0/8", "10.0.0.0/8"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["255.255.255.255", "255.255.255.255/32"],
  ["2001:DB8::/32", "2001:db8::/32"],
  ["::/0", "::/0"],
  ["::1", "::1/128"],
  ["2001:db8:0:0:0:0:0:1", "2001:db8::1/128"],
  ["::ffff:10.0.0.1", "::ffff:a00:1/128"],
  ["Internet", "tag:internet"],
  ["INTERNET", "tag:internet"],
  ["Storage.WestEurope", "tag:storage.westeurope"],
  ["1ESResourceManager", "tag:1esresourcemanager"],
  ["0x0a000004", "ambiguous-address"],
  ["10.0.0.4a", "bad-address"],
  ["AzureFrontDoor.Backend", "tag:azurefrontdoor.backend"],
  ["10.0.0.5/24", "host-bits → 10.0.0.0/24"],
  ["2001:db8::1/32", "host-bits → 2001:db8::/32"],
  ["010.0.0.1", "ambiguous-address"],
  ["0x0a.0.0.1", "ambiguous-address"],
  ["10.0.0/24", "ambiguous-address"],
  ["10/8", "ambiguous-address"],
  ["167772161", "all-digits"],
  ["10.0.0.256", "bad-address"],
  ["10.0.0.0/33", "bad-address"],
  ["10.0.0.0/08", "bad-address"],
  ["10.0.0.0/", "bad-address"],
  ["10.0.0.0/8/8", "bad-address"],
  ["10.0.0.0.0", "bad-address"],
  ["10.0.0.", "bad-address"],
  ["10.0.0.4-10.0.0.9", "bad-address"],
  ["10.0.0.4,10.0.0.5", "comma-list"],
  ["", "bad-address"],
  [" 10.0.0.0/8", "loose-form → 10.0.0.0/8"],
  ["Internet ", "loose-form → Internet"],
  [" 10.0.0.5/24", "host-bits → 10.0.0.0/24"],
  ["O.0.0.0", "bad-address"],
  ["fe80::1%eth0", "bad-address"],
  ["00001::", "bad-address"],
  ["1::2::3", "bad-address"],
  ["::ffff:010.0.0.1", "bad-address"],
  ["::/129", "bad-address"],
  ["[::1]", "bad-address"],
  ["/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s", "bad-address"],
  ["my subnet", "bad-address"],
  ["office.contoso.com", "host-name"],
  ["contoso.de", "host-name"],
  ["db.internal", "host-name"],
  ["localhost", "host-name"],
  ["*.contoso.com", "host-name"],
  ["https://office.contoso.com/path", "host-name"],
  ["office.contoso.com:443", "host-name"],
  ["3com.com", "host-name"],
  ["AzureFrontDoor.Backend.WestEurope", "tag:azurefrontdoor.backend.westeurope"],
  ["AzureMonitor.Core", "tag:azuremonitor.core"],
  ["any", "any-word → *"],
  ["Any", "any-word → *"],
  ["VIRTUAL_NETWORK", "classic-tag → VirtualNetwork"],
  ["azure_loadbalancer", "classic-tag → AzureLoadBalancer"],
])("%s is %s", (text, expected) => expect(key(text)).toBe(expected))

test("every IPv4 block reads back as itself, and ipaddr.js agrees on its bounds", () => {
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.nat(32), (value, length) => {
      const size = 2 ** (32 - length)
      const first = value - (value % size)
      const text = `${addressText(4, first)}/${length}`
      expect(parseAddress(text)).toEqual({
        kind: "prefix",
        key: text,
        family: 4,
        first,
        last: first + size - 1,
        length,
      })
      expect(ipaddr.IPv4.networkAddressFromCIDR(text).toString()).toBe(addressText(4, first))
      expect(ipaddr.IPv4.broadcastAddressFromCIDR(text).toString()).toBe(addressText(4, first + size - 1))
    }),
  )
})

test("every IPv6 address reads back as itself", () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 128n) - 1n), value => {
      expect(parseAddress(addressText(6, value))).toMatchObject({ family: 6, first: value, last: value, length: 128 })
    }),
  )
})

test("no text throws, and what is read as IPv4 is what ipaddr.js calls strictly valid", () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-fx.:/]{0,20}$/), fc.ipV4(), fc.ipV6())
  fc.assert(
    fc.property(text, text => {
      const term = parseAddress(text)
      const isIpv4 = "kind" in term && term.kind === "prefix" && term.family === 4
      if (!text.includes("/")) expect(isIpv4).toBe(ipaddr.IPv4.isValidFourPartDecimal(text))
    }),
    { numRuns: 2000 },
  )
})

test.each([
  [4, 0, 0xffffffff, ["0.0.0.0/0"]],
  [4, 1, 6, ["0.0.0.1", "0.0.0.2/31", "0.0.0.4/31", "0.0.0.6"]],
  [6, 0n, (1n << 128n) - 1n, ["::/0"]],
  [6, 1n, 2n, ["::1", "::2"]],
] as const)("IPv%s %s to %s in blocks", (family, first, last, texts) =>
  expect(prefixTexts(family, first, last)).toEqual(texts),
)
