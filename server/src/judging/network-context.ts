import * as l10n from "@vscode/l10n"
import type { DefaultRoute } from "../azure/platform-traffic.ts"
import { proofFacts } from "../azure/proof-facts.ts"
import type { TagData } from "../azure/tag-data.ts"
import { withTagData } from "../azure/tag-data-facts.ts"
import { type NetworkFacts, verifyFacts } from "../azure/verify-facts.ts"
import type { AddressFacts } from "../engine/address-facts.ts"
import type { Flow } from "../engine/flow.ts"
import type { AddressPrefix } from "../values/address.ts"
import { keptFor } from "../values/kept-for.ts"
import { parseAddress } from "../values/parse-address.ts"

/** What is known of the network that a group is judged in. */
export interface NetworkContext {
  /** Equal for contexts that say the same. */
  readonly identity: string
  /** The prefixes of the virtual network, beside which everything is outside; none where it is not in sight. */
  readonly virtualNetwork: readonly AddressPrefix[]
  /** What service tags contain at present; without it only how they relate to one another is known. */
  readonly tagData?: TagData | undefined
  /** What holds in this network whatever is deployed, and may therefore carry a proof. */
  readonly proofFacts: AddressFacts
  /** The same with the tag data, which changes every week: what rests on it has to say so. */
  readonly dataFacts?: AddressFacts | undefined
  /** What may be taken for granted about one flow. */
  factsAbout(flow: Flow): NetworkFacts
  /** Whether that is the same of all flows: without a network in sight it hangs on the flow's own side. */
  readonly isOfAllFlows: boolean
  /**
   * Where the context is that of a subnet: whether the subnet's routes send everything to an appliance or a gateway. Absent
   * where no subnet is in sight.
   */
  readonly defaultRoute?: DefaultRoute
}

/** What is said of a network; whatever is absent is not known. */
export interface KnownOfNetwork {
  /** The prefixes of the virtual network, as someone gave them. */
  readonly virtualNetwork?: readonly AddressPrefix[]
  /** The network of a subnet, in place of such prefixes: the same facts about every flow. */
  readonly subnet?: SubnetFacts
  readonly tagData?: TagData | undefined
}

export interface SubnetFacts {
  readonly facts: NetworkFacts
  readonly virtualNetwork: readonly AddressPrefix[]
  readonly defaultRoute: DefaultRoute
}

export function networkContext({ virtualNetwork = [], subnet, tagData }: KnownOfNetwork): NetworkContext {
  const dataFacts = tagData && withTagData(proofFacts, tagData)
  const withData = (facts: NetworkFacts): NetworkFacts => (tagData ? withDataOf(facts, tagData) : facts)
  if (subnet) {
    const { facts: own, ...known } = subnet
    const facts = withData(own)
    return {
      get identity() {
        return facts.identity
      },
      ...known,
      tagData,
      proofFacts,
      dataFacts,
      ...ofAllFlows(facts),
    }
  }
  return {
    identity: JSON.stringify([virtualNetwork.map(({ key }) => key), tagData?.identity]),
    virtualNetwork,
    tagData,
    proofFacts,
    dataFacts,
    factsAbout: flow => withData(verifyFacts(flow, virtualNetwork)),
    isOfAllFlows: virtualNetwork.length > 0,
  }
}

function withDataOf(facts: NetworkFacts, tagData: TagData): NetworkFacts {
  const { about } = withTagData(facts, tagData)
  return {
    get identity() {
      return `${facts.identity} ${tagData.identity}`
    },
    about,
  }
}

function ofAllFlows(facts: NetworkFacts): Pick<NetworkContext, "factsAbout" | "isOfAllFlows"> {
  return { factsAbout: () => facts, isOfAllFlows: true }
}

/** The context of flows with the same address on their own side: of these it says the same. */
export function contextOfSide(context: NetworkContext, flow: Flow): NetworkContext {
  return context.isOfAllFlows ? context : { ...context, ...ofAllFlows(context.factsAbout(flow)) }
}

/** The context of a group that no virtual network is in sight of. */
export const noNetwork: NetworkContext = networkContext({})

/** The prefixes of a setting; none where one of them cannot be read. */
export const readablePrefixes = keptFor((setting: readonly string[]): readonly AddressPrefix[] => {
  const known = parseNetworkContext(setting)
  return "problem" in known ? [] : known.virtualNetwork
})

/** The context in which prefixes are said to be the virtual network, or a sentence on the one that cannot be read. */
export function parseNetworkContext(texts: readonly string[]): NetworkContext | { readonly problem: string } {
  const prefixes: AddressPrefix[] = []
  for (const text of texts) {
    const term = parseAddress(text)
    if ("fault" in term || term.kind !== "prefix") {
      const instead = "fault" in term ? term.instead : undefined
      const problem =
        instead === undefined
          ? l10n.t`"${text}" is not an address prefix. Write it like 10.0.0.0/16.`
          : l10n.t`"${text}" is not an address prefix. Use ${instead}.`
      return { problem }
    }
    prefixes.push(term)
  }
  return networkContext({ virtualNetwork: prefixes })
}
