import { azureSecurityRule, azureSecurityRuleNames, type Validator } from "../schemas/validators.generated.js"
import type { MapNode } from "../syntax/node.ts"
import type { AddressTerm } from "../values/address.ts"
import type { AddressFault } from "../values/parse-address.ts"
import type { ReadOptions } from "./dialect-reader.ts"
import { fold, moduleKeyNames, moduleKeys, type RuleKeys } from "./property-names.ts"
import type { RuleProperty } from "./reader.ts"
import type { Rereading } from "./reread.ts"
import type { AcceptedWords } from "./rule-problem.ts"

/** The JSON Schema of a dialect's rule, as ajv compiled it, and the names it knows. */
export interface RuleSchema {
  readonly validate: Validator
  readonly names: readonly string[]
}

/** How a dialect writes a rule: everything `readRule` has to be told. */
export interface RuleShape {
  readonly keys: RuleKeys
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
  /**
   * What is written in it reaches Azure as it is: a plural field takes no tag and no `*`, and of the fields of a side one
   * is taken. Unset for what Azure itself prints of its rules in effect.
   */
  readonly plainLists?: true
  /** Output of the API may repeat in a side's list what stands beside it: that is no second value. */
  readonly repeats?: true
  /** A singular field takes one value and a plural field a list; anything else is refused. */
  readonly strictTypes?: true
  /**
   * Whether a rule has its values under an inner `properties`: `always` in templates, where Azure reads them nowhere else;
   * `perRule` in documents that are of either form, rule by rule.
   */
  readonly nesting?: "always" | "perRule"
  /** The tool refuses the whole rule for one key that is no property: what it does then, as a sentence without its end. */
  readonly unknownKeyError?: string
  /** The protocols that the tool takes, where it takes fewer words, or fewer spellings, than Azure. */
  readonly protocols?: AcceptedWords
  /** The deployment model that its rules are for, where that is not Resource Manager. */
  readonly model?: "classic"
  /** The rule's name stands outside of the text (in a request's address): its absence is no fault. */
  readonly nameless?: true
}

/** PowerShell 5 prints lists of application security groups a second time, as the texts that its tables show. */
const shownNames = ["sourceApplicationSecurityGroupsText", "destinationApplicationSecurityGroupsText"]

/** The schema of rules as the API and the tools around it print them. */
export const printedSchema: RuleSchema = {
  validate: azureSecurityRule,
  names: [...azureSecurityRuleNames, ...shownNames],
}

/** How rules are written that a module may take: Azure's names, and its own. */
export const moduleRules: Pick<RuleShape, "keys" | "schema"> = {
  keys: moduleKeys,
  schema: { validate: azureSecurityRule, names: [...printedSchema.names, ...moduleKeyNames] },
}

/** The schema of rules with Azure's own names. */
export const azureSchema: RuleSchema = { validate: azureSecurityRule, names: azureSecurityRuleNames }

/** What the rules of one document share: the shape, and what was read once and is asked for again and again. */
export interface RuleContext {
  readonly shape: RuleShape
  readonly addresses: Map<string, AddressTerm | AddressFault>
  readonly properties: Map<string, RuleProperty | undefined>
  /** Where the document was read before. */
  readonly rereading: Rereading | undefined
}

export function ruleContext(shape: RuleShape, { rereading, model }: ReadOptions = {}): RuleContext {
  return { shape: model ? { ...shape, model } : shape, addresses: new Map(), properties: new Map(), rereading }
}

/** For rules of the same document that are written in another way. Their keys stand for the same properties. */
export function withShape(context: RuleContext, part: Omit<Partial<RuleShape>, "keys">): RuleContext {
  return { ...context, shape: { ...context.shape, ...part } }
}

/** Azure's name of the property that a key of the dialect stands for; undefined for a key that is none of a rule's. */
export function propertyOf(key: string, { shape, properties }: RuleContext): RuleProperty | undefined {
  const known = properties.get(key)
  if (known !== undefined || properties.has(key)) return known
  const property = shape.keys.properties.get(fold(key, shape.keys.spelling))
  properties.set(key, property)
  return property
}
