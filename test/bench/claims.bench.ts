// 1,000 claims about a group of 200 rules, in multiples of one judgement of that group. The mark is 20.
import { readText } from "../../server/src/analysis/read-text.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { parseFlowFile } from "../../server/src/flows/parse-flow-file.ts"
import { proveFlowFile } from "../../server/src/flows/prove-flow-file.ts"
import { judgeGroup } from "../../server/src/judging/judged-group.ts"
import { noNetwork } from "../../server/src/judging/network-context.ts"
import { Dice } from "./engine-dice.ts"
import { realistic } from "./engine-realistic.ts"
import { quantile, timeQuick, warm } from "./engine-timing.ts"

const rules = realistic(200, 7)
const isGroup = (texts: readonly string[]) => texts.some(text => text.startsWith("asg:"))
const plain = rules.filter(({ source, destination }) => !isGroup(source) && !isGroup(destination))
// Azure takes "*" and tags by themselves alone: in a list they are values that nobody knows.
const field = (name: string, plural: string, values: readonly string[]) =>
  values.length === 1 ? { [name]: values[0] } : { [plural]: values }
const text = JSON.stringify({
  name: "large",
  type: "Microsoft.Network/networkSecurityGroups",
  securityRules: plain.map((rule, index) => ({
    name: `rule-${index}`,
    priority: 100 + index,
    direction: "Inbound",
    access: rule.access,
    protocol: rule.protocol,
    ...field("sourceAddressPrefix", "sourceAddressPrefixes", rule.source),
    ...field("sourcePortRange", "sourcePortRanges", rule.sourcePorts),
    ...field("destinationAddressPrefix", "destinationAddressPrefixes", rule.destination),
    ...field("destinationPortRange", "destinationPortRanges", rule.destinationPorts),
  })),
})
const read = readText({ uri: "file:///large.json", language: "json", text }, defaultSettings)
const group = read.read?.groups[0]
if (!group) throw new Error("no group")

const dice = new Dice(11)
const single = plain.flatMap(({ destination }) => destination).filter(end => /^\d/.test(end))
const networks = Array.from({ length: 12 }, () => dice.pick(single))
const lines = Array.from({ length: 1000 }, () => {
  const source = dice.pick(["Internet", "*", "VirtualNetwork", dice.pick(dice.pick(plain).source), "Internet"])
  const end = source.includes(":") ? `[${source}]` : source
  const [port] = dice.pick(plain).destinationPorts
  return `${dice.pick(["allow", "deny"])} inbound tcp ${end} -> ${dice.pick(networks)}:${port}`
})
const file = parseFlowFile(lines.join("\n"))

const [judging, proving]: [number[], number[]] = [[], []]
let told = new Map<string, number>()
for (let round = 0; round < 5; round++) {
  const judged = timeQuick(judging, () => judgeGroup(group, noNetwork))
  const world = {
    groups: [{ ruled: judged, path: "large.json", document: "file:///large.json" }],
    documentOf: () => undefined,
    lines: new Map(),
    network: () => {
      throw new Error("no network is asked")
    },
  }
  const expectations = timeQuick(proving, () => proveFlowFile(file, () => world))
  told = new Map()
  for (const { status } of expectations) told.set(status, (told.get(status) ?? 0) + 1)
}
const [judgement, claims] = [judging, proving].map(times => quantile(warm(times), 0.1))
console.log(
  `${plain.length} rules, 1,000 claims: ${[...told].map(([status, count]) => `${count} ${status}`).join(", ")}`,
)
console.log(`one judgement  ${judgement!.toFixed(1)} ms`)
console.log(`1,000 claims   ${claims!.toFixed(0)} ms = ${(claims! / judgement!).toFixed(1)} judgements (mark: 20)`)
