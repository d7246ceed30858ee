import fc from "fast-check"
import { expect, test } from "vitest"
import type { Picture, PictureNode } from "../../server/src/features/picture.ts"
import { layOut, type PlacedNode } from "../../server/src/features/picture-layout.ts"
import { drawPicture } from "../../server/src/features/picture-svg.ts"
import { topologyPicture } from "../../server/src/features/topology-picture.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"

const id = (type: string, name: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/${type}/${name}`
const resource = (type: string, name: string, more: object) =>
  JSON.stringify({ id: id(type, name), name, type: `Microsoft.Network/${type}`, ...more })

const files = {
  "hub.json": resource("virtualNetworks", "hub", {
    addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
    subnets: [
      {
        id: id("virtualNetworks", "hub/subnets/web"),
        name: "web",
        addressPrefix: "10.0.1.0/24",
        networkSecurityGroup: { id: id("networkSecurityGroups", "far-nsg") },
      },
      { id: id("virtualNetworks", "hub/subnets/empty"), name: "empty", addressPrefix: "10.0.2.0/24" },
    ],
  }),
  "nic.json": resource("networkInterfaces", "web-0", {
    ipConfigurations: [
      { name: "one", privateIPAddress: "10.0.1.4", subnet: { id: id("virtualNetworks", "hub/subnets/web") } },
    ],
  }),
  "nsg.json": resource("networkSecurityGroups", "alone", { securityRules: [] }),
}

const drawn = (nodes: readonly PictureNode[], depth = 0): string[] =>
  nodes.flatMap(({ label, children }) => [`${"  ".repeat(depth)}${label}`, ...drawn(children, depth + 1)])

test("networks, subnets and what is in them; beneath, what is not attached and not defined", () => {
  const picture = topologyPicture(topologyOfFiles(files))
  expect(picture.label).toBe(
    "1 virtual network, 2 subnets, 1 network interface, 1 unattached NSG, 1 undefined reference",
  )
  expect(drawn(picture.nodes)).toEqual([
    "virtual network hub, 10.0.0.0/16",
    "  subnet web, 10.0.1.0/24, NSG far-nsg (not known here)",
    "    network interface web-0, 10.0.1.4",
    "  subnet empty, 10.0.2.0/24, no NSG",
    "NSGs not attached to anything here",
    "  NSG alone",
    "Not defined here",
    "  not defined here: far-nsg, network security group",
  ])
})

test("a network without a name comes behind those that have one", () => {
  const cluster = `apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: AzureCluster
metadata: { name: demo }
spec: { networkSpec: { subnets: [{ name: nodes, role: node, securityGroup: { name: nodes-nsg, securityRules: [] } }] } }
`
  const { nodes } = topologyPicture(topologyOfFiles({ "a.yaml": cluster, ...files }))
  expect(nodes.filter(({ kind }) => kind === "network").map(({ title }) => title)).toEqual(["hub", "(no name)"])
})

test("what leads to a document is a button that the keyboard reaches, and has a label", () => {
  const { svg, places } = drawPicture(topologyPicture(topologyOfFiles(files)))
  const buttons = svg.match(/<g class="node \w+" role="button" tabindex="0" data-place="\d+" aria-label="[^"]+">/g)
  expect(buttons).toHaveLength(places.length)
  expect(places.map(({ document }) => document.replace(/^.*\//, ""))).toEqual([
    "hub.json",
    "hub.json",
    "nic.json",
    "hub.json",
    "nsg.json",
    "hub.json",
  ])
  expect(svg).not.toMatch(/\son\w+=|<script|style=/)
})

test("a name is text, whatever it holds", () => {
  const name = `</text><script>alert("x")</script>&'\u0000`
  const node: PictureNode = { kind: "group", title: name, lines: [{ text: name }], label: name, children: [] }
  const { svg } = drawPicture({ label: name, nodes: [node], links: [] })
  expect(svg).not.toContain("<script")
  expect(svg.match(/<\/text>/g)).toHaveLength(2)
  expect(svg).not.toContain("\u0000")
  expect(svg.replace(/<[^<>]*>/g, "")).not.toMatch(/[<>"']/)
})

const leaf = fc.record({
  kind: fc.constantFrom("interface" as const, "more" as const),
  title: fc.string({ maxLength: 60 }),
  lines: fc.array(fc.record({ text: fc.string({ maxLength: 60 }) }), { maxLength: 4 }),
  label: fc.constant(""),
  children: fc.constant<readonly PictureNode[]>([]),
})
const tree = fc.record({
  kind: fc.constantFrom("network" as const, "subnet" as const, "section" as const),
  title: fc.string({ maxLength: 60 }),
  lines: fc.array(fc.record({ text: fc.string({ maxLength: 60 }) }), { maxLength: 3 }),
  label: fc.constant(""),
  children: fc.array(fc.oneof(leaf, fc.record({ ...frame(), children: fc.array(leaf, { maxLength: 8 }) })), {
    maxLength: 8,
  }),
})

function frame() {
  return {
    kind: fc.constant("subnet" as const),
    title: fc.string({ maxLength: 60 }),
    lines: fc.constant([]),
    label: fc.constant(""),
  }
}

test("nothing overlaps, and all is within its frame", () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 8 }), nodes => {
      const { width, height, nodes: placed } = layOut({ label: "", nodes, links: [] } satisfies Picture)
      expectApart({ x: 0, y: 0, width, height, children: placed })
    }),
  )
})

function expectApart({ x, y, width, height, children }: Omit<PlacedNode, "node">): void {
  children.forEach((one, place) => {
    expect(one.x).toBeGreaterThanOrEqual(x)
    expect(one.y).toBeGreaterThanOrEqual(y)
    expect(one.x + one.width).toBeLessThanOrEqual(x + width)
    expect(one.y + one.height).toBeLessThanOrEqual(y + height)
    for (const other of children.slice(0, place)) {
      const isBeside = one.x >= other.x + other.width || other.x >= one.x + one.width
      const isBelow = one.y >= other.y + other.height || other.y >= one.y + one.height
      expect(isBeside || isBelow).toBe(true)
    }
    expectApart(one)
  })
}
