import * as l10n from "@vscode/l10n"
import type { ResourceRef } from "../../values/resource-ref.ts"
import { isUnknown, type Unknown } from "../../values/unknown.ts"

/** The last name in a reference as people read it, or the address by which its tool knows the resource. */
export function referenceName(reference: ResourceRef | undefined): string {
  const last = reference?.name.at(-1)
  if (last !== undefined) return isUnknown(last) ? shown(last) : last
  const symbol = reference?.symbol
  if (symbol === undefined) return l10n.t`(not readable)`
  return isUnknown(symbol) ? shown(symbol) : nameIn(symbol.address)
}

/** That of a Kubernetes object is made of its kind, namespace and name. */
function nameIn(address: string): string {
  return address.slice(address.lastIndexOf("/") + 1)
}

/** The identity of a long expression, or of one that several calls of a template share, is for comparing alone. */
function shown({ text, identity }: Unknown): string {
  const isReadable = identity.length <= longestShown && !/[⟨‹⟦]/.test(identity)
  return text ?? (isReadable ? identity : l10n.t`(known only at deployment)`)
}

const longestShown = 80
