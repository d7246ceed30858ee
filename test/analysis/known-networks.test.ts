import { afterEach, expect, test, vi } from "vitest"
import { indexedText, withoutText } from "../../server/src/analysis/indexed-text.ts"
import { KnownNetworksKeeper } from "../../server/src/analysis/known-networks.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { checks } from "../../server/src/checks/index.ts"
import { id, interfaceIn, networkOf } from "../topology/listed-network.ts"

const ofWorkspace = checks.filter(check => check.scope === "workspace")
const groupFile = "file:///w/group.json"
const networkFile = "file:///w/network.json"

const rule = (port: number) => ({
  name: "https",
  properties: {
    ...{ priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", destinationPortRange: `${port}` },
    ...{ sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*" },
  },
})
const group = (name: string, port: number) => ({
  ...{ id: id(`networkSecurityGroups/${name}`), name, type: "Microsoft.Network/networkSecurityGroups" },
  properties: { securityRules: [rule(port)] },
})
const network = JSON.stringify(
  [
    networkOf("hub", ["10.0.0.0/16"], [{ name: "app", prefix: "10.0.1.0/24", group: "web" }]),
    interfaceIn("nic", "hub/app", { group: "web" }),
  ],
  undefined,
  1,
)

const indexed = (uri: string, text: string) => indexedText(readText({ uri, language: "json", text }, defaultSettings))
const kept = withoutText(indexed(networkFile, network))

/** The workspace with another text for the groups; every text is read anew, as an editor's edit does. */
const withGroups = (text: string) => indexResources([indexed(groupFile, text), kept])

afterEach(() => {
  vi.restoreAllMocks()
})

test("a keystroke that says nothing else of networks looks for nothing, and what was found moves along", () => {
  const runs = vi.fn()
  for (const check of ofWorkspace) {
    const run = check.run.bind(check)
    vi.spyOn(check, "run").mockImplementation(context => {
      runs(check.code)
      return run(context)
    })
  }
  const keeper = new KnownNetworksKeeper()
  const ask = (text: string) => {
    const known = keeper.of(withGroups(text), { isWhole: true })
    return [groupFile, networkFile].map(uri => known.findingsIn(uri, defaultSettings))
  }
  const text = JSON.stringify([group("web", 443), group("old", 80)], undefined, 1)
  const [own, others] = ask(text)
  expect(own?.map(({ code }) => code)).toEqual(["unattached-group"])
  expect(others?.map(({ code }) => code)).toEqual(["same-group-twice"])
  expect(runs).toHaveBeenCalledTimes(ofWorkspace.length)
  runs.mockClear()

  // A rule is edited, which moves what stands behind it: the other document's list is the very same one.
  const edited = text.replace('"443"', '"8443"')
  const [moved, same] = ask(edited)
  expect(runs).not.toHaveBeenCalled()
  expect(same).toBe(others)
  expect(moved?.map(({ range: { start, end } }) => edited.slice(start, end))).toEqual(["old"])
  expect(moved?.[0]?.range.start).toBe(own![0]!.range.start + 1)
  expect(moved?.[0]?.group?.rules[0]?.destinationPorts).toEqual([{ first: 80, last: 80 }])

  // Another name is another statement.
  const [renamed] = ask(text.replaceAll("old", "older"))
  expect(runs).toHaveBeenCalledTimes(ofWorkspace.length)
  expect(renamed?.[0]?.message).toContain("older")
})

test("attachments are the same while neither the places nor the rules at the other level change", () => {
  const keeper = new KnownNetworksKeeper()
  const identity = (text: string) => {
    const index = withGroups(text)
    const web = index.texts[0]!.groups.find(({ name }) => name === "web")!
    return keeper.of(index, { isWhole: true }).attachmentsOf(groupFile, web).identity
  }
  const text = JSON.stringify([group("old", 80), group("web", 443)])
  const before = identity(text)
  expect(before).not.toBe("")
  expect(identity(text.replace('"80"', '"8080"'))).toBe(before)
  // The group stands at both levels: what its own rules are is what is said of the other level.
  expect(identity(text.replace('"443"', '"8443"'))).not.toBe(before)
})
