import type { LocatedGroup } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { entriesOf, isMap, member } from "../syntax/lookup.ts"
import type { MapNode, Node, Range } from "../syntax/node.ts"

/**
 * The parameters of an ARM template that the rules of a group depend on and that have their default values here, the
 * nearest first: another deployment may give them others. Groups of nested templates have parameters of their own, and
 * are left out.
 */
export function defaultedParameters(
  group: LocatedGroup,
  syntax: SyntaxDocument | undefined,
  given: ReadonlyMap<string, Node> | undefined,
): readonly string[] {
  const [root] = syntax?.roots ?? []
  const declared = new Map(
    entriesOf(member(root, "parameters"))
      .filter(({ key, value }) => member(value, "defaultValue") && !given?.has(key.toLowerCase()))
      .map(({ key }) => [key.toLowerCase(), key]),
  )
  if (!syntax || declared.size === 0) return []
  const variables = new Map(entriesOf(member(root, "variables")).map(({ key, value }) => [key.toLowerCase(), value]))
  const texts = rangesOf(group, root).map(range => slice(syntax, range))
  const seen = new Set<string>()
  for (const text of texts) {
    for (const [, kind, name = ""] of text.matchAll(/\b(parameters|variables)\(\s*'([^']+)'/gi)) {
      const key = `${kind} ${name}`.toLowerCase()
      const variable = seen.has(key) ? undefined : key.startsWith("v") && variables.get(name.toLowerCase())
      seen.add(key)
      if (variable) texts.push(slice(syntax, variable.range))
    }
  }
  return [...seen].flatMap(key => declared.get(key.replace(/^parameters /, "")) ?? [])
}

/** Where the rules are written: the properties of the group, and those of rules that stand elsewhere. */
function rangesOf({ range, rules }: LocatedGroup, root: Node | undefined): readonly Range[] {
  const resource = ownResource(member(root, "resources"), range)
  const properties = member(resource, "properties")
  if (!properties) return []
  return [
    properties.range,
    ...rules.flatMap(({ at }) => Object.entries(at.properties).flatMap(([key, at]) => (key === "name" ? [] : [at]))),
  ]
}

/** The resource at a range, in a list or, by symbolic names, a map of resources; not one of a nested template. */
function ownResource(resources: Node | undefined, range: Range): MapNode | undefined {
  const nodes = resources?.kind === "list" ? resources.items : entriesOf(resources).map(({ value }) => value)
  return nodes.filter(isMap).find(node => node.range.start === range.start && node.range.end === range.end)
}

function slice({ text }: SyntaxDocument, { start, end }: Range): string {
  return text.slice(start, end)
}
