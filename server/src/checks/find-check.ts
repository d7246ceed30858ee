import { similarName } from "../values/similar-name.ts"
import type { Check } from "./check.ts"
import { checks } from "./index.ts"

/** The check of a code, or those that have what another tool calls a fault. */
export function checksNamed(name: string): readonly Check[] {
  const wanted = name.toLowerCase()
  const own = checks.filter(({ code }) => code === wanted)
  return own.length > 0 ? own : checks.filter(({ aliases }) => aliases.some(alias => alias.toLowerCase() === wanted))
}

/** The code that was probably meant by one that no check has. */
export function similarCheck(misspelt: string): string | undefined {
  return similarName(
    misspelt,
    checks.map(({ code }) => code),
  )
}
