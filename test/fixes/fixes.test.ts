import { expect, test } from "vitest"
import { fixAll } from "../../server/src/analysis/fix-all.ts"
import { isOffered, offeredFixes } from "../../server/src/analysis/offered-fix.ts"
import { defaultSettings, type Settings } from "../../server/src/analysis/settings.ts"
import type { Example } from "../../server/src/checks/check.ts"
import { checks } from "../../server/src/checks/index.ts"
import { fixTitle } from "../../server/src/features/fix-title.ts"
import { strip } from "../support/annotate.ts"
import { fixable } from "../support/fixable.ts"
import { holdFixes } from "./laws.ts"

const examples = checks.flatMap(check => check.examples.map(example => [check.code, example.title, example] as const))

test.each(examples)("%s: %s: what is offered does what its title says", (_code, _title, example) => {
  if (example.proofSteps !== undefined || example.tagFile) return
  const settings = settingsOf(example)
  holdFixes(open(example, settings), settings)
})

// Every title that the examples lead to, to be read: what is safe is marked, and what is preferred.
test("the titles of all examples", async () => {
  const lines = examples.flatMap(([code, title, example]) => {
    const document = open(example, settingsOf(example))
    const found = document.analysed.findings.flatMap(finding =>
      offeredFixes(document, finding).map(fix => {
        const marks = isOffered(fix)
          ? `${fix.isSafe ? "safe " : ""}${fix.fix.isPreferred ? "preferred " : ""}`
          : "refused "
        const text = isOffered(fix) ? fixTitle(fix) : `${fix.fix.title}: ${fix.refused}`
        return `  ${finding.code}${finding.rule ? ` ${finding.rule.name}` : ""}: ${marks}${text}`
      }),
    )
    return found.length > 0 ? [`${code}: ${title}`, ...found] : []
  })
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../fixtures/fixes/titles.txt")
})

test("a check with fixes has an example in which one is offered", () => {
  const offered = new Set(
    examples.flatMap(([, , example]) => {
      const document = open(example, settingsOf(example))
      return document.analysed.findings.flatMap(finding =>
        offeredFixes(document, finding).some(isOffered) ? finding.code : [],
      )
    }),
  )
  expect(checks.filter(check => "fixes" in check && !offered.has(check.code)).map(({ code }) => code)).toEqual([])
})

// Without the first rule the second opens TCP, too, of which nothing is said: its UDP would stay open, unsaid.
test("what hides an exposure that stays is not made unasked", () => {
  const rule = (name: string, priority: number, protocol: string) =>
    `- { name: ${name}, priority: ${priority}, direction: Inbound, access: Allow, protocol: "${protocol}", sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 80 }`
  const text = ["name: web", "securityRules:", rule("web", 100, "Tcp"), rule("all", 110, "*")].join("\n")
  const document = fixable({ uri: "web.yaml", language: "yaml", text }, defaultSettings)
  expect(document.analysed.findings.map(({ code }) => code).toSorted()).toEqual(["exposed-udp", "redundant-rule"])
  const offered = document.analysed.findings.flatMap(finding => offeredFixes(document, finding)).filter(isOffered)
  expect(offered.filter(({ isSafe }) => isSafe)).toEqual([])
  expect(offered.map(({ finding }) => finding.code)).toContain("redundant-rule")
  expect(fixAll(document).made).toEqual([])
})

// What no rule reaches of the platform's traffic passes in both directions, whatever the default rules deny.
test("what a rule for a tag of the platform does in the other direction is told", () => {
  const rule = (name: string, more: string) =>
    `- { name: ${name}, ${more}, protocol: "*", sourceAddressPrefix: Storage.WestEurope, sourcePortRange: "*", destinationPortRange: "*" }`
  const text = [
    ...["name: web", "securityRules:"],
    rule("no-dns", "priority: 200, direction: Outbound, access: Deny, destinationAddressPrefix: AzurePlatformDNS"),
  ].join("\n")
  const document = fixable({ uri: "web.yaml", language: "yaml", text }, defaultSettings)
  expect(holdFixes(document, defaultSettings)).toBeGreaterThan(0)
  const titles = document.analysed.findings.flatMap(finding => offeredFixes(document, finding).filter(isOffered))
  expect(titles.map(fixTitle).find(title => title.startsWith("Set the direction to Inbound"))).toContain("newly denies")
})

function settingsOf({ profile = "current", switchedOn = [] }: Example): Settings {
  const on = checks.filter(({ code }) => switchedOn.includes(code)).map(({ code, severity }) => [code, severity])
  return { ...defaultSettings, profile, checks: Object.fromEntries(on) }
}

function open({ source, language }: Example, settings: Settings) {
  return fixable({ uri: "example", language, text: strip(source) }, settings)
}
