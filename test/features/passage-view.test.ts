import { expect, test } from "vitest"
import { passageViews } from "../../server/src/features/passage-view.ts"
import { effectiveInterface } from "../../server/src/judging/effective-interface.ts"
import { judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { type NetworkRule, sampleTopology } from "../support/sample-network.ts"

const https: NetworkRule = { name: "https", access: "Allow", protocol: "Tcp", source: "Internet", port: "443" }
const closed: NetworkRule = { name: "closed", access: "Deny" }
const noWayOut: NetworkRule = { name: "no-way-out", access: "Deny", direction: "Outbound", protocol: "*" }

const locate = ({ document }: { readonly document: string }) => ({
  uri: document,
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
})

/** `subnet hub/app blocks: nothing.` of each level, by direction. */
function levelsOf(subnet: readonly NetworkRule[], own: readonly NetworkRule[]): Record<string, readonly string[]> {
  const topology = sampleTopology({
    groups: { subnet, own },
    networks: { hub: { prefixes: ["10.0.0.0/16"], subnets: { app: { prefix: "10.0.1.0/24", group: "subnet" } } } },
    interfaces: { web: { subnet: "hub/app", addresses: ["10.0.1.4"], group: "own" } },
  })
  const [networkInterface] = topology.networkInterfaces
  const views = passageViews(effectiveInterface(judgedNetwork(topology), networkInterface!), { name: "web" }, locate)
  return Object.fromEntries(
    views.map(({ direction, levels }) => [
      direction,
      levels.map(({ name, internet, blocks }) => `${name}${blocks ? " blocks" : ""}: ${internet}`),
    ]),
  )
}

test("the level that leaves nothing of the Internet is marked, and only the first", () => {
  expect(levelsOf([https], [closed]).Inbound).toEqual(["subnet hub/app: Tcp 443.", "NIC web blocks: nothing."])
  expect(levelsOf([closed], [closed]).Inbound).toEqual(["subnet hub/app blocks: nothing.", "NIC web: nothing."])
})

test("what goes out meets the network interface first", () => {
  const { Outbound } = levelsOf([noWayOut], [])
  expect(Outbound).toEqual(["NIC web: everything.", "subnet hub/app blocks: nothing."])
})

test("no level is said to block where what gets through is not known", () => {
  const { Inbound = [] } = levelsOf([https], [{ ...closed, name: "open", access: "[parameters('access')]" }])
  expect(Inbound.filter(text => text.includes("blocks"))).toEqual([])
})
