import { entriesOf, isMap, itemsOf, member, textOf } from "../syntax/lookup.ts"
import type { Entry, Node } from "../syntax/node.ts"
import type { ArmResource } from "./arm-resources.ts"
import { armIdentity } from "./expression-text.ts"
import { readRule, ruleSource } from "./rule.ts"
import { type RuleList, readRuleList } from "./rule-list.ts"
import type { RuleSource } from "./rule-reading.ts"
import { azureKeys, azureSchema, type RuleContext, type RuleShape, ruleContext } from "./rule-shape.ts"

/**
 * How rules of one resource are read. The same text means the same value only where it sees the same parameters, and in
 * the same loop: so the scope, and for the loop's index the loop, is part of an expression's identity.
 */
export function armContext(resource: ArmResource, base: RuleContext): RuleContext {
  const scope = resource.template.expressions
  const loop = resource.copy ? `${resource.copy.range.start}` : ""
  const shape: RuleShape = {
    ...base.shape,
    expressionIn(text) {
      const identity = armIdentity(text)
      if (identity === undefined) return undefined
      const where = identity.includes("copyindex(") ? `${scope}#${loop}` : scope
      return where === "" ? identity : `${identity}@${where}`
    },
  }
  return { ...base, shape }
}

/** What the rules of all templates of one document share. */
export function armBaseContext(): RuleContext {
  return ruleContext({ keys: azureKeys, defaults: {}, expressionIn: armIdentity, schema: azureSchema })
}

/** A group's own rules: its list, and what a property loop adds to it. */
export function armInlineRules(properties: Node | undefined, context: RuleContext): RuleList {
  const written = readRuleList(member(properties, "securityRules"), context, armRuleSource)
  const loops = itemsOf(member(properties, "copy")).filter(
    copy => textOf(member(copy, "name"))?.toLowerCase() === "securityrules",
  )
  if (loops.length === 0) return written
  const looped = loops.flatMap(copy => {
    const input = member(copy, "input")
    return isMap(input) ? [readRule({ ...armRuleSource(input, context), condition: "copy" }, context)] : []
  })
  const incompleteReason = "the rules are made by a copy loop"
  return { ...written, inline: [...written.inline, ...looped], complete: false, incompleteReason }
}

/** A rule whose `properties` may hold loops of their own, each of which stands for the property it names. */
export function armRuleSource(node: Node, context: RuleContext): RuleSource {
  const source = ruleSource(node, context)
  const loops = itemsOf(member(member(node, "properties"), "copy"))
  return loops.length === 0 ? source : { ...source, entries: [...source.entries, ...loops.flatMap(loopedEntry)] }
}

function loopedEntry(copy: Node): readonly Entry[] {
  const name = entriesOf(copy).find(({ key }) => key.toLowerCase() === "name")
  const key = textOf(name?.value)
  if (!name || key === undefined) return []
  const unknown = { identity: `copy at ${copy.range.start}`, reason: "it is made by a copy loop" }
  return [{ key, keyRange: name.value.range, value: { kind: "unknown", range: copy.range, unknown } }]
}
