import { TextDocument } from "vscode-languageserver-textdocument"
import type { AnalysedDocument } from "../analysis/analysed-document.ts"
import { listWords } from "../checks/wording.ts"
import type { JudgedGroup } from "../judging/judged-group.ts"
import { isAt } from "../syntax/range.ts"
import { locator } from "./lsp-range.ts"

/** Why no single group was meant: a sentence for the person who asked. */
export interface NoGroup {
  readonly problem: string
}

export interface Wanted {
  /** The group's name or resource id, without case; `NAME@LINE` or `NAME@LINE:COLUMN`, counted from one, where names are alike. */
  readonly name?: string | undefined
  /** An offset inside of the group: tells groups of the same name apart. */
  readonly offset?: number | undefined
}

/** The group that is meant: by name and place as far as given, else the only one. */
export function chooseGroup(analysed: AnalysedDocument, { name, offset }: Wanted): JudgedGroup | NoGroup {
  const called = groupsCalled(analysed, name)
  if ("problem" in called) return called
  const there = offset === undefined ? undefined : called.find(({ group }) => isAt(group.range, offset))
  const [first, second] = called
  const chosen = there ?? (second ? undefined : first)
  if (chosen) return chosen
  const all = callAll(analysed, called)
  return {
    problem:
      name === undefined
        ? `There are ${called.length} NSGs here: ${all}. Name one of them.`
        : `${called.length} NSGs here are called "${name}". Name one of them with its line: ${all}.`,
  }
}

/** The groups of a name, or all where none is given; never an empty list. */
export function groupsCalled(analysed: AnalysedDocument, name: string | undefined): readonly JudgedGroup[] | NoGroup {
  const { groups } = analysed
  if (groups.length === 0) return { problem: "No NSG found in this document." }
  if (name === undefined) return groups
  const called = groups.filter(judged => isCalled(judged, name))
  if (called.length > 0) return called
  const there = groupsAt(analysed, name)
  return there.length > 0 ? there : { problem: `There is no NSG "${name}" here, only ${callAll(analysed, groups)}.` }
}

function isCalled({ group }: JudgedGroup, name: string): boolean {
  const wanted = name.toLowerCase()
  return group.name.toLowerCase() === wanted || group.id?.toLowerCase() === wanted
}

/** The groups that `NAME@LINE` or `NAME@LINE:COLUMN` stands for. */
function groupsAt(analysed: AnalysedDocument, text: string): JudgedGroup[] {
  const [, name, line, column] = /^(.*)@(\d+)(?::(\d+))?$/s.exec(text) ?? []
  if (name === undefined) return []
  const placeOf = placesIn(analysed)
  return analysed.groups.filter(judged => {
    const place = placeOf(judged)
    return (
      isCalled(judged, name) && place.line === Number(line) && (column === undefined || place.column === Number(column))
    )
  })
}

/** The groups as they can be asked for: by name, with the line where several have it, and the column where that is one line. */
function callAll(analysed: AnalysedDocument, groups: readonly JudgedGroup[]): string {
  const placeOf = placesIn(analysed)
  const called = groups.map(judged => {
    const { line, column } = placeOf(judged)
    const { name } = judged.group
    return { short: name, long: `${name}@${line}`, longest: `${name}@${line}:${column}` }
  })
  const isAlone = (form: "short" | "long", text: string) =>
    called.filter(one => one[form].toLowerCase() === text.toLowerCase()).length === 1
  const texts = called.map(({ short, long, longest }) =>
    isAlone("short", short) ? short : isAlone("long", long) ? long : longest,
  )
  return listWords([...new Set(texts.map(text => `"${text}"`))])
}

/** Where the name of a group stands, counted from one as editors do. */
function placesIn(
  analysed: AnalysedDocument,
): (judged: JudgedGroup) => { readonly line: number; readonly column: number } {
  const { uri, language, text } = analysed.source
  const locate = locator(TextDocument.create(uri, language, 0, text), analysed)
  return ({ group: { document, nameRange } }) => {
    const { start } = locate({ document, range: nameRange }).range
    return { line: start.line + 1, column: start.character + 1 }
  }
}
