import { describe, expect, test } from "vitest"
import { azInterface, azNetwork, fourFiles, identifiedGroup } from "./networks.ts"
import { nsg } from "./nsg.ts"

const renamed = (folder: string, changes: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(
    Object.entries({ ...fourFiles, ...changes }).map(([name, text]) => [name.replace("net/", `${folder}/`), text]),
  )

async function compare(changes: Readonly<Record<string, string>>, ...more: string[]) {
  const files = { ...renamed("old"), ...renamed("new", changes) }
  const { code, out, err } = await nsg(["diff", "old", "new", "--format", "json", ...more], { files })
  return { code, err, groups: out === "" ? [] : JSON.parse(out).groups }
}

const vnet = (prefix: string, group: string | undefined = "web-nsg") => ({
  "net/vnet.json": azNetwork("hub", prefix, {
    web: { prefix: "10.0.1.0/24", ...(group !== "" && { group }) },
    db: { prefix: "10.0.2.0/24" },
  }),
})

const https = { name: "https", priority: 100, source: "Internet", port: "443" }
const nic = ["--nic", "web-0"]

describe("all levels of a network interface", () => {
  test("equal", async () => {
    expect(await compare({}, ...nic)).toMatchObject({ code: 0, groups: [{ name: "web-0", status: "equal" }] })
  })

  test("what the other level denies is no change", async () => {
    const changes = { "net/nsgs/web-nsg.json": identifiedGroup("web-nsg", [https]) }
    expect(await compare(changes)).toMatchObject({ code: 1 })
    expect(await compare(changes, ...nic)).toMatchObject({ code: 0 })
  })

  test("what both levels let through is", async () => {
    const ssh = { name: "ssh", priority: 110, source: "203.0.113.0/24", port: "22" }
    const { code, groups } = await compare(
      { "net/nsgs/nic-nsg.json": identifiedGroup("nic-nsg", [https, ssh]) },
      ...nic,
    )
    expect(code).toBe(1)
    expect(groups).toMatchObject([
      {
        status: "changed",
        newlyDenied: [],
        uncertain: [],
        newlyAllowed: [
          {
            ...{ direction: "Inbound", protocol: ["Tcp"], source: ["203.0.113.0/24"], destination: ["10.0.1.4"] },
            ...{ destinationPorts: ["22"], before: ["DenyAllInBound"], after: ["ssh"] },
          },
        ],
      },
    ])
  })

  test("a subnet without its group", async () => {
    const { groups } = await compare(vnet("10.0.0.0/16", ""), ...nic)
    expect(groups).toMatchObject([{ status: "equal" }])
    const both = await compare(
      {
        ...vnet("10.0.0.0/16", ""),
        "net/nics/web-0.json": azInterface("web-0", { address: "10.0.1.4", subnet: ["hub", "web"] }),
      },
      ...nic,
    )
    expect(both.groups).toMatchObject([{ status: "changed", newlyDenied: [], uncertain: [] }])
    const [{ newlyAllowed }] = both.groups
    expect(newlyAllowed[0]).toMatchObject({ direction: "Inbound", before: ["DenyAllInBound"], after: [] })
    expect(newlyAllowed.every(({ after }: { after: string[] }) => after.length === 0)).toBe(true)
  })

  test("VirtualNetwork is that of each version", async () => {
    const { code, groups } = await compare(vnet("10.0.0.0/15"), ...nic)
    expect(code).toBe(1)
    expect(groups).toMatchObject([
      {
        newlyDenied: [],
        newlyAllowed: [
          { direction: "Inbound", source: ["10.1.0.0/16"], before: ["DenyAllInBound"], after: ["AllowVnetInBound"] },
          { direction: "Outbound", destination: ["10.1.0.0/16"] },
        ],
      },
    ])
  })

  test("one that comes, goes, is not there, or has another address", async () => {
    const without = { "net/nics/web-0.json": "{}" }
    expect(await compare(without, ...nic)).toMatchObject({ code: 1, groups: [{ name: "web-0", status: "removed" }] })
    expect(await compare({}, "--nic", "web-9")).toMatchObject({ code: 2, err: expect.stringContaining("web-9") })
    const moved = azInterface("web-0", { address: "10.0.1.5", group: "nic-nsg", subnet: ["hub", "web"] })
    expect(await compare({ "net/nics/web-0.json": moved }, ...nic)).toMatchObject({
      code: 2,
      err: "nsg: web-0 has no address in both versions to compare: 10.0.1.4 before, 10.0.1.5 now.\n",
    })
  })
})

describe("a group that comes or goes", () => {
  test("is compared with none where it is attached", async () => {
    const old = renamed("old", { ...vnet("10.0.0.0/16", ""), "net/nsgs/web-nsg.json": "{}" })
    const files = { ...old, ...renamed("new") }
    const added = await nsg(["diff", "old", "new", "--nsg", "web-nsg"], { files })
    expect(added.code).toBe(1)
    expect(added.out).toContain("web-nsg: added: newly allows 0 · newly denies")
    expect(added.out).toContain("before no rule, now DenyAllInBound")
    const removed = await nsg(["diff", "new", "old", "--nsg", "web-nsg", "--format", "json"], { files })
    const [group] = JSON.parse(removed.out).groups
    expect(group).toMatchObject({ status: "removed", newlyDenied: [] })
    expect(group.newlyAllowed.length).toBeGreaterThan(0)
  })

  test("is only named where it is not", async () => {
    const files = { "old/a.json": "{}", "new/a.json": identifiedGroup("web-nsg", [https]) }
    const { out } = await nsg(["diff", "old", "new"], { files })
    expect(out).toContain("web-nsg: added.\n")
  })
})

describe("what is inside", () => {
  test("--vnet says so of NSGs", async () => {
    const files = {
      "old.json": identifiedGroup("web-nsg", [{ name: "in", priority: 100, source: "10.0.0.0/8", port: "22" }]),
      "new.json": identifiedGroup("web-nsg", []),
    }
    const inside = ["--vnet", "10.0.0.0/8", "--format", "json"]
    const { out } = await nsg(["diff", "old.json", "new.json", ...inside], { files })
    // From the network to what is outside of it.
    const [group] = JSON.parse(out).groups
    expect(group.newlyDenied).toMatchObject([{ source: ["10.0.0.0/8"], before: ["in"], after: ["DenyAllInBound"] }])
  })

  test.each([
    [["--nic", "a", "--nsg", "b"], "use either --nic or --nsg"],
    [["--nic", "a", "--vnet", "10.0.0.0/8"], "--vnet is for single NSGs"],
    [["--on-premises", "10.0.0.0/8"], "--on-premises needs a network"],
  ])("%s", async (more, message) => {
    expect(await compare({}, ...more)).toMatchObject({ code: 2, err: expect.stringContaining(message) })
  })
})
