import { namesHostedService } from "../azure/service-requirements.ts"
import { type HostedService, hostedServices } from "../judging/hosted-services.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { linkTopology } from "../topology/link-topology.ts"
import { lazily } from "../values/lazily.ts"
import { indexedText } from "./indexed-text.ts"
import type { ReadText } from "./read-text.ts"

/** The services that are in subnets of a document's groups, as the document itself says. Most name none. */
export function servicesIn(text: ReadText): (group: LocatedGroup) => readonly HostedService[] {
  const topology = lazily(() => {
    const { uri, scope, groups, ...indexed } = indexedText(text)
    const own = groups.map(group => ({ written: group, placed: { document: uri, group } }))
    return linkTopology([{ uri, scope, parts: indexed.resources(), groups: own }])
  })
  const isConcerned = text.syntax !== undefined && namesHostedService(text.syntax.text)
  return group => (isConcerned ? hostedServices(topology(), group) : [])
}
