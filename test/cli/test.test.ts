import { writeFile } from "node:fs/promises"
import path from "node:path"
import { expect, test } from "vitest"
import { azGroup, type SampleRule } from "../support/sample-groups.ts"
import { nsg } from "./nsg.ts"

const rules: SampleRule[] = [
  {
    name: "https",
    priority: 100,
    access: "Allow",
    direction: "Inbound",
    protocol: "Tcp",
    source: "Internet",
    destination: "10.0.1.0/24",
    port: "443",
  },
  {
    name: "ssh",
    priority: 200,
    access: "Allow",
    direction: "Inbound",
    protocol: "Tcp",
    source: "203.0.113.0/24",
    destination: "*",
    port: "22",
  },
  {
    name: "storage",
    priority: 200,
    access: "Allow",
    direction: "Outbound",
    protocol: "*",
    source: "*",
    destination: "Storage",
    port: "*",
  },
  {
    name: "no-internet",
    priority: 300,
    access: "Deny",
    direction: "Outbound",
    protocol: "*",
    source: "*",
    destination: "Internet",
    port: "*",
  },
]
const files = { "infra/web.json": azGroup("web", rules) }

/** Status, counterexample and deciding rules of each line. */
async function tell(lines: string, args: readonly string[] = [], others: Record<string, string> = files) {
  const { code, out, err } = await nsg(["test", "--format", "json", ...args], {
    files: { ...others, "web.nsgflow": lines },
  })
  const report = JSON.parse(out)
  const told = report.files[0].expectations.map((one: Record<string, unknown>) => [
    one.status,
    one.counterexample,
    (one.decidedBy as string[]).join(),
  ])
  return { code, err, told, report }
}

const use = "use nsg web in ./infra/web.json\n"

test.each([
  ["allow inbound tcp Internet -> 10.0.1.0/24:443", ["holds", null, "https"]],
  [
    "deny inbound tcp Internet -> 10.0.1.0/24:22,3389",
    ["fails", "inbound tcp 203.0.113.7:50000 -> 10.0.1.4:22", "ssh,DenyAllInBound"],
  ],
  ["deny inbound tcp Internet except 203.0.113.0/24 -> 10.0.1.0/24:22", ["holds", null, "DenyAllInBound"]],
  [
    "deny inbound any Internet -> 10.0.2.0/24",
    ["fails", "inbound tcp 203.0.113.7:50000 -> 10.0.2.4:22", "ssh,DenyAllInBound"],
  ],
  // The platform's address possibly is one of Internet.
  ["allow inbound tcp AzureLoadBalancer -> *:*", ["holds", null, "https,AllowVnetInBound"]],
  // An address in a tag of which no address is known is told by the tag; what is taken away is not asked about.
  [
    "deny outbound tcp 10.0.1.0/24 -> Internet",
    ["fails", "outbound tcp 10.0.1.4:50000 -> Storage:443", "storage,no-internet"],
  ],
  ["deny outbound any 10.0.1.0/24 -> Internet except 20.0.0.0/8,Storage", ["holds", null, "no-internet"]],
  // Which of these addresses Storage has is not known.
  ["deny outbound tcp 10.0.1.0/24 -> 20.0.0.0/8", ["unknown", null, "storage,no-internet"]],
  // Nor is what the virtual network holds besides the local end.
  ["allow inbound tcp 10.1.0.0/16 -> 10.0.1.0/24:8080", ["unknown", null, "AllowVnetInBound,DenyAllInBound"]],
  ["allow inbound tcp 10.0.1.0/24 -> 10.0.1.0/24:8080", ["holds", null, "AllowVnetInBound"]],
  // Platform traffic is meant where it is named, and only there.
  [
    "deny outbound udp 10.0.1.0/24 -> *:53 except VirtualNetwork,Storage",
    ["holds", null, "no-internet,DenyAllOutBound"],
  ],
  ["allow outbound udp 10.0.1.0/24 -> 168.63.129.16:53", ["holds", null, ""]],
  [
    "deny outbound tcp 10.0.1.0/24 -> AzurePlatformIMDS:80",
    ["fails", "outbound tcp 10.0.1.4:50000 -> 169.254.169.254:80", ""],
  ],
  ["deny inbound tcp 10.0.0.4 -> [2001:db8::1]:443", ["error", null, ""]],
  ["deny inbound tcp 10.0.0.0/8 except * -> *:443", ["error", null, ""]],
])("%s", async (line, expected) => {
  const { told } = await tell(use + line)
  expect(told).toEqual([expected])
})

test.each([
  ["allow inbound tcp Internet -> 10.0.1.0/24:443", 0],
  ["deny inbound tcp Internet -> 10.0.1.0/24:443", 1],
  ["allow inbound tcp 10.1.0.0/16 -> 10.0.1.0/24:8080\nallow inbound tcp Internet -> 10.0.1.0/24:443", 3],
  ["allow inbound tcp 10.1.0.0/16 -> 10.0.1.0/24:8080\ndeny inbound tcp Internet -> 10.0.1.0/24:443", 1],
  ["deny inbound tcp Internet -> 10.0.1.0/24:443\nalow", 2],
])("%j ends with %d", async (lines, code) => {
  expect((await tell(use + lines)).code).toBe(code)
})

test("without use the only group is meant, and without in what the file's own folder holds", async () => {
  expect((await tell("allow inbound tcp Internet -> 10.0.1.0/24:443")).told).toEqual([["holds", null, "https"]])
  const { report, code } = await tell("allow inbound tcp Internet -> *:443", [], {
    ...files,
    "infra/app.json": azGroup("app", []),
  })
  expect(code).toBe(2)
  expect(report.files[0].expectations[0].message).toBe(
    'There are 2 NSGs here: "app" and "web". Name one of them: use nsg NAME',
  )
})

test("what cannot be resolved is said in its line, and the others are judged", async () => {
  const { told, report, code } = await tell(
    "use nsg wep in infra\nuse nsg web in nowhere.json\nuse nsg web in infra\nallow inbound tcp Internet -> 10.0.1.0/24:443\nallow tcp nic:x -> nic:y:80",
  )
  expect(code).toBe(2)
  expect(told.map(([status]: string[]) => status)).toEqual(["error", "error", "holds", "error"])
  expect(report.files[0].expectations.map(({ message }: { message: string }) => message)).toEqual([
    'There is no NSG "wep" here, did you mean "web"?',
    "nowhere.json does not exist.",
    'Holds for every packet: "https" (100) decides.',
    "There is no network interface in these files.",
  ])
})

test("a file may be named from the root of the disk", async () => {
  const both = { ...files, "a.nsgflow": "" }
  const prepare = (cwd: string) =>
    writeFile(
      path.join(cwd, "a.nsgflow"),
      `use nsg web in ${path.join(cwd, "infra")}\nallow inbound tcp Internet -> 10.0.1.0/24:443\n`,
    )
  expect(await nsg(["test"], { files: both, prepare })).toMatchObject({ code: 0, err: "" })
  const missing = { "a.nsgflow": "use nsg web in /nowhere/web.json\nallow inbound tcp Internet -> *:443" }
  expect((await nsg(["test"], { files: missing })).out).toContain("  /nowhere/web.json does not exist.")
})

test("coverage and mutants, as by hand", async () => {
  const lines = `${use}allow inbound tcp Internet -> 10.0.1.0/24:443\ndeny inbound tcp Internet except 203.0.113.0/24 -> *:22`
  const { report } = await tell(lines, ["--coverage", "--mutate"])
  expect(report.coverage.map((one: { rule: string; covered: boolean }) => [one.rule, one.covered])).toEqual([
    ["https", true],
    ["ssh", false],
    ["storage", false],
    ["no-internet", false],
  ])
  const survivors = report.mutation.survivors.map((one: Record<string, string>) => `${one.rule} ${one.mutation}`)
  expect(survivors).toEqual([
    "https destination port 443 widened to 442-443",
    "https destination port 443 widened to 443-444",
    "https destination 10.0.1.0/24 widened to 10.0.0.0/23",
    "ssh dropped",
    "ssh access flipped to Deny",
    "ssh destination port 22 widened to 21-22",
    "ssh destination port 22 widened to 22-23",
    "storage dropped",
    "storage access flipped to Deny",
    "no-internet dropped",
    "no-internet access flipped to Allow",
  ])
  // Killed: https dropped and flipped, ssh from one bit more.
  expect([report.mutation.mutants, report.mutation.killed]).toEqual([14, 3])
  expect(report.mutation.survivors[0].witness).toMatch(/^inbound tcp \S+:\d+ -> 10\.0\.1\.4:442$/)
})

test("as text for people and as JUnit for CI services", async () => {
  const lines = `${use}deny inbound tcp Internet -> 10.0.1.0/24:22 # office?\n`
  const text = await nsg(["test"], { files: { ...files, "web.nsgflow": lines } })
  expect(text).toEqual({
    code: 1,
    err: "",
    out: `web.nsgflow:2: fails: deny inbound tcp Internet -> 10.0.1.0/24:22
  "ssh" (200) allows inbound tcp 203.0.113.7:50000 -> 10.0.1.4:22.

1 claim: 0 hold, 1 fail.
`,
  })
  const junit = await nsg(["test", "--format", "junit"], { files: { ...files, "web.nsgflow": lines } })
  expect(junit.out).toContain('<testsuite name="web.nsgflow" tests="1" failures="1" errors="0" skipped="0" time="0">')
  expect(junit.out).toContain("<failure message=")
})

test("nothing to test is no success", async () => {
  expect(await nsg(["test"], { files })).toEqual({
    code: 2,
    out: "",
    err: "nsg: no .nsgflow file found. See nsg test --help.\n",
  })
})

test.each(["", "# allow inbound tcp * -> *\n", use])("nor are files without a claim: %j", async text => {
  const { code, out, err } = await nsg(["test"], { files: { ...files, "web.nsgflow": text } })
  expect([code, out, err]).toEqual([2, "0 claims: 0 hold.\n", "nsg: no claims in web.nsgflow. See nsg test --help.\n"])
  const both = {
    ...files,
    "web.nsgflow": text,
    "more.nsgflow": `${use}allow inbound tcp Internet -> 10.0.1.0/24:443\n`,
  }
  expect((await nsg(["test"], { files: both })).code).toBe(0)
})

test.each([
  [
    "allow inbound tcp [2001:db8::1] -> 10.0.1.4:22",
    "One end is IPv4, the other IPv6. No packet travels between them.",
  ],
  [
    "deny inbound any * -> AzurePlatformDNS",
    "This line describes no packets: AzurePlatformDNS covers only outbound tcp or udp to port 53.",
  ],
  ["allow inbound tcp * -> 10.0.1.4:443 except *", "This line describes no packets: its exceptions leave nothing."],
  ["allow inbound tcp vm: -> 10.0.1.4:22", 'Write a name behind "vm:".'],
  [
    "deny outbound udp 10.0.1.4 -> AzurePlatformDNS:53",
    "outbound udp 10.0.1.4:50000 -> 168.63.129.16:53 is allowed: platform traffic, to which ordinary rules do not apply.",
  ],
  // Every machine is in the virtual network, whatever its address is.
  ["allow outbound tcp * -> VirtualNetwork:22", 'Holds for every packet: "AllowVnetOutBound" (65000) decides.'],
  [
    "allow outbound tcp * -> 10.0.0.4:443",
    'Not decided: outbound tcp 203.0.113.7:50000 -> 10.0.0.4:443 may be denied by "DenyAllOutBound" (65500): that depends on whether the destination is not in VirtualNetwork.',
  ],
])("%s: %s", async (line, message) => {
  const { out } = await nsg(["test", "--format", "json"], {
    files: { "infra/web.json": azGroup("web", rules), "web.nsgflow": `use nsg web in infra/web.json\n${line}\n` },
  })
  expect(JSON.parse(out).files[0].expectations[0].message).toBe(message)
})

test("rules that cannot be known are no rule with a name and a priority: why they are not known is said", async () => {
  const template = {
    parameters: { more: { type: "array" } },
    resources: [
      {
        ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-04-01", name: "web" },
        properties: { securityRules: "[parameters('more')]" },
      },
    ],
  }
  const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  const { report } = await tell("use nsg web in a.json\nallow inbound tcp Internet -> 10.0.1.4:443", [], {
    "a.json": JSON.stringify({ $schema: schema, contentVersion: "1.0.0.0", ...template }),
  })
  expect(report.files[0].expectations[0].message).toBe(
    "Not decided: inbound tcp 203.0.113.7:50000 -> 10.0.1.4:443 may be denied by rules that cannot be known here (parameter 'more' has no default value).",
  )
})
