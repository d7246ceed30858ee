/** `1 finding`, `2 findings` */
export function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`
}
