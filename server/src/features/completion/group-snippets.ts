import { isTemplate } from "../../readers/arm-template.ts"
import { findTypedWord } from "../../syntax/find-typed-word.ts"
import { member, textOf } from "../../syntax/lookup.ts"
import type { MapNode, Node } from "../../syntax/node.ts"
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
  readonly group: WrittenGroup
}

/** An item of a list or, under a key, an entry of a map; with `stop` for its rules. */
export interface WrittenGroup {
  readonly key?: string
  readonly value: WritableMap
}

/**
 * Where a list holds the resources of an ARM template or the tasks of Ansible, or a map those of Pulumi or of Terraform, a group
 * may stand.
 */
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

function groupIn({ root, steps }: Path): WrittenGroup | undefined {
  const [key, item, list] = steps.toReversed()
  if (!key || !("entry" in key) || key.entry.key !== placeholderWord) return undefined
  if (item && "entry" in item) return groupUnder(root, steps.slice(0, -1), key.holder)
  const isFirstKey = key.holder.entries.length === 1
  if (!isFirstKey || !item || !list || !("entry" in list)) return undefined
  if (list.entry.key === "resources" && isTemplate(root)) return { value: armGroup(item.holder.items) }
  return /^((pre|post)_)?tasks$/.test(list.entry.key) ? { value: ansibleGroup } : undefined
}

/** An entry of a map whose keys are the names of resources. */
function groupUnder(root: Node, steps: Path["steps"], { entries }: MapNode): WrittenGroup | undefined {
  const keys = steps.map(step => ("entry" in step ? step.entry.key : "")).join(" ")
  if (keys === "resource azurerm_network_security_group") return { key: newName, value: terraformGroup }
  const runtime = member(root, "runtime")
  const isPulumi = keys === "resources" && (textOf(runtime) ?? textOf(member(runtime, "name"))) === "yaml"
  // Fields of the classic provider are others.
  const isClassic = entries.some(({ value }) => /^azure:/.test(textOf(member(value, "type")) ?? ""))
  return isPulumi && !isClassic ? { key: newName, value: pulumiGroup } : undefined
}

/** With the version of Azure's API that the template's other networks have. */
function armGroup(resources: readonly Node[]): WritableMap {
  const others = resources.filter(each => /^Microsoft\.Network\//i.test(textOf(member(each, "type")) ?? ""))
  const apiVersion = others.map(each => textOf(member(each, "apiVersion"))).find(version => version !== undefined)
  return {
    type: "Microsoft.Network/networkSecurityGroups",
    apiVersion: apiVersion ?? "2023-09-01",
    name: newName,
    location: "[resourceGroup().location]",
    properties: { securityRules: [stop] },
  }
}

/** What is written over first. */
const newName = "new-nsg"

const terraformGroup: WritableMap = {
  name: newName,
  location: "westeurope",
  resource_group_name: "my-resource-group",
  security_rule: [stop],
}

const pulumiGroup: WritableMap = {
  type: "azure-native:network:NetworkSecurityGroup",
  properties: { resourceGroupName: "my-resource-group", securityRules: [stop] },
}

const ansibleGroup: WritableMap = {
  name: "Network security group",
  "azure.azcollection.azure_rm_securitygroup": {
    resource_group: "my-resource-group",
    name: newName,
    rules: [stop],
  },
}
