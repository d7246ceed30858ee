import * as l10n from "@vscode/l10n"
import { Composer, type CST, Lexer, Parser, type YAMLError } from "yaml"
import { mostProblems, mostYamlParts, mostYamlTokens, tooDeep, tooMany } from "./bounds.ts"
import type { SyntaxDocument, SyntaxProblem } from "./document.ts"
import type { Node } from "./node.ts"
import { breaksIn } from "./template-marks.ts"
import { maskTemplates } from "./template-mask.ts"
import { plainYamlMessage } from "./yaml-messages.ts"
import { convertDocument } from "./yaml-nodes.ts"
import { recover, type YamlStream } from "./yaml-recovery.ts"
import { maskSlips } from "./yaml-slips.ts"
import { readTabbed } from "./yaml-tabs.ts"

type YamlDocuments = Pick<SyntaxDocument, "roots" | "problems" | "directives">

/**
 * Reads a YAML stream into one tree for each document. Anchors, aliases and merge keys are resolved; see `convertDocument`.
 * Templates of Helm and Jinja are hidden from the parser, and stand in the tree's texts as they were written.
 *
 * The stages of the parser are run by hand, because its composer recurses and near the end of the stack takes the whole
 * process with it: tokens are fed to the (iterative) first stage one by one, and its stack is watched.
 */
export function parseYaml(text: string, nesting: number): YamlDocuments {
  const masked = maskTemplates(text)
  const breaks = masked ? breaksIn(masked.directives) : []
  const read = (source: string) => readStream(source, nesting, breaks)
  const source = maskSlips(masked?.text ?? text)
  const { roots, problems } = readTabbed(source, read, () => recover(source, read))
  return masked && masked.directives.length > 0
    ? { roots, problems, directives: masked.directives }
    : { roots, problems }
}

interface Refusal {
  readonly refusal: SyntaxProblem
  readonly deepAt?: number
}

function readStream(text: string, nesting: number, breaks: readonly number[]): YamlStream {
  const tokens = tokensOf(text, nesting)
  if (!Array.isArray(tokens)) return { ...tokens, roots: [], problems: [tokens.refusal] }
  // Keys are compared when the tree is converted: the composer would compare each with each.
  const composer = new Composer({ uniqueKeys: false, logLevel: "silent" })
  const problems: SyntaxProblem[] = []
  const roots: Node[] = []
  for (const document of composer.compose(tokens)) {
    problems.push(...document.errors.slice(0, mostProblems).map(syntaxProblem))
    const root = convertDocument(document.contents, text, problems, breaks)
    if (root) roots.push(root)
  }
  problems.push(...composer.streamInfo().errors.slice(0, mostProblems).map(syntaxProblem))
  return { roots, problems: problems.sort((a, b) => a.range.start - b.range.start) }
}

/** The parser's tokens, or why the text is beyond a bound, and for one too deep where it gets so. */
function tokensOf(text: string, nesting: number): CST.Token[] | Refusal {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  let count = 0
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (parser.stack.length > nesting && levelsOf(parser.stack) > nesting)
      return { refusal: tooDeep(nesting), deepAt: parser.offset }
    if (++count > mostYamlTokens) return { refusal: tooMany(l10n.t`tokens`, mostYamlTokens) }
    if (tokens.length > mostYamlParts) return { refusal: tooMany(l10n.t`documents`, mostYamlParts) }
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

/** How many collections are open: the stack holds the document below them, and the scalar that is being read above. */
function levelsOf(stack: readonly CST.Token[]): number {
  const top = stack.at(-1)
  return top && "items" in top ? stack.length - 1 : stack.length - 2
}

function syntaxProblem({ message, pos }: YAMLError): SyntaxProblem {
  return { reason: "syntax", detail: plainYamlMessage(message), range: { start: pos[0], end: pos[1] } }
}
