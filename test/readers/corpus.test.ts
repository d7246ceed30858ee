import { describe, expect, test } from "vitest"
import { type CorpusFile, corpusEntries, groupCount, hasCorpus, readCorpusFile, ruleCount } from "./corpus.ts"

// Why our counts may differ from the index's, told by what is in the file, never by its name.
const reasons: readonly { readonly reason: string; applies(file: CorpusFile): boolean }[] = [
  {
    reason: "lists, loops, conditions and modules of a template are evaluated",
    applies: ({ entry, text }) =>
      entry.dialect === "arm-template" &&
      /"securityRules": *"\[|"copy"|"condition"|"Microsoft\.Resources\/deployments"|[vV]ariables\('[^']*'\)\.[a-zA-Z]*[rR]ule|"template(Link)?"/.test(
        text,
      ),
  },
  {
    reason: "the group is in another document: its rules form a group of their own",
    applies: ({ result }) =>
      result?.groups.some(({ incompleteReason }) => /not in this document/.test(incompleteReason ?? "")) ?? false,
  },
  {
    reason: "two copies of one rule are one",
    applies: ({ text }) => /"type": *"Microsoft\.Network\/networkSecurityGroups\/securityRules"/i.test(text),
  },
  {
    reason: "rules without name, priority and ports are rules, only wrong ones",
    applies: ({ result }) =>
      result?.groups.some(({ rules }) => rules.some(({ problems }) => problems.length > 3)) ?? false,
  },
  { reason: "a snippet is no template", applies: ({ text }) => /"\$\{\d+:/.test(text) },
  { reason: "a policy's condition is no rule", applies: ({ text }) => text.includes('"policyRule"') },
  {
    reason: "rules that the building blocks know by name",
    applies: ({ entry }) => entry.dialect === "azbb-parameters",
  },
  {
    reason: "effective rules only repeat the others",
    applies: ({ text }) => text.includes("securityRuleAssociations"),
  },
  {
    reason: "a list of rules is a group named after its ids, or unnamed",
    applies: ({ entry, result }) => entry.nsgs === 0 && result?.groups.length !== 0,
  },
  { reason: "a default rule alone is no group", applies: ({ text }) => /defaultSecurityRules/.test(text) },
  {
    reason: "examples of a request and its answers are a group each",
    applies: ({ result }) => result?.dialect === "rest-examples",
  },
  { reason: "a parameter's list of rules is a group", applies: ({ result }) => result?.dialect === "arm-parameters" },
]

describe.skipIf(!hasCorpus)("real files (skipped where ../shared/corpus is absent)", () => {
  const files = hasCorpus ? corpusEntries().map(readCorpusFile) : []

  test("each is read in less than a second", () => {
    expect(files.length).toBeGreaterThan(500)
    expect(files.filter(({ milliseconds }) => milliseconds > 1_000).map(({ entry }) => entry.path)).toEqual([])
  })

  test("each is read in its dialect", () => {
    const wrong = files.filter(
      ({ entry, result }) => result && result.groups.length > 0 && result.dialect !== entry.dialect,
    )
    // What is cut out of Markdown has no dialect of its own.
    expect(wrong.filter(({ entry }) => entry.dialect !== "md-snippets").map(describeFile)).toEqual([])
  })

  test("each has the groups and rules of the index, or there is a reason", () => {
    const different = files.filter(file => groupCount(file) !== file.entry.nsgs || ruleCount(file) !== file.entry.rules)
    expect(different.filter(file => !reasons.some(({ applies }) => applies(file))).map(describeFile)).toEqual([])
  })

  test("templates and their symbolic-name twins have the same groups", () => {
    const twins = files.filter(({ entry }) => entry.path.endsWith(".symbolicnames.json"))
    expect(twins.length).toBeGreaterThan(20)
    for (const twin of twins) {
      const path = twin.entry.path.replace(".symbolicnames", "")
      const plain = files.find(({ entry }) => entry.path === path)
      if (plain) expect({ path, groups: outline(twin) }).toEqual({ path, groups: outline(plain) })
    }
  })

  test("literal rules outside of templates are known", () => {
    const literal = [
      "az-rest-json",
      "az-cli-json",
      "az-cli-yaml",
      "resource-graph",
      "resource-export",
      "powershell-json",
      "effective-nsg",
    ]
    const rules = files
      .filter(({ result }) => literal.includes(result?.dialect ?? ""))
      .flatMap(({ result }) => result?.groups.flatMap(group => group.rules) ?? [])
    const unclear = rules.filter(rule => rule.problems.length === 0 && rule.written.unknown.length > 0)
    expect(rules.length).toBeGreaterThan(80)
    expect(unclear.map(({ name }) => name)).toEqual([])
  })
})

function describeFile(file: CorpusFile): string {
  const { entry, result } = file
  const counts = `${entry.nsgs} groups, ${entry.rules} rules; read ${groupCount(file)}, ${ruleCount(file)}`
  return `${entry.path}: ${counts}, ${result?.dialect}`
}

function outline({ result }: CorpusFile): unknown {
  return result?.groups.map(({ name, rules, incompleteReason }) => ({
    name,
    rules: rules.map(rule => rule.name),
    complete: incompleteReason === undefined,
  }))
}
