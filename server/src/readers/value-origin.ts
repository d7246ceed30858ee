import { namesUsed, type UsedName } from "../expressions/names-used.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { isMap } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import { type TemplateNames, templateNames, writtenFor } from "./arm-names.ts"
import type { LocatedGroup, LocatedRule } from "./reader.ts"
import type { RuleProblem, ValueOrigin } from "./rule-problem.ts"

/** The group with, for each refused value that an expression takes from elsewhere, the place to correct it. */
export function withValueOrigins(group: LocatedGroup, document: SyntaxDocument): LocatedGroup {
  const located = (rule: LocatedRule) => withOrigins(rule, document)
  return {
    ...withOrigins(group, document),
    rules: group.rules.map(located),
    statedDefaults: group.statedDefaults.map(located),
  }
}

function withOrigins<T extends { readonly problems: readonly RuleProblem[] }>(owner: T, document: SyntaxDocument): T {
  if (owner.problems.length === 0) return owner
  const problems = owner.problems.map(problem => {
    const origin = problem.value === undefined ? undefined : valueOrigin(document, problem.range, problem.value)
    return origin ? { ...problem, origin } : problem
  })
  return { ...owner, problems }
}

/**
 * Undefined where the text at `range` is no expression, or nothing that it leads to is written as this value. Variables name
 * variables: each is looked at once.
 */
export function valueOrigin({ text, roots }: SyntaxDocument, range: Range, value: string): ValueOrigin | undefined {
  const [root] = roots
  const written = text.slice(range.start, range.end)
  if (!isExpression(written) || !isMap(root)) return undefined
  const open: Naming[] = [{ text: written, names: templateNames(root) }]
  const seen = new Set<Node>()
  for (const naming of open) {
    for (const used of usedIn(naming)) {
      const found = writtenFor(used, naming.names)
      if (!found || used.kind === "function" || seen.has(found.node)) continue
      seen.add(found.node)
      for (const node of found.node.kind === "list" ? found.node.items : [found.node]) {
        if (node.kind !== "scalar") continue
        if (String(node.value) === value) return { kind: used.kind, name: used.name, range: node.range }
        open.push({ text: String(node.value), names: found.names })
      }
    }
  }
  return undefined
}

/** A text, and what its expression can name. */
interface Naming {
  readonly text: string
  readonly names: TemplateNames
}

function usedIn({ text }: Naming): readonly UsedName[] {
  const { expression } = isExpression(text) ? parseExpression(text) : {}
  return expression ? namesUsed(expression) : []
}
