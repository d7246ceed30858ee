// A Resource Graph export of 5,000 network interfaces and 500 groups: what it costs to read it, to keep what is said of
// networks, and to link that, in multiples of JSON.parse.
import { indexedText, withoutText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { topologyOf } from "../../server/src/analysis/workspace-topology.ts"
import { graphExport } from "./graph-export.ts"

const text = graphExport({ interfaces: 5000, groups: 500 })
const rounds = 5

/** The shortest of some runs, in milliseconds, and what the last one made. */
function timed<T>(work: () => T): { readonly time: number; readonly made: T } {
  const runs = Array.from({ length: rounds }, () => {
    const start = performance.now()
    const made = work()
    return { time: performance.now() - start, made }
  })
  return runs.reduce((best, run) => (run.time < best.time ? run : best))
}

const parse = timed(() => JSON.parse(text))
const read = timed(() => readText({ uri: "file:///export.json", language: "json", text }, defaultSettings))
const kept = timed(() => withoutText(indexedText(read.made)))
const linked = timed(() => topologyOf(indexResources([kept.made])))

const { networkInterfaces, virtualNetworks, unresolved } = linked.made
console.log(`${(text.length / 1e6).toFixed(1)} MB, ${networkInterfaces.length} network interfaces`)
console.log(`${virtualNetworks.length} networks, ${unresolved.length} references that nothing defines`)
console.log(`JSON.parse              ${parse.time.toFixed(0)} ms`)
for (const [what, { time }] of [
  ["read", read],
  ["keep its resources", kept],
  ["link", linked],
] as const) {
  console.log(`${what.padEnd(24)}${time.toFixed(0)} ms = ${(time / parse.time).toFixed(1)} JSON.parse`)
}
