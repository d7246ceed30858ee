import { isUnknown, type Maybe } from "./unknown.ts"

/**
 * What a resource is called, by its own document or by whatever refers to it. All texts but those of symbols are in lower
 * case, for Azure compares them so.
 */
export interface ResourceRef {
  /** Azure's type; absent where the reference does not say it. */
  readonly type?: string
  /** One text for each part of the type, that of the outermost resource first; empty where only a symbol is known. */
  readonly name: readonly Maybe<string>[]
  /** Absent where it is the one that the document is deployed to. */
  readonly subscription?: Maybe<string>
  /** Absent where it is the one that the document is deployed to. */
  readonly resourceGroup?: Maybe<string>
  /** What its tool calls it; or all that is known, where the whole reference is one value that is not. */
  readonly symbol?: Maybe<ResourceSymbol>
}

/** A Terraform address, a Kubernetes object, a logical name: it means something among the documents of one scope. */
export interface ResourceSymbol {
  readonly address: string
  /** Which of the resources that stand under the address, where a loop makes several. */
  readonly index?: Maybe<string>
}

/**
 * Where two references stand. In the same scope (a document, a Terraform module) equal expressions are equal values, symbols
 * mean the same, and a subscription or resource group that is not stated is the same one as any. In documents that are near,
 * as those of one folder, symbols mean the same, and so do two places of which neither is stated. Others have ids alone.
 */
export type ReferenceScope = "same" | "near" | "other"

/** Whether two references mean one resource; null where that cannot be known. Symmetric. */
export function sameResource(one: ResourceRef, other: ResourceRef, scope: ReferenceScope = "same"): boolean | null {
  const types = bothOf(one.type, other.type, (a, b) => a === b)
  if (types === false) return false
  const symbols = scope === "other" ? null : bothOf(one.symbol, other.symbol, (a, b) => sameSymbol(a, b, scope))
  if (symbols !== null) return symbols
  const place = (["subscription", "resourceGroup"] as const).map(part => samePlace(one[part], other[part], scope))
  return allOf([types, sameName(one.name, other.name, scope), ...place])
}

/** Texts of which two references share one if they are the same resource within a scope: what an index finds them by. */
export function referenceKeys({ type, name, symbol }: ResourceRef): readonly string[] {
  const bySymbol = symbol ? [`symbol\n${isUnknown(symbol) ? `{${symbol.identity}}` : symbol.address}`] : []
  const parts = name.map(part => (isUnknown(part) ? `{${part.identity}}` : part))
  return type === undefined || name.length === 0 ? bySymbol : [...bySymbol, `name\n${type}\n${parts.join("/")}`]
}

/** What a child is a part of; undefined for what is no child. */
export function parentOf({ type, name, symbol: _, ...place }: ResourceRef): ResourceRef | undefined {
  const parts = type?.split("/") ?? []
  const own = parts.at(-3) === "providers" ? 3 : 1
  const isChild = name.length > 1 && parts.length > own + 1
  return isChild ? { ...place, type: parts.slice(0, -own).join("/"), name: name.slice(0, -1) } : undefined
}

function bothOf<T>(one: T | undefined, other: T | undefined, compare: (a: T, b: T) => boolean | null): boolean | null {
  return one === undefined || other === undefined ? null : compare(one, other)
}

/** Of two resources under one address, one that says which it is may be any of those meant by one that does not. */
function sameSymbol(one: Maybe<ResourceSymbol>, other: Maybe<ResourceSymbol>, scope: ReferenceScope): boolean | null {
  if (isUnknown(one) || isUnknown(other)) return sameUnknown(one, other, scope)
  if (one.address !== other.address) return false
  if (one.index === undefined && other.index === undefined) return true
  return bothOf(one.index, other.index, (a, b) => sameText(a, b, scope))
}

function sameName(
  one: readonly Maybe<string>[],
  other: readonly Maybe<string>[],
  scope: ReferenceScope,
): boolean | null {
  if (one.length === 0 || one.length !== other.length) return null
  return allOf(one.map((part, index) => bothOf<Maybe<string>>(part, other[index], (a, b) => sameText(a, b, scope))))
}

function samePlace(
  one: Maybe<string> | undefined,
  other: Maybe<string> | undefined,
  scope: ReferenceScope,
): boolean | null {
  if (one !== undefined && other !== undefined) return sameText(one, other, scope)
  if (scope === "near") return one === other ? true : null
  return scope === "same" ? true : null
}

function sameText(one: Maybe<string>, other: Maybe<string>, scope: ReferenceScope): boolean | null {
  if (!isUnknown(one) && !isUnknown(other)) return one === other
  return sameUnknown(one, other, scope)
}

function sameUnknown(one: Maybe<unknown>, other: Maybe<unknown>, scope: ReferenceScope): boolean | null {
  return scope === "same" && isUnknown(one) && isUnknown(other) && one.identity === other.identity ? true : null
}

/** True where all are, false where any is not. */
function allOf(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false
  return answers.includes(null) ? null : true
}
