import { type TemplateSymbol, templateSymbols } from "../../readers/template-symbols.ts"
import type { SyntaxDocument } from "../../syntax/document.ts"
import { entriesOf, member } from "../../syntax/lookup.ts"
import { isAt } from "../../syntax/range.ts"
import type { NamePlace } from "./name-place.ts"

/** A template with a tree, and the parameter file that gives it values, where there is one. */
export interface TemplateAndFile {
  readonly uri: string
  readonly syntax: SyntaxDocument
  readonly parameterFile?: { readonly uri: string; readonly syntax: SyntaxDocument } | undefined
}

/** The parameter or variable whose name stands at an offset of the template. */
export function symbolAt({ syntax }: TemplateAndFile, offset: number): TemplateSymbol | undefined {
  return templateSymbols(syntax).find(({ declarations, uses }) =>
    [...declarations, ...uses].some(range => isAt(range, offset)),
  )
}

/** The template's parameter of whose value the name stands at an offset of its parameter file. */
export function parameterAt({ syntax, parameterFile }: TemplateAndFile, offset: number): TemplateSymbol | undefined {
  const given = givenIn(parameterFile).find(({ keyRange }) => isAt(keyRange, offset))
  return given && outermost(syntax).find(({ name }) => name.toLowerCase() === given.key.toLowerCase())
}

function outermost(syntax: SyntaxDocument): readonly TemplateSymbol[] {
  return templateSymbols(syntax).filter(({ isOutermost }) => isOutermost)
}

/** In the template, and in the file that gives the parameter a value. */
export function symbolPlaces(symbol: TemplateSymbol, { uri, parameterFile }: TemplateAndFile): readonly NamePlace[] {
  const given = symbol.isOutermost ? givenIn(parameterFile) : []
  const isGiven = ({ key }: (typeof given)[number]) => key.toLowerCase() === symbol.name.toLowerCase()
  return [
    ...symbol.declarations.map((range): NamePlace => ({ uri, range, role: "definition", isLiteral: true })),
    ...symbol.uses.map((range): NamePlace => ({ uri, range, role: "reference", isLiteral: true })),
    ...given.filter(isGiven).map(({ keyRange }): NamePlace => {
      return { uri: parameterFile?.uri ?? uri, range: keyRange, role: "reference", isLiteral: true }
    }),
    ...symbol.unplaced.map((range): NamePlace => ({ uri, range, role: "reference", isLiteral: false })),
  ]
}

function givenIn(file: TemplateAndFile["parameterFile"]) {
  return entriesOf(member(file?.syntax.roots[0], "parameters"))
}
