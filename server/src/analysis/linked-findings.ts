import * as l10n from "@vscode/l10n"
import type { Finding } from "../checks/check.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { groupedBy } from "../values/grouped.ts"
import type { ResourceIndex } from "./resource-index.ts"
import { parametersAt } from "./value-source.ts"

type Related = Finding["related"][number]

/**
 * Findings in a linked template, each once, whatever the number of deployments that link it: with the values that these hand
 * over as related places, and with the deployments themselves where it is not so in all of them.
 */
export function mergeLinked(
  findings: readonly Finding[],
  groups: readonly LocatedGroup[],
  { syntax, index }: { readonly syntax: SyntaxDocument; readonly index: ResourceIndex },
): readonly Finding[] {
  const instances = groupedBy(groups, group => (group.call === undefined ? undefined : group.nameRange.start))
  if (instances.size === 0) return findings
  const alike = groupedBy(findings, finding => (isLinked(finding) ? keyOf(finding) : finding))
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first?.group || !isLinked(first)) return first ?? []
    const all = [first, ...others]
    const made = new Set(all.flatMap(({ group }) => (group ? linkOf(group, index) : [])))
    const calls = new Set(instances.get(first.group.nameRange.start)?.map(group => linkOf(group, index)))
    const added = all.flatMap(finding => [
      ...handedOver(finding, syntax, index),
      ...(made.size < calls.size ? madeBy(finding, index) : []),
    ])
    return first.with({ related: withoutDoubles([...first.related, ...added]) })
  })
}

/** A loop makes several deployments of one link. */
function linkOf(group: LocatedGroup, index: ResourceIndex): string {
  const { document, link } = index.deploymentOf(group) ?? {}
  return `${document} ${link?.start}`
}

function isLinked({ group }: Finding): boolean {
  return group?.call !== undefined
}

/** Deployments may give the group another name: that is no other fault. */
function keyOf({ code, range, message, group, rule }: Finding): string {
  const said = group ? message.replaceAll(group.name, "") : message
  return JSON.stringify([code, range.start, range.end, group?.iteration, rule?.iteration, rule?.name, said])
}

/** The values at the place of the fault, and those that the rule is made of. */
function handedOver({ range, rule, group }: Finding, syntax: SyntaxDocument, index: ResourceIndex): readonly Related[] {
  const deployment = group && index.deploymentOf(group)
  // What a group is called is seldom the fault.
  if (!deployment || range.start === group.nameRange.start) return []
  const own = rule && (rule.document === undefined || rule.document === group.document) ? rule.at.properties : {}
  const { name: _, description: __, ...properties } = own
  const names = [range, ...Object.values(properties)].flatMap(place => parametersAt(place, syntax))
  return [...new Set(names)].flatMap(name => {
    const place = deployment.handed.get(name.toLowerCase())
    if (!place) return []
    return { document: deployment.document, range: place, message: l10n.t`The value of ${name} is set here.` }
  })
}

function madeBy({ group }: Finding, index: ResourceIndex): readonly Related[] {
  const deployment = group && index.deploymentOf(group)
  if (!deployment) return []
  return [{ document: deployment.document, range: deployment.link, message: l10n.t`This deployment causes it.` }]
}

function withoutDoubles(related: readonly Related[]): readonly Related[] {
  const places = groupedBy(related, ({ document = "", range, message }) =>
    [document, range.start, range.end, message].join(" "),
  )
  return [...places.values()].flatMap(([first]) => first ?? [])
}
