import { callsOf } from "../../expressions/calls-of.ts"
import { isExpression, parseExpression } from "../../expressions/parse.ts"
import { scalar } from "../../expressions/value.ts"
import { partOf } from "../../readers/arm-choice.ts"
import { entriesOf, itemsOf, memberAt, textOf } from "../../syntax/lookup.ts"
import type { Node } from "../../syntax/node.ts"
import type { Described } from "./described.ts"
import { referenceText, valuesOf } from "./described.ts"
import type { DeploymentStatement, LinkedTemplate, WrittenReference } from "./network-part.ts"

const deployments = "Microsoft.Resources/deployments"

export function readDeployment({ resource }: Described): DeploymentStatement {
  const template = resource.unread && linkedTemplate(resource.property("templateLink"))
  const before = valuesOf(resource.property("dependsOn")).items
  const asked = referencesIn(memberAt(resource.node, "properties", "parameters"))
  return {
    kind: "deployment",
    ...(template && { template }),
    needs: [...before, ...asked].flatMap((node): WrittenReference[] => {
      const reference = resource.refer(node, { type: deployments })
      // A name alone may be any resource's.
      if (reference?.type !== deployments.toLowerCase()) return []
      return [{ reference, text: referenceText(node), range: node.range }]
    }),
  }
}

function linkedTemplate(link: Node | undefined): LinkedTemplate | undefined {
  const written = link && (partOf(link, "relativePath") ?? partOf(link, "uri") ?? partOf(link, "id") ?? link)
  if (!written) return undefined
  return { text: referenceText(written), range: written.range }
}

/** What `reference(…)` asks for in the expressions of a value. */
function referencesIn(node: Node | undefined): readonly Node[] {
  if (!node) return []
  if (node.kind === "list") return itemsOf(node).flatMap(referencesIn)
  if (node.kind === "map") return entriesOf(node).flatMap(({ value }) => referencesIn(value))
  const text = textOf(node)
  if (text === undefined || !isExpression(text)) return []
  const { expression } = parseExpression(text)
  return callsOf(expression, "reference").flatMap(({ args: [first] }) => {
    return first ? [scalar(`[${text.slice(first.range.start, first.range.end)}]`, node.range)] : []
  })
}
