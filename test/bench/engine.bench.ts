import { measureReading } from "./engine-addresses.ts"
import { measureAnalysis } from "./engine-analysis.ts"
import { measureFlows } from "./engine-flows.ts"
import { loadZ3, measureSolver } from "./engine-solver.ts"
import { printTable } from "./engine-table.ts"
import { workloads } from "./engine-workloads.ts"

console.log(`All in one process; what a ratio compares ran in turn. A time is one that a tenth of the warm runs stay below, as the
rest tells of what else the machine did; of edits, which differ, it is the median; "cold" and "first" are a single time.
JSON.parse is of the group as an ARM resource, tags as names unless it says prefixes. "Diagnosed" is, of every rule, default
rules among them, whether it is dead, by which minimal cover, or else a packet of its own (put into words when asked for);
"full" is whether it is redundant as well.`)

// First of all, as only the first reading of a process is a cold one.
printTable("Reading", measureReading())

const analyses = workloads().map(measureAnalysis)
printTable(
  "Analysis of a group",
  analyses.map(({ full }) => full),
)
printTable(
  "One rule edited, the analysis before it known, beside one anew; the difference of both groups; and what is left of one rule",
  analyses.map(({ after }) => after),
)
printTable("Flows through a list that is prepared once, beside one judgement of it", measureFlows())

const start = await loadZ3()
await measureSolver(10, start)
const solved: Awaited<ReturnType<typeof measureSolver>>[] = []
for (const size of [10, 60, 200, 1000]) solved.push(await measureSolver(size, start))
printTable("z3 (WebAssembly) asked which rules are dead or redundant", solved)
// z3's threads would keep the process.
process.exit()
