import { similarName } from "../values/similar-name.ts"
import type { Check } from "./check.ts"
import { checks } from "./index.ts"

/** The check of a code, or what another tool calls it. */
export function checkNamed(name: string): Check | undefined {
  const wanted = name.toLowerCase()
  const isAlias = (alias: string) => alias.toLowerCase() === wanted
  return checks.find(({ code }) => code === wanted) ?? checks.find(({ aliases }) => aliases.some(isAlias))
}

/** The code that was probably meant by one that no check has. */
export function similarCheck(misspelt: string): string | undefined {
  return similarName(
    misspelt,
    checks.map(({ code }) => code),
  )
}
