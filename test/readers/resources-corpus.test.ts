import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { resourceType } from "../../server/src/azure/resource-types.ts"
import { fullType } from "../../server/src/readers/arm-resources.ts"
import { readResources } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { entryOf, member, textOf } from "../../server/src/syntax/lookup.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { corpusEntries, corpusFolder, hasCorpus } from "./corpus.ts"

// A plain count, made of what JSON.parse gives, against what the readers find: nothing of a known type is lost.
describe.skipIf(!hasCorpus)("the resources of real files (../shared/corpus)", { timeout: 60_000 }, () => {
  const paths = hasCorpus ? corpusEntries().map(({ path }) => path) : []
  const those = (dialect: string) =>
    paths.filter(path => path.startsWith(`${dialect}/`)).flatMap(path => read(path) ?? [])

  test("every resource of a Resource Graph export is found, and once", () => {
    const files = those("resource-graph")
    expect(files.length).toBeGreaterThan(5)
    for (const { path, root, resources } of files) {
      const ids = new Set<string>()
      for (const { type, id } of objectsIn(root)) {
        if (resourceType(String(type)) && typeof id === "string") ids.add(id.toLowerCase())
      }
      const typed = resources.filter(({ node }) => entryOf(node, "type"))
      expect(typed.map(({ node }) => textOf(member(node, "id"))?.toLowerCase()).sort(), path).toEqual([...ids].sort())
    }
  })

  test("every resource of a template is found, but for those that no deployment makes", () => {
    const files = those("arm-template")
    expect(files.length).toBeGreaterThan(300)
    let all = 0
    for (const { path, root, resources } of files) {
      const declared = declaredIn(root)
      const starts = new Set(resources.filter(({ node }) => entryOf(node, "type")).map(({ range }) => range.start))
      expect(starts.size, path).toBeLessThanOrEqual(declared.length)
      expect(starts.size, path).toBeGreaterThanOrEqual(declared.filter(({ isSure }) => isSure).length)
      all += starts.size
    }
    expect(all).toBeGreaterThan(1_500)
  })
})

function read(path: string) {
  const text = readFileSync(`${corpusFolder}/${path}`, "utf8").replace(/^\uFEFF/, "")
  const root = parsed(text)
  return root && { path, root, resources: readResources(parseText(text, "json", defaultBounds)) }
}

/** Undefined for JSON with comments and the like, which the plain count cannot read. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Json = { readonly [key: string]: unknown }

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null
}

function* objectsIn(value: unknown): Iterable<Json> {
  if (!isObject(value)) return
  if (!Array.isArray(value)) yield value
  for (const inner of Object.values(value)) yield* objectsIn(inner)
}

interface Declared {
  /** No condition and no loop decides whether it is there. */
  readonly isSure: boolean
}

/** What stands in the lists of resources of a template, of its nested ones and of its resources. */
function declaredIn(template: unknown, parent?: string, isSure = true): readonly Declared[] {
  const resources = isObject(template) ? get(template, "resources") : undefined
  return (isObject(resources) ? Object.values(resources) : []).filter(isObject).flatMap(resource => {
    const { type: own, condition, copy } = resource
    if (typeof own !== "string") return []
    const type = fullType(own, parent)
    const isOwn = isSure && condition === undefined && copy === undefined
    const properties = get(resource, "properties")
    const nested = type === "microsoft.resources/deployments" && isObject(properties) ? properties.template : undefined
    return [
      ...(resourceType(type) ? [{ isSure: isOwn }] : []),
      ...declaredIn(resource, type, isSure),
      ...declaredIn(nested, undefined, isOwn),
      ...inlineIn(properties, type).map(() => ({ isSure: false })),
    ]
  })
}

/** Subnets and peerings of a network that say their type, as an export has them. */
function inlineIn(properties: unknown, type: string): readonly unknown[] {
  if (type !== "microsoft.network/virtualnetworks" || !isObject(properties)) return []
  return ["subnets", "virtualNetworkPeerings"]
    .flatMap(key => properties[key])
    .filter(item => isObject(item) && "type" in item)
}

function get(holder: Json, key: string): unknown {
  return Object.entries(holder).find(([each]) => each.toLowerCase() === key)?.[1]
}
