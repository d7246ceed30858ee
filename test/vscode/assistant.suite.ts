import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import { type LanguageModelTextPart, lm } from "vscode"
import { closeEverything, openFile } from "./editor.ts"

suite("assistants", () => {
  teardown(closeEverything)

  test("a language model may check, verify, list, compare and ask for an explanation", () => {
    const names = lm.tools.map(({ name }) => name).filter(name => name.startsWith("nsg_"))
    assert.deepEqual(names.sort(), ["nsg_check", "nsg_diff", "nsg_effective", "nsg_explain", "nsg_verify"])
  })

  test("a flow is verified by the engine, in the JSON of the command line", async () => {
    await openFile("web.json")
    const text = await invoke("nsg_verify", { paths: ["web.json"], flow: "inbound tcp 203.0.113.7 -> 10.0.0.4:443" })
    assert.equal(JSON.parse(text).access, "Allow")
  })

  test("what is not in the folder is not read", async () => {
    await assert.rejects(invoke("nsg_check", { paths: ["../outside.json"] }), /outside the folder/)
  })
})

async function invoke(tool: string, input: object): Promise<string> {
  const { content } = await lm.invokeTool(tool, { input, toolInvocationToken: undefined })
  return content.map(part => (part as LanguageModelTextPart).value).join("")
}
