import { gzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { flowLog, flowRecord, type LoggedFlow } from "../flows/replay/flow-log.ts"
import { azGroup, type SampleRule } from "../support/sample-groups.ts"
import { azNetwork, identifiedGroup, nicId } from "./networks.ts"
import { nsg, type Surroundings } from "./nsg.ts"

const https: SampleRule = { name: "https", priority: 100, source: "Internet", port: "443" }
const ssh: SampleRule = { name: "ssh", priority: 200, source: "198.51.100.0/24", port: "22" }
const noScans: SampleRule = { name: "no-scans", priority: 100, access: "Deny", source: "203.0.113.0/24", protocol: "*" }

function flow(rule: string, source: string, destinationPort: number, more: Partial<LoggedFlow> = {}): LoggedFlow {
  const access = rule === "DefaultRule_DenyAllInBound" ? "Deny" : "Allow"
  return {
    ...{ direction: "Inbound", protocol: "Tcp", source, sourcePort: 50_000, destination: "10.0.0.4", destinationPort },
    ...{ rule, access },
    ...more,
  }
}

const ordinary = [
  flow("UserRule_https", "203.0.113.7", 443, { bytes: 1500, at: 3 }),
  flow("UserRule_https", "203.0.113.9", 443, { bytes: 500, at: 1 }),
  flow("UserRule_https", "198.51.100.9", 443),
  flow("DefaultRule_DenyAllInBound", "203.0.113.7", 8443),
]

const files = {
  "web.json": azGroup("web", [https, ssh]),
  "new.json": azGroup("web", [noScans, { ...https, priority: 110 }]),
  "logs/PT1H.json": flowLog(ordinary),
}

async function replay(
  args: readonly string[],
  more: Record<string, string | Uint8Array> = {},
  around: Surroundings = {},
) {
  const { code, out, err } = await nsg(["replay", ...args, "--format", "json"], {
    files: { ...files, ...more },
    ...around,
  })
  return { code, err, report: out === "" ? undefined : JSON.parse(out) }
}

describe("against one state", () => {
  test("nothing differs where the log's rules are those that decide; rules that nothing hit are there", async () => {
    const { code, err, report } = await replay(["logs", "web.json"])
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(report).toMatchObject({ version: 1, flows: 4, drift: [], newlyDenied: [], newlyAllowed: [], undecided: 0 })
    expect(report.rules).toHaveLength(8)
    expect(report.rules.slice(0, 2)).toEqual([
      { group: "web", rule: "https", flows: 3, bytes: 2000, last: "2025-11-30T10:00:03.000Z" },
      { group: "web", rule: "ssh", flows: 0, bytes: 0, last: null },
    ])
  })

  test("drift: another rule, and another access under the same name", async () => {
    const drifted = [
      flow("UserRule_old-ssh", "198.51.100.7", 22, { bytes: 30 }),
      flow("UserRule_old-ssh", "198.51.100.8", 22),
      flow("UserRule_HTTPS", "203.0.113.7", 443, { access: "Deny" }),
    ]
    const { code, report } = await replay(["log.json", "web.json"], { "log.json": flowLog([...ordinary, ...drifted]) })
    expect(code).toBe(1)
    expect(report.drift).toMatchObject([
      { rule: "old-ssh", ours: "ssh", count: 2, bytes: 30, example: "inbound tcp 198.51.100.7:50000 -> 10.0.0.4:22" },
      { rule: "HTTPS", ours: "https", logged: "Deny", access: "Allow", count: 1 },
    ])
  })

  test("undecided where it hangs on what the network is; decided with --vnet and by a configuration", async () => {
    const log = flowLog([flow("DefaultRule_AllowVnetInBound", "10.7.0.9", 22)])
    expect(await replay(["log.json", "web.json"], { "log.json": log })).toMatchObject({
      code: 3,
      report: { undecided: 1 },
    })
    const inside = await replay(["log.json", "web.json", "--vnet", "10.0.0.0/8"], { "log.json": log })
    expect(inside).toMatchObject({ code: 0, report: { undecided: 0 } })
    const configured = { "log.json": log, ".nsgrc.json": '{"virtualNetwork": ["10.0.0.0/16"]}' }
    expect(await replay(["log.json", "web.json"], configured)).toMatchObject({
      code: 1,
      report: { drift: [{ ours: "DenyAllInBound" }] },
    })
  })

  test("what no group decided counts as a flow and nothing more", async () => {
    const log = flowLog([
      flow("unspecified", "203.0.113.7", 443, { access: "Deny" }),
      flow("admin-rule-of-the-company", "203.0.113.7", 443, { access: "Deny" }),
      flow("UserRule_any", "10.0.0.4", 53, {
        ...{ direction: "Outbound", protocol: "Udp" },
        destination: "168.63.129.16",
      }),
    ])
    const { code, report } = await replay(["log.json", "web.json"], { "log.json": log })
    expect({ code, ...report, rules: [] }).toMatchObject({ code: 0, flows: 3, byManager: 2, platform: 1, drift: [] })
  })

  test("text: counts first, never hit, and what allows far more than was used", async () => {
    const { code, out } = await nsg(["replay", "logs", "web.json"], { files })
    expect(code).toBe(0)
    expect(out).toBe(`4 flows replayed: Azure decided 0 flows differently from these rules.

Rules of web
  3 flows  2.0 kB  "https" (100)             last 2025-11-30 10:00:03Z
  1 flow   0 B     "DenyAllInBound" (65500)  last 2025-11-30 10:00:00Z
  Never hit: "ssh" (200).
  Allow far more than was used:
    "https" (100): anyone, used by 203.0.113.7 (1), 203.0.113.9 (1), 198.51.100.9 (1)
`)
  })

  test("text: no rule is said to be never hit while flows could not be placed or decided", async () => {
    const undecided = flowLog([flow("DefaultRule_AllowVnetInBound", "10.7.0.9", 22)])
    const { out } = await nsg(["replay", "log.json", "web.json"], { files: { ...files, "log.json": undecided } })
    expect(out).toMatch(/^1 flow replayed: /)
    expect(out).toContain('  Not known to be hit: "https" (100) and "ssh" (200).')
    const others = { ...files, "other/db.json": azGroup("db", [{ name: "sql", priority: 100, port: "1433" }]) }
    const unplaced = await nsg(["replay", "logs", "."], { files: others })
    expect(unplaced.out).toMatch(/^0 of 4 flows replayed: /)
    expect(unplaced.out).toContain('  Not known to be hit: "sql" (100).')
    expect(unplaced.out).not.toContain("Never hit")
  })
})

describe("against two states", () => {
  test("the logged flows that the change denies and allows, with ports, peers, bytes and times", async () => {
    const { code, err, report } = await replay(["logs", "--old", "web.json", "--new", "new.json"])
    expect({ code, err }).toEqual({ code: 1, err: "" })
    expect(report.newlyDenied).toEqual([
      {
        ...{ group: "web", rule: "no-scans", before: "https", count: 2, bytes: 2000 },
        ...{ first: "2025-11-30T10:00:01.000Z", last: "2025-11-30T10:00:03.000Z" },
        ports: [{ protocol: "Tcp", ports: "443", count: 2, bytes: 2000 }],
        peers: [
          { peer: "203.0.113.7", count: 1, bytes: 1500 },
          { peer: "203.0.113.9", count: 1, bytes: 500 },
        ],
        example: "inbound tcp 203.0.113.9:50000 -> 10.0.0.4:443",
      },
    ])
    expect(report).toMatchObject({ flows: 4, drift: [], newlyAllowed: [], undecided: 0 })
    expect(report.rules[0]).toMatchObject({ rule: "no-scans", flows: 3 })
  })

  test("the same in text", async () => {
    const { out } = await nsg(["replay", "logs", "--old", "web.json", "--new", "new.json"], { files })
    expect(out).toContain("4 flows replayed: the change newly denies 2 flows and newly allows 0 flows.")
    expect(out).toContain('  2 flows, 2.0 kB  web: "no-scans" denies what "https" allowed\n    ports  tcp 443 (2)\n')
  })

  test("the same state twice: nothing changes, whatever the log says", async () => {
    const { code, report } = await replay(["logs", "--old", "new.json", "--new", "new.json"])
    expect({ code, ...report }).toMatchObject({ code: 0, flows: 4, drift: [], newlyDenied: [], newlyAllowed: [] })
  })

  test("a flow that began before the log is told with its bytes", async () => {
    const [line] = ordinary
    const record = JSON.stringify(flowRecord([line!])).replace(/"[^"]*,B,NX,,,,",/, "")
    const log = `{"records":[${record}]}`
    const { code, report } = await replay(["log.json", "--old", "web.json", "--new", "new.json"], { "log.json": log })
    expect({ code, ...report }).toMatchObject({ code: 1, flows: 0, newlyDenied: [{ count: 0, bytes: 1500 }] })
  })
})

describe("logs", () => {
  test("files, folders, .gz and standard input say the same, also in records of any size", async () => {
    const { report } = await replay(["logs", "web.json"])
    const gz = { "packed/a/b/PT1H.json.gz": gzipSync(files["logs/PT1H.json"]) }
    expect((await replay(["packed", "web.json"], gz)).report).toEqual(report)
    expect((await replay(["-", "web.json"], {}, { stdin: files["logs/PT1H.json"] })).report).toEqual(report)
    const single = { "log.json": flowLog(ordinary, { perRecord: 1 }) }
    expect((await replay(["log.json", "web.json"], single)).report).toEqual(report)
    const twice = await replay(["logs", "packed", "web.json"], gz)
    expect(twice.report).toMatchObject({ flows: 8 })
  })

  test("PATH may come from standard input", async () => {
    const { report } = await replay(["logs", "-"], {}, { stdin: files["web.json"] })
    expect(report).toMatchObject({ flows: 4, drift: [] })
  })

  test.each([1, 2] as const)("NSG flow logs of version %i", async version => {
    const log = flowLog(ordinary, { version, resourceId: "/x/providers/Microsoft.Network/networkSecurityGroups/WEB" })
    const { code, err, report } = await replay(["log.json", "web.json"], { "log.json": log })
    expect({ code, err, ...report }).toMatchObject({ code: 0, err: "", flows: 4, drift: [] })
    expect(report.rules[0]).toMatchObject({ rule: "https", flows: 3, bytes: version === 1 ? 0 : 2000 })
  })

  test("what cannot be read is a line with file and record, and everything else counts", async () => {
    const [good] = ordinary
    const broken = {
      ...flowRecord([good!]),
      flowRecords: {
        flows: [
          {
            flowGroups: [{ rule: "UserRule_https", flowTuples: ["1,2,3", "0,1.2.3.4,10.0.0.4,1,2,47,I,B,NX,,,,", 7] }],
          },
        ],
      },
    }
    const log = JSON.stringify({
      records: [flowRecord([good!]), broken, { properties: { Version: 9 } }, 5, flowRecord([good!])],
    })
    const { code, err, report } = await replay(["log.json", "web.json"], { "log.json": log })
    expect(code).toBe(2)
    expect(err.trimEnd().split("\n")).toEqual([
      "nsg: log.json: record 2, flow 1: it has 3 fields, and 13 are needed.",
      'nsg: log.json: record 2, flow 2: its protocol is "47", and only 1, 6, 17, 50 and 51 can be judged.',
      "nsg: log.json: record 2, flow 3: it is not text.",
      "nsg: log.json: record 3: its properties.Version is 9, and only 1 or 2 can be read.",
      "nsg: log.json: record 4: the list has an item that is not a record.",
    ])
    expect(report).toMatchObject({ flows: 2, drift: [] })
  })

  test("a log that is cut off, also as .gz, and one that is none: the others count", async () => {
    const whole = flowLog(ordinary, { perRecord: 1 })
    const large = flowLog(Array.from({ length: 5000 }, (_, at) => flow("UserRule_https", `203.0.113.${at % 256}`, 443)))
    const more = {
      "cut.json": whole.slice(0, -60),
      "cut.json.gz": gzipSync(large).subarray(0, 4000),
      "foreign.json": '{"value": [{"a": 1}]}',
      "text.json": "time source destination",
      "empty.json": "",
    }
    const { code, err, report } = await replay([...Object.keys(more), "web.json"], more)
    expect(code).toBe(2)
    const lines = err.trimEnd().split("\n")
    expect(lines).toEqual([
      "nsg: cut.json: record 4: the file ends in the middle of it.",
      expect.stringMatching(
        /^nsg: cut\.json\.gz: record \d+: after it, the file cannot be read \(unexpected end of file\)\.$/,
      ),
      'nsg: foreign.json is not a flow log: it has no "records" list.',
      'nsg: text.json is not a flow log: it is not a JSON object with a "records" list.',
      "nsg: empty.json is empty.",
    ])
    expect(report.flows).toBeGreaterThan(3)
  })

  test("of very many faults the first are told, and how many more there are", async () => {
    const record = {
      ...flowRecord([]),
      flowRecords: { flows: [{ flowGroups: [{ rule: "x", flowTuples: ["a", "b"] }] }] },
    }
    const { err } = await replay(["log.json", "web.json"], {
      "log.json": JSON.stringify({ records: Array(200).fill(record) }),
    })
    const lines = err.trimEnd().split("\n")
    expect(lines).toHaveLength(101)
    expect([lines[99], lines[100]]).toEqual([
      "nsg: log.json: record 50, flow 2: it has 1 fields, and 13 are needed.",
      "nsg: log.json: 300 more that could not be read.",
    ])
  })
})

describe("which group", () => {
  const two = { "net/a.json": identifiedGroup("a", [https]), "net/b.json": identifiedGroup("b", [ssh]) }
  const network = {
    ...two,
    "net/vnet.json": azNetwork("hub", "10.0.0.0/16", { web: { prefix: "10.0.0.0/24", group: "a" } }),
    "net/nic.json": JSON.stringify({
      ...{
        name: "web-0",
        id: nicId("web-0"),
        type: "Microsoft.Network/networkInterfaces",
        macAddress: "00-22-48-71-C2-05",
      },
      ipConfigurations: [
        {
          ...{ name: "ipconfig1", primary: true, privateIPAddress: "10.0.0.4" },
          subnet: {
            id: "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/hub/subnets/web",
          },
        },
      ],
    }),
  }

  test("several, and a log that does not say: exit 2 and their names", async () => {
    const { code, err, report } = await replay(["logs", "net"], two)
    expect(code).toBe(2)
    expect(err).toBe(
      "nsg: logs/PT1H.json: record 1: the log does not say which NSG decided, and no network interface here has 10.0.0.4: it may be of a or b. Name the NSG with --nsg, or the NIC with --nic.\n",
    )
    expect(report).toMatchObject({ flows: 4, unplaced: 4, drift: [] })
  })

  test("--nsg, the record's resource id, and the only one", async () => {
    expect((await replay(["logs", "net", "--nsg", "a"], two)).report).toMatchObject({ flows: 4, drift: [] })
    expect((await replay(["logs", "net", "--nsg", "A"], two)).report.rules).toHaveLength(7)
    const named = (name: string) => ({
      ...two,
      "log.json": flowLog(ordinary, { version: 2, resourceId: `/x/networkSecurityGroups/${name}` }),
    })
    expect(await replay(["log.json", "net"], named("a"))).toMatchObject({ code: 0, err: "" })
    expect((await replay(["log.json", "net"], named("b"))).report.drift).toHaveLength(1)
    const other = await replay(["log.json", "web.json"], named("elsewhere"))
    expect(other).toMatchObject({
      code: 0,
      err: 'nsg: note: the log is of NSG "elsewhere", and was compared with "web", the only one here.\n',
    })
    expect(await replay(["log.json", "net"], named("elsewhere"))).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'record 1: the log is of NSG "elsewhere", which is not here, and no network interface here has 10.0.0.4: it may be of a or b.',
      ),
    })
    expect(await replay(["logs", "net", "--nsg", "c"], two)).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no NSG "c", only a and b.'),
    })
  })

  test("the network interface with the MAC address, with the address, and --nic", async () => {
    const withMac = { ...network, "log.json": flowLog(ordinary, { mac: "00224871C205" }) }
    for (const args of [["log.json"], ["logs"], ["logs", "--nic", "web-0"]]) {
      const [log = "", ...more] = args
      const { code, err, report } = await replay([log, "net", ...more], withMac)
      expect({ args, code, err, flows: report?.flows }).toEqual({ args, code: 0, err: "", flows: 4 })
      expect(report.rules.find(({ rule }: { rule: string }) => rule === "https").flows).toBe(3)
    }
  })

  test("an address that Azure chose: the subnet's NSG, which is said", async () => {
    const named = azNetwork("hub", "10.0.0.0/16", { web: { prefix: "10.0.0.0/24", group: "a" } })
    const { code, err, report } = await replay(["logs", "net"], { ...two, "net/vnet.json": named })
    expect({ code, flows: report.flows, unplaced: report.unplaced, drift: report.drift }).toMatchObject({
      ...{ code: 0, flows: 4, drift: [] },
    })
    expect(err).toBe(
      "nsg: note: the log has addresses of subnet hub/web that no network interface here is known to have: their flows were compared with the subnet's NSG only.\n",
    )
    const hits = (rules: { group: string; rule: string; flows: number }[]) =>
      rules.filter(({ flows }) => flows > 0).map(({ group }) => group)
    expect(new Set(hits(report.rules))).toEqual(new Set(["a"]))
  })

  test("where a network interface with an NSG of its own may have it, its part is left open", async () => {
    const nic = JSON.parse(network["net/nic.json"])
    const [configuration] = nic.ipConfigurations
    const dynamic = {
      ...nic,
      macAddress: undefined,
      networkSecurityGroup: {
        id: "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/b",
      },
      ipConfigurations: [{ ...configuration, privateIPAddress: undefined, privateIPAllocationMethod: "Dynamic" }],
    }
    const { code, report } = await replay(["logs", "net"], { ...network, "net/nic.json": JSON.stringify(dynamic) })
    expect(code).toBe(3)
    expect(report).toMatchObject({ flows: 4, drift: [], undecided: expect.any(Number) })
    expect(report.undecided).toBeGreaterThan(0)
  })

  test("a MAC address that is none leads to no network interface", async () => {
    const odd = { ...network, "log.json": flowLog(ordinary, { mac: "not a mac" }) }
    expect(await replay(["log.json", "net"], odd)).toMatchObject({ code: 0, err: "" })
  })
})

test.each([
  [[], "replay needs LOG… and PATH"],
  [["log.json"], "replay needs LOG… and PATH"],
  [["log.json", "--old", "a.json"], "--old and --new go together."],
  [["log.json", "web.json", "--nsg", "a", "--nic", "b"], "use either --nic or --nsg, not both."],
  [["log.json", "web.json", "--nic", "b", "--vnet", "10.0.0.0/8"], "--vnet is for NSGs"],
  [["-", "-"], 'standard input ("-") can be read only once.'],
  [["logs", "web.json", "--format", "sarif"], '--format must be text or json, not "sarif".'],
  [["missing.json", "web.json"], "missing.json does not exist."],
  [["logs", "missing.json"], "missing.json does not exist."],
  [["logs", "web.json", "--nic", "x"], "There is no network interface in these files."],
])("%j is wrong usage", async (args, problem) => {
  const { code, out, err } = await nsg(["replay", ...args], { files })
  expect({ code, out }).toEqual({ code: 2, out: "" })
  expect(err).toContain(problem)
})
