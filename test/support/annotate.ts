/** A label for a place in a text. */
export interface Note {
  readonly range: { readonly start: number; readonly end: number }
  readonly label: string
}

/**
 * Draws each note under the first line of what it points at: `#   ^^^ label`. A place in the first columns, where the
 * comment mark stands in the way, is pointed at from the third column on.
 */
export function annotate(text: string, notes: readonly Note[], comment: "#" | "//" = "#"): string {
  let offset = 0
  return text
    .split("\n")
    .flatMap(line => {
      const start = offset
      offset += line.length + 1
      const here = notes.filter(({ range }) => start <= range.start && range.start < offset)
      return [line, ...here.map(note => draw(note, line, start, comment))]
    })
    .join("\n")
}

function draw({ range, label }: Note, line: string, start: number, comment: string): string {
  const width = Math.max(1, Math.min(range.end, start + line.length) - range.start)
  return `${comment.padEnd(range.start - start)}${"^".repeat(width)} ${label}`
}

/** Removes what `annotate` drew. */
export function strip(annotated: string): string {
  return annotated
    .split("\n")
    .filter(line => !/^(#|\/\/) *\^+ /.test(line))
    .join("\n")
}
