import type { Entry } from "../syntax/node.ts"
import { type PropertyNames, type RuleProperty, ruleProperties } from "./reader.ts"

/** The keys of a dialect's rules: how they are written, and which property each stands for. */
export interface RuleKeys {
  readonly names: PropertyNames
  /** Which keys are the same: those of the same letters, whatever their case, or with underscores and without. */
  readonly spelling: Spelling
  /** The property of each key, as `fold` leaves it. */
  readonly properties: ReadonlyMap<string, RuleProperty>
}

type Spelling = "exact" | "any-case" | "any-style"

/** A dialect's keys from its names; `more` are further keys that it takes. Of two properties of one key the first has it. */
function ruleKeys(names: PropertyNames, spelling: Spelling, more: PropertyNames = {}): RuleKeys {
  const properties = new Map<string, RuleProperty>()
  for (const each of [names, more]) {
    for (const property of ruleProperties) {
      const key = each[property]
      if (key !== undefined && !properties.has(fold(key, spelling))) properties.set(fold(key, spelling), property)
    }
  }
  return { names, spelling, properties }
}

/** A key in the one form of all its spellings. */
export function fold(key: string, spelling: Spelling): string {
  if (spelling === "exact") return key
  return (spelling === "any-style" ? key.replaceAll("_", "") : key).toLowerCase()
}

function namesBy(write: (property: RuleProperty) => string): PropertyNames {
  return Object.fromEntries(ruleProperties.map(property => [property, write(property)]))
}

function snakeCase(text: string): string {
  return text.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
}

const groups = ["sourceApplicationSecurityGroups", "destinationApplicationSecurityGroups"] as const

/** Terraform's names of the lists of application security groups, in camel case. */
const groupIds: PropertyNames = Object.fromEntries(groups.map(property => [property, property.replace(/s$/, "Ids")]))

const camelNames = namesBy(property => property)
const snakeNames = namesBy(snakeCase)
const pascalNames = namesBy(property => property.charAt(0).toUpperCase() + property.slice(1))

/** Azure's own names as tools print them: in camel, Pascal or snake case. */
export const azureKeys = ruleKeys(camelNames, "any-style")

/** What Azure Verified Modules call lists of application security groups in their parameters: lists of resource ids. */
const groupResourceIds: PropertyNames = Object.fromEntries(
  groups.map(property => [property, property.replace(/s$/, "ResourceIds")]),
)
export const moduleKeyNames: readonly string[] = Object.values(groupResourceIds)

/** How rules are written that a module may take: Azure's names, and its own. */
export const moduleKeys = ruleKeys(camelNames, "any-style", groupResourceIds)

/** Azure's and Terraform's names in any style, of rules that some tool or other takes. */
export const looseKeys = ruleKeys(camelNames, "any-style", groupIds)

/** Azure's own names as a template or a request has them: without case, and with no underscores. */
export const templateKeys = ruleKeys(camelNames, "any-case")

/** Azure's own names where a schema compares them letter by letter. */
export const exactKeys = ruleKeys(camelNames, "exact")

/** What is generated from Terraform's provider, in camel case. */
export const crossplaneKeys = ruleKeys({ ...camelNames, ...groupIds }, "exact")

/** Pulumi's native provider has Azure's names, the classic one Terraform's. */
export const pulumiKeys = ruleKeys(camelNames, "exact", groupIds)

export const terraformKeys = ruleKeys(
  namesBy(property => snakeCase(groupIds[property] ?? property)),
  "exact",
)

/** In Ansible one key takes a value or a list. */
export const ansibleKeys = ruleKeys(
  namesBy(property =>
    snakeCase(property)
      .replace(/prefixes$/, "prefix")
      .replace(/ranges$/, "range"),
  ),
  "exact",
)

export const clusterApiKeys = ruleKeys(
  {
    name: "name",
    description: "description",
    priority: "priority",
    direction: "direction",
    access: "action",
    protocol: "protocol",
    sourceAddressPrefix: "source",
    sourceAddressPrefixes: "sources",
    sourcePortRange: "sourcePorts",
    destinationAddressPrefix: "destination",
    destinationPortRange: "destinationPorts",
  },
  "exact",
)

/** The names that a rule has in its document: where a dialect has several styles, in the rule's own. */
export function namesIn(entries: readonly Entry[], { names, spelling, properties }: RuleKeys): PropertyNames {
  if (spelling !== "any-style") return names
  const key = entries.find(each => /[A-Z_]/.test(each.key) && properties.has(fold(each.key, spelling)))?.key ?? ""
  if (key.includes("_")) return snakeNames
  return /^[A-Z]/.test(key) ? pascalNames : names
}

/** The property that a key stands for in Azure's or Terraform's words, whichever style it is in. */
export function foreignProperty(key: string): RuleProperty | undefined {
  return looseKeys.properties.get(fold(key, looseKeys.spelling))
}

/** The property that takes one value where `property` takes a list; itself where it is that one. */
export function singularOf(property: RuleProperty): RuleProperty {
  return property.replace(/Prefixes$/, "Prefix").replace(/Ranges$/, "Range") as RuleProperty
}

/** The property that takes a list of such values; undefined for one without. */
export function pluralOf(property: RuleProperty): RuleProperty | undefined {
  return plurals.get(property)
}

const plurals: ReadonlyMap<RuleProperty, RuleProperty> = new Map(
  ruleProperties.filter(each => singularOf(each) !== each).map(plural => [singularOf(plural), plural]),
)
