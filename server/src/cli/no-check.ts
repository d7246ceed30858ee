import { checksNamed, similarCheck } from "../checks/find-check.ts"
import { checks } from "../checks/index.ts"
import { listWords } from "../checks/wording.ts"

/** That no check has this code, and which one was probably meant. */
export function noCheck(code: string): string {
  return `there is no check "${code}". ${candidates(code)}`
}

/** The code that was meant, by another tool's name or with a slip, else those that share a word with it. */
function candidates(code: string): string {
  const named = checksNamed(code).map(check => check.code)
  const meant = named.length > 0 ? named : [similarCheck(code) ?? withWordsOf(code)].flat()
  return meant.length > 0 ? `Did you mean ${listWords(meant, "or")}?` : "nsg checks lists them."
}

function withWordsOf(code: string): readonly string[] {
  const words = code
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word.length > 2)
  return checks.map(check => check.code).filter(each => words.some(word => each.includes(word)))
}
