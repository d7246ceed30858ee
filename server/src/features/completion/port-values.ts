import * as l10n from "@vscode/l10n"
import { portServices } from "../../azure/port-services.ts"
import { pluralOf } from "../../readers/property-names.ts"
import type { PropertyNames, RuleProperty } from "../../readers/reader.ts"
import type { Candidate } from "./candidate.ts"

/** `*`, where the field takes it, and the ports of well-known services by their names. */
export function portValues(property: RuleProperty, names: PropertyNames): readonly Candidate[] {
  const any: Candidate = { label: "*", value: "*", detail: l10n.t`every port`, words: "any all", kind: "word" }
  const ports = [...portServices].map(([port, names]): Candidate => {
    const services = names.join(", ")
    return { label: `${port}`, value: `${port}`, detail: services, words: services, kind: "number" }
  })
  return takesAny(property, names) ? [any, ...ports] : ports
}

/** Whether a field takes `*` and tags: one for lists does not, unless it is the only one of its side. */
export function takesAny(property: RuleProperty, names: PropertyNames): boolean {
  const plural = pluralOf(property)
  return plural !== undefined || isOnlyField(property, names)
}

function isOnlyField(property: RuleProperty, names: PropertyNames): boolean {
  const singular = property.replace(/Prefixes$/, "Prefix").replace(/Ranges$/, "Range") as RuleProperty
  return names[singular] === undefined || names[singular] === names[property]
}
