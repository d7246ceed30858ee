import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { indexReferences } from "../../server/src/values/reference-index.ts"
import { idReference, parseResourceId } from "../../server/src/values/resource-id.ts"
import { parentOf, type ResourceRef, referenceKeys, sameResource } from "../../server/src/values/resource-ref.ts"
import type { Maybe } from "../../server/src/values/unknown.ts"

const unknown = (identity: string) => ({ identity, reason: "a parameter" })
const id = (path: string) => parseResourceId(`/subscriptions/S1/resourceGroups/RG/providers/Microsoft.Network/${path}`)

test.each<readonly [string, ResourceRef | undefined]>([
  [
    "/subscriptions/S1/resourceGroups/Rg/providers/Microsoft.Network/virtualNetworks/Hub/subnets/App",
    {
      type: "microsoft.network/virtualnetworks/subnets",
      name: ["hub", "app"],
      subscription: "s1",
      resourceGroup: "rg",
    },
  ],
  ["/providers/Microsoft.Network/virtualNetworks/hub", { type: "microsoft.network/virtualnetworks", name: ["hub"] }],
  [
    "/subscriptions/s/resourceGroups/providers/providers/Microsoft.Network/virtualNetworks/hub/",
    { type: "microsoft.network/virtualnetworks", name: ["hub"], subscription: "s", resourceGroup: "providers" },
  ],
  [
    "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/providers/Microsoft.Insights/diagnosticSettings/d",
    {
      type: "microsoft.network/virtualnetworks/providers/microsoft.insights/diagnosticsettings",
      name: ["v", "d"],
      ...{ subscription: "s", resourceGroup: "r" },
    },
  ],
  ["/subscriptions/s/resourceGroups/r", { type: "subscriptions/resourcegroups", name: ["s", "r"] }],
  // A collection, an empty name, and what is no id.
  ["/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks", undefined],
  ["/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks//subnets/a", undefined],
  ["hub", undefined],
  ["", undefined],
])("the id %s", (text, expected) => {
  expect(parseResourceId(text)).toEqual(expected)
})

describe("an id of which parts are not known", () => {
  test("is known in all others", () => {
    expect(idReference(["providers", "Microsoft.Network", "virtualNetworks", unknown("x"), "subnets", "A"])).toEqual({
      type: "microsoft.network/virtualnetworks/subnets",
      name: [unknown("x"), "a"],
    })
  })

  test("is none where what is unknown may be a type", () => {
    expect(idReference(["providers", "Microsoft.Network", unknown("x"), "hub"])).toBeUndefined()
    expect(idReference(["providers", unknown("x"), "virtualNetworks", "hub"])).toBeUndefined()
  })

  test("may begin with one value that says where it is", () => {
    const scope = unknown("scope")
    expect(idReference([scope, "providers", "Microsoft.Network", "virtualNetworks", "hub"])).toEqual({
      ...{ type: "microsoft.network/virtualnetworks", name: ["hub"], subscription: scope, resourceGroup: scope },
    })
  })
})

const subnet = (...name: Maybe<string>[]): ResourceRef => ({ type: "microsoft.network/virtualnetworks/subnets", name })

test.each<readonly [string, ResourceRef, ResourceRef, boolean | null, boolean | null]>([
  ["full ids", id("virtualNetworks/Hub")!, id("VirtualNetworks/hub")!, true, true],
  ["another name", id("virtualNetworks/hub")!, id("virtualNetworks/spoke")!, false, false],
  ["another type", id("virtualNetworks/a")!, id("routeTables/a")!, false, false],
  [
    "another resource group",
    id("virtualNetworks/hub")!,
    parseResourceId("/subscriptions/s1/resourceGroups/other/providers/Microsoft.Network/virtualNetworks/hub")!,
    ...([false, false] as const),
  ],
  ["no place", id("virtualNetworks/hub")!, { type: "microsoft.network/virtualnetworks", name: ["hub"] }, true, null],
  ["the same unknown", subnet(unknown("x"), "a"), subnet(unknown("x"), "a"), true, null],
  ["two unknowns", subnet(unknown("x"), "a"), subnet(unknown("y"), "a"), null, null],
  ["unknown and known", subnet(unknown("x"), "a"), subnet("hub", "a"), null, null],
  ["unknown, and another name", subnet(unknown("x"), "a"), subnet("hub", "b"), false, false],
  ["no type", { name: ["a"] }, { type: "microsoft.network/routetables", name: ["a"] }, null, null],
  ["symbols", { name: [], symbol: { address: "a.b" } }, { name: ["x"], symbol: { address: "a.b" } }, true, null],
  ["other symbols", { name: [], symbol: { address: "a.b" } }, { name: [], symbol: { address: "a.c" } }, false, null],
  [
    "an index and none",
    { name: [], symbol: { address: "a.b", index: "0" } },
    { name: [], symbol: { address: "a.b" } },
    ...([null, null] as const),
  ],
  [
    "two indexes",
    { name: [], symbol: { address: "a.b", index: "0" } },
    { name: [], symbol: { address: "a.b", index: "1" } },
    ...([false, null] as const),
  ],
  ["one value that is not known", { name: [], symbol: unknown("x") }, { name: [], symbol: unknown("x") }, true, null],
  ["two values that are not known", { name: [], symbol: unknown("x") }, { name: [], symbol: unknown("y") }, null, null],
])("%s", (_title, one, other, inScope, apart) => {
  expect(sameResource(one, other)).toBe(inScope)
  expect(sameResource(one, other, "other")).toBe(apart)
})

test("the parent of a child is what its id begins with", () => {
  expect(parentOf(id("virtualNetworks/hub/subnets/app")!)).toEqual(id("virtualNetworks/hub"))
  expect(parentOf(id("virtualNetworks/hub")!)).toBeUndefined()
  expect(parentOf(id("routeTables/r/providers/Microsoft.Insights/x/y")!)).toEqual(id("routeTables/r"))
})

const segment = fc.constantFrom<Maybe<string>>("a", "b", "hub", unknown("x"), unknown("y"))
const optional = fc.option(segment, { nil: undefined })
const types = ["microsoft.network/virtualnetworks", "microsoft.network/virtualnetworks/subnets"]
const symbols = fc.constantFrom(
  ...[
    { address: "a.b" },
    { address: "a.b", index: "0" },
    { address: "a.b", index: unknown("each.key") },
    unknown("var.id"),
  ],
  ...[{ address: "a.c" }, undefined],
)
const references: fc.Arbitrary<ResourceRef> = fc
  .tuple(fc.constantFrom(...types, undefined), fc.array(segment, { maxLength: 2 }), optional, optional, symbols)
  .map(([type, name, subscription, resourceGroup, symbol]) => ({
    name,
    ...(type !== undefined && { type }),
    ...(subscription !== undefined && { subscription }),
    ...(resourceGroup !== undefined && { resourceGroup }),
    ...(symbol !== undefined && { symbol }),
  }))
const scopes = fc.constantFrom("same" as const, "near" as const, "other" as const)

describe("laws", () => {
  test("symmetric: which of two references is asked makes no difference", () => {
    fc.assert(
      fc.property(references, references, scopes, (one, other, scope) => {
        expect(sameResource(one, other, scope)).toBe(sameResource(other, one, scope))
      }),
    )
  })

  test("a reference never means another resource than itself", () => {
    fc.assert(
      fc.property(references, scopes, (one, scope) => {
        expect(sameResource(one, one, scope)).not.toBe(false)
      }),
    )
  })

  test("what is certain between any documents is so within one and in its folder", () => {
    fc.assert(
      fc.property(references, references, (one, other) => {
        const apart = sameResource(one, other, "other")
        // Symbols are looked at within a scope alone, and come first there.
        if (apart === null || (one.symbol && other.symbol)) return
        expect(sameResource(one, other)).toBe(apart)
        expect(sameResource(one, other, "near")).toBe(apart)
      }),
    )
  })

  test("case makes no difference to ids", () => {
    const text = fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/)
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.array(fc.boolean(), { minLength: 120, maxLength: 120 }),
        (sub, rg, name, flips) => {
          const written = `/subscriptions/${sub}/resourceGroups/${rg}/providers/Microsoft.Network/networkInterfaces/${name}`
          const flipped = [...written].map((letter, at) => (flips[at] ? letter.toUpperCase() : letter)).join("")
          expect(parseResourceId(flipped)).toEqual(parseResourceId(written))
          expect(sameResource(parseResourceId(flipped)!, parseResourceId(written)!, "other")).toBe(true)
        },
      ),
    )
  })

  test("an id is its segments: another one in any place is another resource", () => {
    const place = fc.constantFrom(2, 4, 8, 10)
    fc.assert(
      fc.property(place, at => {
        const parts = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/a".split(
          "/",
        )
        const changed = parts.map((part, index) => (index === at ? `${part}x` : part)).join("/")
        expect(sameResource(parseResourceId(parts.join("/"))!, parseResourceId(changed)!, "other")).toBe(false)
      }),
    )
  })

  test("an index finds what a look at each thing finds", () => {
    fc.assert(
      fc.property(fc.array(references, { maxLength: 12 }), references, scopes, (things, wanted, scope) => {
        const found = indexReferences(things, each => each).find(wanted, scope)
        expect(new Set(found)).toEqual(new Set(things.filter(each => sameResource(each, wanted, scope) === true)))
      }),
    )
  })

  test("two references to one resource share a key", () => {
    fc.assert(
      fc.property(references, references, (one, other) => {
        if (sameResource(one, other) !== true) return
        const keys = new Set(referenceKeys(one))
        expect(referenceKeys(other).some(key => keys.has(key))).toBe(true)
      }),
    )
  })
})
