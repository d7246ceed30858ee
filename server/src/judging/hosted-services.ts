import type { ServiceId } from "../azure/service-need.ts"
import type { AddressPrefix } from "../values/address.ts"
import type { AdminLevel } from "./admin-level.ts"
import type { Attachments } from "./attachments.ts"

/** A service of Azure in a subnet to which a group applies. */
export interface HostedService {
  readonly service: ServiceId
  /** `vnet/subnet`; without the network where that has no name that can be read. */
  readonly subnet: string
  readonly prefixes: readonly AddressPrefix[]
  /** The security admin rules that come before the group. */
  readonly admin: AdminLevel
}

/** The services that surely are in subnets of a group. */
export function hostedServices({ places }: Attachments): readonly HostedService[] {
  return places.flatMap(({ services, name, prefixes, admin }) =>
    services.map(service => ({ service, subnet: name, prefixes: prefixes.known, admin })),
  )
}
