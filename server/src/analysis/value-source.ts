import * as l10n from "@vscode/l10n"
import type { Finding } from "../checks/check.ts"
import { listWords } from "../checks/wording.ts"
import type { LeftOut } from "../readers/left-out.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { entriesOf, member } from "../syntax/lookup.ts"
import type { Range } from "../syntax/node.ts"
import type { ParameterFile } from "./parameter-values.ts"

/** Where the values of a template's parameters come from that it does not show itself, by their names in lower case. */
export type ValueSources = ReadonlyMap<string, string>

/** A parameter file's values go before those of the setting. */
export function valueSources(
  setting: Readonly<Record<string, unknown>>,
  file: ParameterFile | undefined,
): ValueSources {
  const name = file && decodeURIComponent(file.uri.slice(file.uri.lastIndexOf("/") + 1))
  const inFile = entriesOf(member(file?.syntax.roots[0], "parameters")).map(({ key }) => key.toLowerCase())
  return new Map([
    ...Object.keys(setting).map(key => [key.toLowerCase(), "nsg.parameters"] as const),
    ...inFile.flatMap(key => (name === undefined ? [] : [[key, name] as const])),
  ])
}

/**
 * What is found in a value that stands in another file, or in the settings, is shown where the template uses or declares the
 * parameter: the message says where to correct it.
 */
export function namingSources(
  findings: readonly Finding[],
  syntax: SyntaxDocument,
  sources: ValueSources,
): readonly Finding[] {
  if (sources.size === 0) return findings
  return findings.map(finding => {
    const names = parametersAt(finding.range, syntax).filter(name => sources.has(name.toLowerCase()))
    const [source, another] = new Set(names.map(name => sources.get(name.toLowerCase())))
    if (source === undefined) return finding
    const from = another === undefined ? source : listWords([source, another])
    const named = listWords(names)
    const origin =
      names.length > 1
        ? l10n.t`The values of ${named} are from ${from}.`
        : l10n.t`The value of ${named} is from ${from}.`
    return finding.with({ message: `${finding.message} ${origin}` })
  })
}

/** The parameters of a template that are declared at a range, or named in the expression there. */
export function parametersAt(range: Range, { text, roots }: SyntaxDocument): readonly string[] {
  const declared = entriesOf(member(roots[0], "parameters"))
  const atDeclaration = declared.filter(({ keyRange }) => keyRange.start === range.start).map(({ key }) => key)
  const written = text.slice(range.start, range.end)
  // A whole rule is too much to say where each of its values comes from.
  const inExpression = /^"?\[/.test(written) ? written.matchAll(/\bparameters\(\s*'([^']+)'/gi) : []
  return [...new Set([...atDeclaration, ...Array.from(inExpression, ([, name = ""]) => name)])]
}

/** What is left out with the name of what gives the values that do it. */
export function namingLeftOut(
  { leftOut }: { readonly leftOut?: readonly LeftOut[] },
  sources: ValueSources,
): { readonly leftOut?: readonly LeftOut[] } {
  if (!leftOut) return {}
  return {
    leftOut: leftOut.map(one => {
      const [source] = one.parameters.flatMap(name => sources.get(name.toLowerCase()) ?? [])
      return source === undefined ? one : { ...one, source }
    }),
  }
}
