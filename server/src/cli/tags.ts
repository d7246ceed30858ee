import { tagNames } from "../azure/service-tags.ts"
import type { TagData } from "../azure/tag-data.ts"
import { unlistedTag } from "../azure/unlisted-tag.ts"
import { cidrAdvice } from "../checks/cidr-advice.ts"
import { addressTags, addressTagsText } from "../features/address-tags.ts"
import { isProblem } from "../features/flow-text.ts"
import { tagDescription, tagSentences } from "../features/tag-description.ts"
import type { AddressPrefix } from "../values/address.ts"
import { parseAddress } from "../values/parse-address.ts"
import { similarName } from "../values/similar-name.ts"
import { readArguments, readFormat } from "./arguments.ts"
import { type Command, fail, type Io } from "./command.ts"
import { findTags, tagsHelp } from "./tag-option.ts"

export const tags: Command = {
  name: "tags",
  summary: "list the service tags of an address, or explain a tag",
  help: `Usage: nsg tags ADDRESS|TAG [--service-tags FILE] [--format text|json]

Lists the service tags that contain an address or a whole prefix, the narrowest first; or says what a tag is for, in
which directions Microsoft lists it, its regions, how many prefixes it has, and the date of the data. An address needs
--service-tags.

${tagsHelp}
  --format text|json    the output format (default: text)

Exit code: 0 done, 2 wrong usage, no such tag, or a file that cannot be read.
`,
  async run(args, io) {
    const parsed = readArguments(args, {
      "service-tags": { type: "string" },
      format: { type: "string" },
    })
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const format = readFormat(parsed.values.format)
    if (isProblem(format)) return fail(io, format.problem)
    const [word, extra] = parsed.positionals
    if (word === undefined || extra !== undefined) {
      return fail(io, "tags needs one address or service tag. See nsg tags --help.")
    }
    const found = await findTags(parsed.values["service-tags"], "", [], io)
    if (isProblem(found)) return fail(io, found.problem)
    const answer = answerFor(word, found.tagData)
    if (isProblem(answer)) return fail(io, answer.problem)
    return print(answer, format, io)
  },
}

interface Answer {
  readonly json: object
  readonly text: string
}

function print({ json, text }: Answer, format: "text" | "json", io: Io): 0 {
  io.out(format === "json" ? `${JSON.stringify(json, null, 2)}\n` : text)
  return 0
}

function answerFor(word: string, data: TagData | undefined): Answer | { readonly problem: string } {
  const term = parseAddress(word)
  if ("fault" in term) {
    const advice = cidrAdvice(word) ?? (term.instead === undefined ? undefined : `Use ${term.instead}.`)
    const hint = advice === undefined ? "" : ` ${advice}`
    return { problem: `"${word}" is not an address, a prefix or a service tag.${hint}` }
  }
  if (term.kind === "prefix") return answerAddress(term, data)
  if (term.kind !== "tag") return { problem: `"${word}" is not one address, prefix or service tag.` }
  const description = tagDescription(word, data)
  if (description) return { json: description, text: `${description.tag}\n${lines(tagSentences(word, data))}` }
  const known = data ? [...tagNames, ...[...data.tags.values()].map(({ name }) => name)] : tagNames
  const meant = unlistedTag(word)?.instead ?? similarName(word, known)
  return { problem: `there is no service tag "${word}".${meant === undefined ? "" : ` Did you mean ${meant}?`}` }
}

function answerAddress(address: AddressPrefix, data: TagData | undefined): Answer | { readonly problem: string } {
  if (!data) return { problem: "the tags of an address need --service-tags FILE. See nsg tags --help." }
  return { json: addressTags(address, data), text: addressTagsText(address, data) }
}

function lines(sentences: readonly string[]): string {
  return sentences.map(sentence => `  ${sentence}\n`).join("")
}
