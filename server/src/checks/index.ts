import { blockedPlatformAddress } from "./blocked-platform-address.ts"
import { brokenExpression } from "./broken-expression.ts"
import type { Check } from "./check.ts"
import { conflictingCopies } from "./conflicting-copies.ts"
import { denyBeforeAllows } from "./deny-before-allows.ts"
import { denyCannotStopPlatform } from "./deny-cannot-stop-platform.ts"
import { duplicateKey } from "./duplicate-key.ts"
import { duplicateName } from "./duplicate-name.ts"
import { duplicatePriority } from "./duplicate-priority.ts"
import { groupInsideSubnet } from "./group-inside-subnet.ts"
import { icmpOnlyProtocol } from "./icmp-only-protocol.ts"
import { inlineAndStandaloneRules } from "./inline-and-standalone-rules.ts"
import { invalidConfiguration } from "./invalid-configuration.ts"
import { invalidRule } from "./invalid-rule.ts"
import { invalidSuppression } from "./invalid-suppression.ts"
import { ipv6OnlyRemainder } from "./ipv6-only-remainder.ts"
import { loadBalancerTagForClients } from "./load-balancer-tag-for-clients.ts"
import { mergeableRules } from "./mergeable-rules.ts"
import { mixedAddressFamilies } from "./mixed-address-families.ts"
import { overlappingAddresses } from "./overlapping-addresses.ts"
import { partlyShadowedRule } from "./partly-shadowed-rule.ts"
import { platformTagShape } from "./platform-tag-shape.ts"
import { portsOfPortlessProtocol } from "./ports-of-portless-protocol.ts"
import { redundantRule } from "./redundant-rule.ts"
import { replyRule } from "./reply-rule.ts"
import { shadowedByTagData } from "./shadowed-by-tag-data.ts"
import { shadowedRule } from "./shadowed-rule.ts"
import { sourcePortRestricted } from "./source-port-restricted.ts"
import { tagWithoutEffect } from "./tag-without-effect.ts"
import { undecidedExpressions } from "./undecided-expressions.ts"
import { undecidedRule } from "./undecided-rule.ts"
import { unknownProperty } from "./unknown-property.ts"
import { unknownServiceTag } from "./unknown-service-tag.ts"
import { unmatchableRule } from "./unmatchable-rule.ts"
import { unreadableDocument } from "./unreadable-document.ts"
import { unusedSuppression } from "./unused-suppression.ts"
import { wrongDirectionTag } from "./wrong-direction-tag.ts"

/** Every diagnostic, in the order of the settings page. */
export const checks: readonly Check[] = [
  shadowedRule,
  denyBeforeAllows,
  shadowedByTagData,
  ipv6OnlyRemainder,
  redundantRule,
  partlyShadowedRule,
  mergeableRules,
  undecidedRule,
  undecidedExpressions,
  duplicatePriority,
  duplicateName,
  conflictingCopies,
  inlineAndStandaloneRules,
  invalidRule,
  groupInsideSubnet,
  brokenExpression,
  mixedAddressFamilies,
  overlappingAddresses,
  icmpOnlyProtocol,
  portsOfPortlessProtocol,
  platformTagShape,
  blockedPlatformAddress,
  denyCannotStopPlatform,
  unmatchableRule,
  wrongDirectionTag,
  sourcePortRestricted,
  replyRule,
  tagWithoutEffect,
  loadBalancerTagForClients,
  unknownProperty,
  unknownServiceTag,
  duplicateKey,
  unreadableDocument,
  unusedSuppression,
  invalidSuppression,
  invalidConfiguration,
]
