import { allowAnyToAny } from "./allow-any-to-any.ts"
import { asgsOfDifferentNetworks } from "./asgs-of-different-networks.ts"
import { blockedPlatformAddress } from "./blocked-platform-address.ts"
import { blockedServicePort } from "./blocked-service-port.ts"
import { brokenExpression } from "./broken-expression.ts"
import type { Check } from "./check.ts"
import { circularDeployments } from "./circular-deployments.ts"
import { claimedInterface } from "./claimed-interface.ts"
import { conflictingCopies } from "./conflicting-copies.ts"
import { conflictingDefinitions } from "./conflicting-definitions.ts"
import { denyBeforeAllows } from "./deny-before-allows.ts"
import { denyCannotStopPlatform } from "./deny-cannot-stop-platform.ts"
import { descriptionTooLong } from "./description-too-long.ts"
import { duplicateKey } from "./duplicate-key.ts"
import { duplicateName } from "./duplicate-name.ts"
import { duplicatePriority } from "./duplicate-priority.ts"
import { endlessTemplateLink } from "./endless-template-link.ts"
import { exposedAnyPort } from "./exposed-any-port.ts"
import { exposedByAdminRule } from "./exposed-by-admin-rule.ts"
import { exposedDatabasePort } from "./exposed-database-port.ts"
import { exposedFileShare } from "./exposed-file-share.ts"
import { exposedManagementPort } from "./exposed-management-port.ts"
import { exposedPort } from "./exposed-port.ts"
import { exposedUdp } from "./exposed-udp.ts"
import { groupInsideSubnet } from "./group-inside-subnet.ts"
import { groupOnExcludedSubnet } from "./group-on-excluded-subnet.ts"
import { icmpOnlyProtocol } from "./icmp-only-protocol.ts"
import { inlineAndStandaloneRules } from "./inline-and-standalone-rules.ts"
import { invalidAddress } from "./invalid-address.ts"
import { invalidConfiguration } from "./invalid-configuration.ts"
import { invalidName } from "./invalid-name.ts"
import { invalidPort } from "./invalid-port.ts"
import { invalidProtocol } from "./invalid-protocol.ts"
import { invalidRule } from "./invalid-rule.ts"
import { invalidSuppression } from "./invalid-suppression.ts"
import { ipv6OnlyRemainder } from "./ipv6-only-remainder.ts"
import { lateralManagement } from "./lateral-management.ts"
import { listOutsidePreviewRegions } from "./list-outside-preview-regions.ts"
import { loadBalancerTagForClients } from "./load-balancer-tag-for-clients.ts"
import { mergeableRules } from "./mergeable-rules.ts"
import { missingProperty } from "./missing-property.ts"
import { mixedAddressFamilies } from "./mixed-address-families.ts"
import { needsNewerApi } from "./needs-newer-api.ts"
import { notInClassicModel } from "./not-in-classic-model.ts"
import { oneSidedPeering } from "./one-sided-peering.ts"
import { oneWayPath } from "./one-way-path.ts"
import { openEgress } from "./open-egress.ts"
import { overlappingAddresses } from "./overlapping-addresses.ts"
import { overlappingPeers } from "./overlapping-peers.ts"
import { partlyShadowedRule } from "./partly-shadowed-rule.ts"
import { platformTagShape } from "./platform-tag-shape.ts"
import { portsOfPortlessProtocol } from "./ports-of-portless-protocol.ts"
import { priorityOutOfRange } from "./priority-out-of-range.ts"
import { redundantRule } from "./redundant-rule.ts"
import { replyRule } from "./reply-rule.ts"
import { sameGroupTwice } from "./same-group-twice.ts"
import { severalAddressFields } from "./several-address-fields.ts"
import { severalPortFields } from "./several-port-fields.ts"
import { shadowedByTagData } from "./shadowed-by-tag-data.ts"
import { shadowedInNetwork } from "./shadowed-in-network.ts"
import { shadowedRule } from "./shadowed-rule.ts"
import { sourcePortRestricted } from "./source-port-restricted.ts"
import { sqlTagWithoutRegion } from "./sql-tag-without-region.ts"
import { subnetOutsideNetwork } from "./subnet-outside-network.ts"
import { subnetWithoutGroup } from "./subnet-without-group.ts"
import { tagInList } from "./tag-in-list.ts"
import { tagWithoutEffect } from "./tag-without-effect.ts"
import { tooManyAddresses } from "./too-many-addresses.ts"
import { tooManyAsgs } from "./too-many-asgs.ts"
import { tooManyRules } from "./too-many-rules.ts"
import { unattachedGroup } from "./unattached-group.ts"
import { undecidedExpressions } from "./undecided-expressions.ts"
import { undecidedRule } from "./undecided-rule.ts"
import { undefinedName } from "./undefined-name.ts"
import { undefinedReference } from "./undefined-reference.ts"
import { unknownProperty } from "./unknown-property.ts"
import { unknownServiceTag } from "./unknown-service-tag.ts"
import { unmatchableRule } from "./unmatchable-rule.ts"
import { unreadableDocument } from "./unreadable-document.ts"
import { unusedSuppression } from "./unused-suppression.ts"
import { wideTagAllowed } from "./wide-tag-allowed.ts"
import { wrongDirectionTag } from "./wrong-direction-tag.ts"

/** Every diagnostic, in the order of the settings page. */
export const checks: readonly Check[] = [
  shadowedRule,
  denyBeforeAllows,
  shadowedByTagData,
  shadowedInNetwork,
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
  priorityOutOfRange,
  invalidName,
  invalidProtocol,
  invalidPort,
  invalidAddress,
  tagInList,
  severalAddressFields,
  severalPortFields,
  missingProperty,
  descriptionTooLong,
  tooManyRules,
  tooManyAddresses,
  tooManyAsgs,
  needsNewerApi,
  invalidRule,
  groupInsideSubnet,
  brokenExpression,
  undefinedName,
  mixedAddressFamilies,
  overlappingAddresses,
  icmpOnlyProtocol,
  listOutsidePreviewRegions,
  sqlTagWithoutRegion,
  notInClassicModel,
  portsOfPortlessProtocol,
  platformTagShape,
  blockedPlatformAddress,
  blockedServicePort,
  denyCannotStopPlatform,
  exposedManagementPort,
  exposedDatabasePort,
  exposedFileShare,
  exposedAnyPort,
  exposedUdp,
  exposedPort,
  exposedByAdminRule,
  allowAnyToAny,
  wideTagAllowed,
  openEgress,
  lateralManagement,
  unmatchableRule,
  oneWayPath,
  wrongDirectionTag,
  sourcePortRestricted,
  replyRule,
  tagWithoutEffect,
  loadBalancerTagForClients,
  groupOnExcludedSubnet,
  asgsOfDifferentNetworks,
  overlappingPeers,
  subnetOutsideNetwork,
  oneSidedPeering,
  conflictingDefinitions,
  claimedInterface,
  circularDeployments,
  endlessTemplateLink,
  undefinedReference,
  sameGroupTwice,
  unattachedGroup,
  subnetWithoutGroup,
  unknownProperty,
  unknownServiceTag,
  duplicateKey,
  unreadableDocument,
  unusedSuppression,
  invalidSuppression,
  invalidConfiguration,
]
