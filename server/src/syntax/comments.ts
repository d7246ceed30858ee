import type { SyntaxDocument } from "./document.ts"
import { blockExtent } from "./extent.ts"
import { readGap } from "./gap.ts"
import { lineEnd } from "./lines.ts"
import { isCollection, outerRange } from "./lookup.ts"
import type { Range } from "./node.ts"
import type { Step } from "./path.ts"
import { separatedExtent } from "./separated-extent.ts"
import { endOfValue, isFlow, placeOfValue } from "./written-place.ts"

/**
 * The comments about an entry or item: directly above it, and behind it on its line. They are found in the text where the
 * tree says that they can be, so that parsing does not have to keep them. None where its text is of an unusual form.
 */
export function commentsAbout(document: SyntaxDocument, step: Step): readonly Range[] {
  return placesOf(document, step).flatMap(place =>
    readGap(document, place)
      .filter(({ kind }) => kind === "comment")
      .map(({ range }) => range),
  )
}

function placesOf(document: SyntaxDocument, step: Step): readonly Range[] {
  const { text } = document
  if (isFlow(text, step.holder)) {
    const extent = separatedExtent(document, step)
    if (!extent) return []
    const { core, start, end } = extent
    return [
      { start, end: core.start },
      { start: core.end, end },
    ]
  }
  const extent = blockExtent(document, step)
  const [place, end] = [placeOfValue(text, step), endOfValue(text, step)]
  if (!extent || place === undefined || end === undefined) return []
  const isInLines = isCollection(step.value) && !isFlow(text, step.value)
  return [
    { start: extent.above, end: extent.start },
    { start: place, end: Math.min(lineEnd(text, place), outerRange(step.value).start) },
    ...(isInLines ? [] : [{ start: end, end: lineEnd(text, end) }]),
  ]
}
