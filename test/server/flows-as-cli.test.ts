import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { type ClaimResult, testClaimsRequest } from "../../server/src/protocol.ts"
import { nsg } from "../cli/nsg.ts"
import { azGroup } from "../support/sample-groups.ts"
import { connect, pulling } from "./connect.ts"

/** Status and message of each line, as a server says them that has no document open, and as the command line does. */
async function bothSay(files: Readonly<Record<string, string>>, flow: string) {
  const { connection } = await connect(pulling, {
    files: uri => files[decodeURIComponent(uri.replace("file:///w/", ""))],
    listed: () =>
      Object.keys(files)
        .filter(name => /\.(json|ya?ml)$/.test(name))
        .map(name => `file:///w/${name}`),
  })
  const results = await connection.sendRequest<ClaimResult[]>(testClaimsRequest, { uri: `file:///w/${flow}` })
  const { out } = await nsg(["test", "--format", "json", flow], { files })
  const told = JSON.parse(out).files[0].expectations as { status: string; message: string; text: string }[]
  const claimed = told.filter(({ text }) => !/^use\b/i.test(text))
  return {
    server: results.map(({ status, message }) => `${status} ${message}`),
    cli: claimed.map(({ status, message }) => `${status} ${message}`),
  }
}

const examples = Object.fromEntries(
  readdirSync("examples", { recursive: true, encoding: "utf8" })
    .filter(name => /\.(json|ya?ml|nsgflow)$/.test(name))
    .map(name => [name, readFileSync(`examples/${name}`, "utf8")]),
)

test.each(["change/front.nsgflow", "network/shop.nsgflow"])("the editor says of %s what nsg test says", async flow => {
  const { server, cli } = await bothSay(examples, flow)
  expect(server.length).toBeGreaterThan(4)
  expect(server).toEqual(cli)
})

const ssh = { name: "ssh", priority: 100, source: "203.0.113.0/24", port: "22" }
const claims = "deny inbound tcp Internet -> *:22\ndeny inbound tcp Internet -> *:3389\nallow tcp nic:x -> *:443\n"

test.each([
  [
    "a file that is broken behind the group",
    { "a.json": `${azGroup("web", [ssh]).slice(0, -3)}` },
    "use nsg web in a.json\n",
  ],
  [
    "one of two files with groups of the same name",
    { "a.json": azGroup("web", [ssh]), "b.json": azGroup("web", []) },
    "use nsg web in ./b.json\n",
  ],
  [
    "a folder with two groups of the same name",
    { "a.json": azGroup("web", [ssh]), "b.json": azGroup("web", []) },
    "use nsg web\n",
  ],
  ["the only group", { "a/b c.json": azGroup("web", [ssh]), "d.json": "{}" }, ""],
  ["a name with blanks", { "a/b c.json": azGroup("my web", [ssh]) }, 'use nsg "my web" in "a/b c.json"\n'],
  ["a file without an NSG", { "a.json": "{}" }, "use nsg web in a.json\n"],
])("of %s, too", async (_, files, use) => {
  const { server, cli } = await bothSay({ ...files, "web.nsgflow": use + claims }, "web.nsgflow")
  expect(server).toHaveLength(3)
  expect(server).toEqual(cli)
})
