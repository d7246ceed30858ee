import { cidrAdvice } from "../checks/cidr-advice.ts"
import type { AddressPrefix } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"

type Token = { readonly kind: string; readonly name?: string; readonly value?: string | undefined }

/** The values of options that take any number of prefixes, by the option's name, and the other positional arguments. */
export interface SortedArguments {
  readonly paths: readonly string[]
  readonly prefixes: ReadonlyMap<string, readonly string[]>
}

/** Prefixes that stand behind such an option's first one are its own, not paths. */
export function sortPositionals(tokens: readonly Token[], options: readonly string[]): SortedArguments {
  const paths: string[] = []
  const prefixes = new Map<string, string[]>(options.map(option => [option, []]))
  let behind: string[] | undefined
  for (const { kind, name = "", value } of tokens) {
    if (kind === "positional" && value !== undefined) {
      if (!isPrefix(value)) behind = undefined
      ;(behind ?? paths).push(value)
    } else {
      behind = kind === "option" ? prefixes.get(name) : undefined
      if (value !== undefined) behind?.push(...value.split(","))
    }
  }
  return { paths, prefixes }
}

/** The prefixes that an option was given, or a sentence on the first that is none. */
export function readPrefixes(
  { prefixes }: SortedArguments,
  option: string,
): readonly AddressPrefix[] | { readonly problem: string } {
  const read: AddressPrefix[] = []
  for (const text of prefixes.get(option) ?? []) {
    const term = parseAddress(text)
    if ("kind" in term && term.kind === "prefix") read.push(term)
    else {
      const instead = "fault" in term && term.instead !== undefined ? `Use ${term.instead}.` : undefined
      const hint = cidrAdvice(text) ?? instead ?? "Write it like 10.0.0.0/16."
      return { problem: `--${option}: "${text}" is not an address prefix. ${hint}` }
    }
  }
  return read
}

/** The prefixes of a configuration, which was read strictly. */
export function prefixesOf(texts: readonly string[]): readonly AddressPrefix[] {
  return texts.map(parseAddress).filter(term => "kind" in term && term.kind === "prefix")
}

function isPrefix(text: string): boolean {
  const term = parseAddress(text)
  return "kind" in term && term.kind === "prefix"
}
