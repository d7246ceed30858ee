import { type Described, flagAt, itemsAt, textAt } from "./described.ts"
import type {
  ConnectionStatement,
  GatewayStatement,
  HubConnectionStatement,
  LocalGatewayStatement,
} from "./network-part.ts"
import { prefixesAt } from "./read-addresses.ts"
import { referenceAt } from "./read-reference.ts"

export function readGateway(holder: Described): GatewayStatement {
  const configurations = itemsAt(holder, "configurations").items
  const isClosed = /^vpn$/i.test(textAt(holder, "gatewayType") ?? "") && !holder.get("clients")
  return {
    kind: "gateway",
    subnets: configurations.flatMap(
      item => referenceAt(item, "subnet", "Microsoft.Network/virtualNetworks/subnets") ?? [],
    ),
    ...(!isClosed && { isOpen: true }),
  }
}

export function readLocalGateway(holder: Described): LocalGatewayStatement {
  return { kind: "localGateway", prefixes: prefixesAt(holder, "localPrefixes") }
}

/** A network's connection to a virtual hub of Virtual WAN, which tells it the routes of all that is connected there. */
export function readHubConnection(holder: Described): HubConnectionStatement {
  const network = referenceAt(holder, "remote", "Microsoft.Network/virtualNetworks")
  return { kind: "hubConnection", ...(network && { network }) }
}

/** A connection between a gateway and a place outside of Azure, or another gateway. BGP is off unless it is asked for. */
export function readConnection(holder: Described): ConnectionStatement {
  const gateways = (["firstGateway", "otherGateway"] as const).flatMap(
    name => referenceAt(holder, name, "Microsoft.Network/virtualNetworkGateways") ?? [],
  )
  const local = referenceAt(holder, "localGateway", "Microsoft.Network/localNetworkGateways")
  const isKnownType = /^(ipsec|vnet2vnet)$/i.test(textAt(holder, "connectionType") ?? "")
  const hasNoBgp = !holder.get("bgp") || flagAt(holder, "bgp") === false
  return {
    kind: "connection",
    gateways,
    ...(local && { local }),
    ...(!(isKnownType && hasNoBgp) && { isOpen: true }),
  }
}
