import { type ParseArgsConfig, parseArgs } from "node:util"
import { similarName } from "../values/similar-name.ts"

type Options = NonNullable<ParseArgsConfig["options"]>
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; tokens: true }>>

/** Reads a command's arguments; what Node says of bad ones comes back as a sentence. */
export function readArguments<const O extends Options>(
  args: readonly string[],
  options: O,
): Parsed<O> | { readonly problem: string } {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true })
  } catch (error) {
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)
    return { problem: `${inOurWords(sentence.replace(/\.$/, ""), Object.keys(options))} See --help.` }
  }
}

/** What Node says of an option that has no value, or that there is not. */
function inOurWords(sentence: string, options: readonly string[]): string {
  const [, valueless] = /^Option '(?:-., )?(--[^ ']+).*' argument (?:is ambiguous|missing)$/.exec(sentence) ?? []
  if (valueless !== undefined) return `${valueless} needs a value.`
  const [, unknown] = /^Unknown option '--(.+)'$/.exec(sentence) ?? []
  const meant = unknown === undefined ? undefined : similarName(unknown, options)
  return `${sentence}.${meant === undefined ? "" : ` Did you mean --${meant}?`}`
}

/** `--format`: text unless json is asked for. */
export function readFormat(format: string | undefined): "text" | "json" | { readonly problem: string } {
  if (format === undefined || format === "text") return "text"
  return format === "json" ? "json" : { problem: `--format must be text or json, not "${format}".` }
}
