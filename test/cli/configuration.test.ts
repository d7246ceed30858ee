import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

const dead = azGroup("web", [
  { name: "open", priority: 100, protocol: "*", source: "10.0.0.0/8" },
  { name: "no-rdp", priority: 200, access: "Deny", source: "10.0.0.0/8", port: "3389" },
])
const template = (parameter: string) => `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "parameters": { "port": { "type": "string" } },
  "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
    "properties": { "securityRules": [{ "name": "in", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
      "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "[parameters('${parameter}')]" } }] } }]
}`

type Files = Readonly<Record<string, string>>

async function severities(files: Files, ...paths: string[]): Promise<Record<string, string[]>> {
  const { out, err } = await nsg(["check", "--format", "json", ...(paths.length > 0 ? paths : ["."])], { files })
  expect(err).toBe("")
  type File = { path: string; findings: { severity: string }[] }
  return Object.fromEntries(
    JSON.parse(out).files.map(({ path, findings }: File) => [path, findings.map(({ severity }) => severity)]),
  )
}

test("the nearest configuration above a file counts, and it alone", async () => {
  const files = {
    ".nsgrc.json": '{ // for all\n "checks": { "shadowed-rule": "hint" } }',
    "a.json": dead,
    "sub/.nsgrc.yaml": "checks:\n  duplicate-name: hint\n",
    "sub/b.json": dead,
    "sub/deep/c.json": dead,
    "other/d.json": dead,
  }
  expect(await severities(files)).toEqual({
    "a.json": ["hint"],
    "other/d.json": ["hint"],
    "sub/b.json": ["error"],
    "sub/deep/c.json": ["error"],
  })
})

test("off, in YAML with and without quotes; overrides for some files, the last of which counts", async () => {
  const files = {
    ".nsgrc.yaml": `
checks: { shadowed-rule: off }
overrides:
  - files: ["prod/**"]
    checks: { shadowed-rule: error }
  - files: ["**/lab.json"]
    checks: { "shadowed-rule": "warning" }
`,
    "a.json": dead,
    "prod/b.json": dead,
    "prod/lab.json": dead,
  }
  expect(await severities(files)).toEqual({ "a.json": [], "prod/b.json": ["error"], "prod/lab.json": ["warning"] })
})

test("ignored files are not checked, even when they are named", async () => {
  const files = { ".nsgrc.json": '{ "ignore": ["generated/**"] }', "a.json": dead, "generated/b.json": dead }
  expect(Object.keys(await severities(files, ".", "generated/b.json"))).toEqual(["a.json"])
  expect(await nsg(["check", "generated"], { files })).toEqual({
    code: 0,
    out: "",
    err: "nsg: no NSG found in 0 files; the configuration ignores 1.\n",
  })
})

test("--config names one for all files; options go before it", async () => {
  const files = {
    ".nsgrc.json": '{ "checks": { "shadowed-rule": "warning" } }',
    "ci/nsg.yaml": "checks: { shadowed-rule: information }\nignore: [skipped/**]\n",
    "a.json": dead,
    "skipped/b.json": dead,
  }
  const { code, out } = await nsg(["check", "--config", "ci/nsg.yaml", "--format", "json", "."], { files })
  expect(code).toBe(0)
  expect(JSON.parse(out).summary).toMatchObject({ files: 1, information: 1 })
  const off = await nsg(["check", "--off", "shadowed-rule", "a.json"], { files })
  expect(off.out).toContain("No problems")
  expect((await nsg(["check", "--config", "none.json", "."], { files })).err).toBe(
    "nsg: --config: none.json does not exist.\n",
  )
})

test("standard input stands where its name says, else in the working directory", async () => {
  const files = {
    ".nsgrc.json": '{ "checks": { "shadowed-rule": "hint" } }',
    "sub/.nsgrc.json": '{ "checks": { "shadowed-rule": "warning" } }',
  }
  const severity = async (...args: string[]) =>
    JSON.parse((await nsg(["check", "--format", "json", "-", ...args], { files, stdin: dead })).out).files[0]
      .findings[0].severity
  expect(await severity()).toBe("hint")
  expect(await severity("--stdin-filename", "sub/web.json")).toBe("warning")
})

test("what is wrong in it is exit 2, with file, line and what was meant, and nothing is checked", async () => {
  const files = {
    "a.json": dead,
    ".nsgrc.json":
      '{\n  "chekcs": {},\n  "profile": "curent",\n  "checks": { "shadow-rule": "error", "duplicate-name": "warn" }\n}',
  }
  const { code, out, err } = await nsg(["check", "."], { files })
  expect({ code, out }).toEqual({ code: 2, out: "" })
  expect(err).toBe(
    [
      'nsg: .nsgrc.json:2:4: There is no key "chekcs". Did you mean checks?',
      'nsg: .nsgrc.json:3:15: profile must be current, 2017-09 or classic, not "curent". Did you mean current?',
      'nsg: .nsgrc.json:4:16: There is no check "shadow-rule". Did you mean shadowed-rule?',
      'nsg: .nsgrc.json:4:58: checks.duplicate-name must be error, warning, information, hint or off, not "warn". Did you mean warning?',
      "",
    ].join("\n"),
  )
  for (const args of [["verify", "--flow", "inbound tcp Internet -> 10.0.0.4:22"], ["effective"], ["topology"]]) {
    expect(await nsg([args[0]!, "a.json", ...args.slice(1)], { files })).toMatchObject({ code: 2, out: "", err })
  }
})

test.each([
  ["{", "cannot be read"],
  ["[]", "The configuration must be an object, not a list."],
  ["checks: [a", "cannot be read"],
  ["checks: {}\nchecks: {}\n", "cannot be read"],
  [
    "overrides: [{ checks: {} }]",
    `An entry of overrides has no "files": add a list of globs for the files that it applies to.`,
  ],
  ["null", "The configuration must be an object, not null."],
  ["exposure: { width: 1.5 }", "exposure.width must be a whole number above 0, not 1.5."],
  ["serviceTags: 3", "serviceTags must be a path, not 3."],
  ["parameters: x", 'parameters must be an object with the value of each parameter, not "x".'],
  ["parameterFiles: { a: 1 }", "parameterFiles.a must be a path, not 1."],
])("%j is refused", async (text, words) => {
  const { code, err } = await nsg(["check", "."], { files: { ".nsgrc.yaml": text, "a.json": dead } })
  expect(code).toBe(2)
  expect(err).toContain(words)
  expect(err).toMatch(/^nsg: \.nsgrc\.yaml:1:\d+|^nsg: \.nsgrc\.yaml:2:1/)
})

test.each(["", "# nothing yet\n", "{}", "$schema: x\n"])("%j states nothing", async text => {
  expect(await severities({ ".nsgrc.yaml": text, "a.json": dead })).toEqual({ "a.json": ["error"] })
})

test("parameters and parameter files, from the configuration's folder", async () => {
  const values = (port: string) => `{ "parameters": { "port": { "value": "${port}" } } }`
  const flow = ["--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:443"]
  const infra = {
    "infra/main.json": template("port"),
    "infra/prod.json": values("443"),
    "infra/main.parameters.json": values("22"),
  }
  const verified = async (configuration: string, files: Files = infra) =>
    (await nsg(["verify", "infra/main.json", ...flow], { files: { ...files, ".nsgrc.yaml": configuration } })).code
  expect(await verified("")).toBe(1)
  expect(await verified("parameterFiles: { infra/main.json: infra/prod.json }")).toBe(0)
  expect(await verified("parameterFiles: { main.json: infra/prod.json }")).toBe(1)
  expect(await verified('parameters: { port: "443" }', { "infra/main.json": template("port") })).toBe(0)
})

test("verify knows the virtual network and what is on premises; options go first", async () => {
  const files = {
    ".nsgrc.yaml": "virtualNetwork: [10.0.0.0/16]\nonPremises: [192.168.0.0/16]\n",
    "web.json": azGroup("web", [{ name: "x", priority: 100, port: "443", source: "203.0.113.0/24" }]),
  }
  const verify = async (source: string, ...args: string[]) =>
    (await nsg(["verify", "web.json", ...args, "--flow", `inbound tcp ${source} -> 10.0.0.4:80`], { files })).code
  expect([await verify("10.0.1.4"), await verify("10.1.1.4"), await verify("192.168.1.1")]).toEqual([0, 1, 0])
  expect(await verify("10.1.1.4", "--vnet", "10.1.0.0/16", "--vnet", "10.0.0.0/16")).toBe(0)
})

test("service tags from the configuration's folder", async () => {
  const tags = JSON.stringify({
    changeNumber: 1,
    cloud: "Public",
    values: [
      {
        name: "Storage",
        id: "Storage",
        properties: { addressPrefixes: ["20.38.98.0/24"], region: "", systemService: "AzureStorage" },
      },
    ],
  })
  const files = {
    "conf/.nsgrc.yaml": "serviceTags: tags/today.json\n",
    "conf/tags/today.json": tags,
    "conf/web.json": azGroup("web", [{ name: "x", priority: 100, port: "443", source: "Storage" }]),
  }
  const flow = ["--flow", "inbound tcp 20.38.98.1 -> 10.0.0.4:443"]
  expect((await nsg(["verify", "conf/web.json", ...flow], { files })).code).toBe(0)
  expect((await nsg(["check", "conf"], { files })).code).toBe(0)
  const missing = { ...files, "conf/.nsgrc.yaml": "serviceTags: none.json\n" }
  expect((await nsg(["check", "conf"], { files: missing })).err).toBe(
    "nsg: serviceTags: conf/none.json does not exist.\n",
  )
})

test("diff and test follow a configuration: what it says is the virtual network", async () => {
  const rules = [{ name: "office", priority: 100, source: "10.0.0.0/8", port: "22" }]
  const files = {
    "old/web.json": azGroup("web", rules),
    "new/web.json": azGroup("web", [{ name: "office", priority: 100, source: "VirtualNetwork", port: "22" }]),
    "new/web.nsgflow": "use nsg web\nallow inbound tcp 10.7.0.0/16 -> 10.1.0.4:22\n",
  }
  const configured = { ...files, "new/.nsgrc.yaml": "virtualNetwork: [10.0.0.0/8]\n" }
  const status = async (more: Readonly<Record<string, string>>) => {
    const compared = JSON.parse((await nsg(["diff", "old", "new", "--format", "json"], { files: more })).out)
    const tested = JSON.parse((await nsg(["test", "new", "--format", "json"], { files: more })).out)
    return [
      compared.groups[0].newlyDenied.length,
      compared.groups[0].uncertain.length,
      tested.files[0].expectations[0].status,
    ]
  }
  expect(await status(files)).toEqual([1, 0, "unknown"])
  expect(await status(configured)).toEqual([0, 0, "holds"])
})

test("diff reads templates with a configuration's values for their parameters", async () => {
  const files = { "old/web.json": template("port"), "new/web.json": template("port").replace('"in"', '"renamed"') }
  const statusOf = async (more: Files) => {
    const { out } = await nsg(["diff", "old/web.json", "new/web.json", "--format", "json"], {
      files: { ...files, ...more },
    })
    return JSON.parse(out).groups[0].status
  }
  expect(await statusOf({})).toBe("equal")
  const changed = {
    ".nsgrc.json": '{"parameters": {"port": "22"}}',
    "new/.nsgrc.json": '{"parameters": {"port": "80"}}',
  }
  expect(await statusOf(changed)).toBe("changed")
})
