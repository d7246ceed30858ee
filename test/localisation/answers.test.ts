import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { defaultRules } from "../../server/src/azure/default-rules.ts"
import { tagNames } from "../../server/src/azure/service-tags.ts"
import { checks } from "../../server/src/checks/index.ts"
import { differenceMarkdown } from "../../server/src/features/difference-markdown.ts"
import { differenceText } from "../../server/src/features/difference-text.ts"
import { describeEndings } from "../../server/src/features/ending-text.ts"
import { isProblem } from "../../server/src/features/flow-text.ts"
import { comparedGroup } from "../../server/src/features/group-difference.ts"
import { explainPathProblem, parsePathFlow } from "../../server/src/features/path-flow-text.ts"
import { pathText } from "../../server/src/features/path-text.ts"
import { verdictText } from "../../server/src/features/verification-text.ts"
import { dependsText, expectationText } from "../../server/src/flows/expectation-text.ts"
import { resolveEnds } from "../../server/src/flows/flow-ends.ts"
import { parseFlowFile } from "../../server/src/flows/parse-flow-file.ts"
import { proveFlowFile } from "../../server/src/flows/prove-flow-file.ts"
import { worldOf } from "../../server/src/flows/world-of-documents.ts"
import { askPath } from "../../server/src/judging/ask-path.ts"
import { compareGroups } from "../../server/src/judging/compare-groups.ts"
import type { JudgedGroup } from "../../server/src/judging/judged-group.ts"
import { noNetwork } from "../../server/src/judging/network-context.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { verifyPath } from "../../server/src/judging/verify-path.ts"
import { analyseExample } from "../support/analyse-example.ts"
import { checkedFiles, flows } from "../support/answers.ts"
import { inMarks, unmarkedLines, wordsOf } from "./marked.ts"

/** The words of flows and of Azure, which are the same in every language. */
const notation = [
  "inbound outbound in tcp udp icmp esp ah any except port use nsg nic subnet vm lb asg allow deny unknown",
  ...tagNames,
  ...defaultRules.map(({ name }) => name),
]

const examples = await checkedFiles("examples")
const judged = [
  ...examples.map(({ path, source, analysed }) => ({ name: path, source, groups: analysed.groups, analysed })),
  ...checks.flatMap(check =>
    check.examples.flatMap(example =>
      analyseExample(example).map(({ text, analysed }) => ({
        name: `${check.code}: ${example.title}`,
        source: text,
        groups: analysed.groups,
        analysed,
      })),
    ),
  ),
].filter(({ groups }) => groups.length > 0)

test("there are many answers to look at", () => {
  expect(judged.length).toBeGreaterThan(100)
})

test.each(judged)("$name: no word of a verdict is unmarked", ({ source, groups, analysed }) => {
  const known = wordsOf(source, ...notation)
  const told = inMarks(() =>
    groups.flatMap(group =>
      flows.flatMap(flow => {
        const resolved = resolveEnds(group, flow)
        if (isProblem(resolved)) return [resolved.problem]
        const verdict = verifyFlow(group, resolved, noNetwork, analysed)
        return [verdictText(verdict), ...(verdict.access === "Unknown" ? describeEndings(verdict) : [])]
      }),
    ),
  )
  expect(unmarkedLines(told, known)).toEqual([])
})
