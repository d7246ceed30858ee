import type { ResourceType } from "../../azure/resource-types.ts"
import type { LocatedGroup } from "../../readers/reader.ts"
import { findTypedWord } from "../../syntax/find-typed-word.ts"
import { type Path, pathAt } from "../../syntax/path.ts"
import { isAt } from "../../syntax/range.ts"
import type { TypedMeaning, TypedWord } from "../../syntax/typed-word.ts"
import type { Statement, WrittenReference } from "../../topology/parts/network-part.ts"
import { readPart } from "../../topology/parts/read-part.ts"
import type { ReadDocument, TypedDocument } from "./completion-place.ts"

/** A place at which a resource of a type is to be named. Everything but `word` is of the text as it is meant. */
export interface ReferencePlace extends ReadDocument {
  readonly word: TypedWord
  readonly meaning: TypedMeaning
  readonly path: Path
  readonly type: ResourceType
}

/** What the readers take a text at an offset for a reference to: a group, a subnet, an application security group. */
export function referencePlace(document: TypedDocument, offset: number): ReferencePlace | undefined {
  const word = findTypedWord(document, offset)
  for (const meaning of word?.meanings.filter(({ role }) => role === "value") ?? []) {
    const read = document.read(meaning.text)
    const path = read && pathAt(read.syntax, meaning.offset)
    const type = read && typeAt(read, meaning.offset)
    if (word && read && path && type) return { ...read, word, meaning, path, type }
  }
  return undefined
}

function typeAt({ read, resources }: ReadDocument, offset: number): ResourceType | undefined {
  const isGroup = ({ reference, nameRange }: LocatedGroup) => reference && isAt(nameRange, offset)
  if (read?.groups.some(isGroup)) return "Microsoft.Network/networkSecurityGroups"
  return resources()
    .flatMap(resource => referencesOf(readPart(resource).says))
    .find(({ written }) => isAt(written.range, offset))?.type
}

interface TypedReference {
  readonly type: ResourceType
  readonly written: WrittenReference
}

/** The references of which it is known what they are to. */
function referencesOf(says: Statement): readonly TypedReference[] {
  const group = "group" in says ? says.group : undefined
  const subnets = says.kind === "networkInterface" ? says.configurations.map(({ subnet }) => subnet) : []
  const members =
    says.kind === "networkInterface" ? says.configurations.flatMap(({ securityGroups }) => securityGroups.items) : []
  const association = says.kind === "association" ? says.securityGroup : undefined
  return [
    ...typed("Microsoft.Network/networkSecurityGroups", [group]),
    ...typed("Microsoft.Network/virtualNetworks/subnets", subnets),
    ...typed("Microsoft.Network/applicationSecurityGroups", [...members, association]),
  ]
}

function typed(type: ResourceType, references: readonly (WrittenReference | undefined)[]): readonly TypedReference[] {
  return references.flatMap(written => (written ? [{ type, written }] : []))
}
