import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { variableDefaults } from "../readers/terraform-variables.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { entriesOf, isMap, member } from "../syntax/lookup.ts"
import type { MapNode, Node, Range } from "../syntax/node.ts"
import { keptFor } from "../values/kept-for.ts"
import { type GroupRule, isLocated } from "./group-rule.ts"

/** A template, and the values that its parameters are given, by their names in lower case. */
export interface GivenTemplate {
  readonly syntax?: SyntaxDocument | undefined
  readonly parameters?: ReadonlyMap<string, Node> | undefined
}

/**
 * The parameters of an ARM template that the rules of a group depend on and that have their default values here, the
 * nearest first: another deployment may give them others. Groups of nested templates have parameters of their own, and
 * are left out.
 */
export function defaultedParameters(group: LocatedGroup, template: GivenTemplate): readonly string[] {
  const resource = ownResource(group, template)
  if (!resource) return []
  const properties = member(resource, "properties")
  return namedIn([...(properties ? [properties.range] : []), ...group.rules.flatMap(rangesOf)], template)
}

/**
 * The parameters on whose default values it depends what some rules of a group do, together with all that is said of them: with
 * other values it may be something else. What another document adds to the group is not this template's.
 */
export function defaultsBehind(
  rules: readonly GroupRule[],
  group: LocatedGroup,
  template: GivenTemplate,
): readonly string[] {
  const concerned = rules.filter(isLocated).filter(({ document }) => document === group.document)
  const variables = standardsIn(template)
  if (variables.size > 0) return variablesBehind(concerned, variables, template)
  if (declaredIn(template).size === 0 || !ownResource(group, template)) return []
  const present = concerned.flatMap(({ presentByDefault }) => presentByDefault ?? [])
  const own = concerned.flatMap(rule => [...listsAround(rule, template), ...namedIn(rangesOf(rule), template)])
  return [...new Set([...present, ...own])]
}

/** The parameters with a default that nothing replaces, with that value, by their names in lower case. */
const declaredIn = keptFor(
  ({ syntax, parameters: given }: GivenTemplate) =>
    new Map(
      entriesOf(member(syntax?.roots[0], "parameters")).flatMap(({ key, value }) => {
        const byDefault = given?.has(key.toLowerCase()) ? undefined : member(value, "defaultValue")
        return byDefault ? [[key.toLowerCase(), { name: key, byDefault }] as const] : []
      }),
    ),
)

/** The same of a Terraform configuration: variables that are the value of a property, or hold it. */
const standardsIn = keptFor(({ syntax }: GivenTemplate) => variableDefaults(syntax?.roots[0]))

function variablesBehind(
  rules: readonly LocatedRule[],
  variables: ReadonlyMap<string, Node>,
  { syntax }: GivenTemplate,
): readonly string[] {
  const places = rules.flatMap(rangesOf)
  const texts = places.map(place => (syntax ? slice(syntax, place) : ""))
  return [...variables].flatMap(([name, { range }]) => {
    const isWithin = places.some(({ start, end }) => range.start <= start && end <= range.end)
    return isWithin || texts.some(text => text.includes(`\${var.${name}}`)) ? [name] : []
  })
}

/** The parameter in whose default value a rule is written as a whole. */
function listsAround({ at: { self } }: LocatedRule, template: GivenTemplate): readonly string[] {
  return [...declaredIn(template).values()].flatMap(({ name, byDefault: { range } }) =>
    range.start <= self.start && self.end <= range.end ? [name] : [],
  )
}

/** The parameters with their default values that the expressions of some places use, by way of variables, too. */
function namedIn(ranges: readonly Range[], template: GivenTemplate): readonly string[] {
  const { syntax } = template
  const declared = declaredIn(template)
  if (!syntax || declared.size === 0) return []
  const variables = new Map(
    entriesOf(member(syntax.roots[0], "variables")).map(({ key, value }) => [key.toLowerCase(), value]),
  )
  const texts = ranges.map(range => slice(syntax, range))
  const seen = new Set<string>()
  for (const text of texts) {
    for (const [, kind = "", name = "", path = ""] of text.matchAll(used)) {
      const isVariable = kind.toLowerCase() === "variables"
      const key = `${kind} ${name}${isVariable ? path : ""}`.toLowerCase()
      const variable = isVariable && !seen.has(key) ? variables.get(name.toLowerCase()) : undefined
      seen.add(key)
      if (variable) texts.push(slice(syntax, partAt(variable, path).range))
    }
  }
  return [...seen].flatMap(key => declared.get(key.replace(/^parameters /, ""))?.name ?? [])
}

/** A parameter or variable by its name, and which part of it is asked for. */
const used = /\b(parameters|variables)\(\s*'([^']+)'\s*\)?((?:\.\w+|\['[^']+'\])*)/gi

/** The part of a written value behind `.x` and `['x']`, as far as it is written: what stands beside it is not asked for. */
function partAt(value: Node, path: string): Node {
  let part = value
  for (const [key] of path.matchAll(/\w[^.'\]]*/g)) {
    const inner = member(part, key)
    if (!inner) break
    part = inner
  }
  return part
}

/** The parameters that the template declares without a default value, and that nobody gives one, with these names. */
export function valuelessParameters(
  names: readonly string[],
  { syntax, parameters: given }: GivenTemplate,
): readonly string[] {
  const wanted = new Set(names.map(name => name.toLowerCase()))
  return entriesOf(member(syntax?.roots[0], "parameters")).flatMap(({ key, value }) => {
    const isOpen = !given?.has(key.toLowerCase()) && isMap(value) && !member(value, "defaultValue")
    return isOpen && wanted.has(key.toLowerCase()) ? [key] : []
  })
}

/** Where what a rule says is written. */
function rangesOf({ at }: LocatedRule): readonly Range[] {
  return Object.entries(at.properties).flatMap(([key, place]) => (key === "name" ? [] : [place]))
}

/** The group's resource, in a list or, by symbolic names, a map of resources; not one of a nested or linked template. */
function ownResource({ range, call }: LocatedGroup, { syntax }: GivenTemplate): MapNode | undefined {
  if (call !== undefined) return undefined
  const resources = member(syntax?.roots[0], "resources")
  const nodes = resources?.kind === "list" ? resources.items : entriesOf(resources).map(({ value }) => value)
  return nodes.filter(isMap).find(node => node.range.start === range.start && node.range.end === range.end)
}

function slice({ text }: SyntaxDocument, { start, end }: Range): string {
  return text.slice(start, end)
}
