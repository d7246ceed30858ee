import { resourceType } from "../azure/resource-types.ts"
import { expand } from "../expressions/expand.ts"
import { member, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"
import { startOf } from "../syntax/range.ts"
import { parentOf } from "../values/resource-ref.ts"
import { partOf } from "./arm-choice.ts"
import { armReference, ownReference } from "./arm-reference.ts"
import { type ArmResource, isRepeated } from "./arm-resources.ts"
import { armProperties } from "./arm-rules.ts"
import { inlineResources } from "./inline-resources.ts"
import type { ReadResource } from "./located-resource.ts"
import { noName } from "./rule-reading.ts"

/** The resources of a template of which a network is made, those that are written out in others among them. */
export function armLocated(resources: readonly ArmResource[]): readonly ReadResource[] {
  return resources.flatMap(resource => {
    const located = locatedResource(resource)
    return located ? [located, ...inlineResources(located)] : []
  })
}

function locatedResource(resource: ArmResource): ReadResource | undefined {
  const type = resourceType(resource.type)
  if (!type) return undefined
  const { node, name, nameNode, scope, existing, uncounted, iteration } = resource
  const { condition, absentByDefault, presentByDefault } = resource
  const reference = ownReference(resource)
  const call = scope.linking?.call
  const parent = parentOf(reference)
  return {
    ...{ type, node, reference, range: node.range },
    kind: textOf(member(node, "type")) ?? type,
    name: name.at(-1)?.text ?? noName,
    nameRange: nameNode?.range ?? startOf(node.range),
    ...(parent && { parent }),
    ...(existing && { existing }),
    ...(uncounted && { uncounted }),
    ...(iteration !== undefined && { iteration }),
    ...(call !== undefined && { call }),
    ...(resource.unread && { unread: resource.unread }),
    ...(condition !== undefined && { condition }),
    ...(absentByDefault && { absentByDefault }),
    ...(presentByDefault && { presentByDefault }),
    property: (first, ...rest) => rest.reduce<Node | undefined>(partOf, propertyOf(resource, first)),
    refer: value => armReference(value && idIn(value), scope),
  }
}

function propertyOf(resource: ArmResource, key: string): Node | undefined {
  const { node, scope } = resource
  const beside = member(node, key)
  const property = () => partOf(armProperties(node, scope, [key]), key) ?? (beside && expand(beside, scope.environment))
  return isRepeated(resource) ? property() : scope.environment.evaluation.writtenOnce(property)
}

/** A reference is `{ "id": … }` nearly everywhere. */
function idIn(value: Node): Node | undefined {
  return value.kind === "map" ? partOf(value, "id") : value
}
