import type { ResourceType } from "../../azure/resource-types.ts"
import { partOf } from "../../readers/arm-choice.ts"
import type { Node } from "../../syntax/node.ts"
import type { ResourceRef } from "../../values/resource-ref.ts"
import { isUnknown } from "../../values/unknown.ts"
import { unresolvedReasons } from "../unresolved-reasons.ts"
import { type Described, referenceOf, referenceText, valuesOf } from "./described.ts"
import type { Listed, SecurityGroupReference, WrittenReference } from "./network-part.ts"
import type { PropertyName } from "./property-paths.ts"

/** The reference that a property holds. */
export function referenceAt(
  holder: Described,
  name: PropertyName,
  type: ResourceType,
  parent?: ResourceRef,
): WrittenReference | undefined {
  const node = holder.get(name)
  return node && writtenReference(holder, node, type, parent)
}

/** The references in a list. */
export function referencesAt(
  holder: Described,
  name: PropertyName,
  type: ResourceType,
  parent?: ResourceRef,
): Listed<WrittenReference> {
  const { items, areAll } = referenceNodes(holder, name, type)
  return { items: items.map(node => writtenReference(holder, node, type, parent)), areAll }
}

/** The nodes of a list of references. Where a plan has one address in the place of a list, the list has that alone. */
export function referenceNodes(holder: Described, name: PropertyName, type: ResourceType) {
  const node = holder.get(name)
  const symbol = node?.kind === "unknown" ? referenceOf(holder, node, type)?.symbol : undefined
  return node && symbol && !isUnknown(symbol) ? { items: [node], areAll: true } : valuesOf(node)
}

export function writtenReference(
  holder: Described,
  node: Node,
  type: ResourceType,
  parent?: ResourceRef,
): WrittenReference {
  const { range } = node
  const reason = reasonOf(node)
  if (node.kind === "scalar" && node.byDefault) {
    const text = node.byDefault.text ?? node.byDefault.identity
    return { reference: undefined, text, range, reason: unresolvedReasons.emptyParameter }
  }
  const reference = referenceOf(holder, node, type, parent)
  return { reference, text: referenceText(node), range, ...(reason !== undefined && { reason }) }
}

/** Of one of several values it is not said here which it is. */
function reasonOf(node: Node): string | undefined {
  return node.kind === "unknown" && node.oneOf ? unresolvedReasons.condition : undefined
}

const securityGroupType = "Microsoft.Network/applicationSecurityGroups"

/** Application security groups under the keys that rules have for them. */
export function securityGroupsAt(holder: Described, name: PropertyName): Listed<SecurityGroupReference> {
  const { items, areAll } = referenceNodes(holder, name, securityGroupType)
  return { items: items.map(node => securityGroupReference(holder, node)), areAll }
}

export function securityGroupReference(holder: Described, node: Node): SecurityGroupReference {
  const written = writtenReference(holder, node, securityGroupType)
  return { ...written, key: `group:${identityIn(node) ?? written.text.toLowerCase()}` }
}

/** A group whose id an expression makes is known by that expression. */
function identityIn(node: Node): string | undefined {
  const id = node.kind === "map" ? partOf(node, "id") : node
  return id?.kind === "unknown" ? id.unknown.identity : undefined
}
