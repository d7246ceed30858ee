/** What tells the language of a text: the extension, else the editor's language id, else the first character. */
export interface LanguageHints {
  /** A path or URI; only its extension is looked at. */
  readonly path: string
  readonly languageId?: string
  readonly text: string
}

const byExtension: ReadonlyMap<string, "json" | "yaml"> = new Map([
  ["json", "json"],
  ["jsonc", "json"],
  ["yaml", "yaml"],
  ["yml", "yaml"],
])

const byLanguageId: ReadonlyMap<string, "json" | "yaml"> = new Map([
  ["json", "json"],
  ["jsonc", "json"],
  ["arm-template", "json"],
  ["arm-params", "json"],
  ["yaml", "yaml"],
  ["ansible", "yaml"],
  ["helm", "yaml"],
])

export function languageOf({ path, languageId, text }: LanguageHints): "json" | "yaml" {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ""
  return byExtension.get(extension) ?? byLanguageId.get(languageId ?? "") ?? languageIn(text)
}

/** A text that begins with a bracket is JSON, whatever templates stand before it; `{{` and `{%` alone make no JSON. */
function languageIn(text: string): "json" | "yaml" {
  const template = /\uFEFF?\s*(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\})/y
  let end = 0
  while (template.test(text)) end = template.lastIndex
  const bracket = /\uFEFF?\s*[[{]/y
  bracket.lastIndex = end
  return bracket.test(text) ? "json" : "yaml"
}
