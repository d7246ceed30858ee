import { memberAt, textOf } from "../syntax/lookup.ts"
import type { KubernetesObject } from "./kubernetes.ts"

/** The resource's name in Azure, where it is not the object's own. */
export function externalName({ node }: KubernetesObject): string | undefined {
  return textOf(memberAt(node, "metadata", "annotations", "crossplane.io/external-name"))
}
