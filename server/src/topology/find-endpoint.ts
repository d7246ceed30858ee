import { atAddress, elsewhere } from "./address-endpoint.ts"
import { called, everything, meantById } from "./called-endpoint.ts"
import type { EndProblem, Endpoint, WrittenEnd } from "./endpoint.ts"
import { networksOf } from "./endpoint-networks.ts"
import type { TopologyIndex } from "./topology-index.ts"

/** What both ends stand for. An address that several things have is the one in the other end's network or its peers. */
export function findEndpoints(
  index: TopologyIndex,
  source: WrittenEnd,
  destination: WrittenEnd,
): { readonly source: Endpoint; readonly destination: Endpoint } | EndProblem {
  const alone = findEndpoint(index, source)
  const to = findEndpoint(index, destination, alone)
  // What a name or an id stands for does not hang on the other end.
  const from = source.kind === "address" ? findEndpoint(index, source, to) : alone
  if (isProblem(from)) return from
  const found = isProblem(to) || isProblem(alone) ? findEndpoint(index, destination, from) : to
  return isProblem(found) ? found : { source: from, destination: found }
}

function isProblem(found: Endpoint | EndProblem): found is EndProblem {
  return "candidates" in found
}

/** `other`: of several things with an address that one is meant which is in the networks of the other end, or a peer of them. */
export function findEndpoint(
  index: TopologyIndex,
  end: WrittenEnd,
  other?: Endpoint | EndProblem,
): Endpoint | EndProblem {
  if (end.kind === "address") {
    if (end.term.kind !== "prefix") return elsewhere(end)
    return atAddress(index, end, end.term, !other || isProblem(other) ? [] : networksOf(other))
  }
  const found = end.kind === "id" ? meantById(index, end.id) : called(index, end.type, end.name)
  const [first, second] = found
  if (first && !second) return first.endpoint
  const candidates = (first ? found : everything(index, end)).map(({ candidate }) => candidate())
  return { kind: first ? "ambiguous" : "no-such-name", end, candidates }
}
