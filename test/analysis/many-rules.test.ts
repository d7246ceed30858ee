import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"

/** What is said of a group with these rules about their number. */
function judge(securityRules: readonly unknown[]) {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    resources: [
      {
        type: "Microsoft.Network/networkSecurityGroups",
        name: "web",
        properties: { securityRules },
      },
    ],
  }
  const source = { uri: "file:///web.json", language: "json", text: JSON.stringify(template) } as const
  const { groups, findings } = analyseDocument(source, defaultSettings)
  return {
    judged: groups[0]?.group.rules.length,
    complete: groups[0]?.group.incompleteReason === undefined,
    about: findings
      .filter(({ code }) => code === "too-many-rules" || code === "undecided-rule")
      .map(({ range, message }) => `${source.text.slice(range.start, range.end)}: ${message}`),
  }
}

test.each([
  [1000, { judged: 1000, complete: true, about: [] }],
  [
    1001,
    {
      judged: 1001,
      complete: true,
      about: ["r1000: This NSG has 1001 rules; Azure accepts at most 1,000."],
    },
  ],
  [
    20_000,
    {
      judged: 5000,
      complete: false,
      about: ["r1000: This NSG has 20000 rules; Azure accepts at most 1,000. Only the first 5,000 were checked."],
    },
  ],
])("%i rules without a known value", (count, expected) => {
  expect(judge(Array.from({ length: count }, (_, index) => ({ name: `r${index}` })))).toEqual(expected)
})

test("rules with more names than are told apart", () => {
  const groups = (rule: number, side: string) =>
    Array.from({ length: 10 }, (_, index) => ({ id: `/asg/${rule}/${side}/${index}` }))
  const rules = Array.from({ length: 510 }, (_, rule) => ({
    name: `r${rule}`,
    properties: {
      sourceApplicationSecurityGroups: groups(rule, "source"),
      destinationApplicationSecurityGroups: groups(rule, "destination"),
    },
  }))
  expect(judge(rules)).toEqual({
    judged: 500,
    complete: false,
    about: [
      "r500: Only the 500 rules before this one were checked: with it they use more than 10,000 different tags, security groups and expressions.",
    ],
  })
})
