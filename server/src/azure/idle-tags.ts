import type { Direction } from "../engine/security-rule.ts"
import { fileTag } from "./service-tags.ts"

/** Why nothing comes from a tag, or goes to it. */
export interface IdleTagFact {
  readonly reason: "portal" | "retired" | "not-offered"
  /** The direction in which it is so; absent where it is in both. */
  readonly only?: Direction
}

/** By the tags' names without a region. What is known of them stands with `serviceTagPurposes`. */
const facts: ReadonlyMap<string, IdleTagFact> = new Map<string, IdleTagFact>([
  ["AzurePortal", { reason: "portal", only: "Inbound" }],
  ["AzureDataLake", { reason: "retired" }],
  ["AzureDevSpaces", { reason: "retired" }],
  // The download file of 2025-11-17 lists no product that may use it.
  ["AzureActiveDirectory.ServiceEndpoint", { reason: "not-offered" }],
])

/** By the key of a tag, regional or not; undefined for a tag that is of use. */
export function idleTag(key: string): IdleTagFact | undefined {
  const tag = fileTag(key)
  return tag && facts.get(tag.name)
}
