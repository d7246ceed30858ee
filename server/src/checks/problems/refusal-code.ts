import type { ProblemReason, RuleProblem } from "../../readers/rule-problem.ts"

/** The checks that report what readers found refused. */
export type RefusalCode =
  | "priority-out-of-range"
  | "invalid-name"
  | "invalid-protocol"
  | "invalid-port"
  | "invalid-address"
  | "tag-in-list"
  | "several-address-fields"
  | "several-port-fields"
  | "missing-property"
  | "description-too-long"
  | "too-many-rules"
  | "too-many-asgs"
  | "undecided-rule"
  | "invalid-rule"

/** The one check that reports a problem: by its reason, and where that is about several properties, by these. */
export function codeOf({ reason, property }: Pick<RuleProblem, "reason" | "property">): RefusalCode {
  const code = codes[reason]
  return typeof code === "string" ? code : code(property)
}

const codes: Readonly<Record<ProblemReason, RefusalCode | ((property: string) => RefusalCode)>> = {
  missing: "missing-property",
  "wrong-type": "invalid-rule",
  "not-an-integer": "priority-out-of-range",
  "out-of-range": "priority-out-of-range",
  "unknown-word": property => (property === "protocol" ? "invalid-protocol" : "invalid-rule"),
  "tool-word": "invalid-protocol",
  "bad-address": "invalid-address",
  "host-bits": "invalid-address",
  "ambiguous-address": "invalid-address",
  "any-word": valueOfSide,
  "classic-tag": "invalid-address",
  "host-name": "invalid-address",
  "all-digits": "invalid-address",
  "bad-port": "invalid-port",
  "loose-form": valueOfSide,
  "reversed-range": "invalid-port",
  "port-too-large": "invalid-port",
  "comma-list": valueOfSide,
  "list-in-singular": "invalid-rule",
  "value-in-plural": "invalid-rule",
  "tag-in-list": "tag-in-list",
  "any-port-in-list": "invalid-port",
  "several-fields": property => (isPort(property) ? "several-port-fields" : "several-address-fields"),
  "too-many-groups": "too-many-asgs",
  "no-properties": "invalid-rule",
  "outside-properties": "invalid-rule",
  "not-rules": "invalid-rule",
  "name-in-properties": "invalid-rule",
  "object-for-list": "invalid-rule",
  "name-without-group": "invalid-name",
  "name-with-slashes": "invalid-name",
  "name-with-group": "invalid-name",
  "bad-name": "invalid-name",
  "too-long": "description-too-long",
  "too-many": "too-many-rules",
  "far-too-many": "too-many-rules",
  "perhaps-too-many": "too-many-rules",
  "too-many-names": "undecided-rule",
}

function valueOfSide(property: string): RefusalCode {
  return isPort(property) ? "invalid-port" : "invalid-address"
}

function isPort(property: string): boolean {
  return property.includes("Port")
}
