import type { Profile, Severity } from "../checks/check.ts"

/** What the user has set; the same settings under `nsg.` in the editor and as options of the command line. */
export interface Settings {
  readonly profile: Profile
  /** Address prefixes that are inside the virtual network; then everything else is outside. Only verify uses them. */
  readonly virtualNetwork: readonly string[]
  /** Severity of a code, or "off". */
  readonly checks: Readonly<Record<string, Severity | "off">>
  readonly limits: Limits
}

/** Beyond these a document is refused before it is parsed. */
export interface Limits {
  /** Levels of nesting; more than 200 could exhaust a parser's stack. */
  readonly nesting: number
  /** Bytes of JSON. */
  readonly jsonSize: number
  /** Bytes of YAML. */
  readonly yamlSize: number
}

export const defaultSettings: Settings = {
  profile: "current",
  virtualNetwork: [],
  checks: {},
  limits: { nesting: 200, jsonSize: 20_000_000, yamlSize: 2_000_000 },
}
