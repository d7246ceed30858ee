import type { Environment } from "../expressions/environment.ts"
import { expand } from "../expressions/expand.ts"
import { identityOf } from "../expressions/identity.ts"
import { isMap, member, memberAt } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { linkIn } from "./arm-link.ts"
import type { LinkedFile, LinkedFiles } from "./linked-files.ts"
import type { Unread } from "./located-resource.ts"

/** What a template needs to know to follow links. */
export interface Linking {
  readonly files: LinkedFiles
  /** The file that it is in, where that is not the document itself. */
  readonly file?: LinkedFile
  /** The deployment that links that file: equal for all that it makes. */
  readonly call?: string
  /** The links that lead to it, outermost first: the file of each with what is handed over. */
  readonly through: readonly string[]
}

/** A template in a file of its own, as one deployment links it. */
export interface LinkedTemplate {
  readonly template: MapNode
  readonly linking: Linking
  /** The file that has the values of its parameters, where the deployment names one; null where that is not at hand. */
  readonly values?: LinkedFile | null
}

/** So many links are followed, each in the template that the one before leads to. */
const mostLinks = 16

/** The template that a deployment links, or why it is not read; undefined where the deployment has no link. */
export function linkedTemplate(
  deployment: MapNode,
  environment: Environment,
  linking: Linking | undefined,
): LinkedTemplate | Unread | undefined {
  const properties = member(deployment, "properties")
  const written = member(properties, "templateLink")
  if (!written || isMap(member(properties, "template"))) return undefined
  const file = fileAt(written, environment, linking)
  if (!linking || !isMap(file?.root) || !member(file.root, "resources")) return "nowhere"
  const step = `${file.uri} ${handedOver(deployment, environment)}`
  if (linking.through.includes(step)) return "endless"
  if (linking.through.length > mostLinks) return "too-deep"
  const valuesLink = member(properties, "parametersLink")
  return {
    template: file.root,
    linking: { ...linking, file, through: [...linking.through, step] },
    ...(valuesLink && { values: fileAt(valuesLink, environment, linking) ?? null }),
  }
}

function fileAt(written: Node, environment: Environment, linking: Linking | undefined): LinkedFile | undefined {
  const link = linking && linkIn(written, environment)
  return link && linking.files.find(link, linking.file)
}

/** Equal for two deployments that hand over the same. */
function handedOver(deployment: MapNode, environment: Environment): string {
  const written = memberAt(deployment, "properties", "parameters")
  return (written && identityOf(expand(written, environment))) ?? ""
}
