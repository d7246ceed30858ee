import { expect, test } from "vitest"
import { codeLenses } from "../../server/src/features/code-lens.ts"
import { template, web } from "./hover-at.ts"
import { open } from "./support.ts"

const commands = { verify: "verify", effective: "effective", difference: "difference" }

function lensesOf(text: string, language: "json" | "yaml" = "yaml", own: typeof commands | undefined = commands) {
  const { document, analysed } = open(text, language)
  return codeLenses(document, analysed, own)
}

const titles = (...of: Parameters<typeof lensesOf>) => lensesOf(...of).map(({ command }) => command?.title)

test("lenses name their group", () => {
  expect(titles(web)).toEqual(["Verify flow in web…", "web: 5 rules · 1 dead"])
})

test("a client without the commands is told the count alone", () => {
  const { document, analysed } = open(web)
  const lenses = codeLenses(document, analysed)
  expect(lenses.map(({ command }) => command)).toEqual([{ title: "web: 5 rules · 1 dead", command: "" }])
})

test("groups that a loop makes have one pair of lenses, which lets choose", () => {
  const loop = template.replace(
    /"name": "\[concat[^"]*"/,
    `"copy": { "name": "all", "count": 40 }, "name": "[format('web-{0}', copyIndex())]"`,
  )
  const lenses = lensesOf(loop, "json")
  expect(lenses.map(({ command }) => command?.title)).toEqual(["Verify flow in one of 40 NSGs…", "40 NSGs: 40 rules"])
  const [argument] = lenses[0]?.command?.arguments ?? []
  expect(argument.oneOf).toHaveLength(40)
  expect(argument.oneOf[7]).toMatchObject({ uri: "file:///nsg.json", group: "web-7" })
})

test("groups on one line are told apart by their names", () => {
  const two = `[${["a", "b"].map(name => `{ "name": "${name}", "location": "w", "securityRules": [] }`).join(", ")}]`
  expect(titles(two, "json")).toEqual(["Verify flow in a…", "a: 0 rules", "Verify flow in b…", "b: 0 rules"])
})

test("a long name is cut", () => {
  const name = "n".repeat(60)
  expect(titles(web.replace("name: web", `name: ${name}`))[0]).toBe(`Verify flow in ${"n".repeat(40)}……`)
})
