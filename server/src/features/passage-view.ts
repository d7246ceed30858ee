import type { Location } from "vscode-languageserver-types"
import type { Direction } from "../engine/security-rule.ts"
import { type AppliedRules, type EffectiveInterface, passing, stopped } from "../judging/effective-interface.ts"
import { namesFor, tellTraffic } from "./effective-interface.ts"
import { type Gate, waysOf } from "./exposure.ts"
import { drawExposure } from "./exposure-svg.ts"
import { formatAddress } from "./flow-text.ts"
import { describePassing, internet } from "./passing-text.ts"
import { type DrawnView, locatedPicture } from "./picture-svg.ts"
import { type RuleBox, ruleBoxes } from "./rule-box.ts"
import { type Stage, stagesOf } from "./stages.ts"
import type { DocumentPlace } from "./topology-json.ts"
import { describeGaps } from "./traffic-gaps.ts"

/** One direction of what applies to a group, subnet or network interface: its levels, and what gets through all of them. */
export interface PassageView {
  readonly direction: Direction
  /** In the order in which traffic meets them. */
  readonly levels: readonly LevelView[]
  /** What surely gets through all levels, from and to anywhere. */
  readonly known: readonly RuleBox[]
  /** What gets through as well if values that are not known here let it. */
  readonly perhaps: readonly RuleBox[]
  /** Why more may get through than is told, a sentence each. */
  readonly gaps: readonly string[]
  /** The same drawn; absent where there is no level. */
  readonly picture?: DrawnView
}

export interface LevelView {
  /** `subnet hub/front`, `NIC web-0`, `admin rules`; of a group by itself its name. */
  readonly name: string
  /** Name of the NSG there; absent for admin rules. */
  readonly group?: string
  /** What of the Internet's traffic is left behind this level: `Tcp 443.`; absent of a group by itself. */
  readonly internet?: string
  /** Set for the level behind which surely nothing from, or to, the Internet is left. */
  readonly blocks?: true
  /** What the levels before let through and this one stops; absent of the first, which stops whatever is told nowhere else. */
  readonly stops?: readonly RuleBox[]
}

/** `of`: what they are of, and the document of a group that is by itself. */
export function passageViews(
  effective: EffectiveInterface,
  of: { readonly name: string; readonly document?: string },
  locate: (place: DocumentPlace) => Location,
): readonly PassageView[] {
  return (["Inbound", "Outbound"] as const).map(direction => {
    const told = tellTraffic(effective, direction === "Inbound" ? effective.inbound : effective.outbound)
    const stages = stagesOf(effective, direction, of.document)
    const stops = stages.map(({ before, after }, place) => (place > 0 ? stopped(before, after, direction) : undefined))
    const levels = levelViews(stages, stops, direction)
    // What the levels behind the first stop is told; all that is not told is then stopped by the first.
    const isRestStopped = told.gaps.length === 0 && stops.every(one => one?.complete !== false)
    const ways = waysOf(direction, { ...told, levels, isRestStopped }, ownAddresses(effective))
    const picture = drawExposure({
      direction,
      name: of.name,
      gates: stages.map((stage, place) => gateOf(stage, levels[place])),
      ways,
    })
    return {
      direction,
      levels,
      known: told.known,
      perhaps: told.perhaps,
      gaps: describeGaps(told.gaps),
      ...(stages.length > 0 && { picture: locatedPicture(picture, locate) }),
    }
  })
}

function levelViews(
  stages: readonly Stage[],
  stops: readonly (ReturnType<typeof stopped> | undefined)[],
  direction: Direction,
): readonly LevelView[] {
  let isBlocked = false
  return stages.map(({ name, group, after }, place) => {
    // Of a group by itself all is told that there is.
    if (after.isAlone) return { name }
    const told = tellTraffic(after, passing(after, direction, internet))
    const isClosed = told.known.length === 0 && told.perhaps.length === 0 && told.gaps.length === 0
    const blocks = isClosed && !isBlocked
    isBlocked ||= isClosed
    const own = stops[place]
    return {
      name,
      ...(group !== undefined && { group }),
      internet: describePassing(told, direction),
      ...(blocks && { blocks }),
      ...(own && { stops: ruleBoxes(own.boxes, namesFor(after)) }),
    }
  })
}

function gateOf({ name, group, place }: Stage, level: LevelView | undefined): Gate {
  return {
    title: group === undefined ? name : `${group} (${name})`,
    by: group ?? name,
    blocksInternet: level?.blocks === true,
    ...(place && { place }),
  }
}

function ownAddresses({ addresses }: AppliedRules): readonly string[] {
  return addresses.map(formatAddress)
}
