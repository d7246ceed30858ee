import { isTemplate } from "../../readers/arm-template.ts"
import { findTypedWord } from "../../syntax/find-typed-word.ts"
import { member, textOf } from "../../syntax/lookup.ts"
import type { Node } from "../../syntax/node.ts"
import { type Path, pathAt } from "../../syntax/path.ts"
import { placeholderWord, type TypedMeaning, type TypedWord } from "../../syntax/typed-word.ts"
import type { WritableMap } from "../../syntax/write-value.ts"
import type { ReadDocument, TypedDocument } from "./completion-place.ts"
import { stop } from "./key-candidates.ts"

/** A place at which a group may stand, and what it looks like there. Everything but `word` is of the text as it is meant. */
export interface GroupPlace extends ReadDocument {
  readonly word: TypedWord
  readonly meaning: TypedMeaning
  readonly path: Path
  /** With `stop` for its rules. */
  readonly group: WritableMap
}

/** Where a list holds the resources of an ARM template or the tasks of Ansible, a group may stand. */
export function groupPlace(document: TypedDocument, offset: number): GroupPlace | undefined {
  const word = findTypedWord(document, offset)
  for (const meaning of word?.meanings.filter(({ role }) => role !== "value") ?? []) {
    const read = document.read(meaning.text)
    const path = read && pathAt(read.syntax, meaning.offset)
    const group = path && groupIn(path)
    if (word && read && path && group) return { ...read, word, meaning, path, group }
  }
  return undefined
}

function groupIn({ root, steps }: Path): WritableMap | undefined {
  const [list, item, key] = steps.slice(-3)
  const isFirstKey = key && "entry" in key && key.entry.key === placeholderWord && key.holder.entries.length === 1
  if (!isFirstKey || !item || "entry" in item || !list || !("entry" in list)) return undefined
  if (list.entry.key === "resources" && isTemplate(root)) return armGroup(item.holder.items)
  return /^((pre|post)_)?tasks$/.test(list.entry.key) ? ansibleGroup : undefined
}

/** With the version of Azure's API that the template's other networks have. */
function armGroup(resources: readonly Node[]): WritableMap {
  const others = resources.filter(each => /^Microsoft\.Network\//i.test(textOf(member(each, "type")) ?? ""))
  const apiVersion = others.map(each => textOf(member(each, "apiVersion"))).find(version => version !== undefined)
  return {
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: apiVersion ?? "2023-09-01",
    name: "new-nsg",
    location: "[resourceGroup().location]",
    properties: { securityRules: [stop] },
  }
}

const ansibleGroup: WritableMap = {
  name: "Network security group",
  "azure.azcollection.azure_rm_securitygroup": {
    resource_group: "my-resource-group",
    name: "new-nsg",
    rules: [stop],
  },
}
