import * as l10n from "@vscode/l10n"
/** What the YAML parser says of a fault, in the words of people who write YAML and have not read its specification. */
export function plainYamlMessage(message: string): string {
  for (const [pattern, text] of plainTexts) if (pattern.test(message)) return message.replace(pattern, l10n.t(text))
  return message.replace(/[.:]$/, "")
}

export const plainTexts: readonly (readonly [RegExp, string])[] = [
  [
    /^Nested mappings are not allowed .*$/,
    "A key is not expected here: check the indentation, or put the value in quotes",
  ],
  [
    /^Implicit keys .*need to be on a single line.*$/,
    "A key must be on one line: a colon or a closing quote may be missing",
  ],
  [/^Implicit map keys need to be followed by map values.*$/, 'The ":" after this key is missing'],
  [/^All mapping items must start at the same column.*$/, "The keys of an object must start at the same column"],
  [/^All sequence items must start at the same column.*$/, "The items of a list must start at the same column"],
  [
    /^Flow (?:map|sequence) in block collection .*end with a (.).*$/,
    'The closing "$1" is missing, or not indented far enough',
  ],
  [/^Unexpected block-seq-ind on same line with key.*$/, "A list must start on the line after its key"],
  [
    /^Block collections are not allowed within flow collections.*$/,
    "A comma is missing here, or a list or object needs [ ] or { }",
  ],
  [/^Missing , or : between flow .*$/, "A comma or a colon is missing between the items"],
  [/^Unexpected \S+ token in YAML stream: (".*")$/s, "$1 is not expected here"],
  [/^Unexpected \S+ (?:token|at node end).*$/s, "This is not expected here: check quotes and indentation"],
]
