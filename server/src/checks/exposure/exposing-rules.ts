import * as l10n from "@vscode/l10n"
import { defaultsBehind } from "../../judging/defaulted-parameters.ts"
import { type Exposure, everyRule } from "../../judging/exposures.ts"
import { isCustom } from "../../judging/group-rule.ts"
import { internetExposures } from "../../judging/internet-exposures.ts"
import type { JudgedGroup } from "../../judging/judged-group.ts"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import { groupedBy } from "../../values/grouped.ts"
import { keptFor } from "../../values/kept-for.ts"
import type { Found, GroupContext, Severity } from "../check.ts"
import { relatedRule } from "../related.ts"
import { possibly } from "../severity.ts"
import { nameRule } from "../wording.ts"
import { type ExposedPorts, exposedPorts, mayBeMoreThanPort } from "./exposed-ports.ts"
import { widestTerm } from "./widest-term.ts"

/** A rule that lets in the Internet, and what a finding tells of it. */
export interface ExposingRule extends ExposedPorts {
  readonly rule: LocatedRule
  readonly exposure: Exposure
  /** The deployment model, where that is not Resource Manager. */
  readonly model: LocatedGroup["model"]
  /** So many public addresses are too many. */
  readonly width: number
  /** Why part of the group cannot be known. */
  readonly incompleteReason: string | undefined
  /** The prefixes of Azure Bastion's subnets from which the machines can be reached. */
  readonly bastion: readonly string[]
  /** Parameters of the template that have their default values in it. */
  readonly defaults: readonly string[]
}

/** The rules of which the worst is of this kind. */
export function* exposingRules(
  kind: ExposedPorts["kind"],
  severity: Severity,
  judged: JudgedGroup,
  context: GroupContext,
): Iterable<Found<ExposingRule>> {
  const { group } = judged
  const asked = kind === "port" ? everyRule : mayBeMoreThanPort
  const exposures = internetExposures(judged, "Inbound", context.exposureWidth, context.attachments, asked)
  for (const exposure of byKind(exposures).get(kind) ?? []) {
    const { rule, doubt, denies, together = [] } = exposure
    const exposed = exposedPorts(exposure)
    if (!exposed || !isCustom(rule)) continue
    yield {
      at: rule.at.terms.source[widestTerm(rule.source)] ?? rule.at.name,
      ...((doubt || rule.implied) && { severity: possibly(severity) }),
      rule,
      related: [
        ...together.filter(isCustom).map(other => relatedRule(other, l10n.t`${nameRule(other)} opens it to others`)),
        ...denies.filter(isCustom).map(deny => relatedRule(deny, l10n.t`${nameRule(deny)} blocks part of it`)),
      ],
      data: {
        ...exposed,
        rule,
        exposure,
        model: group.model,
        width: context.exposureWidth,
        bastion: bastionOf(context),
        incompleteReason: group.incompleteReason,
        defaults: defaultsBehind([rule], group, context.template),
      },
    }
  }
}

/** The check of each kind asks. */
const byKind = keptFor((exposures: readonly Exposure[]) =>
  groupedBy(exposures, exposure => exposedPorts(exposure)?.kind),
)

function bastionOf({ attachments: { places } }: GroupContext): readonly string[] {
  return [...new Set(places.flatMap(({ bastion }) => bastion.map(({ key }) => key)))]
}
