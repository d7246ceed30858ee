import type { ResourceType } from "../azure/resource-types.ts"
import type { Node, Range } from "../syntax/node.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import type { AbsentByDefault } from "./absent-by-default.ts"

/** A resource of which a network is made, as it stands in a document: plain data, kept of files that no editor has open. */
export interface LocatedResource {
  /** In Azure's spelling, whatever the dialect calls it. */
  readonly type: ResourceType
  /** The type as the dialect has it: an ARM type, a Terraform type, a kind, a module. It tells what its properties are called. */
  readonly kind: string
  /** The last part of its name as known here: evaluated where that can be done, else as written. */
  readonly name: string
  /** What others call it. */
  readonly reference: ResourceRef
  /** The resource that it is a part of, for a child. */
  readonly parent?: ResourceRef
  /** The whole resource. */
  readonly range: Range
  /** The value of its name, else the start of the resource. */
  readonly nameRange: Range
  /** It only adds to the resource of its reference, which is written elsewhere: Terraform's associations. */
  readonly association?: true
  /** Declared for reference only: the deployment does not change it. */
  readonly existing?: true
  /** It stands for any number of resources: how often its loop runs is not known. */
  readonly uncounted?: true
  /** The zero-based iteration of the loop that makes it. */
  readonly iteration?: number
  /** The deployment whose linked template makes it: several may make something at one place of a file. */
  readonly call?: string
  /** Of a deployment, why the template that it links is not read. */
  readonly unread?: Unread
  /** The text of the condition under which the document makes it, unless the parameters at hand make it true. */
  readonly condition?: string
  /** Set where the document makes it only with other values for its parameters than their defaults. */
  readonly absentByDefault?: AbsentByDefault
  /** Where it is there only as parameters have their default values: these. */
  readonly presentByDefault?: readonly string[]
}

/** The same while its document is at hand: what it says can still be asked. */
export interface ReadResource extends LocatedResource {
  /** Nothing in it is told by an expression: it is the same, whatever stands around it. */
  readonly isLiteral?: true
  /** As written. */
  readonly node: Node
  /** A property, expressions evaluated, by a path of the dialect's own keys; ARM's `properties` is no part of it. */
  property(...path: readonly [string, ...string[]]): Node | undefined
  /** What one of its values refers to, where the type is known that it is to have. */
  refer(value: Node | undefined, target: ReferenceTarget): ResourceRef | undefined
}

/** What a reference is expected to mean. */
export interface ReferenceTarget {
  readonly type: ResourceType
  /** The resource that the target is a part of, where the reference has but its own name. */
  readonly parent?: ResourceRef | undefined
}

/**
 * The linked template is not among the files at hand, or the link comes to what it started from, with the same values, or it
 * is deeper than links are followed.
 */
export type Unread = "nowhere" | "endless" | "too-deep"

/** What can be kept of a resource whose document leaves memory. */
export function withoutNode(resource: LocatedResource | ReadResource): LocatedResource {
  const {
    node: _,
    property: __,
    refer: ___,
    isLiteral: ____,
    ...plain
  }: LocatedResource & Partial<ReadResource> = resource
  return plain
}
