import { parsePort } from "../../values/parse-ports.ts"
import { type Described, flagAt, itemsAt, nameAt, textAt } from "./described.ts"
import type {
  BalancerStatement,
  BalancingStatement,
  FrontEndStatement,
  Listed,
  NamedBalancing,
  PoolStatement,
  PublicAddressStatement,
} from "./network-part.ts"
import { keyOfName, keyOfReference, type PartKey } from "./part-key.ts"
import { addressAt } from "./read-addresses.ts"
import { referenceAt, referencesAt } from "./read-reference.ts"

const subnetType = "Microsoft.Network/virtualNetworks/subnets"
const balancerType = "Microsoft.Network/loadBalancers"
const poolType = "Microsoft.Network/loadBalancers/backendAddressPools"
const interfaceType = "Microsoft.Network/networkInterfaces"

export function readPublicAddress(holder: Described): PublicAddressStatement {
  const address = addressAt(holder, "publicIp")
  const sku = textAt(holder, "sku")
  return { kind: "publicAddress", ...(address && { address }), ...(sku !== undefined && { sku }) }
}

export function readLoadBalancer(holder: Described): BalancerStatement {
  const sku = textAt(holder, "sku")
  const rules = balancingIn(holder, "rules", false)
  const nat = [balancingIn(holder, "natRules", true), balancingIn(holder, "natPools", true)]
  return {
    kind: "loadBalancer",
    ...(sku !== undefined && { sku }),
    frontEnds: frontEndsIn(holder, "frontEnds"),
    pools: itemsAt(holder, "pools").items.map((item, place) => ({
      key: keyOfName(item.get("name")) ?? `pool ${place}`,
      ...readPool(item),
    })),
    rules,
    inboundNat: { items: nat.flatMap(({ items }) => items), areAll: nat.every(({ areAll }) => areAll) },
  }
}

/** An application gateway or Bastion host: a neighbour in a subnet, of which no rules are read. */
export function readGatewayHost(holder: Described, kind: "applicationGateway" | "bastionHost"): BalancerStatement {
  const sku = textAt(holder, "sku")
  const subnets = itemsAt(holder, "gatewayConfigurations").items.flatMap(
    item => referenceAt(item, "subnet", subnetType) ?? [],
  )
  const [subnet] = subnets
  return {
    kind,
    ...(sku !== undefined && { sku }),
    ...(subnet && { subnet }),
    frontEnds: frontEndsIn(holder, kind === "bastionHost" ? "configurations" : "frontEnds"),
    pools: [],
    rules: { items: [], areAll: true },
    inboundNat: { items: [], areAll: true },
  }
}

function frontEndsIn(holder: Described, name: "frontEnds" | "configurations"): readonly FrontEndStatement[] {
  return itemsAt(holder, name).items.map((item, place) => {
    const address = addressAt(item, "address")
    const publicAddress = referenceAt(item, "publicAddress", "Microsoft.Network/publicIPAddresses")
    const subnet = referenceAt(item, "subnet", subnetType)
    const name = nameAt(item, `front end ${place + 1}`)
    return {
      name,
      key: keyOfName(item.get("name")) ?? name,
      ...(address && { address }),
      ...(publicAddress && { publicAddress }),
      ...(subnet && { subnet }),
    }
  })
}

export function readPool(holder: Described): PoolStatement {
  const listed = referencesAt(holder, "poolMembers", interfaceType)
  const { items, areAll } = itemsAt(holder, "poolAddresses")
  const known = items.map(item => ({
    // Output names the configuration that has the address.
    member: referenceAt(item, "addressOf", interfaceType),
    address: addressAt(item, "publicIp"),
  }))
  return {
    kind: "pool",
    members: {
      items: [...listed.items, ...known.flatMap(({ member }) => member ?? [])],
      areAll: listed.areAll && areAll && known.every(({ member, address }) => member || address),
    },
    addresses: known.flatMap(({ member, address }) => (member ? [] : (address ?? []))),
  }
}

function balancingIn(
  holder: Described,
  name: "rules" | "natRules" | "natPools",
  isNat: boolean,
): Listed<NamedBalancing> {
  const { items, areAll } = itemsAt(holder, name)
  return {
    items: items.map((item, place) => {
      const name = nameAt(item, `rule ${place + 1}`)
      return { name, key: keyOfName(item.get("name")) ?? name, ...readBalancing(item, isNat) }
    }),
    areAll,
  }
}

/** `isNat`: of inbound NAT, to a machine of its own. */
export function readBalancing(holder: Described, isNat: boolean): BalancingStatement {
  const several = isNat ? { items: [], areAll: true } : referencesAt(holder, "pools", poolType)
  const one = referenceAt(holder, "pool", poolType)
  const isListed = several.items.length > 0 || !several.areAll
  const member = referenceAt(holder, "member", interfaceType)
  const lastPort = portAt(holder, "lastPort")
  return {
    kind: "balancing",
    isNat,
    protocol: protocolAt(holder),
    frontEnd: frontEndKey(holder),
    frontEndPort: portAt(holder, "frontPort"),
    backEndPort: portAt(holder, "backPort"),
    floatingIp: flagAt(holder, "floating") ?? false,
    pools: isListed ? several : { items: one ? [one] : [], areAll: true },
    ...(member && { member }),
    ...(lastPort !== undefined && { lastPort }),
  }
}

/** By name, or by an id that ends with it. */
function frontEndKey(holder: Described): PartKey | undefined {
  const named = keyOfName(holder.get("frontEndName"))
  if (named !== undefined) return named
  const node = holder.get("frontEnd")
  return keyOfReference(node && holder.resource.refer(node, { type: balancerType }))
}

function protocolAt(holder: Described): BalancingStatement["protocol"] {
  const text = textAt(holder, "protocol")?.toLowerCase()
  return text === "tcp" ? "Tcp" : text === "udp" ? "Udp" : text === "all" || text === "*" ? "All" : undefined
}

function portAt(holder: Described, name: "frontPort" | "backPort" | "lastPort"): number | undefined {
  const text = textAt(holder, name)
  const port = text === undefined ? undefined : parsePort(text)
  return port && !("fault" in port) && port.first === port.last ? port.first : undefined
}
