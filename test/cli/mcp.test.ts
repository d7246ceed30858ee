import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { Client } from "@modelcontextprotocol/sdk/client/index.js"
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js"
import { afterAll, beforeAll, expect, test } from "vitest"
import { assistantServer } from "../../server/src/cli/assistant-server.ts"
import { linkedSources } from "../../server/src/cli/linked-sources.ts"
import { azGroup } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

const web = azGroup("web", [
  { name: "all", priority: 100, source: "10.0.0.0/8", protocol: "*" },
  { name: "no-ssh", priority: 200, access: "Deny", source: "10.0.0.0/8", port: "22" },
])
const open = azGroup("open", [{ name: "ssh", priority: 100, port: "22" }])

const template = (resources: readonly object[]) =>
  JSON.stringify({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources,
  })
const secret = {
  ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: "secret" },
  properties: { securityRules: [] },
}

let outer: string
let folder: string
const client = new Client({ name: "test", version: "1" })

beforeAll(async () => {
  outer = await mkdtemp(path.join(tmpdir(), "nsg-mcp-"))
  folder = await mkdtemp(path.join(outer, "served-"))
  await writeFile(path.join(folder, "web.json"), web)
  await writeFile(path.join(outer, "outside.json"), open)
  await writeFile(path.join(outer, ".nsgrc.json"), '{ "checks": { "shadowed-rule": "off" } }')
  await symlink(path.join(outer, "outside.json"), path.join(folder, "link.json"))
  await symlink(outer, path.join(folder, "up"))
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  await Promise.all([assistantServer(folder).connect(theirs), client.connect(ours)])
})

afterAll(async () => {
  await client.close()
  await rm(outer, { recursive: true })
})

async function call(name: string, input: Record<string, unknown>) {
  const { content, isError = false } = await client.callTool({ name, arguments: input })
  const texts = (content as readonly { readonly text: string }[]).map(({ text }) => text)
  return { isError, texts, out: texts[0] ?? "" }
}

test("every tool only reads", async () => {
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(["check", "verify", "effective", "diff", "explain"])
  for (const { annotations } of tools) expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
})

// What a tool is given, and the same on the command line.
test.each<readonly [string, Record<string, unknown>, readonly string[]]>([
  ["check", { paths: ["web.json"], off: ["shadowed-rule", "unattached-group"] }, ["--off=shadowed-rule", "web.json"]],
  [
    "verify",
    { paths: ["web.json"], flow: "inbound tcp 10.1.1.1 -> 10.0.0.4:22" },
    ["--flow=inbound tcp 10.1.1.1 -> 10.0.0.4:22", "web.json"],
  ],
  [
    "verify",
    { paths: ["web.json"], flow: "inbound tcp 8.8.8.8 -> 10.0.0.4:22", vnet: ["10.0.0.0/16", "10.1.0.0/16"] },
    ["web.json", "--vnet", "10.0.0.0/16", "10.1.0.0/16", "--flow=inbound tcp 8.8.8.8 -> 10.0.0.4:22"],
  ],
  ["effective", { paths: ["web.json"], nsg: "web" }, ["--nsg=web", "web.json"]],
  ["diff", { old: "web.json", new: "web.json" }, ["web.json", "web.json"]],
])("%s answers as the command does", async (name, input, args) => {
  const { out } = await nsg([name, "--format=json", ...args], { cwd: folder })
  expect(await call(name, input)).toEqual({ isError: false, texts: [out], out })
})

test("explain answers with the check's page", async () => {
  const { out } = await nsg(["explain", "shadowed-rule"])
  expect(await call("explain", { code: "shadowed-rule" })).toMatchObject({ isError: false, out })
})

test.each<readonly [string, Record<string, unknown>, string]>([
  ["check", { paths: ["../outside.json"] }, "nsg: ../outside.json is outside the folder that may be read.\n"],
  ["check", { paths: [".."] }, "nsg: .. is outside the folder that may be read.\n"],
  ["check", { paths: ["link.json"] }, "nsg: link.json is outside the folder that may be read.\n"],
  ["check", { paths: ["up"] }, "nsg: up is outside the folder that may be read.\n"],
  [
    "check",
    { paths: ["web.json"], config: "../.nsgrc.json" },
    "nsg: --config: ../.nsgrc.json is outside the folder that may be read.\n",
  ],
  [
    "check",
    { paths: ["web.json"], baseline: "../.nsgrc.json" },
    "nsg: --baseline: ../.nsgrc.json is outside the folder that may be read.\n",
  ],
  [
    "check",
    { paths: ["web.json"], parameters: "up/outside.json" },
    "nsg: --parameters: up/outside.json is outside the folder that may be read.\n",
  ],
  [
    "effective",
    { "service-tags": "/etc/passwd" },
    "nsg: --service-tags: /etc/passwd is outside the folder that may be read.\n",
  ],
  [
    "diff",
    { old: "../outside.json", new: "web.json" },
    "nsg: ../outside.json is outside the folder that may be read.\n",
  ],
  [
    "diff",
    { old: "git:HEAD:web.json", new: "web.json" },
    "git:HEAD:web.json: name a path from the served folder, such as git:HEAD:./network.json.",
  ],
  [
    "diff",
    { old: "git:HEAD:./a/../../b.json", new: "web.json" },
    "git:HEAD:./a/../../b.json: name a path from the served folder, such as git:HEAD:./network.json.",
  ],
  ["check", { paths: ["-"] }, '"-" is standard input, which is not read here.'],
])("%s %o is refused", async (name, input, problem) => {
  const { isError, texts } = await call(name, input)
  expect(isError).toBe(true)
  expect(texts.at(-1)).toBe(problem)
})

test("of a folder what leads out of it is left out, and said", async () => {
  const { out, texts, isError } = await call("check", {})
  expect(JSON.parse(out).files.map(({ path: file }: { readonly path: string }) => file)).toEqual(["web.json"])
  expect([isError, texts[1]]).toEqual([true, "nsg: link.json is outside the folder that may be read.\n"])
})

test("a template that a file links outside of the folder is not read", async () => {
  const properties = { mode: "Incremental", templateLink: { relativePath: "out.json" } }
  const deployment = { type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name: "out", properties }
  const [main, link] = [path.join(folder, "main.json"), path.join(folder, "out.json")]
  await writeFile(path.join(outer, "linked.json"), template([secret]))
  await symlink(path.join(outer, "linked.json"), link)
  await writeFile(main, template([deployment, { type: "Microsoft.Network/virtualNetworks", name: "hub" }]))
  const paths = ["main.json", "out.json"]
  const { texts } = await call("effective", { paths })
  const checked = await call("check", { paths })
  const unbound = await nsg(["effective", ...paths], { cwd: folder })
  const sources = linkedSources([...paths, "../linked.json"], { cwd: folder, within: folder })
  const uris = [link, path.join(outer, "linked.json")].map(file => pathToFileURL(file).href)
  expect(await Promise.all(uris.map(uri => sources.read(uri)))).toEqual([undefined, undefined])
  await Promise.all([rm(main), rm(link)])
  expect(texts.join("")).toMatch(/main\.json:\d+:\d+: the linked template out\.json is not among these files/)
  expect([...texts, ...checked.texts].join("")).not.toContain("secret")
  expect(unbound.out).toContain("secret")
})

test("a configuration above the folder is not read", async () => {
  const { out } = await call("check", { paths: ["web.json"] })
  expect(out).toContain("shadowed-rule")
})

test.each<readonly [string, Record<string, unknown>]>([
  ["check", { fix: "true" }],
  ["check", { paths: ["web.json"], "write-baseline": "b.json" }],
  ["verify", { paths: ["web.json"] }],
  ["check", { paths: "web.json" }],
])("%s %o does not fit", async (name, input) => {
  expect(await call(name, input)).toMatchObject({ isError: true })
})

test("what looks like an option is a place", async () => {
  expect((await call("check", { paths: ["--write-baseline=b.json"] })).texts.at(-1)).toBe(
    "nsg: --write-baseline=b.json does not exist.\n",
  )
})

test("nsg mcp needs --stdio and a folder", async () => {
  expect(await nsg(["mcp"])).toMatchObject({
    code: 2,
    err: "nsg: mcp needs --stdio, and at most one folder: nsg mcp --stdio FOLDER.\n",
  })
  expect(await nsg(["mcp", "--stdio", "none"])).toMatchObject({ code: 2, err: "nsg: none does not exist.\n" })
  expect(await nsg(["mcp", "--stdio", "a.json"], { files: { "a.json": "{}" } })).toMatchObject({
    code: 2,
    err: "nsg: a.json is not a folder.\n",
  })
  expect(await nsg(["mcp", "--stdio", "a"], { files: { "a/b.json": "{}" } })).toMatchObject({
    code: 0,
    out: "(serving tools for a)",
  })
})
