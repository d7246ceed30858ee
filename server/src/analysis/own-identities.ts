import type { Dialect, LocatedGroup, LocatedRule } from "../readers/reader.ts"
import { renameIdentities } from "../readers/rename-identities.ts"
import { contentOf } from "../syntax/content.ts"
import { entriesOf, member } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"
import { parseText } from "../syntax/parse.ts"
import { remember } from "../values/remember.ts"
import { textHash } from "../values/text-hash.ts"
import type { ReadText } from "./read-text.ts"
import { defaultSettings } from "./settings.ts"
import { scopeIn } from "./written-surroundings.ts"

/**
 * Within one version of a document the same expression is the same value. In another version it is so only if the names in it
 * are defined alike, and a value that is known by its place only if the same stands there.
 */
export class OwnIdentities {
  readonly #texts: readonly ReadText[]
  readonly #definitions = new Map<string, Definitions>()
  readonly #plans = new Map<ReadText, string>()

  constructor(texts: readonly ReadText[]) {
    this.#texts = texts
  }

  in(group: LocatedGroup, text: ReadText): LocatedGroup {
    const rules = group.rules.map(rule => this.#named(rule, text))
    return rules.some((rule, index) => rule !== group.rules[index]) ? { ...group, rules } : group
  }

  #named(rule: LocatedRule, own: ReadText): LocatedRule {
    const text = this.#texts.find(({ source }) => source.uri === rule.document) ?? own
    const dialect = text.read?.dialect
    return renameIdentities(rule, identity => {
      // What is known only after apply may be another value after each plan.
      if (dialect === "tf-plan") return `${identity} ${remember(this.#plans, text, () => contentHash(text))}`
      const { start, end } = rule.at.self
      if (identity.includes("⟨")) return `${identity} ${text.source.text.slice(start, end).replace(/\s+/g, "")}`
      return defines(dialect) ? withDefinitions(identity, this.#definitionsFor(text)) : identity
    })
  }

  #definitionsFor(text: ReadText): Definitions {
    const scope = scopeIn(text)
    return remember(this.#definitions, scope, () => {
      const texts = this.#texts.filter(one => scopeIn(one) === scope)
      return new Map(texts.flatMap(rootsOf).flatMap(definitionsIn))
    })
  }
}

function contentHash(text: ReadText): string {
  return textHash(JSON.stringify(rootsOf(text).map(root => contentOf(root))))
}

/** What names in expressions stand for, as it is written. */
type Definitions = ReadonlyMap<string, string>

/** Expressions of the others are told apart by what they come to, or have no definitions in the document. */
function defines(dialect: Dialect | undefined): boolean {
  return dialect === "tf-json" || dialect === "ansible" || dialect === "pulumi-yaml"
}

function rootsOf({ source: { text, language }, syntax }: ReadText): readonly Node[] {
  return (syntax ?? parseText(text, language, defaultSettings.limits)).roots
}

function definitionsIn(node: Node): readonly (readonly [string, string])[] {
  if (node.kind === "list") return node.items.flatMap(definitionsIn)
  return entriesOf(node).flatMap(entry => (isDefining(entry) ? definedIn(entry) : definitionsIn(entry.value)))
}

function isDefining({ key }: Entry): boolean {
  return /^(locals|variable|vars|variables|(.*\.)?set_fact)$/.test(key)
}

/** Of a variable of Terraform only its default is a value. */
function definedIn({ key, value: all }: Entry): readonly (readonly [string, string])[] {
  const maps = all.kind === "list" ? all.items : [all]
  return maps.flatMap(entriesOf).map(({ key: name, value }) => {
    const meant = key === "variable" ? member(value, "default") : value
    return [name, meant ? JSON.stringify(contentOf(meant)) : ""]
  })
}

function withDefinitions(identity: string, definitions: Definitions): string {
  const found = new Map<string, string>()
  const find = (text: string) => {
    for (const [word] of text.matchAll(/[\w-]+/g)) {
      const definition = definitions.get(word)
      if (definition === undefined || found.has(word)) continue
      found.set(word, definition)
      find(definition)
    }
  }
  find(identity)
  return found.size === 0 ? identity : `${identity} where ${JSON.stringify([...found])}`
}
