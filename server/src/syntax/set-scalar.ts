import { blockHead, writeLiteral } from "./block-scalar.ts"
import type { SyntaxDocument } from "./document.ts"
import type { TextEdit } from "./edit.ts"
import { breakOf, lineEnd, lineStart } from "./lines.ts"
import { outerRange } from "./lookup.ts"
import type { Node, ScalarNode } from "./node.ts"
import type { Path, Step } from "./path.ts"
import type { WritableScalar } from "./write-value.ts"
import { writeScalar } from "./write-yaml.ts"
import { styleAt } from "./writing-style.ts"
import { behindProperties, isInFlow, keyOf, quoteAround } from "./written-place.ts"

/** One scalar of YAML in the place of another, which begins behind `place`. */
export function setYamlScalar(
  document: SyntaxDocument,
  path: Path,
  step: Step,
  value: WritableScalar,
  place: number,
): TextEdit {
  const { text } = document
  const node = step.value
  const style = styleAt(document, path)
  const head = node.kind !== "scalar" || isInFlow(text, path) ? undefined : blockHead(text, place, node)
  if (head) {
    const end = lineEnd(text, Math.max(node.range.end, head.start))
    return {
      range: { start: head.start, end },
      newText:
        textOfLines(text, node, value, head.rest) ?? writeScalar(value, undefined, style.quote) + head.rest.trimEnd(),
    }
  }
  if (isNothing(node)) {
    const at = behindProperties(text, place)
    return { range: { start: at, end: at }, newText: ` ${writeScalar(value, style.quoteOf(keyOf(step)), style.quote)}` }
  }
  const quote = quoteAround(text, node.range)
  return { range: outerRange(node), newText: writeScalar(value, quote, quote ?? style.quote) }
}

function isNothing({ kind, range, ...node }: Node): boolean {
  return kind === "scalar" && range.start === range.end && !(node as ScalarNode).quoted
}

/** Several lines stay a text of lines; undefined for one line, which goes behind the key. */
function textOfLines(
  text: string,
  { range: { start } }: Node,
  value: WritableScalar,
  rest: string,
): string | undefined {
  const indent = text.slice(lineStart(text, start), start)
  if (typeof value !== "string" || indent.trim() !== "") return undefined
  const written = writeLiteral(value, indent, breakOf(text))
  return written?.replace(/\r?\n/, lineBreak => rest.trimEnd() + lineBreak)
}
