import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import path from "node:path"
import { suite, test } from "mocha"
import { extensions } from "vscode"
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma"
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from "vscode-textmate"
import { openFile } from "./editor.ts"

suite("the grammar of ARM expressions", () => {
  test("colours an expression inside of a JSON string, and nothing else", async () => {
    assert.deepEqual(await expressionTokens(), [
      "[ punctuation.section.embedded.begin",
      "concat entity.name.function",
      "( punctuation.section.parens",
      "parameters entity.name.function",
      "( punctuation.section.parens",
      "' string.quoted.single",
      "prefix string.quoted.single",
      "' string.quoted.single",
      ") punctuation.section.parens",
      ", punctuation.separator",
      "' string.quoted.single",
      "-it string.quoted.single",
      "'' constant.character.escape",
      "s string.quoted.single",
      "' string.quoted.single",
      ", punctuation.separator",
      "variables entity.name.function",
      "( punctuation.section.parens",
      "' string.quoted.single",
      "names string.quoted.single",
      "' string.quoted.single",
      ") punctuation.section.parens",
      "[ meta.brackets",
      "2 constant.numeric",
      "] meta.brackets",
      ". punctuation.accessor",
      "text variable.other.property",
      ", punctuation.separator",
      "my entity.name.namespace",
      ". meta.embedded.expression",
      "function entity.name.function",
      "( punctuation.section.parens",
      "true constant.language",
      ") punctuation.section.parens",
      ") punctuation.section.parens",
      "] punctuation.section.embedded.end",
    ])
  })
})

/** The tokens that the grammar has named, as `text scope`. */
async function expressionTokens(): Promise<readonly string[]> {
  const document = await openFile("expressions.json")
  const grammar = await loadGrammar()
  const named: string[] = []
  let stack = INITIAL
  for (const line of document.getText().split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack)
    stack = ruleStack
    for (const { startIndex, endIndex, scopes } of tokens) {
      const text = line.slice(startIndex, endIndex).trim()
      const scope = scopes.findLast(name => name.endsWith(".arm-expression"))
      if (scope && text) named.push(`${text} ${scope.replace(".arm-expression", "")}`)
    }
  }
  return named
}

/** VS Code's own JSON grammar with this extension's injected, in the engine that VS Code uses. */
async function loadGrammar(): Promise<IGrammar> {
  await loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")))
  const own = "nsg.arm-expression.injection"
  const files: Readonly<Record<string, string>> = {
    "source.json": extensionFile("vscode.json", "syntaxes/JSON.tmLanguage.json"),
    [own]: extensionFile("nsg-tools.nsg-language-support", "syntaxes/arm-expression.tmLanguage.json"),
  }
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async scope => {
      const file = files[scope]
      return file ? parseRawGrammar(readFileSync(file, "utf8"), file) : null
    },
    getInjections: scope => (scope === "source.json" ? [own] : []),
  })
  const grammar = await registry.loadGrammar("source.json")
  assert.ok(grammar)
  return grammar
}

function extensionFile(id: string, file: string): string {
  const extension = extensions.getExtension(id)
  assert.ok(extension, id)
  return path.join(extension.extensionPath, file)
}
