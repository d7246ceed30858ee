import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"

/** Where the client hands words to VS Code: a property that is shown, or a call that shows its argument. */
const shown =
  /(?:\b(?:title|placeHolder|placeholder|prompt|openLabel|saveLabel|label|description|detail|tooltip|text)\s*[:=]\s*|\bshow(?:Error|Warning|Information)Message\(\s*)(?:"([^"\n]*)"|`([^`\n]*)`)/g

const marked = /\bl10n\.t\((?:"[^"\n]*"|'[^'\n]*'|\([^()]*\)|[^()"'])*\)/g

/** What is the same in every language: names of products and of things that bear them. */
const names = /^(?:Azure NSG:?|HEAD|NSG|NIC)$/

test("what the client shows is marked for translation", () => {
  const found = readdirSync("client/src")
    .filter(name => name.endsWith(".ts"))
    .flatMap(name => unmarkedIn(readFileSync(`client/src/${name}`, "utf8")).map(text => `${name}: ${text}`))
  expect(found).toEqual([])
})

test.each([
  [`window.showErrorMessage("No rule.")`, ["No rule."]],
  [`window.showErrorMessage(\`No rule \${name}.\`)`, ["No rule ."]],
  [`const item = { label: \`$(gear) Settings of \${l10n.t("all")}\` }`, ["Settings of"]],
  [`item.tooltip = "Go there"`, ["Go there"]],
  [`item.tooltip = l10n.t("Go there, {0}", nameOf(place))`, []],
  [`window.showErrorMessage(\`\${l10n.t("No rule.")} \${reason}\`)`, []],
  [`const item = { label: \`$(gear) \${l10n.t('"Settings"')}\`, title: "Azure NSG" }`, []],
])("%s", (source, unmarked) => {
  expect(unmarkedIn(source)).toEqual(unmarked)
})

/** Words that stand in a template beside its icons and values count, too. */
function unmarkedIn(source: string): readonly string[] {
  return [...source.replace(marked, "l10n").matchAll(shown)]
    .map(([, plain, template]) => (plain ?? template ?? "").replace(/\$\([a-z-]+\)|\$\{[^}]*\}/g, "").trim())
    .filter(text => /[A-Za-z]{2}/.test(text) && !names.test(text))
}
