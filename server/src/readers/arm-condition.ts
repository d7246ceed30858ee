import * as l10n from "@vscode/l10n"
import type { Condition } from "../engine/security-rule.ts"
import type { Environment } from "../expressions/environment.ts"
import { expand } from "../expressions/expand.ts"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import { member, textOf } from "../syntax/lookup.ts"
import type { MapNode } from "../syntax/node.ts"
import type { AbsentByDefault } from "./absent-by-default.ts"
import { type ArmScope, supposing } from "./arm-scope.ts"
import { anyValues, departureFor, freeValues, parametersIn } from "./arm-supposition.ts"
import type { LeftOut } from "./left-out.ts"
import { conditionsOf, joinConditions, shownCondition } from "./presence.ts"

/** What decides whether a resource is there: its own condition or loop, and those around it. */
export interface ArmPresence {
  readonly scope: ArmScope
  /** The text of what may be false, unless the parameters at hand make it true. */
  readonly condition?: string
  /** All that has to hold, whatever values a deployment gives: true by default, false or open. */
  readonly conditions: readonly Condition[]
  /** Absent with the parameters' defaults, but another deployment may make it. */
  readonly absentByDefault?: AbsentByDefault
  /** The parameters whose default values make it present. */
  readonly presentByDefault?: readonly string[]
}

/** The presence of a resource at this place with the condition that it states; undefined where no deployment makes it. */
export function underCondition<P extends ArmPresence>(node: MapNode, place: P): P | undefined {
  const always = truthOf(node, place.scope.under(anyValues))
  if (always.holds !== undefined) return always.holds ? place : undefined
  const now = truthOf(node, place.scope.environment)
  const conditions = conditionsOf(always.identity)
  if (now.holds === true) {
    const taken = byDefault(place, always.identity)
    return { ...taken, conditions: joinConditions(place.conditions, conditions) }
  }
  const text = now.holds === false ? (textOf(member(node, "condition")) ?? now.text) : now.text
  const under = withCondition(place, text, conditions)
  return now.holds === false ? asDeparture(under, { by: "condition", condition: text }, conditions) : under
}

/** The condition of a resource that is absent, where it is for the values that parameters are given; else undefined. */
export function givenAgainst(
  node: MapNode,
  { scope }: ArmPresence,
): Pick<LeftOut, "condition" | "parameters"> | undefined {
  const free = truthOf(node, scope.under(freeValues))
  if (free.holds !== undefined) return undefined
  const condition = textOf(member(node, "condition")) ?? free.text
  return { condition, parameters: parametersIn(free.identity).map(scope.outermost.spelling) }
}

/** The place of what is there as parameters named in a text have their default values. */
export function byDefault<P extends ArmPresence>(place: P, identity: string): P {
  const names = parametersIn(identity).map(place.scope.outermost.spelling)
  return { ...place, presentByDefault: [...new Set([...(place.presentByDefault ?? []), ...names])] }
}

/** The same for what a loop makes that may run zero times. */
export function underLoop<P extends ArmPresence>(place: P, runs: string): P {
  return withCondition(place, shownCondition(runs), conditionsOf(runs.slice(1, -1)))
}

/** The same for a loop that runs zero times by default. */
export function underIdleLoop<P extends ArmPresence>(place: P, runs: string): P {
  return asDeparture(
    underLoop(place, runs),
    { by: "loop", condition: shownCondition(runs) },
    conditionsOf(runs.slice(1, -1)),
  )
}

function withCondition<P extends ArmPresence>(place: P, text: string, conditions: readonly Condition[]): P {
  const condition = place.condition === undefined ? text : `${place.condition} and ${text}`
  return { ...place, condition, conditions: joinConditions(place.conditions, conditions) }
}

/** What is read where these conditions hold, as they do not by default. */
function asDeparture<P extends ArmPresence>(
  place: P,
  reason: Pick<AbsentByDefault, "by" | "condition">,
  conditions: readonly Condition[],
): P {
  const { scope, absentByDefault: around } = place
  const { supposed, parameters } = departureFor(conditions, scope.outermost, scope.supposed)
  const absentByDefault: AbsentByDefault = {
    by: around?.by === "condition" ? "condition" : reason.by,
    condition: around ? `${around.condition} and ${reason.condition}` : reason.condition,
    parameters: [...new Set([...(around?.parameters ?? []), ...parameters])],
  }
  return { ...place, scope: supposing(scope, supposed), absentByDefault }
}

interface Truth {
  /** Undefined where it cannot be known. */
  readonly holds?: boolean
  readonly identity: string
  readonly text: string
}

function truthOf(node: MapNode, environment: Environment): Truth {
  const written = member(node, "condition")
  if (written?.kind === "scalar" && written.unclosed) {
    return { identity: environment.evaluation.uniqueIdentity("condition"), text: unreadable() }
  }
  const value = written && expand(written, environment)
  if (!value || (value.kind === "scalar" && value.value === null)) return { holds: true, identity: "", text: "" }
  if (value.kind === "unknown") {
    return { identity: value.unknown.identity, text: readable(value.text ?? value.unknown.identity) }
  }
  const word = value.kind === "scalar" ? String(value.value).toLowerCase() : ""
  if (word === "true" || word === "false") return { holds: word === "true", identity: word, text: word }
  const identity = environment.evaluation.uniqueIdentity("condition")
  return { identity, text: readable(textOf(written)) ?? l10n.t`a condition that is neither true nor false` }
}

/** A text that breaks off or breaks the grammar says no condition that could be quoted. */
function readable<T extends string | undefined>(text: T): T | string {
  if (!text?.startsWith("[") || text.startsWith("[[")) return text
  return isExpression(text) && parseExpression(text).expression ? text : unreadable()
}

function unreadable(): string {
  return l10n.t`a condition that cannot be read`
}
