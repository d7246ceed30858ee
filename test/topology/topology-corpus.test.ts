import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { corpusEntries, corpusFolder, hasCorpus } from "../readers/corpus.ts"
import { topologyOfFiles } from "./describe-topology.ts"

// A plain count, made of what JSON.parse gives, against what the topology has: nothing of a known type is unread.
describe.skipIf(!hasCorpus)("Resource Graph exports (../shared/corpus)", { timeout: 60_000 }, () => {
  const paths = hasCorpus
    ? corpusEntries().flatMap(({ path }) => (path.startsWith("resource-graph/") ? [path] : []))
    : []

  test.each(paths)("%s", path => {
    const text = readFileSync(`${corpusFolder}/${path}`, "utf8").replace(/^\uFEFF/, "")
    const rows = [...objectsIn(JSON.parse(text))]
    const ofType = (type: string) =>
      rows.filter(row => String(row.type).toLowerCase() === `microsoft.${type}` && row.properties)
    const topology = topologyOfFiles({ "export.json": text })
    const ids = (things: readonly { readonly id?: string }[]) =>
      things.flatMap(({ id }) => id?.toLowerCase() ?? []).toSorted()
    const idsOf = (type: string) => [...new Set(ofType(type).map(({ id }) => String(id).toLowerCase()))].toSorted()
    expect(ids(topology.virtualNetworks)).toEqual(idsOf("network/virtualnetworks"))
    expect(ids(topology.virtualNetworks.flatMap(({ subnets }) => subnets))).toEqual(
      idsOf("network/virtualnetworks/subnets"),
    )
    expect(ids(topology.networkInterfaces)).toEqual(idsOf("network/networkinterfaces"))
    expect(ids(topology.loadBalancers)).toEqual(idsOf("network/loadbalancers"))
    expect(ids(topology.publicAddresses)).toEqual(idsOf("network/publicipaddresses"))
    const sets = ofType("compute/virtualmachinescalesets").length
    expect(
      topology.networkInterfaces.filter(({ machine }) => machine?.kind === "scaleSet").length,
    ).toBeGreaterThanOrEqual(sets)
    const addresses = ofType("network/networkinterfaces/ipconfigurations").map(row => property(row, "privateIPAddress"))
    const own = topology.networkInterfaces.flatMap(({ configurations }) =>
      configurations.flatMap(({ address }) => address?.key.replace(/\/32$/, "") ?? []),
    )
    expect(own.toSorted()).toEqual(addresses.toSorted())
    const placed = topology.networkInterfaces.flatMap(({ configurations }) => configurations)
    expect(placed.every(({ subnet }) => subnet.kind === "resolved")).toBe(true)
  })
})

type Row = { readonly [key: string]: unknown }

function property(row: Row, key: string): unknown {
  return (row.properties as Row)[key]
}

function* objectsIn(value: unknown): Iterable<Row> {
  if (typeof value !== "object" || value === null) return
  if (!Array.isArray(value)) yield value as Row
  for (const inner of Object.values(value)) yield* objectsIn(inner)
}
