import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { nsg } from "./nsg.ts"

const folder = mkdtempSync(path.join(tmpdir(), "nsg-diff-"))
afterAll(() => rmSync(folder, { recursive: true }))

interface Rule {
  readonly name: string
  readonly priority: number
  readonly access?: string
  readonly protocol?: string
  readonly from?: string
  readonly to?: string
  readonly ports?: readonly string[]
}

function template(rules: readonly Rule[], name = "web", parameters: object = {}): string {
  const securityRules = rules.map(
    ({ name, priority, access = "Allow", protocol = "Tcp", from = "Internet", to = "*", ports = ["443"] }) => ({
      name,
      properties: {
        ...{ priority, direction: "Inbound", access, protocol, sourceAddressPrefix: from, sourcePortRange: "*" },
        ...{
          destinationAddressPrefix: to,
          ...(ports[0] === "*" ? { destinationPortRange: "*" } : { destinationPortRanges: ports }),
        },
      },
    }),
  )
  const resource = {
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: "2023-04-01",
    name,
    properties: { securityRules },
  }
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  return JSON.stringify({ $schema, contentVersion: "1.0.0.0", parameters, resources: [resource] }, null, 2)
}

function write(name: string, text: string): string {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return name
}

async function compare(old: readonly Rule[], now: readonly Rule[], parameters?: object) {
  const files = [
    write("old.json", template(old, "web", parameters)),
    write("new.json", template(now, "web", parameters)),
  ]
  const { code, out, err } = await nsg(["diff", ...files, "--format", "json"], { cwd: folder })
  return { code, err, groups: JSON.parse(out).groups }
}

const https: Rule = { name: "https", priority: 100 }
const office: Rule = { name: "office", priority: 200, from: "198.51.100.0/24", ports: ["22"] }

describe("what is written another way is equal", () => {
  const deny: Rule = { name: "deny", priority: 300, access: "Deny", from: "*", ports: ["*"], protocol: "*" }
  test.each<[string, readonly Rule[], readonly Rule[]]>([
    [
      "renumbered",
      [https, office],
      [
        { ...https, priority: 110 },
        { ...office, priority: 410 },
      ],
    ],
    ["reordered", [https, office], [office, https]],
    ["in another order of priorities that do not meet", [https, office], [{ ...https, priority: 300 }, office]],
    ["renamed", [https], [{ ...https, name: "web" }]],
    [
      "split by ports",
      [{ ...https, ports: ["80", "443"] }],
      [
        { ...https, ports: ["80"] },
        { ...https, name: "tls", priority: 101 },
      ],
    ],
    [
      "split by addresses",
      [office],
      [
        { ...office, from: "198.51.100.0/25" },
        { ...office, name: "b", priority: 201, from: "198.51.100.128/25" },
      ],
    ],
    ["a dead rule dropped", [https, { ...https, name: "again", priority: 500 }], [https]],
    ["what the default rules deny, denied before them", [https], [https, { ...deny, from: "Internet" }]],
  ])("%s", async (_, old, now) => {
    const { code, groups } = await compare(old, now)
    expect(groups).toEqual([{ name: "web", status: "equal", newlyAllowed: [], newlyDenied: [], uncertain: [] }])
    expect(code).toBe(0)
  })
})

describe("what changes is told in boxes", () => {
  test("a port more", async () => {
    const { code, groups } = await compare([https], [{ ...https, ports: ["443", "8443"] }])
    expect(code).toBe(1)
    expect(groups).toMatchInlineSnapshot(`
      [
        {
          "name": "web",
          "newlyAllowed": [
            {
              "after": [
                "https",
              ],
              "before": [
                "DenyAllInBound",
              ],
              "destination": [
                "*",
              ],
              "destinationPorts": [
                "8443",
              ],
              "direction": "Inbound",
              "protocol": [
                "Tcp",
              ],
              "source": [
                "Internet",
              ],
              "sourcePorts": [
                "*",
              ],
              "witness": "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:8443",
            },
          ],
          "newlyDenied": [],
          "status": "changed",
          "uncertain": [],
        },
      ]
    `)
  })

  test("a rule moved above another", async () => {
    const deny: Rule = {
      name: "no-net",
      priority: 150,
      access: "Deny",
      from: "203.0.113.0/24",
      ports: ["*"],
      protocol: "*",
    }
    const { groups } = await compare([https, deny], [https, { ...deny, priority: 90 + 9 }])
    expect(groups[0]).toMatchObject({ status: "unknown" })
    const moved = await compare([{ ...https, priority: 160 }, deny], [https, deny])
    expect(moved.groups[0]).toMatchObject({
      status: "changed",
      newlyDenied: [],
      newlyAllowed: [{ source: ["203.0.113.0/24"], destinationPorts: ["443"], before: ["no-net"], after: ["https"] }],
    })
  })
})

describe("what cannot be known", () => {
  const parameters = { office: { type: "string" }, other: { type: "string" } }
  const from = (name: string): Rule => ({ ...office, from: `[parameters('${name}')]` })

  test("is the same where it is the same expression", async () => {
    expect(
      (await compare([https, from("office")], [from("office"), { ...https, priority: 120 }], parameters)).code,
    ).toBe(0)
  })

  test("is uncertain where it is another", async () => {
    const { code, groups } = await compare([from("office")], [from("other")], parameters)
    expect(code).toBe(3)
    expect(groups[0]).toMatchObject({ status: "unknown", newlyAllowed: [], newlyDenied: [] })
    expect(groups[0].uncertain.length).toBeGreaterThan(0)
  })
})

test("groups come and go, and are found again in other files", async () => {
  write("before/a.json", template([https], "a"))
  write("before/b.json", template([https], "b"))
  write("after/moved/a.json", template([https], "a"))
  write("after/c.json", template([https], "c"))
  const { code, out } = await nsg(["diff", "before", "after", "--format", "json"], { cwd: folder })
  const { groups, summary } = JSON.parse(out)
  expect(groups.map(({ name, status }: { name: string; status: string }) => `${name} ${status}`)).toEqual([
    "c added",
    "a equal",
    "b removed",
  ])
  expect(summary).toEqual({ equal: 1, changed: 0, added: 1, removed: 1, unknown: 0 })
  expect(code).toBe(1)
})

test("the values of parameter files count on both sides", async () => {
  const parameters = { office: { type: "string" } }
  const values = (value: string) => JSON.stringify({ parameters: { office: { value } } })
  const rules = [{ ...office, from: "[parameters('office')]" }]
  for (const [side, value] of [
    ["one", "198.51.100.0/24"],
    ["two", "198.51.100.0/25"],
  ] as const) {
    write(`${side}/main.json`, template(rules, "web", parameters))
    write(`${side}/main.parameters.json`, values(value))
  }
  for (const [one, two] of [
    ["one", "two"],
    ["one/main.json", "two/main.json"],
  ] as const) {
    const { out } = await nsg(["diff", one, two, "--format", "json"], { cwd: folder })
    expect(JSON.parse(out).groups).toMatchObject([
      { name: "web", newlyAllowed: [], newlyDenied: [{ source: ["198.51.100.128/25"] }], uncertain: [] },
    ])
  }
})

test.each([
  ["", "the file is empty."],
  ["hello: [", "it is not valid JSON: line 1: "],
  ['{"a": 1}', "it is JSON, but describes none."],
])("of a file without NSGs it is said why: %j", async (text, reason) => {
  write("nothing.json", text)
  write("something.json", template([https]))
  const { code, out, err } = await nsg(["diff", "nothing.json", "something.json"], { cwd: folder })
  expect(err).toMatch(`nsg: no NSG found in nothing.json: ${reason}`)
  expect([code, out.split("\n")[0]]).toEqual([1, "web: added."])
})

describe("revisions of git", () => {
  const repository = path.join(folder, "repository")
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: repository,
      stdio: "pipe",
    })

  test("files, folders and the working directory", async () => {
    write("repository/nsg/main.json", template([https]))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    write("repository/nsg/main.json", template([{ ...https, ports: ["8443"] }]))
    for (const [old, now] of [
      ["git:HEAD:nsg/main.json", "nsg/main.json"],
      ["git:HEAD:nsg", "nsg"],
      ["git:HEAD:./nsg", "nsg"],
    ] as const) {
      const { code, out } = await nsg(["diff", old, now, "--format", "json"], { cwd: repository })
      expect(JSON.parse(out).summary).toMatchObject({ changed: 1, equal: 0 })
      expect(code).toBe(1)
    }
    expect((await nsg(["diff", "git:HEAD:nsg", "git:HEAD:nsg"], { cwd: repository })).code).toBe(0)
    // From a folder of the repository git lists what is below it, unless told otherwise.
    for (const [old, now] of [
      ["git:HEAD:./main.json", "main.json"],
      ["git:HEAD:./", "."],
      ["git:HEAD:nsg", "."],
      ["git:HEAD:", ".."],
    ] as const) {
      const { code, out } = await nsg(["diff", old, now, "--format", "json"], { cwd: path.join(repository, "nsg") })
      expect(JSON.parse(out).summary, old).toEqual({ equal: 0, changed: 1, added: 0, removed: 0, unknown: 0 })
      expect(code).toBe(1)
    }
  })

  test.skipIf(process.platform === "win32")(
    "a link is what it leads to, in the revision as in the folder",
    async () => {
      write("repository/shared/web.json", template([https]))
      for (const [name, target] of [
        ["linked", "../shared/web.json"],
        ["dangling", "nowhere.json"],
        ["looping", "looping.json"],
        ["folder", ".."],
      ] as const) {
        mkdirSync(path.join(repository, "links"), { recursive: true })
        symlinkSync(target, path.join(repository, "links", `${name}.json`))
      }
      write("repository/links/zone.json", template([https], "zone"))
      git("add", ".")
      git("commit", "-qm", "links")
      const { code, out, err } = await nsg(["diff", "git:HEAD:links", "links", "--format", "json"], { cwd: repository })
      expect(JSON.parse(out).groups).toMatchObject([
        { name: "web", status: "equal" },
        { name: "zone", status: "equal" },
      ])
      expect([code, err]).toEqual([0, ""])
      const one = await nsg(["diff", "git:HEAD:links/linked.json", "links/linked.json"], { cwd: repository })
      expect(one.code).toBe(0)
    },
  )

  test.each([
    ["git:nope:nsg", /^nsg: git:nope:nsg cannot be read: git says ".*nope.*"\.\n$/i],
    ["git:HEAD:nope.json", /^nsg: git:HEAD:nope.json cannot be read: git says ".*nope\.json.*"\.\n$/],
    ["git:--output=x:nsg", /is not a revision/],
    ["nope.json", /^nsg: nope.json does not exist\.\n$/],
    ["HEAD", /^nsg: HEAD does not exist\. For a git revision write git:HEAD:PATH, or git:HEAD: for all of it\.\n$/],
    ["git:v1", /^nsg: git:v1 does not exist\. For a git revision write git:v1:PATH, or git:v1: for all of it\.\n$/],
  ])("%s", async (old, message) => {
    const { code, err } = await nsg(["diff", old, "nsg"], { cwd: repository })
    expect(err).toMatch(message)
    expect(code).toBe(2)
  })
})
