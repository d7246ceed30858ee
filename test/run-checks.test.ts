import { expect, test } from "vitest"
import { analyseDocument, analyseText } from "../server/src/analysis/analyse-document.ts"
import { indexedText } from "../server/src/analysis/indexed-text.ts"
import { readText } from "../server/src/analysis/read-text.ts"
import { indexResources } from "../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import type { DocumentContext, GroupCheck, RuleCheck } from "../server/src/checks/check.ts"
import { runChecks } from "../server/src/checks/run-checks.ts"

const page = {
  severity: "warning",
  category: "style",
  azureErrors: [],
  aliases: [],
  summary: "",
  explanation: "",
  examples: [{ title: "", language: "yaml", source: "" }],
} as const

/** A check that counts how often it looks at something. */
function counting() {
  const seen: string[] = []
  const ofGroup: GroupCheck<{ readonly size: number }> = {
    ...{ ...page, code: "of-group", scope: "group" },
    run({ group }) {
      seen.push(group.name)
      return [{ at: group.nameRange, data: { size: group.rules.length } }]
    },
    message: ({ size }) => `${size} rules`,
  }
  const ofRule: RuleCheck<{ readonly is: string }> = {
    ...{ ...page, code: "of-rule", scope: "rule" },
    run({ at, name }) {
      seen.push(name)
      return [{ at: at.name, severity: "error", data: { is: name } }]
    },
    message: ({ is }, { priority }) => `${is} ${priority}`,
    json: () => ({}),
  }
  return { seen, checks: [ofGroup, ofRule] }
}

const rules = (names: readonly string[]) =>
  names.map((name, index) => ({ name, priority: 100 + index, direction: "Inbound", access: "Allow", protocol: "Tcp" }))
const groupText = (name: string, names: readonly string[]) => JSON.stringify({ name, securityRules: rules(names) })
const source = (uri: string, text: string) => ({ uri, language: "json" as const, text })

function contextOf(text: string): DocumentContext {
  const { groups, syntax, dialect } = analyseDocument(source("file:///a.json", text), defaultSettings)
  return {
    document: syntax!,
    ...{
      dialect,
      groups,
      groupsInside: [],
      givenUp: undefined,
      expressionFaults: [],
      suppressionFaults: [],
      configurationFaults: [],
      profile: "current",
    },
  }
}

test("what all findings have is added to what a check yields", () => {
  const { checks } = counting()
  const found = runChecks(checks, contextOf(groupText("web", ["a", "b"])))
  const told = found.map(({ code, severity, group, rule, data, message, related }) => [
    ...[code, severity, group?.name, rule?.name, data, message, related],
  ])
  expect(told).toEqual([
    ["of-group", "warning", "web", undefined, { size: 2 }, "2 rules", []],
    ["of-rule", "error", "web", "a", {}, "a 100", []],
    ["of-rule", "error", "web", "b", {}, "b 101", []],
  ])
})

test("checks run on a judged group once, as long as what they may know of it is the same", () => {
  const { seen, checks } = counting()
  const context = contextOf(groupText("web", ["a"]))
  const first = runChecks(checks, context)
  expect(runChecks(checks, context)).toEqual(first)
  expect(seen).toEqual(["a", "web"])
  runChecks(checks, { ...context, profile: "2017-09" })
  expect(seen).toEqual(["a", "web", "a", "web"])
})

test("a group that an edit leaves as it was is not judged again, and neither are its findings made again", () => {
  const read = (name: string, text: string) => readText(source(`file:///f/${name}.json`, text), defaultSettings)
  const own = read("own", groupText("own", ["a", "a"]))
  const analyse = (other: string, previous?: ReturnType<typeof analyseText>) =>
    analyseText(own, indexResources([own, read("other", other)].map(indexedText)), defaultSettings, { previous })
  const before = analyse(groupText("other", ["b"]))
  const after = analyse(groupText("other", ["b", "c"]), before)
  expect(before.findings.length).toBeGreaterThan(0)
  expect(after.groups[0]).toBe(before.groups[0])
  after.findings.forEach((finding, index) => {
    expect(finding).toBe(before.findings[index])
  })
})

test("a rule that is the same object after an edit, and sound, is not looked at again", () => {
  const seen: string[] = []
  const isLong: RuleCheck<{ readonly is: string }> = {
    ...{ ...page, code: "is-long", scope: "rule" },
    run({ at, name }) {
      seen.push(name)
      return name.length > 1 ? [{ at: at.name, data: { is: name } }] : []
    },
    message: ({ is }) => is,
  }
  const sides = {
    sourceAddressPrefix: "*",
    destinationAddressPrefix: "*",
    sourcePortRange: "*",
    destinationPortRange: "22",
  }
  const whole = (names: readonly string[]) => rules(names).map(rule => ({ ...rule, ...sides }))
  const textOf = (names: readonly string[]) => JSON.stringify({ name: "web", securityRules: whole(names) })
  const texts = [textOf(["a", "long", "c"]), textOf(["b", "long", "c"])]
  const first = readText(source("file:///a.json", texts[0]!), defaultSettings, undefined, { syntax: undefined })
  const second = readText(source("file:///a.json", texts[1]!), defaultSettings, undefined, first)
  const contexts = [first, second].map(read => {
    const { groups, dialect } = analyseText(read, indexResources([indexedText(read)]), defaultSettings)
    return { ...contextOf(texts[0]!), groups, dialect }
  })
  const messages = contexts.map(context => runChecks([isLong], context).map(({ message }) => message))
  expect(messages).toEqual([["long"], ["long"]])
  expect(seen).toEqual(["a", "long", "c", "b", "long"])
})
