import type { Finding, WorkspaceCheck, WorkspaceContext } from "../checks/check.ts"
import { checks } from "../checks/index.ts"
import { findingsInNetworks } from "../checks/run-workspace-checks.ts"
import { attachedPlaces } from "../judging/attached-places.ts"
import { type AttachedPlace, type Attachments, attachmentsAt, unknownAttachments } from "../judging/attachments.ts"
import type { LocatedGroup } from "../readers/reader.ts"
import { lazily } from "../values/lazily.ts"
import { remember } from "../values/remember.ts"
import type { ResourceIndex } from "./resource-index.ts"
import type { Settings } from "./settings.ts"
import { isWanted, withSeverity } from "./wanted-checks.ts"
import { type StatedTopology, TopologyKeeper } from "./workspace-topology.ts"

/** What all documents say of networks together, as the judging of one of them needs it. */
export interface KnownNetworks {
  /** What is found in the networks and stands in a document: one list as long as nothing of it changes. */
  findingsIn(uri: string, settings: Settings): readonly Finding[]
  /** Where a group that a document defines is attached. */
  attachmentsOf(document: string, group: LocatedGroup): Attachments
}

/** Whether the documents at hand are all there are. */
export interface Wholeness {
  readonly isWhole: boolean
}

export function knownNetworks(index: ResourceIndex, wholeness: Wholeness): KnownNetworks {
  return new KnownNetworksKeeper().of(index, wholeness)
}

/** Keeps what was found and where groups are attached while no document says anything else of networks. */
export class KnownNetworksKeeper {
  readonly #topology: TopologyKeeper
  #basis: Basis | undefined
  #last: { readonly stated: StatedTopology; readonly basis: Basis; readonly known: KnownNetworks } | undefined
  readonly #lists = new Map<string, Listed>()

  constructor(topology = new TopologyKeeper()) {
    this.#topology = topology
  }

  of(index: ResourceIndex, { isWhole }: Wholeness): KnownNetworks {
    const stated = this.#topology.stated(index)
    const { topology } = stated
    const isKept = this.#basis?.context.topology === topology && this.#basis.context.isWhole === isWhole
    const basis = isKept && this.#basis ? this.#basis : basisOf({ topology, isWhole })
    this.#basis = basis
    if (this.#last?.stated !== stated || this.#last.basis !== basis) {
      this.#last = { stated, basis, known: this.#known(stated, basis) }
    }
    return this.#last.known
  }

  #known(stated: StatedTopology, basis: Basis): KnownNetworks {
    const attachments = lazily(() => presentAttachments(stated, basis))
    return {
      findingsIn: (uri, settings) => this.#listed(uri, settings, presentFindings(uri, settings, stated, basis)),
      attachmentsOf: (document, group) => attachments().get(placeKey(document, group)) ?? unknownAttachments,
    }
  }

  /** The list of before where nothing of it has changed. */
  #listed(uri: string, settings: Settings, findings: readonly Finding[]): readonly Finding[] {
    const last = this.#lists.get(uri)
    const isSame =
      last?.settings === settings &&
      last.findings.length === findings.length &&
      findings.every((finding, place) => finding === last.findings[place])
    if (last && isSame) return last.findings
    if (findings.length === 0) this.#lists.delete(uri)
    else this.#lists.set(uri, { settings, findings })
    return findings.length === 0 ? nothing : findings
  }
}

const nothing: readonly Finding[] = []

interface Listed {
  readonly settings: Settings
  readonly findings: readonly Finding[]
}

/** What is found and attached as long as no document says anything else of networks. */
interface Basis {
  readonly context: WorkspaceContext
  readonly places: () => ReadonlyMap<LocatedGroup, readonly AttachedPlace[]>
  /** Findings with the severities of some settings. */
  readonly withSettings: WeakMap<Settings, Map<string, readonly Finding[]>>
}

function basisOf(context: WorkspaceContext): Basis {
  const { topology } = context
  const isAll = (document: string) => areAllAttached(context, document)
  return { context, places: lazily(() => attachedPlaces(topology, isAll)), withSettings: new WeakMap() }
}

/** What a document gives to templates that are not at hand may be attached there. */
function areAllAttached({ topology, isWhole }: WorkspaceContext, document: string): boolean {
  return topology.exports.has(document) || (isWhole && !topology.handingOn.has(document))
}

function findingsAt(uri: string, settings: Settings, { context, withSettings }: Basis): readonly Finding[] {
  const byUri = withSettings.get(settings) ?? new Map<string, readonly Finding[]>()
  withSettings.set(settings, byUri)
  return remember(byUri, uri, () =>
    withoutCopies(
      ofWorkspace
        .filter(check => isWanted(check, settings))
        .flatMap(check => findingsInNetworks(check, context).get(uri) ?? [])
        .map(finding => withSeverity(finding, settings)),
    ),
  )
}

/** A template that several documents link is there several times; what is found in each of them alike is one thing. */
function withoutCopies(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ code, range, message, group }) => {
    const key = `${code} ${range.start} ${range.end} ${message}`
    if (group || !seen.has(key)) return seen.add(key)
    return false
  })
}

const ofWorkspace = checks.filter((check): check is WorkspaceCheck => check.scope === "workspace")

/** The findings where they stand by now. */
function presentFindings(
  uri: string,
  settings: Settings,
  { present }: StatedTopology,
  basis: Basis,
): readonly Finding[] {
  return findingsAt(uri, settings, basis).map(finding => {
    const range = present(finding.range)
    const group = finding.group && present(finding.group)
    const rule = finding.rule && present(finding.rule)
    const related = finding.related.map(one => ({ ...one, range: present(one.range) }))
    const isAsBefore =
      range === finding.range &&
      group === finding.group &&
      rule === finding.rule &&
      finding.related.every((one, place) => one.range === related[place]?.range)
    return isAsBefore ? finding : finding.with({ range, group, rule, related })
  })
}

/** By the places of the groups, as their documents have them by now. */
function presentAttachments(
  { documents, present }: StatedTopology,
  { context, places }: Basis,
): ReadonlyMap<string, Attachments> {
  const known = new Map(
    [...places()].map(([group, own]) => [present(group), own.map(place => presentPlace(place, present))] as const),
  )
  return new Map(
    documents.flatMap(({ uri, groups }) => {
      const areAll = areAllAttached(context, uri)
      return groups.map(({ written, placed }) => {
        return [placeKey(uri, written), attachmentsAt(known.get(placed.group) ?? [], areAll)] as const
      })
    }),
  )
}

function presentPlace(place: AttachedPlace, present: StatedTopology["present"]): AttachedPlace {
  const others = place.others.map(other => (other.kind === "group" ? { ...other, group: present(other.group) } : other))
  return { ...place, others }
}

function placeKey(document: string, { range: { start, end }, iteration, call }: LocatedGroup): string {
  return `${document} ${start} ${end} ${iteration ?? ""} ${call ?? ""}`
}
