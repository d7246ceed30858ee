import type { AddressTerm, NamedAddresses } from "../values/address.ts"
import type { FrontEnd, LoadBalancer, Member, NetworkInterface, PublicAddress, Subnet } from "./topology.ts"

/** An end of a flow as people write it: an address term, a thing of the topology by its name, or a resource id. */
export type WrittenEnd =
  | { readonly kind: "address"; readonly term: AddressTerm }
  | { readonly kind: "named"; readonly type: EndType; readonly name: string }
  | { readonly kind: "id"; readonly id: string }

/** `nic:`, `vm:`, `subnet:VNET/SUBNET`, `lb:NAME[/FRONTEND]` and `asg:`. */
export const endTypes = ["nic", "vm", "subnet", "lb", "asg"] as const
export type EndType = (typeof endTypes)[number]

/** What an end stands for in the topology. */
export type Endpoint =
  /** Nothing of the topology: addresses, a tag, a group without members. */
  | { readonly kind: "elsewhere"; readonly term: AddressTerm }
  /** All addresses of a network interface, or those of the configurations that are meant. */
  | { readonly kind: "networkInterface"; readonly members: readonly Member[]; readonly address?: AddressTerm }
  /** Any address of a subnet, or one that no network interface here has. */
  | { readonly kind: "subnet"; readonly subnet: Subnet; readonly address?: AddressTerm }
  | { readonly kind: "frontEnd"; readonly loadBalancer: LoadBalancer; readonly frontEnd: FrontEnd }
  | { readonly kind: "securityGroup"; readonly group: NamedAddresses; readonly members: readonly Member[] }
  /** A public address that belongs to IP configurations, or to nothing that is known here. */
  | { readonly kind: "publicAddress"; readonly publicAddress: PublicAddress; readonly members: readonly Member[] }

/** What keeps an end from standing for one thing. */
export interface EndProblem {
  readonly kind: "no-such-name" | "ambiguous"
  readonly end: WrittenEnd
  /** What it could be: things of the type, or those that are called so; `id` where one is written, else `document`. */
  readonly candidates: readonly Candidate[]
}

export interface Candidate {
  /** As one would write it after the type. */
  readonly name: string
  readonly id?: string
  readonly document: string
  /** What it is; absent where no end is called by the type: a public address. */
  readonly type?: EndType
}

export function isMachine(networkInterface: NetworkInterface, name: string): boolean {
  const { machine } = networkInterface
  if (!machine) return false
  const called = machine.name.toLowerCase()
  return called === name || (machine.kind === "scaleSet" && `${called}/${networkInterface.name.toLowerCase()}` === name)
}
