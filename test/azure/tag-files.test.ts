import { existsSync, readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { unlistedTag } from "../../server/src/azure/unlisted-tag.ts"
import { verifyFacts } from "../../server/src/azure/verify-facts.ts"
import type { Flow } from "../../server/src/engine/flow.ts"
import { parseAddress } from "../../server/src/values/parse-address.ts"

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
