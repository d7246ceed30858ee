import type { Memento } from "vscode"

const key = "nsg.recentFlows"
const size = 10

/** The last flows that were verified in this workspace, the latest first. */
export function recentFlows(memory: Memento): readonly string[] {
  return memory.get<readonly string[]>(key, [])
}

export async function rememberFlow(memory: Memento, flow: string): Promise<void> {
  const others = recentFlows(memory).filter(other => other !== flow)
  await memory.update(key, [flow, ...others].slice(0, size))
}
