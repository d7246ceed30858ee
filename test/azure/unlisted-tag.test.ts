import { existsSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { proofFacts } from "../../server/src/azure/proof-facts.ts"
import { isKnownTag } from "../../server/src/azure/service-tags.ts"
import { unlistedTag } from "../../server/src/azure/unlisted-tag.ts"

test.each([
  ["AzureCloud.norwayeast", "region-spelling", "AzureCloud.norwaye"],
  ["AzureCloud.FranceCentral", "region-spelling", "AzureCloud.centralfrance"],
  ["AzureCloud.germanywestcentral", "region-spelling", "AzureCloud.germanywc"],
  ["Storage.norwaye", "region-spelling", "Storage.NorwayEast"],
  ["storage.centralfrance", "region-spelling", "Storage.FranceCentral"],
  ["AzureKeyVault.switzerlandn", "region-spelling", "AzureKeyVault.SwitzerlandNorth"],
  ["AzureActiveDirectory.WestEurope", "no-regions", "AzureActiveDirectory"],
  ["VirtualNetwork.WestEurope", "no-regions", "VirtualNetwork"],
  ["Internet.norwaye", "no-regions", "Internet"],
  ["AzureLoadBalancer.westeurope", "no-regions", "AzureLoadBalancer"],
  // Its documentation has regions, its file has none.
  ["AzureFrontDoor.Backend.WestEurope", "word", undefined],
  ["AzureActiveDirectory.NewPart", "word", undefined],
  // The tag has regions, and this one is not among them.
  ["AzureDataLake.norwayeast", "not-in-region", undefined],
  ["AzureDataLake.norwaye", "not-in-region", undefined],
  ["Sql.Atlantis", "no-such-region", undefined],
  ["Sql.west-europe", "no-such-region", "Sql.WestEurope"],
  ["Sql.WestEuorpe", "no-such-region", "Sql.WestEurope"],
  ["Storge.WestEurope", "word", "Storage.WestEurope"],
  ["VirtualNetworks", "word", "VirtualNetwork"],
  ["Corporate", "word", undefined],
])("%s: %s, %s", (name, kind, instead) => {
  expect(unlistedTag(name)).toMatchObject({ kind, ...(instead !== undefined && { instead }) })
  expect(unlistedTag(name)?.instead).toBe(instead)
  // What is in no file may hold any addresses: it lies in no other tag for sure.
  expect(proofFacts.about(`tag:${name.toLowerCase()}`)).toBeUndefined()
})

test.each(["AzureCloud.norwaye", "STORAGE.norwayeast", "Sql", "AzureMonitor.Core", "AzurePlatformDNS", "internet"])(
  "%s is a tag",
  name => expect(unlistedTag(name)).toBeUndefined(),
)

const file = "../shared/facts/service-tag-names.json"

test.skipIf(!existsSync(file))(
  "the names of Microsoft's files are tags, and no other pair of tag and region is",
  () => {
    const clouds: Record<string, { tags: { name: string }[] }> = JSON.parse(readFileSync(file, "utf8"))
    const names = new Set(Object.values(clouds).flatMap(({ tags }) => tags.map(({ name }) => name.toLowerCase())))
    const suffixes = new Set([...names].map(name => name.slice(name.lastIndexOf(".") + 1)))
    const tags = [...names].filter(name => !name.includes("."))
    expect([...names].filter(name => !isKnownTag(`tag:${name}`))).toEqual([])
    const pairs = tags.flatMap(tag => [...suffixes].map(suffix => `${tag}.${suffix}`))
    expect(pairs.filter(pair => isKnownTag(`tag:${pair}`) && !names.has(pair))).toEqual([])
  },
)
