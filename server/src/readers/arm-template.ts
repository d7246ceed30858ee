import { isMap, member, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { templateFaults } from "./arm-faults.ts"
import { armResources } from "./arm-resources.ts"
import { armResult } from "./arm-result.ts"
import { templateScope } from "./arm-scope.ts"
import type { Reader } from "./dialect-reader.ts"
import { literalsOverEdits } from "./reread.ts"

/** ARM templates of every scope and language version, compiled Bicep among them. */
export const armTemplate: Reader = {
  read(document, options) {
    const [root] = document.roots
    if (!isTemplate(root)) return undefined
    const { parameters, rereading, linkedFiles } = options ?? {}
    const scope = templateScope(root, { parameters, literals: rereading && literalsOverEdits, linkedFiles })
    const result = armResult("arm-template", armResources(root, scope), scope, options)
    return { ...result, expressionFaults: templateFaults(root, document, scope.environment.evaluation) }
  },
}

/** Whether a value is a whole template, by its schema, or by what no other document has together. */
export function isTemplate(node: Node | undefined): node is MapNode {
  if (!isMap(node) || !member(node, "resources")) return false
  const schema = textOf(member(node, "$schema")) ?? ""
  return (
    /deploymentTemplate\.json/i.test(schema) || (schema === "" && textOf(member(node, "contentVersion")) !== undefined)
  )
}
