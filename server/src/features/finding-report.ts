import { bugs, version } from "../../../package.json"
import { analyseDocument } from "../analysis/analyse-document.ts"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import type { Settings } from "../analysis/settings.ts"
import type { Finding } from "../checks/check.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { AddressDisguise } from "../values/address-disguise.ts"
import { RuleDisguise } from "./disguised-rules.ts"

/** So many smaller NSGs are tried for one report. */
const mostTrials = 200

/**
 * The text of an issue about a finding that is wrong: its NSG in az's notation, addresses and names replaced, with no more rules
 * than it takes to be found there, too. `random`: draws what addresses become.
 */
export function findingReport(
  { dialect }: Pick<AnalysedDocument, "dialect">,
  finding: Finding,
  settings: Settings,
  random: () => boolean,
): string {
  const { code, group } = finding
  const example = group && reduce(finding, group.rules, settings, new RuleDisguise(new AddressDisguise(random)))
  return [
    `# A wrong finding: ${code}`,
    `Nothing was sent. Look through this text, say what you expected, and paste it as an issue: ${bugs.url}`,
    "## What I expected, and why",
    "(Please write it here.)",
    "## What was found",
    `${code}, ${finding.severity}, in ${dialect ?? "a document without an NSG"}; profile ${settings.profile}; version ${version}`,
    ...(example ? describeExample(example) : ["It is not about one NSG. Please add an example that shows it."]),
    "",
  ].join("\n\n")
}

interface Example {
  readonly text: string
  /** What is said of it; absent where nothing is. */
  readonly message: string | undefined
}

function describeExample({ text, message }: Example): readonly string[] {
  return [
    message === undefined
      ? "It is not found in the NSG alone, as below. Please say what else it takes: parameters, other files, how a value is written."
      : `> ${message}`,
    "Addresses, names and descriptions are replaced; the first number of an address, and what lies in what, are kept.",
    `\`\`\`json\n${text}\n\`\`\``,
  ]
}

/** Leaves out as many rules as it can, halves of them first, while the same is found of the same rule. */
function reduce(
  { code, rule }: Finding,
  all: readonly LocatedRule[],
  settings: Settings,
  disguise: RuleDisguise,
): Example {
  const wanted = rule && disguise.nameOf(rule)
  let trials = 0
  const example = (rules: readonly LocatedRule[]): Example => {
    trials++
    const text = JSON.stringify(disguise.group(rules), null, 2)
    const { findings } = analyseDocument({ uri: "file:///nsg.json", language: "json", text }, settings)
    const found = findings.find(one => one.code === code && (!wanted || one.rule?.name === wanted))
    return { text, message: found?.message }
  }
  let [kept, best] = [all, example(all)]
  if (best.message === undefined) return best
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < kept.length && trials < mostTrials; ) {
      const fewer = kept.filter((one, place) => one === rule || place < start || place >= start + size)
      const smaller = fewer.length < kept.length ? example(fewer) : undefined
      if (smaller?.message === undefined) start += size
      else [kept, best] = [fewer, smaller]
    }
  }
  return best
}
