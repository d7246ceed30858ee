/**
 * A text without what a terminal or a log would act on: control characters, and those that turn the direction of writing.
 * Files come from anywhere, and a rule's name may hold any of them.
 */
export function printable(text: string): string {
  return text.replace(acting, character => pictures(character.charCodeAt(0)))
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const acting = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** Unicode has pictures of the first 32 characters. */
function pictures(code: number): string {
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd"
}
