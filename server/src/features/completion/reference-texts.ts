import * as l10n from "@vscode/l10n"
import type { ResourceType } from "../../azure/resource-types.ts"
import { isExpression } from "../../expressions/parse.ts"
import { isTemplate } from "../../readers/arm-template.ts"
import type { LocatedResource, ReadResource } from "../../readers/located-resource.ts"
import type { SyntaxDocument } from "../../syntax/document.ts"
import { member, textOf } from "../../syntax/lookup.ts"
import type { NetworkPart } from "../../topology/parts/network-part.ts"
import { sameResource } from "../../values/resource-ref.ts"
import type { Candidate } from "./candidate.ts"

/** How a document may refer to the resources of a type that it defines, and to those of others whose ids are written. */
export function referenceTexts(
  type: ResourceType,
  syntax: SyntaxDocument,
  resources: readonly ReadResource[],
  elsewhere: readonly NetworkPart[],
): readonly Candidate[] {
  const own = resources.filter(resource => resource.type === type && !resource.association)
  const others = elsewhere.filter(part => part.type === type && !part.association)
  const texts = [
    ...own.map(
      resource => [resource, textOfOwn(resource, syntax, resources), l10n.t`defined in this document`] as const,
    ),
    ...others.map(part => [part, part.id ?? addressOf(part, syntax), l10n.t`defined in another document`] as const),
  ]
  const found = texts.flatMap(([{ name }, text, told]) => (text === undefined ? [] : [candidate(text, name, told)]))
  return [...new Map(found.map(each => [each.value, each])).values()]
}

function textOfOwn(
  resource: ReadResource,
  syntax: SyntaxDocument,
  resources: readonly ReadResource[],
): string | undefined {
  if (resource.kind.startsWith("azure_rm_")) return resource.name
  if (isTemplate(syntax.roots[0])) return resourceIdCall(resource, resources)
  return addressOf(resource, syntax) ?? writtenId(resource)
}

function writtenId(resource: ReadResource): string | undefined {
  const id = textOf(resource.property("id"))
  return id?.startsWith("/") ? id : undefined
}

/** `${azurerm_network_security_group.web.id}`, in Terraform's own documents. */
function addressOf({ kind, reference: { symbol } }: LocatedResource, { text }: SyntaxDocument): string | undefined {
  const isTerraform = kind.startsWith("azurerm_") && text.includes("azurerm_")
  return isTerraform && symbol && "address" in symbol ? `\${${symbol.address}.id}` : undefined
}

/** `[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'front')]`, with expressions where names are some. */
function resourceIdCall(resource: ReadResource, resources: readonly ReadResource[]): string | undefined {
  const names = namesOf(resource, resources)
  const isWhole = names.length === resource.type.split("/").length - 1
  return isWhole ? `[resourceId('${resource.type}', ${names.join(", ")})]` : undefined
}

function namesOf(resource: ReadResource, resources: readonly ReadResource[]): readonly string[] {
  const written = textOf(member(resource.node, "name"))
  if (written === undefined) return []
  if (isExpression(written)) return resource.parent ? [] : [written.slice(1, -1)]
  const own = written.split("/").map(name => `'${name}'`)
  const { parent } = resource
  if (!parent || own.length > 1) return own
  const holder = resources.find(({ reference }) => sameResource(reference, parent) === true)
  return holder ? [...namesOf(holder, resources), ...own] : []
}

function candidate(text: string, name: string, detail: string): Candidate {
  return { label: name, value: text, detail, kind: "reference", ...(text !== name && { words: text }) }
}
