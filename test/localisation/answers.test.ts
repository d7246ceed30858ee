import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { checks } from "../../server/src/checks/index.ts"
import { differenceMarkdown } from "../../server/src/features/difference-markdown.ts"
import { differenceText } from "../../server/src/features/difference-text.ts"
import { describeEndings } from "../../server/src/features/ending-text.ts"
import { isProblem } from "../../server/src/features/flow-text.ts"
import { comparedGroup, loneGroup } from "../../server/src/features/group-difference.ts"
import { pathText } from "../../server/src/features/path-text.ts"
import { verdictText } from "../../server/src/features/verification-text.ts"
import type { ClaimWorld } from "../../server/src/flows/claim-world.ts"
import type { Expectation } from "../../server/src/flows/expectation.ts"
import { dependsText, expectationText } from "../../server/src/flows/expectation-text.ts"
import { resolveEnds } from "../../server/src/flows/flow-ends.ts"
import { parseFlowFile } from "../../server/src/flows/parse-flow-file.ts"
import { proveFlowFile } from "../../server/src/flows/prove-flow-file.ts"
import { worldOf } from "../../server/src/flows/world-of-documents.ts"
import { compareGroups } from "../../server/src/judging/compare-groups.ts"
import type { JudgedGroup } from "../../server/src/judging/judged-group.ts"
import { noNetwork } from "../../server/src/judging/network-context.ts"
import { type GroupOrigin, verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { seededRandom } from "../engine/support/random.ts"
import { ask, networkOf } from "../paths/ask.ts"
import { drawFlow, drawNetwork } from "../paths/random-network.ts"
import { analyseExample } from "../support/analyse-example.ts"
import { checkedFiles, flows } from "../support/answers.ts"
import { inMarks, notation, unmarkedLines, wordsOf } from "./marked.ts"

const examples = checks.flatMap(check =>
  check.examples.map(example => ({ name: `${check.code}: ${example.title}`, example })),
)

test.each(examples)("$name: no word of a verdict is unmarked", async ({ example }) => {
  const files = await inMarks(() => analyseExample(example))
  const texts = await inMarks(() => files.flatMap(({ analysed }) => verdictsOf(analysed)))
  expect(unmarkedLines(texts, wordsOf(...files.map(({ text }) => text), ...notation))).toEqual([])
})

const files = await inMarks(() => checkedFiles("examples"))

test.each(files)("examples/$path: no word of a verdict is unmarked", async ({ source, analysed }) => {
  const texts = await inMarks(() => verdictsOf(analysed))
  expect(unmarkedLines(texts, wordsOf(source, ...notation))).toEqual([])
})

function verdictsOf(analysed: GroupOrigin & { readonly groups: readonly JudgedGroup[] }): string[] {
  return analysed.groups.flatMap(group =>
    flows.flatMap(flow => {
      const resolved = resolveEnds(group, flow)
      if (isProblem(resolved)) return [resolved.problem]
      const verdict = verifyFlow(group, resolved, noNetwork, analysed)
      return [verdictText(verdict), ...(verdict.access === "Unknown" ? describeEndings(verdict) : [])]
    }),
  )
}

test("no word of a difference is unmarked", async () => {
  const groups = files.flatMap(({ analysed, source }) => analysed.groups.map(judged => ({ judged, source })))
  const pairs = groups.flatMap((before, place) => (groups[place + 1] ? [[before, groups[place + 1]!] as const] : []))
  const texts = await inMarks(() => {
    const compared = pairs.flatMap(([before, after]) => {
      const version = ({ judged }: typeof before) => ({ ruled: judged, surroundings: () => "" })
      const difference = compareGroups(version(before), version(after), noNetwork)
      const name = after.judged.group.name
      return [
        ...[undefined, "added", "removed"].map(lone => comparedGroup(name, difference, { lone: lone as "added" })),
        ...[null, "it"].map(condition =>
          comparedGroup(name, difference, { condition: { before: "x", after: condition } }),
        ),
        comparedGroup(name, { ...difference, complete: false }, { condition: { before: null, after: "x" } }),
      ]
    })
    const all = [...compared, loneGroup("x", "added"), loneGroup("x", "removed")]
    const equal = { ...loneGroup("x", "added"), status: "equal" } as const
    return [all, [equal], [equal, equal], [equal, ...all]].flatMap(some => [
      differenceText(some),
      differenceMarkdown(some),
    ])
  })
  const known = wordsOf(...groups.map(({ source }) => source), "x it sub", ...notation)
  expect(unmarkedLines(texts, known)).toEqual([])
})

test("no word of an answer about a path, or of a claim about it, is unmarked", async () => {
  const random = seededRandom(20261201)
  for (let round = 0; round < 10; round++) {
    const drawn = drawNetwork(random)
    const network = networkOf(drawn.sample)
    const world = { groups: [], network: () => network, documentOf: () => undefined, lines: new Map() }
    const lines = Array.from({ length: 60 }, () => drawFlow(random, drawn).line)
    const texts = await inMarks(() => {
      const verdicts = lines.map(line => ask(network, line)).map(one => (typeof one === "string" ? one : pathText(one)))
      return [...verdicts, ...claimTexts(lines.flatMap(line => [`allow ${line}`, `deny ${line}`]).join("\n"), world)]
    })
    expect(unmarkedLines(texts, wordsOf(JSON.stringify(drawn.sample), "route routes", ...notation))).toEqual([])
  }
})

/** Of each kind that is told a line, and of each kind of line that cannot be read or stands for nothing. */
const claims = `
allow inbound tcp Internet -> 10.20.1.0/24:8443
deny inbound tcp Internet -> 10.20.1.0/24:8443
deny inbound udp 10.30.0.0/16 -> *:53
allow outbound any * -> *
deny outbound tcp * -> Storage:443
allow inbound tcp * except * -> *:80
alow inbound tcp * -> *
permit inbound tcp * -> *
allow inbound tpc * -> *
allow inbound gre * -> *
allow inbound icmp * -> *:80
allow inbound tcp Internet
allow inbound tcp * -> * -> *
allow inbound tcp 2001:db8::1 -> *:80
allow inbound tcp 10.0.0.5/24 -> *
allow inbound tcp 10.0.0.5/33 -> *
allow inbound tcp 10.0.0.0/ -> *
allow inbound tcp example.com -> *
allow inbound tcp any -> *
allow inbound tcp 010.0.0.4 -> *
allow inbound tcp * -> 10.0.0.4:80,x
allow inbound tcp * -> 10.0.0.4:90-80
allow inbound tcp [::/0]:80,10.0.0.0/8:443 -> *
allow inbound tcp 10.0.0.4:80:90 -> *
allow inbound tcp 10.0.0.4 10.0.0.5 -> *
allow inbound tcp * except -> *
allow tcp nic:[concat(a, 'b' -> *
allow inbound tcp 10.0.0.4,, -> *
allow
allow tcp * -> *:80
allow inbound tcp asg:nowhere -> *:80
allow inbound tcp Storag -> *:80
allow tcp nic:nowhere -> *:80
allow tcp vm:nowhere -> *:80
allow tcp subnet:nowhere/at -> *:80
allow tcp lb:nowhere -> *:80
allow tcp asg:nowhere -> nic:web-0-nic:80
allow tcp 10.9.9.9 -> nic:web-0-nic:80
allow tcp [2001:db8::1] -> nic:web-0-nic:80
allow tcp nic:web-0-nic -> nic:db-0-nic:1433
deny tcp nic:web-0-nic -> nic:db-0-nic:1433
use nsq web
use nsg nowhere
use nsg web-nsx
use nic nowhere
use nic web-0-nic in ./elsewhere
allow inbound tcp * -> *:80
use nic web-0-nic
allow inbound tcp * -> *:80
use subnet shop/web
deny inbound tcp Internet -> *:80
`

test.each([["arm/azuredeploy.json"], ["network/network.json", "network/machines.json", "network/security.json"], []])(
  "no word of a claim about %s is unmarked",
  async (...names) => {
    const sources = names.map(name => ({ name, text: readFileSync(`examples/${name}`, "utf8") }))
    const texts = await inMarks(() => {
      const read = sources.map(({ name, text }) =>
        indexedText(readText({ uri: `file:///${name}`, language: "json", text }, defaultSettings)),
      )
      const known = { tagData: undefined, virtualNetwork: [], onPremises: [], pathOf: (uri: string) => uri }
      return claimTexts(claims, worldOf(indexResources(read), known))
    })
    expect(texts.length).toBeGreaterThan(40)
    const example = "sql storage vnet web in source destination"
    expect(unmarkedLines(texts, wordsOf(claims, ...sources.map(({ text }) => text), example, ...notation))).toEqual([])
  },
)

function claimTexts(text: string, world: ClaimWorld): string[] {
  return proveFlowFile(parseFlowFile(text), () => world).flatMap((one: Expectation) => [
    expectationText(one),
    ...(one.status === "error" ? [] : [dependsText(one)]),
  ])
}
