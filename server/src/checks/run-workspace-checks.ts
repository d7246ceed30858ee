import { appendTo } from "../values/grouped.ts"
import { remember } from "../values/remember.ts"
import type { Finding, WorkspaceCheck, WorkspaceContext } from "./check.ts"
import { stamp } from "./stamp.ts"

/** Findings by the URI of the document that each stands in. */
export type FindingsByDocument = ReadonlyMap<string, readonly Finding[]>

/** What documents describe together is a value, so that what was found in it holds as long as it lives. */
const kept = new WeakMap<WorkspaceContext, Map<WorkspaceCheck, FindingsByDocument>>()

/** What a check finds in the networks of all documents: looked for when one of them is first asked about. */
export function findingsInNetworks(check: WorkspaceCheck, context: WorkspaceContext): FindingsByDocument {
  const known = kept.get(context) ?? new Map<WorkspaceCheck, FindingsByDocument>()
  kept.set(context, known)
  return remember(known, check, () => {
    const found = new Map<string, Finding[]>()
    for (const one of check.run(context)) {
      appendTo(found, one.document, stamp(check, one, { message: check.message(one.data) }))
    }
    return found
  })
}
