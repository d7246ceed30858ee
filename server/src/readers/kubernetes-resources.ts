import type { SyntaxDocument } from "../syntax/document.ts"
import { hasWord } from "../syntax/words.ts"
import { asoResource } from "./aso-resources.ts"
import { capzResources } from "./capz-resources.ts"
import { crossplaneResource } from "./crossplane-resources.ts"
import { kubernetesObjects } from "./kubernetes.ts"
import type { ReadResource } from "./located-resource.ts"
import { toolResources } from "./tool-resources.ts"

/** The resources of which a network is made among Kubernetes objects: one stream may hold those of several operators. */
export function kubernetesResources(document: SyntaxDocument): readonly ReadResource[] {
  if (!operators.some(word => hasWord(document, word))) return []
  const objects = kubernetesObjects(document.roots)
  return toolResources(
    objects.flatMap(object => {
      const one = asoResource(object) ?? crossplaneResource(object, objects)
      return one ? [one] : capzResources(object)
    }),
  )
}

const operators = [".azure.com/", ".azure.upbound.io", ".azure.m.upbound.io", "infrastructure.cluster.x-k8s.io"]
