// A service tag file of Microsoft's (one of its size where there is none beside the working copy): loading it, the tags of
// an address, and what a group of 200 rules with five of its tags takes with and without it. Times as in engine-timing.ts.
import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { tagIndex } from "../../server/src/azure/tag-index.ts"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import type { JudgedGroup } from "../../server/src/judging/judged-group.ts"
import { networkContext } from "../../server/src/judging/network-context.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import type { AddressPrefix } from "../../server/src/values/address.ts"
import { azGroup } from "../support/sample-groups.ts"
import { tagDataOf, tagFileText } from "../support/tag-data.ts"
import { Dice } from "./engine-dice.ts"
import { largeTags } from "./engine-tags.ts"
import { alternate } from "./engine-timing.ts"

const real = "../shared/service-tags/ServiceTags_Public_20251028.json"
const isReal = existsSync(real)
const text = isReal ? readFileSync(real, "utf8") : tagFileText(Object.fromEntries(largeTags(7, 20_000)))
const name = path.basename(real)
const data = tagDataOf(text, name)
const tags = [...data.tags.values()]
const count = tags.reduce((sum, { prefixes }) => sum + prefixes.length, 0)
console.log(
  `\n${isReal ? name : "Made-up tags"}: ${tags.length} tags, ${count} prefixes, ${(text.length / 2 ** 20).toFixed(1)} MB`,
)

const load = alternate({
  parse: () => JSON.parse(text),
  load: () => tagDataOf(text, name),
  index: () => tagIndex(tags),
})
console.table({
  "JSON.parse, ms": rounded(load.parse),
  "file to tags, ms": rounded(load.load),
  "the same, in multiples of JSON.parse": rounded(load.load / load.parse),
  "index, once, ms": rounded(load.index),
})

const asked = 100_000
const lookUps = alternate({
  "IPv4, anywhere": lookUpAll(Array.from({ length: 1000 }, (_, seed) => anyAddress(seed))),
  "IPv4, of a tag": lookUpAll(addressesOf(4)),
  "IPv6, of a tag": lookUpAll(addressesOf(6)),
})
console.log("\nAddress to tags, look-ups a second (to be 1,000,000)")
console.table(Object.fromEntries(Object.entries(lookUps).map(([kind, ms]) => [kind, Math.round((asked / ms) * 1000)])))

const five = ["AzureCloud", "Storage", "Sql", "AppService", "Storage.WestEurope"]
const group = azGroup(
  "web",
  Array.from({ length: 200 }, (_, index) => ruleOf(index)),
)
const network = networkContext({ tagData: data })
const judge = (known: { readonly network?: typeof network }): JudgedGroup => {
  const source = { uri: "file:///a.json", language: "json" as const, text: group }
  return analyseDocument(source, defaultSettings, known).groups[0]!
}
const judged = judge({ network })
const flow = parseFlow("outbound tcp 10.0.0.4 -> 20.38.98.7:443")
if (isProblem(flow)) throw new Error(flow.problem)
const times = alternate({
  without: () => judge({}),
  with: () => judge({ network }),
  flow: () => verifyFlow(judged, flow, network),
})
console.log("\nA group of 200 rules, half of them with one of five tags")
console.table({
  "text to findings, ms": rounded(times.without),
  "the same with data, ms": rounded(times.with),
  "as a multiple": rounded(times.with / times.without),
  "a flow with data, again, ms": rounded(times.flow),
})

function ruleOf(index: number) {
  const dice = new Dice(index)
  const destination = index % 2 === 0 ? dice.pick(five) : `20.${dice.word() % 256}.${dice.word() % 256}.0/24`
  const access = dice.pick(["Allow", "Deny"])
  return {
    name: `r${index}`,
    priority: 100 + index,
    direction: "Outbound",
    access,
    destination,
    port: `${1 + index * 7}`,
  }
}

function lookUpAll(addresses: readonly AddressPrefix[]) {
  return () => {
    let found = 0
    for (let at = 0; at < asked; at++) found += data.index.tagsOf(addresses[at % addresses.length]!).length
    return found
  }
}

function anyAddress(seed: number): AddressPrefix {
  const first = new Dice(seed).word() % 2 ** 32
  return { kind: "prefix", key: `${first}`, family: 4, first, last: first, length: 32 }
}

function addressesOf(family: 4 | 6): AddressPrefix[] {
  const own = tags.flatMap(({ prefixes }) => prefixes).filter(prefix => prefix.family === family)
  const step = Math.max(1, Math.floor(own.length / 1000))
  return own
    .filter((_, index) => index % step === 0)
    .map(prefix => ({ ...prefix, last: prefix.first }) as AddressPrefix)
}

function rounded(value: number): number {
  return Number(value.toFixed(2))
}
