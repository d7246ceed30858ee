import * as l10n from "@vscode/l10n"
import { isKnownTag } from "../azure/service-tags.ts"
import type { TagData } from "../azure/tag-data.ts"
import { unlistedTag } from "../azure/unlisted-tag.ts"
import type { GroupRule } from "../judging/group-rule.ts"
import { securityGroupName } from "../readers/security-group-name.ts"
import type { AddressTerm } from "../values/address.ts"
import { similarName } from "../values/similar-name.ts"
import type { FlowProblem } from "./address-text.ts"

/** Whether a key is that of a tag that we know, or that the tag data has. */
export function isTag(key: string, tagData: TagData | undefined): boolean {
  return isKnownTag(key) || tagData?.tags.has(key) === true
}

/**
 * An end of a flow that is nearly the name of a tag, or of a security group of the rules, is taken for a slip, unless the
 * rules have the word themselves. Any other word may be a tag that is not known here.
 */
export function misspeltTag(
  end: AddressTerm,
  rules: readonly GroupRule[],
  tagData: TagData | undefined,
): FlowProblem | undefined {
  if (end.kind !== "tag" || isTag(end.key, tagData)) return undefined
  const named = rules.flatMap(({ source, destination }) => [...source, ...destination])
  if (named.some(({ key }) => key === end.key)) return undefined
  const groups = named.flatMap(term => (term.kind === "group" ? [securityGroupName(term)] : []))
  const tags = [...(tagData?.tags.values() ?? [])].map(({ name }) => name)
  const meant = similarName(end.name, [...groups, ...tags]) ?? unlistedTag(end.name)?.instead
  if (meant === undefined) return undefined
  return { problem: l10n.t`"${end.name}" is neither a service tag nor named by a rule. Did you mean ${meant}?` }
}
