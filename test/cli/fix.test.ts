import { chmod, readdir, readFile, stat, symlink } from "node:fs/promises"
import path from "node:path"
import { expect, test } from "vitest"
import { azGroup, type SampleRule } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

const rules = [
  { name: "https", priority: 100, port: "443" },
  { name: "again", priority: 110, port: "443" },
  { name: "more", priority: 100, port: "80" },
] as const
const web = azGroup("web", rules)
const fixed = azGroup("web", [rules[0], { ...rules[2], priority: 101 }])

const hole = azGroup("open", [
  { name: "all", priority: 110, protocol: "*" },
  { name: "no-rdp", priority: 120, access: "Deny", port: "3389" },
])

test("what changes no traffic is fixed in the file, and the rest is reported", async () => {
  const ran = await inFolder({ "web.json": web, "open.json": hole }, ["check", "--fix", "web.json", "open.json"])
  expect(ran.texts["web.json"]).toBe(fixed)
  expect(ran.texts["open.json"]).toBe(hole)
  expect(ran.err).toBe(
    `web.json: fixed "again" (110): Remove rule (no traffic changes) [shadowed-rule]
web.json: fixed "more" (100): Move to 101 (no traffic changes) [duplicate-priority]
`,
  )
  expect(ran.out).toContain('open.json:17:16: error: "no-rdp" (120) never matches')
  expect(ran.out).not.toContain("web.json:")
  expect(ran.code).toBe(1)
})

test("what a named template links is read with it, and not written", async () => {
  const template = (link: string) =>
    JSON.stringify({
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      contentVersion: "1.0.0.0",
      resources: [
        {
          ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-09-01", name: link.slice(0, 1) },
          properties: {
            securityRules: [100, 110].map(priority => ({
              name: `at-${priority}`,
              properties: {
                ...{
                  priority,
                  direction: "Inbound",
                  access: "Allow",
                  protocol: "Tcp",
                  sourceAddressPrefix: "10.0.0.4",
                },
                ...{ sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "443" },
              },
            })),
          },
        },
        {
          ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name: "d" },
          properties: { mode: "Incremental", templateLink: { relativePath: link } },
        },
      ],
    })
  // Of templates that link each other the first by its name is where a deployment starts.
  const files = { "a.json": template("b.json"), "b.json": template("a.json") }
  const ofOther = await inFolder(files, ["check", "--fix", "b.json"])
  expect(ofOther.texts).toEqual(files)
  expect(ofOther.out).toContain("a.json:1:")
  const ofBoth = await inFolder(files, ["check", "--fix", "a.json", "b.json"])
  expect(ofBoth.texts["a.json"]).not.toBe(files["a.json"])
})

test("a dry run writes nothing, and prints what git apply would take", async () => {
  const ran = await inFolder({ "a/web.json": web }, ["check", "--fix-dry-run", "."])
  expect(ran.texts["a/web.json"]).toBe(web)
  expect(ran.out).toMatchInlineSnapshot(`
    "--- a/a/web.json
    +++ b/a/web.json
    @@ -14,19 +14,8 @@
           "destinationPortRange": "443"
         },
         {
    -      "name": "again",
    -      "priority": 110,
    -      "direction": "Inbound",
    -      "access": "Allow",
    -      "protocol": "Tcp",
    -      "sourceAddressPrefix": "*",
    -      "sourcePortRange": "*",
    -      "destinationAddressPrefix": "*",
    -      "destinationPortRange": "443"
    -    },
    -    {
           "name": "more",
    -      "priority": 100,
    +      "priority": 101,
           "direction": "Inbound",
           "access": "Allow",
           "protocol": "Tcp",
    "
  `)
  expect(ran.err).toContain("No problems in 1 NSG with 2 rules (1 file).")
  expect(ran.code).toBe(0)
})

// The subnet's NSG stops it before: without the networks an exposure would be found that the fix does not see.
test("a file is fixed as it is judged, with the networks that other files describe", async () => {
  const of = (type: string, name: string) =>
    `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/${type}/${name}`
  const group = (name: string, rules: readonly SampleRule[]) => ({
    ...(JSON.parse(azGroup(name, rules)) as object),
    id: of("networkSecurityGroups", name),
  })
  const own = (rules: readonly SampleRule[]) => JSON.stringify([group("own", rules)], null, 2)
  const subnetId = `${of("virtualNetworks", "hub")}/subnets/app`
  const network = JSON.stringify([
    {
      ...{ id: of("virtualNetworks", "hub"), name: "hub", type: "Microsoft.Network/virtualNetworks" },
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [
        {
          ...{ id: subnetId, name: "app", addressPrefix: "10.0.1.0/24" },
          networkSecurityGroup: { id: of("networkSecurityGroups", "closed") },
        },
      ],
    },
    {
      ...{ id: of("networkInterfaces", "nic"), name: "nic", type: "Microsoft.Network/networkInterfaces" },
      networkSecurityGroup: { id: of("networkSecurityGroups", "own") },
      ipConfigurations: [{ name: "c", privateIPAddress: "10.0.1.4", subnet: { id: subnetId } }],
    },
  ])
  const files = {
    "own.json": own([
      { name: "udp", priority: 100, protocol: "Udp", port: "53" },
      { name: "all", priority: 110, protocol: "*", port: "53" },
    ]),
    "closed.json": JSON.stringify(
      [group("closed", [{ name: "none", priority: 100, access: "Deny", protocol: "*" }])],
      null,
      2,
    ),
    "network.json": network,
  }
  const ran = await inFolder(files, ["check", "--fix", "."])
  expect(ran.err).toContain('own.json: fixed "udp" (100): Remove rule (no traffic changes) [redundant-rule]')
  const alone = await inFolder({ "own.json": files["own.json"] }, ["check", "--fix", "."])
  expect(alone.texts["own.json"]).toBe(files["own.json"])
})

test("of standard input the fixed text is the output, whatever it is", async () => {
  const { out, err, code } = await nsg(["check", "--fix", "-"], { stdin: web })
  expect(out).toBe(fixed)
  expect(err).toContain("-: fixed ")
  expect(err).toContain("No problems in 1 NSG")
  expect(code).toBe(0)
  expect((await nsg(["check", "--fix", "-"], { stdin: '{ "other": 1 }' })).out).toBe('{ "other": 1 }')
  const named = await inFolder({ "web.json": web }, ["check", "--fix", "-", "--stdin-filename", "web.json"], web)
  expect(named.out).toBe(fixed)
  expect(named.texts["web.json"]).toBe(web)
})

test.each(["utf8", "utf16le"] as const)("a file keeps its encoding and its byte order mark: %s", async encoding => {
  const bytes = Buffer.from(`\uFEFF${web.replaceAll("\n", "\r\n")}`, encoding)
  const ran = await inFolder({ "web.json": bytes }, ["check", "--fix", "web.json"])
  expect(ran.bytes["web.json"]?.toString(encoding)).toBe(`\uFEFF${fixed.replaceAll("\n", "\r\n")}`)
})

test("bytes that are no text are not lost: such a file is not fixed", async () => {
  const bytes = Buffer.from(web)
  bytes[bytes.indexOf('"web"') + 1] = 0xff
  const ran = await inFolder({ "web.json": bytes }, ["check", "--fix", "web.json"])
  expect(ran.bytes["web.json"]).toEqual(bytes)
  expect(ran.code).toBe(2)
  expect(ran.err).toContain("nsg: web.json is not valid text: it was not fixed.")
})

test("a file keeps its mode, a link stays a link, and nothing is left beside it", async () => {
  const ran = await inFolder({ "web.json": web }, ["check", "--fix", "link.json"], "", async cwd => {
    await chmod(path.join(cwd, "web.json"), 0o640)
    await symlink("web.json", path.join(cwd, "link.json"))
  })
  expect(ran.texts).toEqual({ "web.json": fixed, "link.json": fixed })
  expect(ran.modes["web.json"]).toBe(0o640)
})

test("what is fixed of one file counts for the next: a rule belongs to a group of another file", async () => {
  const meta = (kind: string, name: string) =>
    `apiVersion: network.azure.com/v1api20201101\nkind: ${kind}\nmetadata: { name: ${name}, namespace: n }\nspec:\n`
  const rule = (
    name: string,
    priority: number,
  ) => `${meta("NetworkSecurityGroupsSecurityRule", name)}  owner: { name: web }
  priority: ${priority}
  direction: Inbound
  access: Allow
  protocol: Tcp
  sourceAddressPrefix: "*"
  sourcePortRange: "*"
  destinationAddressPrefix: "*"
  destinationPortRange: "443"
`
  const files = {
    "group.yaml": `${meta("NetworkSecurityGroup", "web")}  location: westeurope\n`,
    "one.yaml": rule("one", 100),
    "two.yaml": rule("two", 100),
  }
  const ran = await inFolder(files, ["check", "--fix", "."])
  expect(ran.texts["two.yaml"]).toContain("priority: 101")
  expect(ran.texts["one.yaml"]).toBe(files["one.yaml"])
})

interface Left {
  readonly out: string
  readonly err: string
  readonly code: number
  readonly bytes: Readonly<Record<string, Buffer>>
  readonly texts: Readonly<Record<string, string>>
  readonly modes: Readonly<Record<string, number>>
}

/** Runs the command in a folder with these files, and looks at what it leaves there. */
async function inFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  args: readonly string[],
  stdin = "",
  prepare: (cwd: string) => Promise<void> = async () => {},
): Promise<Left> {
  const bytes: Record<string, Buffer> = {}
  const modes: Record<string, number> = {}
  const after = async (cwd: string) => {
    const entries = await readdir(cwd, { recursive: true, withFileTypes: true })
    for (const entry of entries.filter(each => !each.isDirectory())) {
      const file = path.join(entry.parentPath, entry.name)
      const name = path.relative(cwd, file)
      bytes[name] = await readFile(file)
      modes[name] = (await stat(file)).mode & 0o777
    }
  }
  const ran = await nsg(args, { files, stdin, prepare, after })
  const texts = Object.fromEntries(Object.entries(bytes).map(([name, each]) => [name, each.toString("utf8")]))
  return { ...ran, bytes, texts, modes }
}
