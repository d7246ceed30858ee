import { expect, test } from "vitest"
import { isProblem } from "../../server/src/features/flow-text.ts"
import { parsePathFlow } from "../../server/src/features/path-flow-text.ts"
import { askPath } from "../../server/src/judging/ask-path.ts"
import { judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { verifyPath } from "../../server/src/judging/verify-path.ts"
import { seededRandom, seedOfRun } from "../engine/support/random.ts"
import { exportForms, resourceGraphRows } from "../support/resource-graph.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"
import { drawFlow, drawNetwork, expectedPath, toldLevel } from "./random-network.ts"

const rounds = 5 * Number(process.env.NSG_SOAK ?? 1)

test.each(Object.entries(exportForms))(
  "Resource Graph, %s: who reaches whom is what rule after rule says",
  (_, form) => {
    const seed = seedOfRun(20261203)
    const random = seededRandom(seed)
    const seen = new Map<string, number>()
    for (let round = 0; round < rounds; round++) {
      const { sample, ...drawn } = drawNetwork(random)
      const own = { ...drawn, sample: { ...sample, admin: [] } }
      const files = { "file:///export.json": JSON.stringify(form(resourceGraphRows(own.sample)), undefined, 1) }
      const network = judgedNetwork(topologyOfFiles(files))
      for (let count = 0; count < 60; count++) {
        const flow = drawFlow(random, own)
        const written = parsePathFlow(flow.line)
        if (isProblem(written)) throw new Error(written.problem)
        const question = askPath(network, written)
        if ("candidates" in question) throw new Error(flow.line)
        const verdict = verifyPath(network, question)
        if ("kind" in verdict) throw new Error(`${flow.line} ${verdict.kind}`)
        const expected = expectedPath(own, flow)
        const told = { access: verdict.access, levels: verdict.levels.map(toldLevel(expected.levels)) }
        expect(told, `seed ${seed}, round ${round} ${flow.line}\n${JSON.stringify(own.sample)}`).toEqual(expected)
        seen.set(told.access, (seen.get(told.access) ?? 0) + 1)
      }
    }
    expect(["Allow", "Deny", "Unknown"].map(access => (seen.get(access) ?? 0) > 5)).toEqual([true, true, true])
  },
)
