import type { SyntaxDocument } from "../syntax/document.ts"
import { asoResource } from "./aso-resources.ts"
import { capzResources } from "./capz-resources.ts"
import { crossplaneResource } from "./crossplane-resources.ts"
import { kubernetesObjects } from "./kubernetes.ts"
import type { ReadResource } from "./located-resource.ts"
import { toolResources } from "./tool-resources.ts"

/** The resources of which a network is made among Kubernetes objects: one stream may hold those of several operators. */
export function kubernetesResources({ roots, text }: SyntaxDocument): readonly ReadResource[] {
  if (!operators.some(word => text.includes(word))) return []
  const objects = kubernetesObjects(roots)
  return toolResources(
    objects.flatMap(object => {
      const one = asoResource(object) ?? crossplaneResource(object, objects)
      return one ? [one] : capzResources(object)
    }),
  )
}

const operators = [".azure.com/", ".azure.upbound.io", ".azure.m.upbound.io", "infrastructure.cluster.x-k8s.io"]
