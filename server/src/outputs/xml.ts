/** An element of XML: attributes, and either text or elements within, which need not be in memory all at once. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly content: string | Iterable<Element>
}

/** A document of XML 1.0, line by line. */
export function* xmlDocument(root: Element): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield* elementLines(root, "")
}

function* elementLines({ name, attributes, content }: Element, indent: string): Iterable<string> {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(`${value}`)}"`)
  const open = `${indent}<${name}${written.join("")}`
  if (typeof content === "string") {
    yield content === "" ? `${open}/>\n` : `${open}>${escapeXml(content)}</${name}>\n`
    return
  }
  let isEmpty = true
  for (const each of content) {
    if (isEmpty) yield `${open}>\n`
    isEmpty = false
    yield* elementLines(each, `${indent}  `)
  }
  yield isEmpty ? `${open}/>\n` : `${indent}</${name}>\n`
}

/** Line breaks and tabs would be made blanks in an attribute; what XML 1.0 has no place for is replaced. */
function escapeXml(text: string): string {
  return text.replace(notXml, "\ufffd").replace(/[&<>"\t\r\n]/g, character => entities[character] ?? character)
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\r": "&#13;",
  "\n": "&#10;",
}

// With `u` a half of a surrogate pair that stands alone is a character of its own.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu
