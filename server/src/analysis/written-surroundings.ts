import type { LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { contentOf } from "../syntax/content.ts"
import { member, textOf } from "../syntax/lookup.ts"
import type { Node, Range } from "../syntax/node.ts"
import { remember } from "../values/remember.ts"
import { scopeOf } from "./indexed-text.ts"
import type { ReadText } from "./read-text.ts"

/**
 * What documents say besides their rules. What of a group cannot be known comes from there, or from outside:
 * where two versions have the same, it is the same in both.
 */
export class Surroundings {
  readonly #texts: readonly ReadText[]
  readonly #contents = new Map<ReadText, string>()

  constructor(texts: readonly ReadText[]) {
    this.#texts = texts
  }

  /** Of the documents that share the names of the group's values, and of those that add rules to it. */
  of({ rules }: LocatedGroup, text: ReadText): string {
    const scope = scopeIn(text)
    const adding = new Set(rules.map(({ document }) => document))
    const concerned = this.#texts.filter(one => scopeIn(one) === scope || adding.has(one.source.uri))
    return JSON.stringify(concerned.map(one => remember(this.#contents, one, () => besidesRules(one))))
  }
}

export function scopeIn({ source: { uri }, read }: ReadText): string {
  return scopeOf(uri, read?.dialect)
}

/** The text itself where it is no sound tree. */
function besidesRules({ source, syntax, read }: ReadText): string {
  if (!syntax || syntax.problems.some(({ reason }) => reason === "syntax")) return source.text
  const known = new Set((read?.groups ?? []).flatMap(({ rules }) => rules.filter(isCompared).map(placeOf)))
  const isRule = ({ kind, range }: Node) => kind === "map" && known.has(keyOf(range))
  const isTemplate = read?.dialect === "arm-template"
  const isLeftOut = (node: Node, key?: string) => isRule(node) || isOtherResource(node, key)
  const contents = syntax.roots
    .filter(root => !isRule(root))
    .map(root => contentOf(isTemplate ? partsOfTemplate(root) : root, isLeftOut))
  return JSON.stringify([contents, syntax.directives?.map(({ text }) => text)])
}

/** What an expression of a resource can come from. */
function partsOfTemplate(root: Node): Node {
  if (root.kind !== "map") return root
  const isPart = (key: string) => ["parameters", "variables", "functions", "resources"].includes(key.toLowerCase())
  return { ...root, entries: root.entries.filter(({ key }) => isPart(key)) }
}

/** Of a type that gives no group any rules, in a template or as Terraform has it. */
function isOtherResource(node: Node, key = ""): boolean {
  const type = textOf(member(node, "type")) ?? ""
  const isOther = /^microsoft\.[\w.]+\//i.test(type) && !/networksecuritygroups|\/deployments$/i.test(type)
  return isOther || (/^azurerm_/.test(key) && !/^azurerm_network_security_(group|rule)$/.test(key))
}

function placeOf({ at }: LocatedRule): string {
  return keyOf(at.self)
}

function keyOf({ start, end }: Range): string {
  return `${start} ${end}`
}

/**
 * Such a rule is compared itself, what is unknown of it as well (`own-identities.ts`), and what stands in it says nothing of any
 * other. What a loop makes several of is compared as it is written.
 */
function isCompared({ iteration }: LocatedRule): boolean {
  return iteration === undefined
}
