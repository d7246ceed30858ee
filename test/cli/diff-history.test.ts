import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { nsg } from "./nsg.ts"

// The history of a repository: at each step exactly what it does to traffic, however it is written.

interface Rule {
  readonly name: string
  readonly priority: number
  readonly access?: "Allow" | "Deny"
  readonly direction?: "Inbound" | "Outbound"
  readonly protocol?: string
  readonly from?: string
  readonly to?: string
  readonly ports?: readonly string[]
}

type Groups = Readonly<Record<string, readonly Rule[]>>

const full = (rule: Rule) => ({
  ...{ access: "Allow", direction: "Inbound", protocol: "Tcp", from: "Internet", to: "*", ports: ["443"] },
  ...rule,
})

function arm(groups: Groups, layout = 2): string {
  const resources = Object.entries(groups).map(([name, rules]) => ({
    ...{ type: "Microsoft.Network/networkSecurityGroups", apiVersion: "2023-04-01", name, location: "westeurope" },
    properties: {
      securityRules: rules.map(full).map(rule => ({
        name: rule.name,
        properties: {
          ...{ priority: rule.priority, direction: rule.direction, access: rule.access, protocol: rule.protocol },
          ...{ sourceAddressPrefix: rule.from, sourcePortRange: "*", destinationAddressPrefix: rule.to },
          destinationPortRanges: rule.ports,
        },
      })),
    },
  }))
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
  return JSON.stringify({ $schema, contentVersion: "1.0.0.0", resources }, null, layout)
}

/** Rules as resources of their own, as Terraform also has them. */
function terraform(groups: Groups): string {
  const label = (text: string) => text.replaceAll("-", "_")
  const own = (name: string, rule: Rule) => {
    const { priority, access, direction, protocol, from, to, ports, ...rest } = full(rule)
    return [
      `${label(name)}_${label(rest.name)}`,
      {
        ...{ name: rest.name, priority, access, direction, protocol },
        ...{ source_address_prefix: from, source_port_range: "*", destination_address_prefix: to },
        destination_port_ranges: ports,
        network_security_group_name: `\${azurerm_network_security_group.${label(name)}.name}`,
      },
    ]
  }
  const entries = Object.entries(groups)
  return JSON.stringify({
    resource: {
      azurerm_network_security_group: Object.fromEntries(entries.map(([name]) => [label(name), { name }])),
      azurerm_network_security_rule: Object.fromEntries(
        entries.flatMap(([name, rules]) => rules.map(rule => own(name, rule))),
      ),
    },
  })
}

const https: Rule = { name: "https", priority: 100 }
const office: Rule = { name: "office", priority: 200, from: "198.51.100.0/24", ports: ["22"] }
const sql: Rule = { name: "sql", priority: 100, from: "10.0.1.0/24", ports: ["1433"] }
const closed: Rule = { name: "closed", priority: 4000, access: "Deny", from: "*", protocol: "*", ports: ["0-65535"] }

type Files = Readonly<Record<string, string>>

/** What is there after each step, and what the step does; nothing where no traffic changes. */
interface Step {
  readonly title: string
  readonly files: Files
  readonly changes?: Readonly<Record<string, readonly string[]>>
}

const main = (web: readonly Rule[], db: readonly Rule[] = [sql]): Files => ({ "main.json": arm({ web, db }) })
const wide: Rule = { ...https, ports: ["80", "443"] }
const plain: Rule = { ...https, name: "plain", priority: 101, ports: ["80"] }
const renumbered: Rule = { ...https, priority: 150 }
const bastion: Rule = { name: "bastion", priority: 300, from: "10.0.9.0/26", ports: ["22"] }
const blocked: Rule = { name: "blocked", priority: 90 + 10, access: "Deny", from: "203.0.113.0/24", ports: ["443"] }
const out: Rule = { name: "no-mail", priority: 100, access: "Deny", direction: "Outbound", from: "*", ports: ["25"] }
const final = { web: [renumbered, office, out], db: [sql] }

/** What of it the default rules do not let pass anyway; what a port means for protocols without ports is not published. */
const everyProtocol = [
  "inbound Udp 10.0.1.0/24 -> * except 168.63.129.16, VirtualNetwork port 1433",
  "inbound Udp 10.0.1.0/24 except VirtualNetwork -> VirtualNetwork port 1433",
  "? inbound Icmp, Esp, Ah 10.0.1.0/24 -> * port 1433",
]

const steps: readonly Step[] = [
  { title: "the beginning", files: main([https]) },
  {
    title: "a rule more",
    files: main([https, office]),
    changes: { web: ["+ inbound Tcp 198.51.100.0/24 -> * port 22"] },
  },
  { title: "listed in another order", files: main([office, https]) },
  { title: "renumbered", files: main([office, renumbered]) },
  { title: "renamed", files: main([{ ...office, name: "admins" }, renumbered]) },
  { title: "another layout", files: { "main.json": arm({ web: [office, renumbered], db: [sql] }, 0) } },
  { title: "a port more", files: main([wide, office]), changes: { web: ["+ inbound Tcp Internet -> * port 80"] } },
  { title: "a rule split in two", files: main([https, plain, office]) },
  {
    title: "a range halved",
    files: main([https, plain, { ...office, from: "198.51.100.0/25" }]),
    changes: { web: ["- inbound Tcp 198.51.100.128/25 -> * port 22"] },
  },
  {
    title: "the other half instead",
    files: main([https, plain, { ...office, from: "198.51.100.128/25" }]),
    changes: {
      web: ["+ inbound Tcp 198.51.100.128/25 -> * port 22", "- inbound Tcp 198.51.100.0/25 -> * port 22"],
    },
  },
  {
    title: "both halves",
    files: main([
      ...[https, plain, { ...office, from: "198.51.100.128/25" }],
      { ...office, name: "office-2", priority: 201, from: "198.51.100.0/25" },
    ]),
    changes: { web: ["+ inbound Tcp 198.51.100.0/25 -> * port 22"] },
  },
  { title: "both halves as one", files: main([https, plain, office]) },
  { title: "two rules merged", files: main([wide, office]) },
  {
    title: "the default rule written out for the Internet",
    files: main([wide, office, { ...closed, from: "Internet" }]),
  },
  {
    title: "everything else denied, the network included",
    files: main([wide, office, closed]),
    changes: {
      web: [
        "- inbound * VirtualNetwork -> VirtualNetwork",
        "- inbound * 168.63.129.16 -> * except 168.63.129.16, VirtualNetwork",
      ],
    },
  },
  {
    title: "and open to it again",
    files: main([wide, office, { ...closed, from: "Internet" }]),
    changes: {
      web: [
        "+ inbound * VirtualNetwork -> VirtualNetwork",
        "+ inbound * 168.63.129.16 -> * except 168.63.129.16, VirtualNetwork",
      ],
    },
  },
  { title: "the needless Deny dropped", files: main([wide, office]) },
  {
    title: "some addresses blocked",
    files: main([blocked, { ...wide, priority: 110 }, office]),
    changes: { web: ["- inbound Tcp 203.0.113.0/24 -> * port 443"] },
  },
  {
    title: "the block behind what it should block",
    files: main([{ ...wide, priority: 110 }, { ...blocked, priority: 120 }, office]),
    changes: { web: ["+ inbound Tcp 203.0.113.0/24 -> * port 443"] },
  },
  { title: "the block that never matches dropped", files: main([{ ...wide, priority: 110 }, office]) },
  {
    title: "a port less",
    files: main([renumbered, office]),
    changes: { web: ["- inbound Tcp Internet -> * port 80"] },
  },
  {
    title: "no mail",
    files: main([renumbered, office, out]),
    changes: {
      web: ["- outbound Tcp * -> Internet port 25", "- outbound Tcp VirtualNetwork -> VirtualNetwork port 25"],
    },
  },
  {
    title: "the other group changes, too",
    files: main([renumbered, office, out], [{ ...sql, protocol: "*" }]),
    changes: { db: everyProtocol.map(line => `+ ${line}`.replace(/. (?=\?)/, "")) },
  },
  {
    title: "and back",
    files: main([renumbered, office, out], [sql]),
    changes: { db: everyProtocol.map(line => `- ${line}`.replace(/. (?=\?)/, "")) },
  },
  { title: "moved to another file", files: { "network/groups.json": arm(final) } },
  {
    title: "one file for each group",
    files: { "network/web.json": arm({ web: final.web }), "network/db.json": arm({ db: final.db }) },
  },
  {
    title: "one of them as Terraform",
    files: { "network/web.json": arm({ web: final.web }), "db.tf.json": terraform({ db: final.db }) },
  },
  { title: "both as Terraform", files: { "main.tf.json": terraform(final) } },
  {
    title: "edited in Terraform",
    files: { "main.tf.json": terraform({ ...final, web: [...final.web, bastion] }) },
    changes: {
      web: [
        "+ inbound Tcp 10.0.9.0/26 -> * except 168.63.129.16, VirtualNetwork port 22",
        "+ inbound Tcp 10.0.9.0/26 except VirtualNetwork -> VirtualNetwork port 22",
      ],
    },
  },
  { title: "back from Terraform", files: { "main.json": arm({ ...final, web: [...final.web, bastion] }) } },
  {
    title: "a group more",
    files: { "main.json": arm({ ...final, web: [...final.web, bastion], cache: [] }) },
    changes: { cache: ["added"] },
  },
  {
    title: "a group less",
    files: { "main.json": arm({ ...final, web: [...final.web, bastion] }) },
    changes: { cache: ["removed"] },
  },
]

const repository = mkdtempSync(path.join(tmpdir(), "nsg-history-"))
afterAll(() => rmSync(repository, { recursive: true }))

function git(...args: readonly string[]): void {
  const who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
  execFileSync("git", [...who, ...args], { cwd: repository, stdio: "pipe" })
}

test("each commit of a history changes exactly what it says", async () => {
  expect(steps.length).toBeGreaterThan(30)
  git("init", "-q")
  for (const [index, { title, files }] of steps.entries()) {
    if (index > 0) git("rm", "-rqf", ".")
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(repository, name)), { recursive: true })
      writeFileSync(path.join(repository, name), text)
    }
    git("add", "-A")
    git("commit", "-qm", title)
    git("tag", `step-${index}`)
  }
  for (const [index, { title, changes = {} }] of steps.entries()) {
    if (index === 0) continue
    const { code, out, err } = await nsg(["diff", `git:step-${index - 1}:`, `git:step-${index}:`, "--format", "json"], {
      cwd: repository,
    })
    const found = JSON.parse(out).groups.filter(({ status }: Group) => status !== "equal")
    expect(Object.fromEntries(found.map((group: Group) => [group.name, told(group)])), title).toEqual(changes)
    expect([code, err], title).toEqual([Object.keys(changes).length > 0 ? 1 : 0, ""])
  }
}, 300_000)

interface Change {
  readonly direction: string
  readonly protocol: readonly string[]
  readonly source: readonly string[]
  readonly destination: readonly string[]
  readonly destinationPorts: readonly string[]
  readonly sourceOutside?: readonly string[]
  readonly destinationOutside?: readonly string[]
}

interface Group {
  readonly name: string
  readonly status: string
  readonly newlyAllowed: readonly Change[]
  readonly newlyDenied: readonly Change[]
  readonly uncertain: readonly Change[]
}

function told({ status, newlyAllowed, newlyDenied, uncertain }: Group): readonly string[] {
  if (status !== "changed") return [status]
  const lines = (sign: string, changes: readonly Change[]) => changes.map(change => `${sign} ${lineOf(change)}`)
  return [...lines("+", newlyAllowed), ...lines("-", newlyDenied), ...lines("?", uncertain)]
}

function lineOf({ direction, protocol, source, destination, destinationPorts, ...rest }: Change): string {
  const end = (texts: readonly string[], outside?: readonly string[]) =>
    `${texts.join(", ")}${outside ? ` except ${outside.join(", ")}` : ""}`
  const ports = destinationPorts[0] === "*" ? "" : ` port ${destinationPorts.join(", ")}`
  const ends = `${end(source, rest.sourceOutside)} -> ${end(destination, rest.destinationOutside)}`
  return `${direction.toLowerCase()} ${protocol.join(", ")} ${ends}${ports}`
}
