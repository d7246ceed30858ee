import type { Flow, RuleMatch, Truth } from "../engine/flow.ts"
import type { Access, Direction, Protocol } from "../engine/security-rule.ts"
import { absenceOf, type GroupRule } from "../judging/group-rule.ts"
import type { RuledGroup } from "../judging/judged-group.ts"
import type { FlowVerdict } from "../judging/verify-flow.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { describeAssumptions } from "./assumption-text.ts"
import { verdictWord } from "./ending-text.ts"
import { type FlowPart, flowParts } from "./flow-parts.ts"
import { formatAddress } from "./flow-text.ts"
import { prefixedName } from "./rule-cells.ts"

/**
 * What one group does with one flow: the answer of `nsg verify --format json` and of the command `nsg.verifyFlow`.
 * Modelled on Azure's NSG diagnostics (`networkConfigurationDiagnostic`, 2024-05-01), with `access` and the rule names
 * (`securityRules/x`, `defaultSecurityRules/AllowVnetInBound`) of IP flow verify.
 */
export interface Verification {
  readonly version: 1
  readonly flow: VerifiedFlow
  readonly access: Access | "Unknown"
  /** The deciding rule; when access is Unknown the first that possibly matches; null when no rule decides. */
  readonly ruleName: string | null
  /** One group at present; the other level (subnet or NIC) joins with the topology. */
  readonly evaluatedNetworkSecurityGroups: readonly EvaluatedGroup[]
  /**
   * Set where the flow is a set of packets of which some are allowed and others denied, and all of that is certain; access
   * is "Unknown" then, as no single answer holds.
   */
  readonly parts?: readonly FlowPart[]
  /** Sentences: what was assumed, and what would have to be known. */
  readonly assumptions: readonly string[]
}

/** The flow as it was understood. Ports are null for protocols without ports, "*" where any is meant. */
export interface VerifiedFlow {
  readonly direction: Direction
  readonly protocol: Protocol
  readonly source: string
  readonly sourcePort: number | "*" | null
  readonly destination: string
  readonly destinationPort: number | "*" | null
}

export interface EvaluatedGroup {
  readonly networkSecurityGroup: GroupIdentity
  /** Null while no topology is known. */
  readonly appliedTo: null
  /** Null where no rule decides for certain. */
  readonly matchedRule: { readonly ruleName: string; readonly action: Access } | null
  /** In evaluation order, up to and including the decider. */
  readonly rulesEvaluationResult: readonly RuleEvaluation[]
}

export interface GroupIdentity {
  readonly name: string
  readonly id?: string
}

/** Each part by itself; null where it cannot be known. */
export interface RuleEvaluation {
  readonly name: string
  readonly protocolMatched: Truth
  readonly sourceMatched: Truth
  readonly sourcePortMatched: Truth
  readonly destinationMatched: Truth
  readonly destinationPortMatched: Truth
  /** Stated for a rule that the parameters' defaults leave out. */
  readonly deployedByDefault?: false
}

export function verification(verdict: FlowVerdict): Verification {
  const { judged, access, decider, rows } = verdict
  const ruleName = decider && prefixedName(judged, decider)
  return {
    version: 1,
    flow: verifiedFlow(verdict.flow),
    access,
    ruleName,
    evaluatedNetworkSecurityGroups: [
      {
        networkSecurityGroup: groupIdentity(judged.group),
        appliedTo: null,
        matchedRule: ruleName === null || access === "Unknown" ? null : { ruleName, action: access },
        rulesEvaluationResult: rows.map(row => ruleEvaluation(judged, row)),
      },
    ],
    ...(verdictWord(verdict) === "Partly" && { parts: flowParts(verdict) }),
    assumptions: describeAssumptions(verdict),
  }
}

export function groupIdentity({ name, id }: LocatedGroup): GroupIdentity {
  return { name, ...(id !== undefined && { id }) }
}

function verifiedFlow(flow: Flow): VerifiedFlow {
  const { direction, protocol, source, sourcePort, destination, destinationPort } = flow
  return {
    direction,
    protocol,
    source: formatAddress(source),
    sourcePort,
    destination: formatAddress(destination),
    destinationPort,
  }
}

export function ruleEvaluation(judged: RuledGroup, row: RuleMatch<GroupRule>): RuleEvaluation {
  return {
    name: prefixedName(judged, row.rule),
    protocolMatched: row.protocol,
    sourceMatched: row.source,
    sourcePortMatched: row.sourcePort,
    destinationMatched: row.destination,
    destinationPortMatched: row.destinationPort,
    ...(absenceOf(row.rule) && ({ deployedByDefault: false } as const)),
  }
}
