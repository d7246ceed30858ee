import { chmod, symlink } from "node:fs/promises"
import path from "node:path"
import { expect, test } from "vitest"
import { azGroup, type SampleRule } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

const dead = azGroup("web", [
  { name: "allow-all", priority: 100, protocol: "*" },
  { name: "no-rdp", priority: 200, access: "Deny", port: "3389" },
])
const clean = azGroup("db", [{ name: "sql", priority: 100, source: "10.0.0.0/8", port: "1433" }])

test("a finding is a line with its place, and its relatives below", async () => {
  expect(await nsg(["check", "."], { files: { "a/dead.json": dead, "clean.json": clean } })).toMatchInlineSnapshot(`
    {
      "code": 1,
      "err": "",
      "out": "a/dead.json:11:31: warning: "allow-all" (100) opens everything, all protocols and ports, to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Replace it with rules for the ports that should be public. [allow-any-to-any] (in web)
      11 |       "sourceAddressPrefix": "*",
         |                               ^

    a/dead.json:17:16: error: "no-rdp" (200) never matches: "allow-all" (100) already allows this traffic. Give "allow-all" a priority above 200: no priority is lower than 100. [shadowed-rule] (in web)
      17 |       "name": "no-rdp",
         |                ^^^^^^
        a/dead.json:6:16: "allow-all" (100) matches first: Allow

    1  allow-any-to-any
    1  shadowed-rule
    1 error, 1 warning in 2 NSGs with 3 rules (2 files).
    ",
    }
  `)
})

test.each(["name", "priority", "access", "protocol", "source", "port"])(
  "a rule whose %s is not known is told in words",
  async part => {
    const open = { name: "open", priority: 100, access: "Allow", protocol: "*", source: "*", port: "*" }
    const rules = [{ ...open, [part]: "#{x}#" } as SampleRule, { ...open, name: "dead", priority: 200 }]
    const { out } = await nsg(["check", "web.json"], { files: { "web.json": azGroup("web", rules) } })
    expect(out).not.toMatch(/object Object|undefined/)
    if (part === "access") expect(out).toContain('"open" (100) matches first: Allow or Deny')
  },
)

test("a group of which part cannot be known is named, and that alone fails nothing", async () => {
  const rules = (securityRules: string) => `{
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": { "rules": { "type": "array" }, "c": { "type": "bool" } },
    "resources": [{
      "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "n",
      "properties": { "securityRules": ${securityRules} }
    }, {
      "condition": "[parameters('c')]",
      "type": "Microsoft.Network/networkSecurityGroups/securityRules", "apiVersion": "2023-09-01", "name": "n/u",
      "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourceAddressPrefix": "10.0.0.0/8", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22" }
    }]
  }`
  const files = { "a.json": rules(`"[parameters('rules')]"`), "b.json": rules("[]"), "clean.json": clean }
  expect(await nsg(["check", "."], { files })).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "a.json: NSG "n": 1 rule, and more that are not known here: parameter 'rules' has no default value

    b.json: NSG "n": 1 rule, deployed only under a condition

    No problems in 3 NSGs with 3 rules (3 files).
    ",
    }
  `)
})

test("JSON has the contract's shape", async () => {
  const { code, out } = await nsg(["check", "--format", "json", "dead.json"], { files: { "dead.json": dead } })
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchInlineSnapshot(`
    {
      "files": [
        {
          "dialect": "az-cli-json",
          "findings": [
            {
              "code": "allow-any-to-any",
              "data": {
                "blockedInPartBy": [],
                "certain": true,
                "defaults": [],
                "ipv6": true,
                "ports": [
                  "0-65535",
                ],
                "protocols": [
                  "Tcp",
                  "Udp",
                ],
                "publicAddresses": 3702259455,
                "witness": "tcp 203.0.113.7:50000 -> 10.0.0.4:443",
              },
              "fingerprint": "250f6821e2f5e5e70160572d9ed3d00c",
              "group": "web",
              "message": ""allow-all" (100) opens everything, all protocols and ports, to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:443. Replace it with rules for the ports that should be public.",
              "range": {
                "end": {
                  "character": 31,
                  "line": 10,
                },
                "start": {
                  "character": 30,
                  "line": 10,
                },
              },
              "related": [],
              "rule": "allow-all",
              "severity": "warning",
            },
            {
              "code": "shadowed-rule",
              "data": {
                "conflict": true,
                "coveredBy": [
                  "allow-all",
                ],
              },
              "fingerprint": "5528c8f4a8394af11abb4d3644cc2900",
              "group": "web",
              "message": ""no-rdp" (200) never matches: "allow-all" (100) already allows this traffic. Give "allow-all" a priority above 200: no priority is lower than 100.",
              "range": {
                "end": {
                  "character": 21,
                  "line": 16,
                },
                "start": {
                  "character": 15,
                  "line": 16,
                },
              },
              "related": [
                {
                  "message": ""allow-all" (100) matches first: Allow",
                  "path": "dead.json",
                  "range": {
                    "end": {
                      "character": 24,
                      "line": 5,
                    },
                    "start": {
                      "character": 15,
                      "line": 5,
                    },
                  },
                },
              ],
              "rule": "no-rdp",
              "severity": "error",
            },
          ],
          "groups": [
            {
              "complete": true,
              "name": "web",
              "rules": 2,
            },
          ],
          "path": "dead.json",
        },
      ],
      "summary": {
        "baselined": 0,
        "errors": 1,
        "files": 1,
        "groups": 1,
        "hints": 0,
        "information": 0,
        "rules": 2,
        "suppressed": 0,
        "warnings": 1,
      },
      "version": 1,
    }
  `)
})

test("colours are for terminals only", async () => {
  const files = { "dead.json": dead }
  expect((await nsg(["check", "."], { files, colours: true })).out).toContain("\u001b[31merror\u001b[0m")
  expect((await nsg(["check", "."], { files })).out).not.toContain("\u001b")
})

test.each([
  ["error", 1],
  ["never", 0],
  ["hint", 1],
])("--fail-on %s exits with %i on an error", async (failOn, code) => {
  expect((await nsg(["check", "--fail-on", failOn, "."], { files: { "dead.json": dead } })).code).toBe(code)
})

test("directories are walked in order, without .git and node_modules", async () => {
  const files = {
    "b.json": clean,
    "a/z.yaml": "",
    "a.json": dead,
    ".git/x.json": dead,
    "node_modules/y.json": dead,
    "c.txt": dead,
  }
  const { out } = await nsg(["check", "--format=json", "."], { files })
  expect(JSON.parse(out).files.map(({ path }: { path: string }) => path)).toEqual(["a.json", "b.json"])
})

test("a file named twice is read once, whatever it is called", async () => {
  const { out } = await nsg(["check", "--format=json", "clean.json", ".", "./clean.json"], {
    files: { "clean.json": clean },
  })
  expect(JSON.parse(out).summary.files).toBe(1)
})

test("standard input", async () => {
  const { code, out } = await nsg(["check", "-"], { stdin: dead })
  expect(code).toBe(1)
  expect(out).toContain("-:17:16: error:")
})

test.each([
  ["missing.json", "nsg: missing.json does not exist.\n"],
  ["main.bicep", "nsg: main.bicep is Bicep. Compile it with `az bicep build` and use the JSON file.\n"],
  ["main.tf", "nsg: main.tf is Terraform HCL. Use the output of `terraform show -json` instead.\n"],
])("%s is refused after everything else was done", async (name, err) => {
  const files = { "clean.json": clean, "main.bicep": "", "main.tf": "" }
  const { code, out, err: said } = await nsg(["check", name, "clean.json"], { files })
  expect({ code, said }).toEqual({ code: 2, said: err })
  expect(out).toContain("1 NSG")
})

test("what is said of several groups alike is said once", async () => {
  const rule = { type: "Microsoft.Network/networkSecurityGroups/securityRules", apiVersion: "2023-09-01" }
  const files = { "a.json": JSON.stringify({ $schema: "deploymentTemplate.json", resources: [rule, rule] }) }
  const { out } = await nsg(["check", "."], { files })
  expect(out.split("\n").filter(line => line.startsWith("a.json: "))).toEqual([
    'a.json: NSG "(unknown group)": 1 rule, and more that are not known here: the NSG itself is not in this file (2 times)',
  ])
})

test("UTF-16, as Windows PowerShell writes it, is read", async () => {
  const wide = (text: string) => new Uint8Array(new Uint16Array([...text].map(letter => letter.charCodeAt(0))).buffer)
  const files = { "marked.json": wide(`\uFEFF${dead}`), "plain.json": wide(dead), "other.json": wide('{"a": 1}') }
  const { out } = await nsg(["check", "."], { files: { ...files, "utf-8.json": dead } })
  const places = out.match(/^\S+: error/gm)
  expect(places).toHaveLength(3)
  expect(new Set(places?.map(place => place.replace(/^\S+?:/, "")))).toHaveLength(1)
})

test("a byte order mark is not counted", async () => {
  const { out } = await nsg(["check", "."], { files: { "dead.json": `\uFEFF${dead.replace(/\s+/g, " ")}` } })
  expect(out).toMatch(/^dead\.json:1:\d+: error:/m)
  const [, column] = /:1:(\d+): error:/.exec(out) ?? []
  expect(dead.replace(/\s+/g, " ").slice(Number(column) - 1)).toMatch(/^"?no-rdp/)
})

test("links: to a file they are read, in circles they end", async () => {
  const prepare = async (cwd: string) => {
    await symlink(path.join(cwd, "real.json"), path.join(cwd, "link.json"))
    await symlink(cwd, path.join(cwd, "circle"))
    await symlink(path.join(cwd, "nothing"), path.join(cwd, "broken.json"))
  }
  const { code, out } = await nsg(["check", "--format=json", "."], { files: { "real.json": clean }, prepare })
  expect(code).toBe(0)
  expect(JSON.parse(out).files.map(({ path }: { path: string }) => path)).toEqual(["link.json", "real.json"])
})

test.skipIf(process.getuid?.() === 0)("what may not be read is named", async () => {
  const prepare = (cwd: string) => chmod(path.join(cwd, "secret.json"), 0)
  const { code, err } = await nsg(["check", "."], { files: { "secret.json": clean }, prepare })
  expect({ code, err }).toEqual({ code: 2, err: "nsg: secret.json cannot be read: permission denied.\n" })
})

test("rules of several files are judged as one group", async () => {
  const head = (kind: string, name: string) =>
    `apiVersion: network.azure.com/v1api20201101\nkind: ${kind}\nmetadata: { name: ${name} }\n`
  const rule = (name: string, priority: number, access: string) =>
    `${head("NetworkSecurityGroupsSecurityRule", name)}spec: { owner: { name: web }, priority: ${priority}, direction: Inbound, access: ${access}, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "22" }\n`
  const files = {
    "group.yaml": `${head("NetworkSecurityGroup", "web")}spec: { location: westeurope }\n`,
    "open.yaml": rule("open", 100, "Allow"),
    "close.yaml": rule("close", 200, "Deny"),
  }
  expect((await nsg(["check", "."], { files })).out).toMatchInlineSnapshot(`
    "close.yaml:3:19: error: "close" (200) never matches: "open" (100) already allows this traffic. Give "open" a priority above 200: no priority is lower than 100. [shadowed-rule] (in web)
      3 | metadata: { name: close }
        |                   ^^^^^
        open.yaml:3:19: "open" (100) matches first: Allow

    open.yaml:4:118: error: "open" (100) opens SSH (TCP 22) to the Internet: any public IPv4 or IPv6 address can connect, such as tcp 203.0.113.7:50000 -> 10.0.0.4:22. Allow only the addresses that need it, or use Azure Bastion. [exposed-management-port] (in web)
      4 | …w, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: "…
        |                                          ^

    1  exposed-management-port
    1  shadowed-rule
    2 errors in 1 NSG with 2 rules (3 files).
    "
  `)
})

test("a template is judged with the parameter file beside it", async () => {
  const template = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
    "parameters": { "rules": { "type": "array" } },
    "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
      "properties": { "securityRules": "[parameters('rules')]" } }] }`
  const { securityRules } = JSON.parse(dead)
  const rules = securityRules.map(({ name, ...properties }: { name: string }) => ({ name, properties }))
  const parameters = `{ "parameters": { "rules": { "value": ${JSON.stringify(rules)} } } }`
  const files = { "main.json": template, "main.parameters.json": parameters }
  const { out } = await nsg(["check", "main.json"], { files })
  expect(out).toContain('main.json:2:22: error: "no-rdp" (200) never matches')
  expect(await nsg(["effective", "main.json"], { files })).toMatchObject({
    code: 0,
    out: expect.stringContaining("no-rdp"),
  })
})

test("no group at all is no failure, but is said", async () => {
  expect(await nsg(["check", "."], { files: { "a.json": "{}" } })).toEqual({
    code: 0,
    out: "",
    err: "nsg: no NSG found in a.json: it is JSON, but describes none.\n",
  })
})

test("a Terraform state is read where it is named; in a folder it is said that it was not", async () => {
  const rule = {
    ...{ name: "dead", priority: 99, direction: "Inbound", access: "Allow", protocol: "Tcp" },
    ...{ source_address_prefix: "10.0.0.0/8", source_port_range: "*" },
    ...{ destination_address_prefix: "*", destination_port_range: "22" },
  }
  const attributes = { id: "/subscriptions/s/resourceGroups/r/x", name: "web", security_rule: [rule] }
  const group = { mode: "managed", type: "azurerm_network_security_group", name: "web", instances: [{ attributes }] }
  const files = { "sub/terraform.tfstate": JSON.stringify({ version: 4, serial: 1, resources: [group] }) }
  const { code, out } = await nsg(["check", "sub/terraform.tfstate"], { files })
  expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining("priority 99 is out of range") })
  expect(await nsg(["check", "sub"], { files })).toEqual({
    code: 0,
    out: "",
    err: "nsg: no NSG found in 0 files; 1 .tfstate file was not read (a .tfstate file is read when it is named).\n",
  })
  const both = { ...files, "main.tf": "" }
  expect((await nsg(["check", "."], { files: both })).err).toContain(
    "(use the output of terraform show -json; a .tfstate file is read when it is named).",
  )
})

test("sources that must be compiled first are counted, for what they hold was not checked", async () => {
  const files = { "a.json": "{}", "main.bicep": "", "sub/net.bicep": "", "net.tf": "", "node_modules/x.tf": "" }
  expect((await nsg(["check", "."], { files })).err).toBe(
    "nsg: no NSG found in a.json: it is JSON, but describes none; 2 .bicep and 1 .tf files were not read (use the output of az bicep build or terraform show -json).\n",
  )
  const { out } = await nsg(["check", "."], { files: { "clean.json": clean, "main.tf": "" } })
  expect(out).toBe(
    "No problems in 1 NSG with 1 rule (1 file); 1 .tf file was not read (use the output of terraform show -json).\n",
  )
})

test("--off leaves out the findings of a check", async () => {
  const files = { "dead.json": dead }
  expect(await nsg(["check", "--off", "shadowed-rule", "."], { files })).toMatchObject({ code: 0, err: "" })
  expect((await nsg(["check", "--off", "duplicate-name,shadowed-rule", "."], { files })).code).toBe(0)
  expect((await nsg(["check", "--off", "duplicate-name", "."], { files })).code).toBe(1)
  expect(await nsg(["check", "--off", "shadow-rule", "."], { files })).toEqual({
    code: 2,
    out: "",
    err: 'nsg: --off: there is no check "shadow-rule". Did you mean shadowed-rule?\n',
  })
  const { err } = await nsg(["check", "--off", "CKV_AZURE_9", "."], { files })
  expect(err).toBe('nsg: --off: there is no check "CKV_AZURE_9". Did you mean exposed-management-port?\n')
  expect((await nsg(["check", "--off", "xyz", "."], { files })).err).toContain("nsg checks lists them.")
})

test("--parameters names the file that carries a template's values", async () => {
  const template = `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
    "parameters": { "port": { "type": "string" } },
    "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-09-01", "name": "web",
      "properties": { "securityRules": [{ "name": "in", "properties": { "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
        "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "[parameters('port')]" } }] } }] }`
  const values = (port: string) => `{ "parameters": { "port": { "value": "${port}" } } }`
  const files = {
    "main.json": template,
    "main.parameters.json": values("22"),
    "prod.json": values("443"),
    "wrong.json": "{}",
  }
  const flow = ["--flow", "inbound tcp 8.8.8.8 -> 10.0.0.4:443"]
  expect((await nsg(["verify", "main.json", ...flow], { files })).code).toBe(1)
  expect((await nsg(["verify", "main.json", ...flow, "--parameters", "prod.json"], { files })).code).toBe(0)
  expect((await nsg(["effective", "main.json", "--parameters", "prod.json"], { files })).out).toContain("443")
  const bad = { ...files, "bad.json": values("99999") }
  expect((await nsg(["check", "main.json", "--parameters", "bad.json"], { files: bad })).code).toBe(1)
  expect(await nsg(["check", "main.json", "--parameters", "none.json"], { files })).toEqual({
    code: 2,
    out: "",
    err: "nsg: --parameters: none.json does not exist.\n",
  })
  expect((await nsg(["check", "main.json", "--parameters", "wrong.json"], { files })).err).toBe(
    'nsg: --parameters: wrong.json is not a parameter file: it has no "parameters" object.\n',
  )
})

test("a text that is broken or beyond its bounds ends in a finding", async () => {
  const files = {
    "broken.json": `${dead.slice(0, -3)}`,
    "deep.json": `{"securityRules": ${"[".repeat(100_000)}`,
    "bomb.yaml": `securityRules: &a [${"x, ".repeat(9)}x]\n${[..."bcdefghij"].map((name, index) => `${name}: &${name} [${`*${"abcdefghij"[index]}, `.repeat(9)}]`).join("\n")}\n`,
  }
  const { code, out } = await nsg(["check", "."], { files })
  expect(code).toBe(1)
  for (const name of Object.keys(files)) expect(out).toMatch(new RegExp(`^${name}:.*\\[unreadable-document\\]$`, "m"))
})

test("same input, same bytes", async () => {
  const files = { "dead.json": dead, "clean.json": clean }
  const once = await nsg(["check", "--format=json", "."], { files })
  expect(await nsg(["check", "--format=json", "."], { files })).toEqual(once)
})

test.each([
  ["{{- if .x }}\n", "{{- end }}\n"],
  ["{% if x %}\n", "{% endif %}\n"],
  ["\uFEFF{# a note #}\n", ""],
])("standard input that begins with a template is YAML: %s", async (head, tail) => {
  const text = `${head}- azure_rm_securitygroup:\n    name: web\n    rules:\n      - name: a\n        priority: 99\n${tail}`
  const piped = await nsg(["check", "-"], { stdin: text })
  const named = await nsg(["check", "a.yaml"], { files: { "a.yaml": text } })
  expect(piped.code).toBe(1)
  expect(piped.out).toContain("priority 99")
  expect(piped.out.replaceAll("-:", "a.yaml:")).toBe(named.out)
})

test("standard input that begins with a template and goes on as JSON is JSON", async () => {
  const { out, code } = await nsg(["check", "-"], {
    stdin: `{% if x %}\n${clean.replace('"443"', "{{ port }}")}{% endif %}\n`,
  })
  expect([code, out]).toEqual([0, "No problems in 1 NSG with 1 rule (1 file).\n"])
})

test.each(["- azure_rm_securitygroup:\n\tname: web\n", "kind: SecurityGroup\nspec:\n\tforProvider: {}\n"])(
  "tabs that leave nothing to read of a group are an error, not silence: %j",
  async text => {
    const { code, out } = await nsg(["check", "a.yaml"], { files: { "a.yaml": text } })
    expect([code, out.split("\n")[0]]).toEqual([1, expect.stringContaining("YAML does not allow tabs as indentation")])
  },
)

test("tabs of a document that names no group are nobody's business here", async () => {
  const { code } = await nsg(["check", "a.yaml"], { files: { "a.yaml": "securityGroups:\n\ta: 1\n" } })
  expect(code).toBe(0)
})
