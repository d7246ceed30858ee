import type { SyntaxDocument } from "../syntax/document.ts"
import { ansibleRules } from "./ansible-rules.ts"
import { armFragment } from "./arm-fragment.ts"
import { armParameters } from "./arm-parameters.ts"
import { armTemplate } from "./arm-template.ts"
import { aso } from "./aso.ts"
import { azbb } from "./azbb.ts"
import { capz } from "./capz.ts"
import { withPlainLists } from "./counted-lists.ts"
import { crossplane } from "./crossplane.ts"
import { cutOff } from "./cut-off.ts"
import type { Reader, ReadOptions } from "./dialect-reader.ts"
import { effective } from "./effective.ts"
import { networkWatcher } from "./network-watcher.ts"
import { pulumiYaml } from "./pulumi-yaml.ts"
import type { ReadResult } from "./reader.ts"
import { rest } from "./rest.ts"
import { templateTree } from "./template-tree.ts"
import { templatedGroup } from "./templated.ts"
import { terraformJson } from "./terraform-json.ts"
import { terraformPlan } from "./terraform-plan.ts"

/** In the order they are asked: the API's output, which has no mark of its own, comes last. */
const readers: readonly Reader[] = [
  armTemplate,
  armFragment,
  azbb,
  armParameters,
  terraformJson,
  terraformPlan,
  ansibleRules,
  aso,
  crossplane,
  capz,
  pulumiYaml,
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

function read(document: SyntaxDocument, options?: ReadOptions): ReadResult | undefined {
  for (const reader of readers) {
    if (reader.keyWords && !reader.keyWords.some(word => document.text.includes(word))) continue
    const result = reader.read(document, options)
    if (result) return document.directives ? templated(result, document) : result
  }
  return undefined
}

function templated(result: ReadResult, document: SyntaxDocument): ReadResult {
  const tree = templateTree(document)
  return { ...result, groups: result.groups.map(group => templatedGroup(group, tree)) }
}
