import type { Finding } from "../../checks/check.ts"

/** A finding on its way to another thread. Plain data: `nsg check` makes no fixes of it there. */
export type SentFinding = Omit<Finding, "fixes" | "with">

export function receivedFinding(sent: SentFinding): Finding {
  return { ...sent, with: changes => receivedFinding({ ...sent, ...changes }) }
}
