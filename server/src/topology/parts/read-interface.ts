import * as l10n from "@vscode/l10n"
import { unresolvedReasons } from "../unresolved-reasons.ts"
import { type Described, flagAt, itemsAt, nameAt, textAt, valuesOf } from "./described.ts"
import type {
  AssociationStatement,
  ConfigurationStatement,
  InterfaceStatement,
  Listed,
  PrivateEndpointStatement,
  WrittenReference,
} from "./network-part.ts"
import { isAnsible } from "./property-paths.ts"
import { addressAt } from "./read-addresses.ts"
import { referenceAt, referencesAt, securityGroupReference, securityGroupsAt } from "./read-reference.ts"

const subnetType = "Microsoft.Network/virtualNetworks/subnets"
const groupType = "Microsoft.Network/networkSecurityGroups"
const poolType = "Microsoft.Network/loadBalancers/backendAddressPools"
const natRuleType = "Microsoft.Network/loadBalancers/inboundNatRules"

export function readInterface(holder: Described): InterfaceStatement {
  const { items, areAll } = configurationsIn(holder)
  const group = referenceAt(holder, "group", groupType) ?? groupOfAnsible(holder)
  const machine = referenceAt(holder, "machine", "Microsoft.Compute/virtualMachines")
  const isPrimary = flagAt(holder, "isPrimary")
  const mac = textAt(holder, "mac")
  return {
    kind: "networkInterface",
    configurations: items,
    areAll,
    ...(group && { group }),
    ...(machine && { machine }),
    ...(isPrimary !== undefined && { isPrimary }),
    ...(holder.get("privateEndpoint") && { isPrivateEndpoint: true }),
    ...(mayForward(holder) && { mayForward: true }),
    ...(mac !== undefined && { mac }),
  }
}

/** What is not known may be so. */
function mayForward(holder: Described): boolean {
  return holder.get("forwards") !== undefined && flagAt(holder, "forwards") !== false
}

/** Ansible may have the one configuration in the properties of the network interface itself. */
function configurationsIn(holder: Described): Listed<ConfigurationStatement> {
  const { items, areAll } = itemsAt(holder, "configurations")
  const isFlat = items.length === 0 && areAll && holder.get("subnet") !== undefined
  const subnet = isAnsible(holder.names) ? ansibleSubnet(holder) : undefined
  if (isFlat) return { items: [{ ...readConfiguration(holder, 0, subnet), name: "default" }], areAll }
  return { items: items.map((item, place) => readConfiguration(item, place, subnet)), areAll }
}

function readConfiguration(item: Described, place: number, around?: WrittenReference): ConfigurationStatement {
  const isPrimary = flagAt(item, "isPrimary")
  const address = addressAt(item, "address")
  const subnet = around ?? referenceAt(item, "subnet", subnetType)
  const publicAddress = publicAddressIn(item)
  return {
    name: nameAt(item, `configuration ${place + 1}`),
    ...(isPrimary !== undefined && { isPrimary }),
    family: address?.family ?? (textAt(item, "version")?.toLowerCase() === "ipv6" ? 6 : 4),
    ...(address && { address }),
    ...(subnet && { subnet }),
    ...(publicAddress && { publicAddress }),
    securityGroups: securityGroupsAt(item, "securityGroups"),
    pools: referencesAt(item, "pools", poolType),
    natRules: natRulesIn(item),
  }
}

/** Of a scale set's machines each has an address of its own, of which the configuration only says that it is there. */
function publicAddressIn(item: Described): WrittenReference | undefined {
  const written = referenceAt(item, "publicAddress", "Microsoft.Network/publicIPAddresses")
  const own = item.get("ownAddress")
  if (written || !own) return written
  const [first] = itemsAt(item, "ownAddress").items
  const unnamed = l10n.t`a public address`
  const text = first ? nameAt(first, unnamed) : unnamed
  return { reference: undefined, text, range: own.range, reason: unresolvedReasons.eachMachine }
}

function natRulesIn(item: Described): Listed<WrittenReference> {
  const rules = referencesAt(item, "natRules", natRuleType)
  const pools = item.get("natPools") === item.get("natRules") ? undefined : referencesAt(item, "natPools", natRuleType)
  return { items: [...rules.items, ...(pools?.items ?? [])], areAll: rules.areAll && (pools?.areAll ?? true) }
}

/** A subnet is named beside its network. */
function ansibleSubnet(holder: Described): WrittenReference | undefined {
  const node = holder.resource.property("virtual_network") ?? holder.resource.property("virtual_network_name")
  const network = node && holder.resource.refer(node, { type: "Microsoft.Network/virtualNetworks" })
  return referenceAt(holder, "subnet", subnetType, network)
}

/** The module makes a group of its own for a network interface without one, unless it is told not to. */
function groupOfAnsible(holder: Described): WrittenReference | undefined {
  const { resource, names } = holder
  if (!isAnsible(names) || flagAt(holder, "mayMakeGroup") === false) return undefined
  const text = l10n.t`the group of ${resource.name}`
  return { reference: undefined, text, range: resource.nameRange, reason: unresolvedReasons.ansible }
}

export function readPrivateEndpoint(holder: Described): PrivateEndpointStatement {
  const subnet = referenceAt(holder, "subnet", subnetType)
  const interfaceName = textAt(holder, "interfaceName")
  return {
    kind: "privateEndpoint",
    ...(subnet && { subnet }),
    ...(interfaceName !== undefined && { interfaceName }),
    interfaces: referencesAt(holder, "interfaces", "Microsoft.Network/networkInterfaces").items,
    addresses: itemsAt(holder, "configurations").items.flatMap(item => addressAt(item, "address") ?? []),
  }
}

export function readAssociation(holder: Described): AssociationStatement {
  const group = referenceAt(holder, "group", groupType)
  const routeTable = referenceAt(holder, "routeTable", "Microsoft.Network/routeTables")
  const securityGroup = holder.get("securityGroup")
  const pool = referenceAt(holder, "pool", poolType)
  const natRule = referenceAt(holder, "natRule", natRuleType)
  const configuration = textAt(holder, "configuration")
  return {
    kind: "association",
    ...(group && { group }),
    ...(routeTable && { routeTable }),
    ...(securityGroup && { securityGroup: securityGroupReference(holder, securityGroup) }),
    ...(pool && { pool }),
    ...(natRule && { natRule }),
    ...(configuration !== undefined && { configuration }),
  }
}

/** Whether it says that subnets or network interfaces have it. */
export function isAttachedGroup(holder: Described): boolean {
  const names = ["attachedSubnets", "attachedInterfaces"] as const
  return names.some(name => valuesOf(holder.get(name)).items.length > 0)
}
