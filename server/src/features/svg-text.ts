/** A text as XML has it, in an element or an attribute, whatever it holds. */
export function escapeXml(text: string): string {
  const plain = [...text].map(letter => (letter < " " ? " " : letter)).join("")
  return plain.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)
}

/** So wide is a letter of 12 pixels on average, on the safe side. */
export const letterWidth = 6.6

/** A text that is no longer than so many pixels. */
export function fitting(text: string, width: number): string {
  const most = Math.floor(width / letterWidth)
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
