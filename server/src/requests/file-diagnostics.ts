import type { Diagnostic } from "vscode-languageserver-types"
import type { IndexedText } from "../analysis/indexed-text.ts"
import type { Settings } from "../analysis/settings.ts"
import type { TagData } from "../azure/tag-data.ts"
import { diagnostics } from "../features/diagnostics.ts"
import { isSameList } from "../values/same-list.ts"
import type { Workspace } from "../workspace/workspace.ts"

/** The findings of a file that is not open. `items` is absent where they are those that the client has already. */
export interface FileReport {
  readonly uri: string
  readonly resultId: string
  readonly items?: readonly Diagnostic[]
}

/** Findings of the workspace's files that no editor has open, where the setting asks for them. */
export class FileDiagnostics {
  readonly #workspace: Workspace
  readonly #last = new Map<string, Report>()

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** `known` is the result that the client has of each file. */
  async reports(known: ReadonlyMap<string, string>): Promise<FileReport[]> {
    const reports: FileReport[] = []
    for (const [text, rests] of await this.#workspace.basesOfFiles()) {
      const report = await this.#report(text, rests)
      if (report) reports.push(report.resultId === known.get(text.uri) ? withoutItems(report) : report)
    }
    const reported = new Set(reports.map(({ uri }) => uri))
    // Gone, opened, or not asked for any more: the client is to forget what it has.
    const gone = [...known.keys()].filter(uri => !reported.has(uri))
    return [...reports, ...gone.map(uri => ({ uri, resultId: "", items: [] }))]
  }

  async #report(text: IndexedText, rests: readonly unknown[]): Promise<Report | undefined> {
    const { uri } = text
    const settings = await this.#workspace.settingsOfFile(uri)
    if (settings.workspace.diagnostics !== "workspace") return undefined
    const tagData = this.#workspace.tagFiles.of(uri)
    const last = this.#last.get(uri)
    const isAsBefore = last?.text === text && last.settings === settings && last.tagData === tagData
    if (last && isAsBefore && isSameList(last.rests, rests)) return last
    const open = await this.#workspace.open(uri)
    if (!open) return undefined
    const items = diagnostics(open.document, open.analysed)
    const report = { uri, resultId: open.resultId, items, text, settings, tagData, rests }
    this.#last.set(uri, report)
    return report
  }
}

interface Report extends FileReport {
  readonly items: readonly Diagnostic[]
  readonly text: IndexedText
  readonly settings: Settings
  readonly tagData: TagData | undefined
  readonly rests: readonly unknown[]
}

function withoutItems({ uri, resultId }: FileReport): FileReport {
  return { uri, resultId }
}
