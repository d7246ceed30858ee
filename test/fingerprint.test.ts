import { expect, test } from "vitest"
import { analyseDocument } from "../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../server/src/analysis/settings.ts"
import { fingerprintsOf } from "../server/src/checks/fingerprint.ts"
import { checks } from "../server/src/checks/index.ts"
import { strip } from "./support/annotate.ts"

function fingerprints(text: string, language: "json" | "yaml" = "yaml"): readonly string[] {
  return fingerprintsOf(analyseDocument({ uri: "file:///a", language, text }, defaultSettings).findings)
}

const examples = checks.flatMap(check =>
  check.examples.map(({ title, language, source }) => [check.code, title, language, strip(source)] as const),
)

test.each(examples)("%s: %s: one for each finding, wherever it stands", (_code, _title, language, text) => {
  const found = fingerprints(text, language)
  expect(new Set(found).size).toBe(found.length)
  for (const one of found) expect(one).toMatch(/^[0-9a-f]{32}$/)
  expect(fingerprints(`\n\n${text}`, language)).toEqual(found)
})

const rule = (name: string, priority: number, more: string) =>
  `- { name: ${name}, priority: ${priority}, direction: Inbound, protocol: Tcp, sourcePortRange: "*", destinationAddressPrefix: "*", ${more} }`
const group = (...rules: string[]) => ["name: web", "securityRules:", ...rules, ""].join("\n")
const all = rule("all", 110, 'access: Allow, sourceAddressPrefix: "10.0.0.0/8", destinationPortRange: "*"')
const ssh = (access: string, source = '"10.0.0.0/8"') =>
  rule("ssh", 200, `access: ${access}, sourceAddressPrefix: ${source}, destinationPortRange: 22`)

test("another rule that covers it is the same fault, another access another one", () => {
  const [shadowed] = fingerprints(group(all, ssh("Deny")))
  // Baselines keep it: it must not change from one version to the next.
  expect(shadowed).toBe("a83b8c95ac29f07e550ee67d6fbb780a")
  expect(fingerprints(group(all.replace("all", "every"), ssh("Deny")))).toEqual([shadowed])
  expect(fingerprints(group(all, ssh("Allow")))).not.toContain(shadowed)
})

test("the group, the rule and the value count", () => {
  const wrong = (name: string, value: string) => fingerprints(group(ssh("Deny", value)).replace("web", name))
  expect(wrong("web", "any")).toEqual(wrong("WEB", "any"))
  expect(wrong("web", "any")).not.toEqual(wrong("db", "any"))
  expect(wrong("web", "any")).not.toEqual(wrong("web", "10.0.0.5/8"))
})
