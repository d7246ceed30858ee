import * as l10n from "@vscode/l10n"
import type { Direction } from "../engine/security-rule.ts"
import {
  type AppliedRules,
  type EffectiveGroupAt,
  type EffectiveInterface,
  passing,
} from "../judging/effective-interface.ts"
import { tellTraffic } from "./effective-interface.ts"
import { interfaceName, shortName, subnetName } from "./level-name.ts"
import { describePassing, internet } from "./passing-text.ts"
import type { RuleBox } from "./rule-box.ts"

/** One direction of what applies to a subnet or network interface: its levels, and what gets through all of them. */
export interface PassageView {
  readonly direction: Direction
  /** In the order in which traffic meets them. */
  readonly levels: readonly LevelView[]
  /** What surely gets through all levels, from and to anywhere. */
  readonly known: readonly RuleBox[]
  /** What gets through as well if values that are not known here let it. */
  readonly perhaps: readonly RuleBox[]
  /** False where more may get through than is told. */
  readonly complete: boolean
}

export interface LevelView {
  /** `subnet hub/front`, `NIC web-0`, `admin rules`. */
  readonly name: string
  /** Name of the NSG there; absent for admin rules. */
  readonly group?: string
  /** What of the Internet's traffic is left behind this level: `Tcp 443.` */
  readonly internet: string
  /** Set for the level behind which surely nothing from, or to, the Internet is left. */
  readonly blocks?: true
}

export function passageViews(effective: EffectiveInterface): readonly PassageView[] {
  return (["Inbound", "Outbound"] as const).map(direction => {
    const told = tellTraffic(effective, direction === "Inbound" ? effective.inbound : effective.outbound)
    const complete = told.complete && effective.context?.ifRouted === undefined
    return { direction, levels: levelViews(effective, direction), known: told.known, perhaps: told.perhaps, complete }
  })
}

/** The subnet comes first for what comes in, and last for what goes out. */
function levelViews(applied: AppliedRules, direction: Direction): readonly LevelView[] {
  const groups = direction === "Inbound" ? applied.groups : applied.groups.toReversed()
  const names = groups.map(group => ({ name: placeName(group), group: groupName(group) }))
  const admin = applied.admin.length > 0 ? [{ name: l10n.t`admin rules`, passed: 0 }] : []
  const stages = [...admin, ...names.map((level, place) => ({ ...level, passed: place + 1 }))]
  let isBlocked = false
  return stages.map(({ passed, ...level }) => {
    const told = tellTraffic(applied, passing({ ...applied, groups: groups.slice(0, passed) }, direction, internet))
    const isClosed = told.known.length === 0 && told.perhaps.length === 0 && told.complete
    const blocks = isClosed && !isBlocked
    isBlocked ||= isClosed
    return { ...level, internet: describePassing(told, direction), ...(blocks && { blocks }) }
  })
}

function placeName({ at }: EffectiveGroupAt): string {
  if (at.kind === "networkInterface") return l10n.t`NIC ${interfaceName(at.networkInterface)}`
  const { subnet } = at
  if (subnet.kind === "resolved") return l10n.t`subnet ${subnetName(subnet.target)}`
  return subnet.kind === "unresolved" ? l10n.t`subnet ${shortName(subnet.text)}` : l10n.t`subnet`
}

function groupName({ ruled, reference }: EffectiveGroupAt): string {
  if (ruled) return ruled.group.name
  return l10n.t`${reference.kind === "unresolved" ? shortName(reference.text) : ""} (not known here)`.trim()
}
