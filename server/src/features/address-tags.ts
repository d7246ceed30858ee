import * as l10n from "@vscode/l10n"
import { describeAddress } from "../azure/glossary.ts"
import type { ListedTag } from "../azure/listed-tag.ts"
import { issueOf, type TagData } from "../azure/tag-data.ts"
import { listWords } from "../checks/wording.ts"
import type { AddressPrefix } from "../values/address.ts"
import { isPrefixWithin } from "../values/prefix-within.ts"
import { formatAddress } from "./flow-text.ts"
import { type TagDataIssue, tagDataIssue } from "./tag-description.ts"
import { alignColumns } from "./text-table.ts"

/** The tags that hold an address, or all of a prefix: the answer of `nsg tags ADDRESS --format json`. */
export interface AddressTags {
  readonly version: 1
  readonly address: string
  /** The narrowest first; `prefix` is the longest of the tag's own that holds the address, null where several do together. */
  readonly tags: readonly { readonly name: string; readonly prefix: string | null }[]
  readonly data: TagDataIssue
}

export function addressTags(address: AddressPrefix, data: TagData): AddressTags {
  const tags = data.index.tagsOf(address).map(tag => ({ name: tag.name, prefix: holding(tag, address) }))
  return { version: 1, address: formatAddress(address), tags, data: tagDataIssue(data) }
}

export function addressTagsText(address: AddressPrefix, data: TagData): string {
  const { tags } = addressTags(address, data)
  const special = describeAddress(formatAddress(address))
  const subject = `${address.first === address.last ? "" : "all of "}${formatAddress(address)}`
  const issue = `according to the service tag data of ${issueOf(data)}`
  const count = tags.length > 1 ? `${tags.length} service tags contain` : `${tags.length || "No"} service tag contains`
  return [
    `${count} ${subject}, ${issue}${tags.length === 0 ? "." : ":"}`,
    ...alignColumns(tags.map(({ name, prefix }) => [`  ${name}`, prefix ?? ""])),
    ...(special === undefined ? [] : [special]),
    "",
  ].join("\n")
}

/** One sentence for a hover; undefined for an address that is in no tag. */
export function addressTagsSentence(address: AddressPrefix, data: TagData): string | undefined {
  const names = data.index.tagsOf(address).map(({ name }) => name)
  if (names.length === 0) return undefined
  const more = names.length - mostNames
  const list = listWords(more > 0 ? [...names.slice(0, mostNames), l10n.t`${more} more`] : names)
  return l10n.t`${formatAddress(address)} is in ${list}, according to the service tag data of ${issueOf(data)}.`
}

const mostNames = 8

function holding({ prefixes }: ListedTag, address: AddressPrefix): string | null {
  const around = prefixes.filter(prefix => isPrefixWithin(address, prefix))
  const [longest] = around.sort((a, b) => b.length - a.length)
  return longest ? longest.key : null
}
