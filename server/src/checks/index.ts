import { allowAnyToAny } from "./allow-any-to-any.ts"
import { blockedPlatformAddress } from "./blocked-platform-address.ts"
import { blockedServicePort } from "./blocked-service-port.ts"
import { brokenExpression } from "./broken-expression.ts"
import type { Check } from "./check.ts"
import { conflictingCopies } from "./conflicting-copies.ts"
import { denyCannotStopPlatform } from "./deny-cannot-stop-platform.ts"
import { duplicateKey } from "./duplicate-key.ts"
import { duplicateName } from "./duplicate-name.ts"
import { duplicatePriority } from "./duplicate-priority.ts"
import { exposedAnyPort } from "./exposed-any-port.ts"
import { exposedDatabasePort } from "./exposed-database-port.ts"
import { exposedFileShare } from "./exposed-file-share.ts"
import { exposedManagementPort } from "./exposed-management-port.ts"
import { exposedPort } from "./exposed-port.ts"
import { exposedUdp } from "./exposed-udp.ts"
import { groupInsideSubnet } from "./group-inside-subnet.ts"
import { icmpOnlyProtocol } from "./icmp-only-protocol.ts"
import { invalidRule } from "./invalid-rule.ts"
import { ipv6OnlyRemainder } from "./ipv6-only-remainder.ts"
import { lateralManagement } from "./lateral-management.ts"
import { mixedAddressFamilies } from "./mixed-address-families.ts"
import { openEgress } from "./open-egress.ts"
import { overlappingAddresses } from "./overlapping-addresses.ts"
import { platformTagShape } from "./platform-tag-shape.ts"
import { portsOfPortlessProtocol } from "./ports-of-portless-protocol.ts"
import { shadowedByTagData } from "./shadowed-by-tag-data.ts"
import { shadowedRule } from "./shadowed-rule.ts"
import { sourcePortRestricted } from "./source-port-restricted.ts"
import { undecidedExpressions } from "./undecided-expressions.ts"
import { undecidedRule } from "./undecided-rule.ts"
import { unknownProperty } from "./unknown-property.ts"
import { unknownServiceTag } from "./unknown-service-tag.ts"
import { unmatchableRule } from "./unmatchable-rule.ts"
import { unreadableDocument } from "./unreadable-document.ts"
import { wideTagAllowed } from "./wide-tag-allowed.ts"
import { wrongDirectionTag } from "./wrong-direction-tag.ts"

/** Every diagnostic, in the order of the settings page. */
export const checks: readonly Check[] = [
  shadowedRule,
  shadowedByTagData,
  ipv6OnlyRemainder,
  undecidedRule,
  undecidedExpressions,
  duplicatePriority,
  duplicateName,
  conflictingCopies,
  invalidRule,
  groupInsideSubnet,
  brokenExpression,
  mixedAddressFamilies,
  overlappingAddresses,
  icmpOnlyProtocol,
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
  allowAnyToAny,
  wideTagAllowed,
  openEgress,
  lateralManagement,
  unmatchableRule,
  wrongDirectionTag,
  sourcePortRestricted,
  unknownProperty,
  unknownServiceTag,
  duplicateKey,
  unreadableDocument,
]
