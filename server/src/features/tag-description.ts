import * as l10n from "@vscode/l10n"
import { describeTag } from "../azure/glossary.ts"
import type { ListedTag } from "../azure/listed-tag.ts"
import { regionsOf } from "../azure/regional-tags.ts"
import { type FileTag, fileTag, isKnownTag } from "../azure/service-tags.ts"
import { cloudsOf, clouds as everyCloud } from "../azure/tag-clouds.ts"
import { issueOf, type TagData } from "../azure/tag-data.ts"
import { directionOf, type TagDirection } from "../azure/tag-directions.ts"
import { listWords } from "../checks/wording.ts"

/** What is known of a service tag: the answer of `nsg tags TAG --format json`. */
export interface TagDescription {
  readonly version: 1
  readonly tag: string
  /** A sentence; null for a tag that only the data has. */
  readonly purpose: string | null
  /** The rules that Microsoft's overview lists it for; null where that does not have it. */
  readonly direction: TagDirection | null
  /** The regions that it has forms for, as it spells them; none for a regional form itself. */
  readonly regions: readonly string[]
  /** The clouds that have it, as far as that is known. */
  readonly clouds: readonly string[]
  /** How many prefixes it has; null without data, or where the data does not list it. */
  readonly prefixes: { readonly total: number; readonly ipv4: number; readonly ipv6: number } | null
  /** Where the data says that Azure takes it: API, NSG, UDR, FW, VSE; null as above. */
  readonly networkFeatures: readonly string[] | null
  readonly data: TagDataIssue | null
}

/** Which issue of the data an answer rests on. */
export interface TagDataIssue {
  readonly cloud: string | null
  readonly changeNumber: number | null
  /** `2025-10-28`; null where the file's name has none. */
  readonly date: string | null
}

/** Undefined for a word that is neither a tag we know nor one of the data. */
export function tagDescription(name: string, data?: TagData): TagDescription | undefined {
  const key = `tag:${name.toLowerCase()}`
  const listed = data?.tags.get(key)
  if (!listed && !isKnownTag(key)) return undefined
  const known = fileTag(key)
  return {
    version: 1,
    tag: listed?.name ?? spelt(known) ?? name,
    purpose: describeTag(listed?.name ?? name) ?? null,
    direction: known ? (directionOf(known.name) ?? null) : null,
    regions: regionsAt(known, data),
    clouds: known ? cloudsOf(known.name, known.region) : listed ? [data?.cloud ?? []].flat() : everyCloud,
    prefixes: listed ? counted(listed) : null,
    networkFeatures: listed?.networkFeatures ?? null,
    data: data ? tagDataIssue(data) : null,
  }
}

/** With data those that it has forms for. */
function regionsAt(known: FileTag | undefined, data: TagData | undefined): readonly string[] {
  if (!known || known.region !== undefined) return []
  const regions = [...(regionsOf(known.name)?.values() ?? [])]
  return data ? regions.filter(region => data.tags.has(`${known.key}.${region.toLowerCase()}`)) : regions
}

export function tagDataIssue({ cloud, changeNumber, date }: TagData): TagDataIssue {
  return { cloud: cloud ?? null, changeNumber: changeNumber ?? null, date: date ?? null }
}

/** The same for people: sentences, beginning with the purpose. */
export function tagSentences(name: string, data?: TagData): string[] {
  const found = tagDescription(name, data)
  if (!found) return []
  const { purpose, direction, regions, clouds } = found
  // The region of a regional form says which cloud it is in.
  const isEverywhere = clouds.length === everyCloud.length || fileTag(`tag:${name.toLowerCase()}`)?.region !== undefined
  return [
    ...(purpose === null ? [] : [purpose]),
    ...(direction === null ? [] : [l10n.t(directionText[direction])]),
    ...describeRegions(found.tag, regions),
    ...(isEverywhere || clouds.length === 0
      ? []
      : [
          clouds.length > 1
            ? l10n.t`Only in the ${listWords(clouds)} clouds.`
            : l10n.t`Only in the ${listWords(clouds)} cloud.`,
        ]),
    ...(data ? dataSentences(found, data) : []),
  ]
}

function describeRegions(tag: string, regions: readonly string[]): string[] {
  const [first] = regions
  if (first === undefined) return []
  if (regions.length === 1) return [l10n.t`Also available for 1 region: ${tag}.${first}.`]
  const example = regions.find(region => /^westeurope$/i.test(region)) ?? first
  return [l10n.t`Also available for ${regions.length} regions, such as ${tag}.${example}.`]
}

function dataSentences({ tag, prefixes, networkFeatures }: TagDescription, data: TagData): string[] {
  const issue = l10n.t`the service tag data of ${issueOf(data)}`
  if (!prefixes) return isKnownComputed(tag) ? [] : [l10n.t`Not in ${issue}.`]
  const { total, ipv4, ipv6 } = prefixes
  const features = networkFeatures ?? []
  return [
    total === 1
      ? l10n.t`It has 1 prefix (${ipv4} IPv4, ${ipv6} IPv6) in ${issue}.`
      : l10n.t`It has ${total} prefixes (${ipv4} IPv4, ${ipv6} IPv6) in ${issue}.`,
    ...(features.includes("VSE") ? [l10n.t`The routes of a service endpoint for it have the same prefixes.`] : []),
    ...(features.includes("NSG") ? [] : [l10n.t`The data does not list this tag for use in NSGs.`]),
  ]
}

/** Tags that the platform computes are in no file. */
function isKnownComputed(tag: string): boolean {
  return fileTag(`tag:${tag.toLowerCase()}`) === undefined
}

export const directionText: Readonly<Record<TagDirection, string>> = {
  Inbound: "Microsoft lists it for inbound rules.",
  Outbound: "Microsoft lists it for outbound rules.",
  Both: "Microsoft lists it for inbound and outbound rules.",
}

function spelt(known: FileTag | undefined): string | undefined {
  if (!known) return undefined
  const region = known.region === undefined ? undefined : regionsOf(known.name)?.get(known.region)
  return region === undefined ? known.name : `${known.name}.${region}`
}

function counted({ prefixes }: ListedTag) {
  const ipv4 = prefixes.filter(({ family }) => family === 4).length
  return { total: prefixes.length, ipv4, ipv6: prefixes.length - ipv4 }
}
