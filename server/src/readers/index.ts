import type { SyntaxDocument } from "../syntax/document.ts"
import { hasWord } from "../syntax/words.ts"
import { lazily } from "../values/lazily.ts"
import { ansibleRules } from "./ansible-rules.ts"
import { armFragment } from "./arm-fragment.ts"
import { armParameters } from "./arm-parameters.ts"
import { armPolicy } from "./arm-policy.ts"
import { armTemplate } from "./arm-template.ts"
import { aso } from "./aso.ts"
import { azbb } from "./azbb.ts"
import { capz } from "./capz.ts"
import { withPlainLists } from "./counted-lists.ts"
import { crossplane } from "./crossplane.ts"
import { cutOff } from "./cut-off.ts"
import type { Reader, ReadOptions } from "./dialect-reader.ts"
import { effective } from "./effective.ts"
import type { ReadResource } from "./located-resource.ts"
import { networkWatcher } from "./network-watcher.ts"
import { pulumiState } from "./pulumi-state.ts"
import { pulumiYaml } from "./pulumi-yaml.ts"
import type { Reading, ReadResult } from "./reader.ts"
import { withReferenceIdentities } from "./reference-identities.ts"
import { rest } from "./rest.ts"
import { templateTree } from "./template-tree.ts"
import { templatedGroup } from "./templated.ts"
import { terraformJson } from "./terraform-json.ts"
import { terraformPlan } from "./terraform-plan.ts"

/** In the order they are asked: the API's output, which has no mark of its own, comes last. */
const readers: readonly Reader[] = [
  armTemplate,
  armFragment,
  armPolicy,
  azbb,
  armParameters,
  terraformJson,
  terraformPlan,
  ansibleRules,
  aso,
  crossplane,
  capz,
  pulumiYaml,
  pulumiState,
  effective,
  networkWatcher,
  rest,
]

/** Reads a document in whichever dialect it is; undefined when it is of none. */
export function readDocument(printed: SyntaxDocument, options?: ReadOptions): ReadResult | undefined {
  const written = withPlainLists(printed)
  const cut = cutOff(written)
  if (!cut) return read(written, options)
  const result = read({ ...written, roots: cut.roots }, options)
  return result && { ...result, cutOff: cut.range }
}

/** The resources of a document in which no group needs to be. */
export function readResources(document: SyntaxDocument, options?: ReadOptions): readonly ReadResource[] {
  return readDocument(document, options)?.resources() ?? inOrder(resourcesIn(withPlainLists(document)))
}

function read(document: SyntaxDocument, options?: ReadOptions): ReadResult | undefined {
  for (const reader of readers) {
    if (reader.keyWords && !reader.keyWords.some(word => hasWord(document, word))) continue
    const result = reader.read(document, options)
    if (result)
      return withResources(withModel(document.directives ? templated(result, document) : result, options), document)
  }
  return undefined
}

function withModel(result: Reading, { model }: ReadOptions = {}): Reading {
  return model ? { ...result, groups: result.groups.map(group => ({ ...group, model })) } : result
}

function withResources(result: Reading, document: SyntaxDocument): ReadResult {
  const { resources = () => resourcesIn(document) } = result
  return { ...result, resources: lazily(() => inOrder(resources())) }
}

/** What the first reader finds that finds any: one document is of one dialect. */
function resourcesIn(document: SyntaxDocument): readonly ReadResource[] {
  for (const reader of readers) {
    const found = reader.resources?.(document) ?? []
    if (found.length > 0) return found
  }
  return []
}

/** In the order of the text. */
function inOrder(resources: readonly ReadResource[]): readonly ReadResource[] {
  return withReferenceIdentities(resources.toSorted((a, b) => a.range.start - b.range.start))
}

function templated(result: Reading, document: SyntaxDocument): Reading {
  const tree = templateTree(document)
  return { ...result, groups: result.groups.map(group => templatedGroup(group, tree)) }
}
