import * as l10n from "@vscode/l10n"
import type { AddressPrefix } from "../../values/address.ts"
import { addressText } from "../../values/format-address.ts"
import { parseAddress } from "../../values/parse-address.ts"
import { eager, refuse, type TemplateFunction } from "../template-function.ts"
import { entry, map, type Scalar, scalar } from "../value.ts"

/** Functions of address blocks (azure-docs, template-functions-cidr, 07/2023). */
export const cidrFunctions: readonly TemplateFunction[] = [
  eager("cidrSubnet", {
    takes: ["string", "int", "int"],
    call: ([network, length, index]) => {
      const block = parseBlock(network)
      if (!block) return noBlock()
      const free = bitsOf(block) - length
      if (free < 0 || length < block.length) return refuse(l10n.t`the new prefix length does not fit the block`)
      if (index < 0 || BigInt(index) >= 1n << BigInt(length - block.length))
        return refuse(l10n.t`the block has no such subnet`)
      return `${addressText(block.family, BigInt(block.first) + (BigInt(index) << BigInt(free)))}/${length}`
    },
  }),
  eager("cidrHost", {
    takes: ["string", "int"],
    call: ([network, index]) => {
      const block = parseBlock(network)
      const usable = usableOf(block)
      if (!block || !usable) return noBlock()
      // Counted from the address after the network's own, also in IPv6, where `parseCidr` calls that one usable.
      const host = BigInt(block.first) + 1n + BigInt(index)
      return index < 0 || host > usable.last
        ? refuse(l10n.t`the block has no such host`)
        : addressText(block.family, host)
    },
  }),
  eager("parseCidr", {
    takes: ["string"],
    call: ([network], { range }) => {
      const block = parseBlock(network)
      const usable = usableOf(block)
      if (!block || !usable) return noBlock()
      const parts: readonly (readonly [string, Scalar])[] = [
        ["network", addressText(block.family, block.first)],
        ["netmask", netmaskOf(block)],
        ...(block.family === 4 ? [["broadcast", addressText(4, block.last)] as const] : []),
        ["firstUsable", addressText(block.family, usable.first)],
        ["lastUsable", addressText(block.family, usable.last)],
        ["cidr", block.length],
      ]
      return map(
        parts.map(([key, value]) => entry(key, scalar(value, range), range)),
        range,
      )
    },
  }),
]

const noBlock = () =>
  refuse(l10n.t`this is not an address block, or one so small that its usable addresses are not documented`)

/** Bits behind the prefix length are ignored here, as the documentation's parser does. */
function parseBlock(text: string): AddressPrefix | undefined {
  if (!text.includes("/")) return undefined
  const term = parseAddress(text)
  const exact = "fault" in term && term.fault === "host-bits" ? parseAddress(term.instead ?? "") : term
  return !("fault" in exact) && exact.kind === "prefix" ? exact : undefined
}

function bitsOf(block: AddressPrefix): number {
  return block.family === 4 ? 32 : 128
}

/** IPv4 keeps the network's and the broadcast address back; the documentation shows none kept back for IPv6. */
function usableOf(block: AddressPrefix | undefined) {
  if (!block || bitsOf(block) - block.length < 2) return undefined
  const [first, last] = [BigInt(block.first), BigInt(block.last)]
  return block.family === 4 ? { first: first + 1n, last: last - 1n } : { first, last }
}

function netmaskOf(block: AddressPrefix): string {
  const bits = BigInt(bitsOf(block))
  const all = (1n << bits) - 1n
  return addressText(block.family, all ^ ((1n << (bits - BigInt(block.length))) - 1n))
}
