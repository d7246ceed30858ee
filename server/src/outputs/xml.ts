/** An element of XML: attributes, and either text or elements within. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly content: string | readonly Element[]
}

/** A document of XML 1.0. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, "")}\n`
}

function elementText({ name, attributes, content }: Element, indent: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(`${value}`)}"`)
  const open = `${indent}<${name}${written.join("")}`
  if (content.length === 0) return `${open}/>`
  if (typeof content === "string") return `${open}>${escapeXml(content)}</${name}>`
  const within = content.map(each => elementText(each, `${indent}  `))
  return [`${open}>`, ...within, `${indent}</${name}>`].join("\n")
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
