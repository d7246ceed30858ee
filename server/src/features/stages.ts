import * as l10n from "@vscode/l10n"
import type { Direction } from "../engine/security-rule.ts"
import type { AppliedRules, EffectiveGroupAt } from "../judging/effective-interface.ts"
import { interfaceName, shortName, subnetName } from "./level-name.ts"
import type { DocumentPlace } from "./topology-json.ts"

/** A level of what applies, as traffic of one direction meets it. */
export interface Stage {
  /** `subnet hub/front`, `NIC web-0`, `admin rules`; of a group by itself its name. */
  readonly name: string
  /** Name of the NSG there; absent for admin rules. */
  readonly group?: string
  /** Where the NSG's name stands. */
  readonly place?: DocumentPlace
  /** The rules of all levels before this one, and these with its own. */
  readonly before: AppliedRules
  readonly after: AppliedRules
}

/** The subnet comes first for what comes in, and last for what goes out. `document`: where a group stands that names none. */
export function stagesOf(applied: AppliedRules, direction: Direction, document?: string): readonly Stage[] {
  const groups = direction === "Inbound" ? applied.groups : applied.groups.toReversed()
  const upTo = (passed: number): AppliedRules => ({ ...applied, groups: groups.slice(0, passed) })
  const admin = { name: l10n.t`admin rules`, before: { ...upTo(0), admin: [] }, after: upTo(0) }
  return [
    ...(applied.admin.length > 0 ? [admin] : []),
    ...groups.map((group, place) => ({ ...namesOf(group, document), before: upTo(place), after: upTo(place + 1) })),
  ]
}

function namesOf(group: EffectiveGroupAt, document: string | undefined): Pick<Stage, "name" | "group" | "place"> {
  const place = placeOf(group, document)
  const name = groupName(group)
  const level = levelName(group)
  return { ...(level === undefined ? { name } : { name: level, group: name }), ...(place && { place }) }
}

/** Undefined of a group that is asked about wherever it is attached. */
function levelName({ at }: EffectiveGroupAt): string | undefined {
  if (at.kind === "networkInterface") return l10n.t`NIC ${interfaceName(at.networkInterface)}`
  const { subnet } = at
  if (subnet.kind === "resolved") return l10n.t`subnet ${subnetName(subnet.target)}`
  return subnet.kind === "unresolved" ? l10n.t`subnet ${shortName(subnet.text)}` : undefined
}

function groupName({ ruled, reference }: EffectiveGroupAt): string {
  if (ruled) return ruled.group.name
  return l10n.t`${reference.kind === "unresolved" ? shortName(reference.text) : ""} (not known here)`.trim()
}

function placeOf({ ruled, reference }: EffectiveGroupAt, other: string | undefined): DocumentPlace | undefined {
  if (!ruled) return undefined
  const document = ruled.group.document ?? (reference.kind === "resolved" ? reference.target.document : other)
  return document === undefined ? undefined : { document, range: ruled.group.nameRange }
}
