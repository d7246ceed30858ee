import { expect, test } from "vitest"
import { TextDocument } from "vscode-languageserver-textdocument"
import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import type { AnalysedDocument, SourceText } from "../../server/src/analysis/analysed-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { KnownNetworksKeeper } from "../../server/src/analysis/known-networks.ts"
import { type ReadText, readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { Finding } from "../../server/src/checks/check.ts"
import { checks } from "../../server/src/checks/index.ts"
import { codeLenses } from "../../server/src/features/code-lens.ts"
import { diagnostics } from "../../server/src/features/diagnostics.ts"
import { seededRandom, seedOfRun } from "../engine/support/random.ts"
import {
  type EditedWorkspace,
  exportText,
  groupsText,
  networkText,
  playbookText,
  someEdit,
  someWorkspace,
} from "../support/edited-workspace.ts"

// However long someone types, what is said in the end is what opening the final text says.

/** With checks that are off by default, too; but for one that keeps nothing over an edit, and takes as long as all others. */
const wanted = checks.filter(({ code }) => code !== "partly-shadowed-rule")
const settings = {
  ...defaultSettings,
  checks: Object.fromEntries(wanted.map(({ code }) => [code, "warning" as const])),
}

const workspaces = {
  "templates and their network": (state: EditedWorkspace): readonly SourceText[] => [
    { uri: "file:///w/groups.json", language: "json", text: groupsText(state) },
    { uri: "file:///w/network.json", language: "json", text: networkText(state) },
  ],
  "a playbook": (state: EditedWorkspace): readonly SourceText[] => [
    { uri: "file:///w/playbook.yaml", language: "yaml", text: playbookText(state) },
  ],
  "an export": (state: EditedWorkspace): readonly SourceText[] => [
    { uri: "file:///w/export.json", language: "json", text: exportText(state) },
  ],
}

const edits = 200 * Number(process.env.NSG_SOAK ?? 1)

for (const [name, textsOf] of Object.entries(workspaces)) {
  test(`${name}: findings, fixes and lenses after each of many edits are those of the text opened afresh`, () => {
    const random = seededRandom(seedOfRun(20261130))
    const editor = new Editor({ isNew: false })
    const seen = new Set<string>()
    let state = someWorkspace(random)
    editor.show(textsOf(state))
    for (let edit = 0; edit < edits; edit++) {
      state = someEdit(random, state)
      const texts = textsOf(state)
      // What is typed breaks the text for a while.
      if (random.chance(0.1)) editor.show(texts.map(text => broken(text, random.below(text.text.length))))
      const shown = editor.show(texts)
      if (edit % 10 < 9 && edit > 20) continue
      const anew = new Editor({ isNew: true }).show(texts)
      const context = `edit ${edit}\n${texts.map(({ text }) => text).join("\n")}`
      expect(shown.map(told), context).toEqual(anew.map(told))
      if (edit % 3 === 0) expect(shown.map(fixesOf), context).toEqual(anew.map(fixesOf))
      for (const { analysed } of shown) for (const { code } of analysed.findings) seen.add(code)
      if (shown.some(({ analysed }) => analysed.suppressed.length > 0)) seen.add("suppressed")
    }
    // Else the edits would show nothing.
    expect(seen.size).toBeGreaterThan(10)
    if (name !== "an export") expect(seen).toContain("suppressed")
  }, 180_000)
}

interface Shown {
  readonly document: TextDocument
  readonly analysed: AnalysedDocument
}

/** Keeps what an editor's server keeps of the texts before; or nothing, if everything is new to it. */
class Editor {
  readonly #isNew: boolean
  readonly #networks = new KnownNetworksKeeper()
  readonly #before = new Map<string, { readonly text: ReadText; readonly analysed: AnalysedDocument }>()

  constructor({ isNew }: { readonly isNew: boolean }) {
    this.#isNew = isNew
  }

  show(sources: readonly SourceText[]): readonly Shown[] {
    const texts = sources.map(source => this.#read(source))
    const index = indexResources(texts.map(indexedText))
    const networks = this.#networks.of(index, { isWhole: true })
    return texts.map(text => {
      const { uri, language, text: content } = text.source
      const previous = this.#before.get(uri)?.analysed
      const analysed = analyseText(text, index, settings, { previous, networks })
      this.#before.set(uri, { text, analysed })
      return { document: TextDocument.create(uri, language, 1, content), analysed }
    })
  }

  #read(source: SourceText): ReadText {
    const before = this.#before.get(source.uri)?.text
    if (before?.source.text === source.text) return before
    return readText(source, settings, undefined, this.#isNew ? undefined : (before ?? { syntax: undefined }))
  }
}

function broken(source: SourceText, place: number): SourceText {
  return { ...source, text: `${source.text.slice(0, place)}"{${source.text.slice(place)}` }
}

function told({ document, analysed }: Shown) {
  const commands = { verify: "verify", effective: "effective", difference: "difference" }
  return {
    diagnostics: diagnostics(document, analysed),
    findings: analysed.findings.map(toldFinding),
    suppressed: analysed.suppressed.map(toldFinding),
    lenses: codeLenses(document, analysed, commands),
  }
}

function toldFinding({ fixes, fault, rule, group }: Finding) {
  return { fault, rule: rule?.at.self, group: group?.range, isFixable: fixes !== undefined }
}

/** What fixes would change, with the rules where they stand by now. */
function fixesOf({ analysed }: Shown) {
  const offered = analysed.findings.map(({ fixes }) => fixes?.())
  return JSON.stringify(offered, (_, value) => (typeof value === "bigint" ? `${value}` : value))
}
