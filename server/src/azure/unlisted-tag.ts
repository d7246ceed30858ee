import { editDistance } from "../values/edit-distance.ts"
import { regionName, regionsOf, spellingFor } from "./regional-tags.ts"
import { isKnownTag, tagNames } from "./service-tags.ts"

/** Why a word is none of Microsoft's tags, and which one was meant, as far as that can be told. */
export type UnlistedTag =
  /** The tag has the region in another spelling, `AzureCloud.norwayeast`: this one was seen to be refused. */
  | { readonly kind: "region-spelling"; readonly tag: string; readonly instead: string }
  /** The tag has no regional forms. */
  | { readonly kind: "no-regions"; readonly tag: string; readonly instead: string }
  /** The files have no region of this name at all: a slip, or newer than they are. */
  | { readonly kind: "no-such-region"; readonly tag: string; readonly instead?: string }
  /** There is such a region, and the files do not have the tag in it: it may have come to it since. */
  | { readonly kind: "not-in-region"; readonly tag: string; readonly region: string; readonly instead?: never }
  | { readonly kind: "word"; readonly instead?: string }

/** Looks into a word that could be a tag; undefined for one that is. */
export function unlistedTag(name: string): UnlistedTag | undefined {
  const word = name.toLowerCase()
  if (isKnownTag(`tag:${word}`)) return undefined
  const dot = word.lastIndexOf(".")
  const tag = dot < 0 ? undefined : known.get(word.slice(0, dot))
  const region = tag === undefined ? undefined : unlistedRegion(tag, word.slice(dot + 1))
  return region ?? { kind: "word", ...closestTag(word) }
}

function unlistedRegion(tag: string, suffix: string): UnlistedTag | undefined {
  const regions = regionsOf(tag)
  const region = regionName(suffix)
  if (!regions) {
    return region === undefined || saidToBeRegional.has(tag) ? undefined : { kind: "no-regions", tag, instead: tag }
  }
  const spelling = region && spellingFor(tag, region)
  if (spelling) return { kind: "region-spelling", tag, instead: `${tag}.${spelling}` }
  if (region !== undefined) return { kind: "not-in-region", tag, region }
  // `west-europe` and `Westeurop` are slips.
  const closest = closestOf(suffix.replace(/[-_]/g, ""), [...regions.values()])
  return { kind: "no-such-region", tag, ...(closest && { instead: `${tag}.${closest}` }) }
}

/** A tag of nearly the same letters, with its region if it has one. */
function closestTag(word: string): { readonly instead?: string } {
  const whole = closestOf(word, tagNames)
  if (whole) return { instead: whole }
  const dot = word.lastIndexOf(".")
  const tag = dot < 0 ? undefined : closestOf(word.slice(0, dot), tagNames)
  const region = tag && regionsOf(tag)?.get(word.slice(dot + 1))
  return region ? { instead: `${tag}.${region}` } : {}
}

function closestOf(word: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 5))
  return names
    .filter(name => Math.abs(name.length - word.length) <= most)
    .map(name => ({ name, distance: editDistance(word, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)[0]?.name
}

const known: ReadonlyMap<string, string> = new Map(tagNames.map(name => [name.toLowerCase(), name]))

/** The documentation calls these regional; the files list no regions of them. */
const saidToBeRegional: ReadonlySet<string> = new Set([
  "AutonomousDevelopmentPlatform",
  "AzureContainerAppsService",
  "AzureFrontDoor.Backend",
  "AzureFrontDoor.FirstParty",
  "AzureFrontDoor.Frontend",
  "AzureFrontDoor.MicrosoftSecurity",
  "AzureWebPubSub",
  "M365ManagementActivityApi",
  "M365ManagementActivityApiWebhook",
])
