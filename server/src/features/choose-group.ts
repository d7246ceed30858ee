import * as l10n from "@vscode/l10n"
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
  /**
   * The group's name or resource id, without case; `NAME@LINE` or `NAME@LINE:COLUMN`, counted from one, where names are alike,
   * and with `#NUMBER` where a loop makes several of one text.
   */
  readonly name?: string | undefined
  /** An offset inside of the group: tells groups of the same name apart. */
  readonly offset?: number | undefined
}

/** A document, and the path that tells it from others where there are several. */
export interface NamedDocument {
  readonly path?: string
  /** Another name of the same document, which is understood as well. */
  readonly otherPath?: string
  readonly analysed: AnalysedDocument
}

/** The group that is meant: by name and place as far as given, else the only one. */
export function chooseGroup(analysed: AnalysedDocument, wanted: Wanted): JudgedGroup | NoGroup {
  return chooseGroupOf([{ analysed }], wanted)
}

/** The same in several documents: there `NAME@PATH:LINE` tells groups of one name apart. */
export function chooseGroupOf(documents: readonly NamedDocument[], { name, offset }: Wanted): JudgedGroup | NoGroup {
  const called = groupsCalledIn(documents, name)
  if ("problem" in called) return called
  const there = offset === undefined ? undefined : called.find(({ group }) => isAt(group.range, offset))
  const [first, second] = called
  const chosen = there ?? (second ? undefined : first)
  if (chosen) return chosen
  const all = callAll(documents, called)
  if (first && called.every(each => isOfOneText(each, first))) {
    return {
      problem: l10n.t`${called.length} NSGs here are called "${first.group.name}": several deployments use the same linked template. Ask about a network interface or subnet, or name only one of the files that link to it.`,
    }
  }
  return {
    problem:
      name === undefined
        ? l10n.t`There are ${called.length} NSGs here: ${all}. Name one of them.`
        : l10n.t`${called.length} NSGs here are called "${name}". Name one of them with its line: ${all}.`,
  }
}

/** Whether two groups are what deployments make of one linked template: nothing in its file tells them apart. */
function isOfOneText({ group }: JudgedGroup, { group: other }: JudgedGroup): boolean {
  return group.call !== undefined && group.nameRange.start === other.nameRange.start && group.name === other.name
}

/** The groups of a name, or all where none is given; never an empty list. */
export function groupsCalled(analysed: AnalysedDocument, name: string | undefined): readonly JudgedGroup[] | NoGroup {
  return groupsCalledIn([{ analysed }], name)
}

export function groupsCalledIn(
  documents: readonly NamedDocument[],
  name: string | undefined,
): readonly JudgedGroup[] | NoGroup {
  const groups = documents.flatMap(({ analysed }) => analysed.groups)
  if (groups.length === 0) return { problem: l10n.t`No NSG found in this document.` }
  if (name === undefined) return groups
  const called = groups.filter(judged => isCalled(judged, name))
  if (called.length > 0) return called
  const there = name.includes("@") ? groupsAt(documents, name) : []
  return there.length > 0
    ? there
    : { problem: l10n.t`There is no NSG "${name}" here, only ${callAll(documents, groups)}.` }
}

function isCalled({ group }: JudgedGroup, name: string): boolean {
  return namesOf(group).includes(name.toLowerCase())
}

function namesOf({ name, id }: JudgedGroup["group"]): readonly string[] {
  return [name, ...(id === undefined ? [] : [id])].map(text => text.toLowerCase())
}

/** The groups that `NAME@LINE`, `NAME@LINE:COLUMN`, or either with a path before the line, stands for. */
function groupsAt(documents: readonly NamedDocument[], text: string): JudgedGroup[] {
  const wanted = text.toLowerCase().replace("@./", "@")
  return placed(documents).flatMap(({ judged, path, otherPath, line, column, number }) => {
    const places = [`${line}`, `${line}:${column}`, `${line}:${column}#${number}`]
    const all = [
      ...places,
      ...[path, otherPath].flatMap(file => places.map(place => `${file}:${place}`.toLowerCase().replace(/^\.\//, ""))),
    ]
    return namesOf(judged.group).some(name => all.some(place => wanted === `${name}@${place}`)) ? [judged] : []
  })
}

/** The groups as they can be asked for, each once. */
function callAll(documents: readonly NamedDocument[], groups: readonly JudgedGroup[]): string {
  const distinct = [...new Set([...callNames(documents, groups).values()].map(text => `"${text}"`))]
  const more = distinct.length - mostNamed
  return listWords(more > 1 ? [...distinct.slice(0, mostNamed), l10n.t`${more} more`] : distinct)
}

/**
 * What each of the groups can be asked for by: its name, where several have that with the line, and its document, the column where
 * that is one line, and the number where they are of one text.
 */
export function callNames(
  documents: readonly NamedDocument[],
  groups: readonly JudgedGroup[],
): ReadonlyMap<JudgedGroup, string> {
  const called = placed(documents)
    .filter(({ judged }) => groups.includes(judged))
    .map(({ judged, path, line, column, number }) => {
      const { name } = judged.group
      const place = `${documents.length > 1 && path !== undefined ? `${path}:` : ""}${line}`
      const forms = [name, `${name}@${place}`, `${name}@${place}:${column}`, `${name}@${place}:${column}#${number}`]
      return { judged, forms: forms.map(form => ({ form, key: form.toLowerCase() })) }
    })
  const uses = new Map<string, number>()
  for (const { key } of called.flatMap(({ forms }) => forms)) uses.set(key, (uses.get(key) ?? 0) + 1)
  const nameOf = (forms: (typeof called)[number]["forms"]) =>
    (forms.find(({ key }) => uses.get(key) === 1) ?? forms.at(-1))?.form
  return new Map(called.map(({ judged, forms }) => [judged, nameOf(forms) ?? judged.group.name]))
}

/** A folder may have hundreds of groups, and a message is to be read. */
const mostNamed = 12

interface PlacedGroup {
  readonly judged: JudgedGroup
  readonly path: string | undefined
  readonly otherPath: string | undefined
  readonly line: number
  readonly column: number
  /** Which of the groups that a loop makes of one text, from one. */
  readonly number: number
}

/** Where the names of the groups stand, counted from one as editors do. */
function placed(documents: readonly NamedDocument[]): PlacedGroup[] {
  return documents.flatMap(({ path, otherPath, analysed }) => {
    const { uri, language, text } = analysed.source
    const locate = locator(TextDocument.create(uri, language, 0, text), analysed)
    const made = new Map<string, number>()
    return analysed.groups.map(judged => {
      const { document, nameRange } = judged.group
      const { start } = locate({ document, range: nameRange }).range
      const key = `${document} ${nameRange.start}`
      const number = (made.get(key) ?? 0) + 1
      made.set(key, number)
      return { judged, path, otherPath, line: start.line + 1, column: start.character + 1, number }
    })
  })
}
