import { expect, test } from "vitest"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { knownNetworks } from "../../server/src/analysis/known-networks.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { addressesBehind } from "../../server/src/judging/addresses-behind.ts"
import type { Attachments } from "../../server/src/judging/attachments.ts"
import { areAllMachines, machinesBehind } from "../../server/src/judging/machines-behind.ts"
import { id, interfaceIn, networkOf, securityGroup } from "../topology/listed-network.ts"

const hub = (...subnets: Parameters<typeof networkOf>[2]) => networkOf("hub", ["10.0.0.0/16"], subnets)
const app = { name: "app", prefix: "10.0.1.0/24", group: "web" }

/** Where the group `web` of a listing is attached. */
function attachmentsOf(resources: readonly object[], isWhole = false): Attachments {
  const uri = "file:///all.json"
  const indexed = indexedText(readText({ uri, language: "json", text: JSON.stringify(resources) }, defaultSettings))
  const group = indexed.groups.find(({ name }) => name === "web")
  if (!group) throw new Error("There is no group web.")
  return knownNetworks(indexResources([indexed]), { isWhole }).attachmentsOf(uri, group)
}

/** The groups at the other level of the machines behind the group. */
const names = (attachments: Attachments) =>
  machinesBehind(attachments).map(({ ruled, isKnown }) => ruled?.group.name ?? (isKnown ? "none" : "unknown"))

test("a group on a subnet, each of whose network interfaces has one of its own", () => {
  const own = interfaceIn("nic-0", "hub/app", { group: "own" })
  const other = interfaceIn("nic-1", "hub/app", { group: "other" })
  const groups = ["web", "own", "other"].map(securityGroup)
  const attachments = attachmentsOf([
    hub(app),
    own,
    other,
    interfaceIn("nic-2", "hub/app", { group: "own" }),
    ...groups,
  ])
  expect(attachments).toMatchObject({
    areAll: true,
    places: [{ level: "subnet", name: "hub/app", areAllOthers: true }],
  })
  expect(names(attachments)).toEqual(["own", "other", "own"])
})

test("a group on a network interface, and the one of its subnet", () => {
  const nic = interfaceIn("nic-0", "hub/app", { group: "web" })
  const groups = ["web", "own"].map(securityGroup)
  expect(names(attachmentsOf([hub({ ...app, group: "own" }), nic, ...groups]))).toEqual(["own"])
})

test("the other level of a machine without a group there, or with one that is not known", () => {
  const nic = (group?: string) => interfaceIn("nic-0", "hub/app", group === undefined ? {} : { group })
  expect(names(attachmentsOf([hub(app), nic(), securityGroup("web")]))).toEqual(["none"])
  expect(names(attachmentsOf([hub(app), nic("far"), securityGroup("web")]))).toEqual(["unknown"])
  // Without an export other network interfaces may be in the subnet.
  const withoutInterfaces = attachmentsOf([hub(app), securityGroup("web")])
  expect(names(withoutInterfaces)).toEqual(["unknown"])
  expect(areAllMachines(withoutInterfaces)).toBe(false)
})

test("the addresses behind a group, where no machine forwards what is meant for others", () => {
  const nic = interfaceIn("nic-0", "hub/app", {})
  const forwarding = JSON.parse(
    JSON.stringify(nic).replace('"networkSecurityGroup":null', '"enableIPForwarding":true'),
  ) as object
  const keys = (...resources: readonly object[]) =>
    addressesBehind(attachmentsOf([...resources, securityGroup("web")]))?.map(({ key }) => key)
  expect(keys(hub(app), nic)).toEqual(["10.0.1.0/24"])
  expect(keys(hub(app), forwarding)).toBeUndefined()
  expect(keys(hub(app))).toBeUndefined()
  expect(keys(hub({ name: "app", group: "web" }), nic)).toBeUndefined()
})

test("the addresses of a machine: its own, those that Azure may choose, or any", () => {
  const addresses = (...interfaces: readonly object[]) =>
    machinesBehind(attachmentsOf([hub({ ...app, prefix: "10.0.1.0/30" }), ...interfaces, securityGroup("web")])).map(
      ({ end }) => end.addresses?.map(({ first, length }) => `${Number(first) % 256}/${length}`),
    )
  const fixed = interfaceIn("nic-0", "hub/app", { address: "10.0.1.1" })
  const dynamic = interfaceIn("nic-1", "hub/app", {})
  const forwarding = JSON.parse(
    JSON.stringify(dynamic).replace('"networkSecurityGroup":null', '"enableIPForwarding":true'),
  ) as object
  expect(addresses(fixed, dynamic)).toEqual([["1/32"], ["0/32", "2/31"]])
  expect(addresses(fixed, forwarding)).toEqual([["1/32"], undefined])
  expect(addresses()).toEqual([undefined])
})

test("the identity says what counts, and nothing of where it stands", () => {
  const identity = (subnet: Parameters<typeof networkOf>[2][number], before: readonly object[] = []) =>
    attachmentsOf([...before, hub(subnet), interfaceIn("nic-0", "hub/app", {}), securityGroup("web")]).identity
  expect(identity(app, [securityGroup("another-one")])).toBe(identity(app))
  expect(identity({ ...app, prefix: "10.0.2.0/24" })).not.toBe(identity(app))
  const other = (more: Parameters<typeof interfaceIn>[2]) => [interfaceIn("nic-1", "hub/app", more)]
  expect(identity(app, other({ address: "10.0.1.4" }))).not.toBe(identity(app, other({ address: "10.0.1.5" })))
  const [first, second] = ["web", "db"].map(name => id(`applicationSecurityGroups/${name}`))
  expect(identity(app, other({ securityGroups: [first!] }))).not.toBe(
    identity(app, other({ securityGroups: [second!] })),
  )
})
