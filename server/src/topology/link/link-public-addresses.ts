import type { PublicAddress } from "../topology.ts"
import { type Linking, namedThing } from "./linking.ts"
import type { Thing } from "./things.ts"

export interface PublicAddresses {
  readonly all: readonly PublicAddress[]
  of(thing: Thing): PublicAddress | undefined
}

export function linkPublicAddresses({ things }: Linking): PublicAddresses {
  const found = new Map(
    things.of("publicAddress").map((thing): [Thing, PublicAddress] => {
      const stated = thing.parts.map(({ part }) => part.says)
      const sku = stated.map(one => one.sku).find(one => one !== undefined)
      const address = stated.map(one => one.address).find(one => one !== undefined)
      return [thing, { ...namedThing(thing), address, ...(sku !== undefined && { sku }) }]
    }),
  )
  return { all: [...found.values()], of: thing => found.get(thing) }
}
