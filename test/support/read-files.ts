import { type ReadText, readText } from "../../server/src/analysis/read-text.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { LinkedFiles } from "../../server/src/readers/linked-files.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

/** Files by their URIs: an object is written as JSON. */
export type Files = Readonly<Record<string, string | object>>

/** Reads the files of a workspace, each with the others at hand that its templates may link to. */
export function readFiles(files: Files, settings = defaultSettings): readonly ReadText[] {
  const sources = Object.entries(files).map(([uri, content]) => {
    const text = typeof content === "string" ? content : JSON.stringify(content, undefined, 2)
    return { uri, language: uri.endsWith(".json") ? ("json" as const) : ("yaml" as const), text }
  })
  const parsed = sources.map(({ uri, text, language }) => ({ uri, syntax: parseText(text, language, settings.limits) }))
  return sources.map(source => readText(source, settings, { linkedFiles: new LinkedFiles(source.uri, parsed) }))
}
