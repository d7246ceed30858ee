import { existsSync, readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { fileTag, tagNames } from "../../server/src/azure/service-tags.ts"
import { cloudsOf } from "../../server/src/azure/tag-clouds.ts"
import { isTagFileName } from "../../server/src/azure/tag-file.ts"
import { unlistedTag } from "../../server/src/azure/unlisted-tag.ts"
import { verifyFacts } from "../../server/src/azure/verify-facts.ts"
import type { Flow } from "../../server/src/engine/flow.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"
import { tagDataOf } from "../support/tag-data.ts"

const folder = "../shared/service-tags"
const hasFiles = existsSync(folder)

if (!hasFiles) console.log("No tag files beside the working copy: what is taken for granted of all tags is not tested.")

interface TagFile {
  readonly values: readonly {
    readonly name: string
    readonly properties: { readonly addressPrefixes: readonly string[] }
  }[]
}

function tags() {
  const files = readdirSync(folder).filter(name => name.endsWith(".json"))
  return files.flatMap(name => (JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as TagFile).values)
}

/** The data of each file, once. */
function everyData() {
  return readdirSync(folder)
    .filter(isTagFileName)
    .map(name => tagDataOf(readFileSync(`${folder}/${name}`, "utf8"), name))
}

const anyone = parseAddress("*")
const flow = { direction: "Inbound", protocol: "Tcp", source: anyone, destination: anyone } as unknown as Flow

test.skipIf(!hasFiles)("no tag of the files is called unknown, in any case of its letters", () => {
  const spellings = tags().flatMap(({ name }) => [name, name.toLowerCase(), name.toUpperCase()])
  expect(spellings.filter(word => unlistedTag(word))).toEqual([])
})

test.skipIf(!hasFiles)(
  "a tag that is said to hold some IPv4 address does, and none has addresses for documentation",
  () => {
    const facts = verifyFacts(flow, [])
    const wrong = tags().filter(({ name, properties: { addressPrefixes } }) => {
      const isEmpty = !addressPrefixes.some(prefix => prefix.includes("."))
      const isLacked = addressPrefixes.some(prefix => /^(198\.51\.100|203\.0\.113)\./.test(prefix))
      return (isEmpty && facts.about(`tag:${name.toLowerCase()}`)?.some) || isLacked
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  },
)

test.skipIf(!hasFiles)("the files are read whole, and the index finds each tag by the first of its prefixes", () => {
  for (const data of everyData()) {
    expect(data.problems).toEqual([])
    expect(data.date).toMatch(/^202\d-\d\d-\d\d$/)
    const lost = [...data.tags.values()].filter(tag => !data.index.tagsOf(tag.prefixes[0]!).includes(tag))
    expect(lost).toEqual([])
  }
})

test.skipIf(!hasFiles)("regional tags lie in their base tags, and what we say of clouds is true of the files", () => {
  for (const { cloud = "", tags, index } of everyData()) {
    for (const { key, prefixes } of tags.values()) {
      const known = fileTag(key)!
      expect(cloudsOf(known.name, known.region), key).toContain(cloud)
      const outside = prefixes.filter(prefix => !index.tagsOf(prefix).some(tag => tag.key === known.key))
      expect(outside, key).toEqual([])
    }
    const listed = new Set([...tags.keys()].map(key => fileTag(key)?.name))
    // Two of Public's are of the API alone.
    const missing = tagNames.filter(
      name => fileTag(`tag:${name.toLowerCase()}`) && !listed.has(name) && cloudsOf(name).includes(cloud),
    )
    expect(missing.filter(name => !/^CorpNet/.test(name))).toEqual([])
  }
})
