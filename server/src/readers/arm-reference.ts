import * as l10n from "@vscode/l10n"
import { expand } from "../expressions/expand.ts"
import type { Node } from "../syntax/node.ts"
import { idReference } from "../values/resource-id.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import { isUnknown, type Maybe } from "../values/unknown.ts"
import { idIn } from "./arm-joined-id.ts"
import { nameSegments } from "./arm-name.ts"
import type { ArmResource } from "./arm-resources.ts"
import type { ArmScope } from "./arm-scope.ts"
import { oneSpelling } from "./arm-spelling.ts"

/** What an id in a template refers to: a literal one, `resourceId(…)`, one that is put together from another. */
export function armReference(node: Node | undefined, { environment }: ArmScope): ResourceRef | undefined {
  if (!node) return undefined
  // What it comes to knows what the text alone does not: the loop around it, and what a variable is put together from.
  const value = expand(node, environment)
  const id = value.kind === "unknown" ? idIn(value.unknown.identity) : undefined
  if (id !== undefined) return identityReference(id)
  const parts = nameSegments(node, environment).map(({ key }) => textOfKey(key))
  return identityReference(parts.join("/"))
}

/** What an id refers to whose unknown parts are written as `{identity}`, as `resourceId` has them. */
export function identityReference(text: string): ResourceRef | undefined {
  const segments = segmentsIn(text)
  const isWhole = segments.length === 1 && isUnknown(segments[0])
  const found = isWhole
    ? undefined
    : idReference(withoutDefaultPlace(text.startsWith("/") ? segments.slice(1) : segments))
  if (found) return withoutAmbient(found)
  if (!segments.some(isUnknown)) return undefined
  const opaque = isWhole && isUnknown(segments[0]) ? segments[0] : unknownPart(text)
  return { name: [], symbol: opaque }
}

/** What a template's own resource is called. */
export function ownReference({ type, name, nameNode, scope }: ArmResource): ResourceRef {
  const count = type.split("/").length - 1
  const place = withoutAmbient({ type, name: [], ...scope.place })
  if (name.length === count) {
    const segments = name.map(({ key }) => segmentIn(textOfKey(key)))
    return segments.includes("") ? place : { ...place, name: segments }
  }
  const value = nameNode && expand(nameNode, scope.environment)
  const isSingle = count === 1 && value?.kind === "unknown"
  return { ...place, name: isSingle ? [segmentIn(`{${value.unknown.identity}}`)] : [] }
}

/** A segment's key as it stands in an id: an id that is not wholly known begins with a slash, too. */
function textOfKey(key: string): string {
  if (key === "" || key.startsWith("/")) return key
  return /^'[^']*'$/.test(key) ? key.slice(1, -1) : `{${key}}`
}

/** Parts between slashes; one in braces or quotes is part of an expression. */
function segmentsIn(text: string): readonly Maybe<string>[] {
  const segments: string[] = []
  let start = 0
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    if (letter === "'" && depth > 0) isQuoted = !isQuoted
    if (isQuoted) continue
    if (letter === "{") depth++
    if (letter === "}") depth--
    if (letter !== "/" || depth > 0) continue
    segments.push(text.slice(start, at))
    start = at + 1
  }
  return [...segments, text.slice(start)].map(segmentIn)
}

function segmentIn(text: string): Maybe<string> {
  const lower = text.toLowerCase()
  return /[{'(⟦]/.test(lower) ? { ...unknownPart(""), identity: spellingOf(lower) } : lower
}

/** Of texts and parts in braces that stand side by side: as a name that `concat` puts together is spelt. */
function spellingOf(text: string): string {
  const pieces = splitAtBraces(text)
  if (pieces.length === 1 && !text.startsWith("{")) return oneSpelling(text)
  const spelt = pieces.map(piece => (piece.startsWith("{") ? oneSpelling(piece.slice(1, -1)) : `'${piece}'`))
  return spelt.join("+").replaceAll("'+'", "")
}

/** `vm{parameters('n')}-nic` as its three parts. */
function splitAtBraces(text: string): readonly string[] {
  const cuts = [0]
  let [depth, isQuoted] = [0, false]
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    if (letter === "'" && depth > 0) isQuoted = !isQuoted
    if (isQuoted) continue
    if (letter === "{" && depth++ === 0) cuts.push(at)
    if (letter === "}" && --depth === 0) cuts.push(at + 1)
  }
  return cuts.map((cut, index) => text.slice(cut, cuts[index + 1])).filter(piece => piece !== "")
}

function unknownPart(identity: string) {
  return { identity: oneSpelling(identity), reason: l10n.t`it is known only at deployment` }
}

/** Without `resourceGroup().id` at the beginning, which is where the template goes. */
function withoutDefaultPlace(segments: readonly Maybe<string>[]): readonly Maybe<string>[] {
  const [first, ...rest] = segments
  return isUnknown(first) && ambient.test(first.identity) ? rest : segments
}

/** The subscription and resource group that a template goes to are the same for all that it refers to. */
function withoutAmbient({ subscription, resourceGroup, ...reference }: ResourceRef): ResourceRef {
  return {
    ...reference,
    ...(isStated(subscription) && { subscription }),
    ...(isStated(resourceGroup) && { resourceGroup }),
  }
}

function isStated(place: Maybe<string> | undefined): boolean {
  return place !== undefined && !(isUnknown(place) && ambient.test(place.identity))
}

const ambient = /^(subscription|resourcegroup)\(\)/
