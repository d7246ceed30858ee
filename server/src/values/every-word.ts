/** Whether a text is what portals and other tools say for `*`. */
export function isEveryWord(text: string): boolean {
  return /^(any|all)$/i.test(text)
}
