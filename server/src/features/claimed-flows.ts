import type { FlowFile, FlowLine, UseLine } from "../flows/flow-file.ts"
import { isProblem, parseFlow } from "./flow-text.ts"
import { parsePathFlow } from "./path-flow-text.ts"

/**
 * The claims of a file that are flows, too: with one source, one destination and one port. Those of a group, else those of the
 * networks.
 */
export function claimedFlows({ lines }: FlowFile, group: string | undefined): readonly string[] {
  let use: UseLine | undefined
  return lines.flatMap(line => {
    if (line.kind === "use") use = line
    return line.kind === "claim" && isAbout(use, group) ? flowOf(line, group === undefined) : []
  })
}

function isAbout(use: UseLine | undefined, group: string | undefined): boolean {
  if (group === undefined) return use?.type !== "nsg"
  return use?.type === "nsg" && use.name.text.toLowerCase() === group.toLowerCase()
}

function flowOf({ text }: FlowLine, isOfNetworks: boolean): readonly string[] {
  const flow = text.replace(/^\S+\s+/, "").replaceAll(/\s+/g, " ")
  const read = isOfNetworks ? parsePathFlow(flow) : parseFlow(flow)
  return isProblem(read) ? [] : [flow]
}
