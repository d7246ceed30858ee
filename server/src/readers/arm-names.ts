import type { UsedName } from "../expressions/names-used.ts"
import { entriesOf, isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"

/**
 * What the expressions of a template can name, by names in lower case. A list is undefined where it is not at hand, or is
 * no object: then no name is missing in it.
 */
export interface TemplateNames {
  /** With the declaration of each. */
  readonly parameters: ReadonlyMap<string, Declared> | undefined
  /** With the value of each, or the loop that makes it. */
  readonly variables: ReadonlyMap<string, Declared> | undefined
  /** By full names, with the definition of each. */
  readonly functions: ReadonlyMap<string, Declared> | undefined
  /** What a deployment gives to the parameters, and what can be named there. */
  readonly given?: NamingText
  /** What a nested template declares in vain: its expressions see the names around it. */
  readonly unseen?: TemplateNames
}

interface Declared {
  /** As it is written. */
  readonly name: string
  readonly node: Node
}

/** A text of a document, and what its expressions can name. */
export interface NamingText {
  readonly node: Node
  readonly names: TemplateNames
}

/** The names of expressions that stand without their template. */
export const noNames: TemplateNames = { parameters: undefined, variables: undefined, functions: undefined }

export function templateNames(template: MapNode, given?: NamingText): TemplateNames {
  return {
    parameters: byName(member(template, "parameters")),
    variables: byName(withLoops(member(template, "variables"))),
    functions: functionsOf(member(template, "functions")),
    ...(given && { given }),
  }
}

/** Whether a name is declared, as far as is known. */
export function isDeclared({ kind, name }: UsedName, names: TemplateNames): boolean {
  const isElsewhere = kind === "function" && !name.includes(".")
  return isElsewhere ? false : (names[`${kind}s`]?.has(name.toLowerCase()) ?? true)
}

/** Whether a name is surely declared. */
export function declares({ kind, name }: UsedName, names: TemplateNames): boolean {
  return names[`${kind}s`]?.has(name.toLowerCase()) ?? false
}

/** The names of the kind that are declared, as they are written there. */
export function namesLike({ kind }: UsedName, names: TemplateNames): readonly string[] {
  return Array.from(names[`${kind}s`]?.values() ?? [], ({ name }) => name)
}

/** What is written for a name: its value, its default, the body of the function. */
export function writtenFor({ kind, name }: UsedName, names: TemplateNames): NamingText | undefined {
  const node = names[`${kind}s`]?.get(name.toLowerCase())?.node
  if (!node || kind === "variable") return node && { node, names }
  if (kind === "function") return bodyOf(node, names)
  const handed = names.given && member(names.given.node, name)
  if (names.given && handed) return { node: handed, names: names.given.names }
  const byDefault = member(node, "defaultValue")
  return byDefault && { node: byDefault, names }
}

function byName(section: Node | undefined): ReadonlyMap<string, Declared> | undefined {
  if (section && !isMap(section)) return undefined
  return new Map(entriesOf(section).map(({ key, value }) => declared(key, value)))
}

function declared(name: string, node: Node): readonly [string, Declared] {
  return [name.toLowerCase(), { name, node }]
}

/** The loops of `variables.copy` under the names of what they make. */
function withLoops(variables: Node | undefined): Node | undefined {
  if (!isMap(variables)) return variables
  const entries = variables.entries.flatMap(entry => {
    if (entry.key.toLowerCase() !== "copy") return [entry]
    return itemsOf(entry.value).flatMap(loop => {
      const key = textOf(member(loop, "name"))
      return key === undefined ? [] : [{ key, keyRange: entry.keyRange, value: loop }]
    })
  })
  return { ...variables, entries }
}

function functionsOf(section: Node | undefined): ReadonlyMap<string, Declared> | undefined {
  if (section && section.kind !== "list") return undefined
  return new Map(
    itemsOf(section).flatMap(namespace => {
      const prefix = textOf(member(namespace, "namespace"))
      return entriesOf(member(namespace, "members")).map(({ key, value }) => declared(`${prefix}.${key}`, value))
    }),
  )
}

/** A function's body sees its own parameters and the other functions, and no variable. */
function bodyOf(definition: Node, { functions }: TemplateNames): NamingText | undefined {
  const node = member(member(definition, "output"), "value")
  const parameters = new Map(
    itemsOf(member(definition, "parameters")).flatMap(each => {
      const name = textOf(member(each, "name"))
      return name === undefined ? [] : [declared(name, each)]
    }),
  )
  return node && { node, names: { parameters, variables: undefined, functions } }
}
