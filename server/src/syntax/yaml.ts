import { Composer, type CST, Lexer, Parser, type YAMLError } from "yaml"
import { tooDeep } from "./bounds.ts"
import type { SyntaxProblem } from "./document.ts"
import type { Node } from "./node.ts"
import { convertDocument } from "./yaml-nodes.ts"

/**
 * Reads a YAML stream into one tree for each document. Anchors, aliases and merge keys are resolved; see `convertDocument`.
 *
 * The stages of the parser are run by hand, because its composer recurses and near the end of the stack takes the whole
 * process with it: tokens are fed to the (iterative) first stage one by one, and its stack is watched.
 */
export function parseYaml(text: string, nesting: number): { roots: Node[]; problems: SyntaxProblem[] } {
  const tokens = tokensOf(text, nesting)
  if (!tokens) return { roots: [], problems: [tooDeep(nesting)] }
  // Keys are compared when the tree is converted: the composer would compare each with each.
  const composer = new Composer({ uniqueKeys: false, logLevel: "silent" })
  const problems: SyntaxProblem[] = []
  const roots: Node[] = []
  for (const document of composer.compose(tokens)) {
    problems.push(...document.errors.map(syntaxProblem))
    const root = convertDocument(document.contents, text, problems)
    if (root) roots.push(root)
  }
  problems.push(...composer.streamInfo().errors.map(syntaxProblem))
  return { roots, problems: problems.sort((a, b) => a.range.start - b.range.start) }
}

/** The parser's tokens, or undefined when the text is nested beyond the bound. */
function tokensOf(text: string, nesting: number): CST.Token[] | undefined {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    // The stack also holds the document and the scalar that is being read.
    if (parser.stack.length > nesting + 2) return undefined
  }
  tokens.push(...parser.end())
  return tokens
}

function syntaxProblem({ message, pos }: YAMLError): SyntaxProblem {
  return { reason: "syntax", detail: message.replace(/[.:]$/, ""), range: { start: pos[0], end: pos[1] } }
}
