import * as l10n from "@vscode/l10n"
import { entriesOf, isList, isMap, isTrue, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { localMark } from "../values/unknown.ts"

/** A resource in what Pulumi keeps or foresees: it is told from others by its `urn`. */
export interface StatedResource {
  readonly urn: string
  /** `azure-native:network:NetworkSecurityGroup`, `azure:network/subnet:Subnet`, … */
  readonly type: string
  readonly node: MapNode
  /** Set for what a preview foresees: values may be missing in it that it will have. */
  readonly isPlanned: boolean
  /** The literal id that Azure gave it. */
  readonly id: string | undefined
  /** What counts: of a state what the provider found, of a preview what the program asks for. */
  readonly values: Node | undefined
  readonly inputs: Node | undefined
  /** The urns of the resources that a property gets its value from. */
  sourcesOf(property: string): readonly string[]
}

/**
 * The resources of a stack's export, a state file (`deployment`, `checkpoint.latest`), and of the steps of
 * `pulumi preview --json`; those that are gone, or only wait to be deleted, left out.
 */
export function statedResources(root: Node | undefined): readonly StatedResource[] {
  // A preview has a step for each part of a replacement.
  return [...new Map(resourcesIn(root, false).map(resource => [resource.urn, resource])).values()]
}

function resourcesIn(node: Node | undefined, isPlanned: boolean): readonly StatedResource[] {
  if (isList(node)) return node.items.flatMap(item => resourcesIn(item, isPlanned))
  if (!isMap(node)) return []
  const [urn, type] = [textOf(member(node, "urn")), textOf(member(node, "type"))]
  if (urn?.startsWith("urn:pulumi:") && type !== undefined) {
    return isTrue(member(node, "delete")) ? [] : [statedResource(node, urn, type, isPlanned)]
  }
  return node.entries.flatMap(({ key, value }) =>
    key === "oldState" ? [] : resourcesIn(value, isPlanned || key === "newState"),
  )
}

function statedResource(node: MapNode, urn: string, type: string, isPlanned: boolean): StatedResource {
  const [inputs, outputs] = [member(node, "inputs"), member(node, "outputs")].map(withoutMarks)
  const id = textOf(member(node, "id"))
  return {
    ...{ urn, type, node, inputs, isPlanned },
    id: id?.startsWith("/") ? id : undefined,
    values: isPlanned || entriesOf(outputs).length === 0 ? inputs : outputs,
    sourcesOf: property => textsIn(memberAt(node, "propertyDependencies", property)),
  }
}

function textsIn(list: Node | undefined): readonly string[] {
  return isList(list) ? list.items.flatMap(item => textOf(item) ?? []) : []
}

/** What Pulumi's protocol writes for a value that is not known yet, and for one that it keeps encrypted: a map with a mark. */
const unknownYet = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
const markKey = "4dabf18193072939515e22adb298388d"
const secretMark = "1b47061264138c4ac30d75fd1eb44270"

/** Values with what Pulumi marks as unknown or secret made unknown; what has no mark stays the same node. */
function withoutMarks<N extends Node | undefined>(node: N): N | Node {
  if (textOf(node) === unknownYet) return node && marked(node, l10n.t`it is known only after pulumi up`)
  if (isMap(node)) {
    if (textOf(member(node, markKey)) === secretMark) return marked(node, l10n.t`it is a secret`)
    const entries = node.entries.map(entry => ({ entry, value: withoutMarks(entry.value) }))
    if (entries.every(({ entry, value }) => entry.value === value)) return node
    return { ...node, entries: entries.map(({ entry, value }) => ({ ...entry, value })) }
  }
  if (!isList(node)) return node
  const items = node.items.map(withoutMarks)
  return items.every((item, index) => item === node.items[index]) ? node : { ...node, items }
}

function marked({ range }: Node, reason: string): Node {
  return { kind: "unknown", range, unknown: { identity: `pulumi ${localMark(range.start)}`, reason } }
}
