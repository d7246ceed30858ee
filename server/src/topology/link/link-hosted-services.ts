import type { HostedService, Subnet } from "../topology.ts"
import type { Linking } from "./linking.ts"
import { isFound, type Thing } from "./things.ts"

/** The services of Azure that surely are in subnets of the documents: one in a subnet elsewhere is no matter here. */
export function linkHostedServices(
  { things }: Linking,
  subnetOf: (thing: Thing) => Subnet | undefined,
): readonly HostedService[] {
  return things.of("hostedService").flatMap(({ parts: [{ part, document }] }) => {
    const { service, subnets } = part.says
    if (!service || part.condition !== undefined || part.absentByDefault || part.uncounted) return []
    return subnets.flatMap(({ reference, reason }) => {
      const found = reason === undefined ? things.find(reference, document) : undefined
      const subnet = found && isFound(found) ? subnetOf(found) : undefined
      return subnet ? [{ service, subnet }] : []
    })
  })
}
