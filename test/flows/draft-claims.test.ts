import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { languageOf } from "../../server/src/analysis/language-of.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { ClaimWorld } from "../../server/src/flows/claim-world.ts"
import { draftClaims } from "../../server/src/flows/draft-claims.ts"
import { parseFlowFile } from "../../server/src/flows/parse-flow-file.ts"
import { proveFlowFile } from "../../server/src/flows/prove-flow-file.ts"
import { worldOf } from "../../server/src/flows/world-of-documents.ts"
import { seededRandom, seedOfRun } from "../engine/support/random.ts"
import { drawRules } from "../support/random-group.ts"
import { azGroup } from "../support/sample-groups.ts"

function readWorld(path: string, text: string): ClaimWorld {
  const uri = `file:///${path}`
  const read = readText({ uri, language: languageOf({ path, text }), text }, defaultSettings)
  return worldOf(indexResources([indexedText(read)]), {
    tagData: undefined,
    virtualNetwork: [],
    onPremises: [],
    pathOf: one => one,
  })
}

function draft(world: ClaimWorld, group: string): string {
  const text = draftClaims({ group, file: "./nsg.json" }, () => world)
  if (typeof text !== "string") throw new Error(text.problem)
  return text
}

test("what a group does today, under headings: open, closed, out, platform", () => {
  const world = readWorld(
    "nsg.json",
    azGroup("web", [
      { name: "no-scanners", priority: 100, access: "Deny", protocol: "*", source: "203.0.113.0/24" },
      { name: "https", priority: 110, source: "Internet", destination: "10.0.1.0/24", port: "443" },
      { name: "ssh", priority: 120, source: "198.51.100.0/24", port: "22" },
      { name: "to-storage", priority: 100, direction: "Outbound", destination: "Storage", port: "443" },
    ]),
  )
  expect(draft(world, "web")).toMatchInlineSnapshot(`
    "# What web does today. Each line was proved for every packet that it describes.
    use nsg web in ./nsg.json

    # What comes in
    deny  inbound  any 203.0.113.0/24                  -> *
    allow inbound  tcp Internet except 203.0.113.0/24  -> 10.0.1.0/24:443
    allow inbound  tcp 198.51.100.0/24                 -> *:22

    # What stays closed to the Internet
    deny  inbound  tcp Internet except 198.51.100.0/24 -> *:22
    deny  inbound  tcp Internet                        -> *:23,111,135,512,514,593,2375,3389,5800,5900,5985,5986
    deny  inbound  any Internet                        -> *:0-21,23-442,444-65535

    # What goes out
    allow outbound tcp *                               -> Storage:443
    allow outbound any *                               -> Internet

    # Platform traffic: health probes, DNS and IMDS
    allow inbound  any AzureLoadBalancer               -> *
    allow outbound udp *                               -> 168.63.129.16:53
    allow outbound tcp *                               -> 169.254.169.254:80
    "
  `)
})

const files = readdirSync("examples", { recursive: true, encoding: "utf8" }).filter(name =>
  /\.(json|ya?ml)$/.test(name),
)
const groups = files.flatMap(name => {
  const world = readWorld(name, readFileSync(`examples/${name}`, "utf8"))
  return world.groups.map(({ ruled: { group } }) => ({ name, world, group: group.id ?? group.name }))
})

test.each(groups)("every line that is drafted about $group of $name holds", ({ name, world, group }) => {
  const text = draft(world, group)
  const expectations = proveFlowFile(parseFlowFile(text), () => world)
  expect(expectations.filter(({ status }) => status !== "holds")).toEqual([])
  // What is half typed may go on with anything.
  expect(expectations.length === 0).toBe(name === "ansible/half-typed.yml")
  expect(text.includes("No claims: ")).toBe(expectations.length === 0)
})

test("every line that is drafted about random groups holds", () => {
  const random = seededRandom(seedOfRun(20261130))
  let claimed = 0
  for (let round = 0; round < 20; round++) {
    const world = readWorld("nsg.json", azGroup("drawn", drawRules(random)))
    const expectations = proveFlowFile(parseFlowFile(draft(world, "drawn")), () => world)
    expect(expectations.filter(({ status }) => status !== "holds")).toEqual([])
    claimed += expectations.length
  }
  expect(claimed).toBeGreaterThan(100)
})
