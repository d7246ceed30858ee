import { azureSecurityRule, azureSecurityRuleNames } from "../schemas/validators.generated.js"
import type { MapNode } from "../syntax/node.ts"
import type { AddressTerm } from "../values/address.ts"
import type { AddressFault } from "../values/parse-address.ts"
import { type RuleProperty, ruleProperties } from "./reader.ts"
import type { RuleSchema } from "./rule-keys.ts"

/** How a dialect writes a rule: everything `readRule` has to be told. */
export interface RuleShape {
  /** Azure's property for each of the dialect's keys, these in lower case and without `_`. */
  readonly keys: ReadonlyMap<string, RuleProperty>
  /** What holds where a property is not written. */
  readonly defaults: Readonly<Partial<Record<RuleProperty, string>>>
  /** The identity of the expression that a text holds, with all that it depends on; undefined for a literal. */
  expressionIn(text: string): string | undefined
  /** The identity of the expression that a map stands for ("fn::join"); undefined where it is a map of values. */
  expressionAs?(map: MapNode): string | undefined
  /** A text as Azure's API has it, where the dialect prints it in another way ("All" for `*`). */
  translate?(property: RuleProperty, text: string): string
  /** The schema of its rules, where people write these by hand: what it does not know is reported. */
  readonly schema?: RuleSchema
  /** What people write in it reaches Azure's plural fields as it is: those take no tag and no `*`. */
  readonly plainLists?: true
  /** The rule's name stands outside of the text (in a request's address): its absence is no fault. */
  readonly nameless?: true
}

/** Azure's own names, in camel, Pascal or snake case. */
export const azureKeys: ReadonlyMap<string, RuleProperty> = new Map(
  ruleProperties.map(property => [property.toLowerCase(), property]),
)

/** What Azure Verified Modules call lists of application security groups in their parameters: lists of resource ids. */
const moduleNames = {
  sourceApplicationSecurityGroupResourceIds: "sourceApplicationSecurityGroups",
  destinationApplicationSecurityGroupResourceIds: "destinationApplicationSecurityGroups",
} as const

/** How rules are written that a module may take: Azure's names, and its own. */
export const moduleRules: Pick<RuleShape, "keys" | "schema"> = {
  keys: withKeys(
    Object.fromEntries(Object.entries(moduleNames).map(([name, property]) => [name.toLowerCase(), property])),
  ),
  schema: { validate: azureSecurityRule, names: [...azureSecurityRuleNames, ...Object.keys(moduleNames)] },
}

/** The schema of rules with Azure's own names. */
export const azureSchema: RuleSchema = { validate: azureSecurityRule, names: azureSecurityRuleNames }

/** A dialect's keys: Azure's, and its own on top. */
export function withKeys(own: Readonly<Record<string, RuleProperty>>): ReadonlyMap<string, RuleProperty> {
  return new Map([...azureKeys, ...Object.entries(own)])
}

/** Terraform's names of the lists of application security groups, and of what is generated from Terraform's provider. */
export const terraformKeys: ReadonlyMap<string, RuleProperty> = withKeys({
  sourceapplicationsecuritygroupids: "sourceApplicationSecurityGroups",
  destinationapplicationsecuritygroupids: "destinationApplicationSecurityGroups",
})

/** What the rules of one document share: the shape, and what was read once and is asked for again and again. */
export interface RuleContext {
  readonly shape: RuleShape
  readonly addresses: Map<string, AddressTerm | AddressFault>
  readonly properties: Map<string, RuleProperty | undefined>
}

export function ruleContext(shape: RuleShape): RuleContext {
  return { shape, addresses: new Map(), properties: new Map() }
}

/** Azure's name of a property, whichever case or spelling its key has; undefined for a key that is none of a rule's. */
export function propertyOf(key: string, { shape, properties }: RuleContext): RuleProperty | undefined {
  if (properties.has(key)) return properties.get(key)
  const property = shape.keys.get(key.replaceAll("_", "").toLowerCase())
  properties.set(key, property)
  return property
}
