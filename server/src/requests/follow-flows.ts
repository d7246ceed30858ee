import { type Disposable, RAL } from "vscode-languageserver"
import type { Expectation } from "../flows/expectation.ts"
import { expectationText } from "../flows/expectation-text.ts"
import type { FlowDocuments } from "../workspace/flow-documents.ts"
import type { Workspace } from "../workspace/workspace.ts"

export interface FollowedFlows {
  readonly workspace: Workspace
  readonly flows: FlowDocuments
  /** What is known of open flow files has changed though their texts have not. */
  changed(): void
  logError(error: unknown): void
}

/** Proves the claims of open flow files again once nobody has typed in the documents that they are about for a moment. */
export function followFlows({ workspace, flows, changed, logError }: FollowedFlows): void {
  let due: Disposable | undefined
  const look = async (): Promise<void> => {
    let isOther = false
    for (const uri of flows.openUris) {
      const before = flows.last(uri)
      const now = await flows.proven(uri)
      if (before && now && before !== now) isOther ||= told(before.expectations) !== told(now.expectations)
    }
    if (isOther) changed()
  }
  workspace.documents.onDidChangeContent(({ document: { uri } }) => {
    if (flows.isFlow(uri) || flows.openUris.length === 0) return
    due?.dispose()
    due = RAL().timer.setTimeout(() => look().catch(logError), pauseInMilliseconds)
  })
}

const pauseInMilliseconds = 250

function told(expectations: readonly Expectation[]): string {
  return JSON.stringify(expectations.map(one => [one.line.range, one.status, expectationText(one)]))
}
