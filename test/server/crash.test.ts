import { expect, test, vi } from "vitest"
import { LogMessageNotification } from "vscode-languageserver/node"
import type { analyseText } from "../../server/src/analysis/analyse-document.ts"
import { azGroup } from "../support/sample-groups.ts"
import { connect } from "./connect.ts"

interface Module {
  readonly analyseText: typeof analyseText
}

vi.mock("../../server/src/analysis/analyse-document.ts", async original => {
  const { analyseText } = await original<Module>()
  const failing: typeof analyseText = (text, ...rest) => {
    if (text.source.text.includes("of ours")) throw new Error("a mistake of ours")
    return analyseText(text, ...rest)
  }
  return { analyseText: failing }
})

const dead = azGroup("web", [
  { name: "all", priority: 100, source: "10.0.0.0/8", protocol: "*" },
  { name: "ssh", priority: 200, source: "10.0.0.0/8", port: "22" },
])

test("a mistake of ours in one document is logged, and hurts no other", async () => {
  const client = await connect()
  const logged: string[] = []
  client.connection.onNotification(LogMessageNotification.type, ({ message }) => {
    logged.push(message)
  })
  await client.open(dead.replace("web", "of ours"), "file:///bad.json")
  await client.open(dead)
  expect(await client.pull("file:///bad.json")).toEqual([])
  expect(await client.pull()).toEqual(["15:4 hint shadowed-rule"])
  expect(logged.join()).toContain("Analysis of file:///bad.json failed: Error: a mistake of ours")
  await client.edit({ range: [0, 0, 0], text: " " })
  expect(await client.pull()).toEqual(["15:4 hint shadowed-rule"])
})
