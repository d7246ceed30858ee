import { isProblem } from "../features/flow-text.ts"
import type { AddressPrefix } from "../values/address.ts"
import { readArguments } from "./arguments.ts"
import { configOption } from "./config-option.ts"
import { networkOptions } from "./network-options.ts"
import { readPrefixes, sortPositionals } from "./prefix-option.ts"

/** What `nsg replay` is asked. */
export interface ReplayArguments {
  readonly logs: readonly string[]
  /** PATH, or OLD and NEW. */
  readonly places: readonly string[]
  readonly nsg: string | undefined
  readonly nic: string | undefined
  readonly vnet: readonly AddressPrefix[]
  readonly onPremises: readonly AddressPrefix[]
  readonly parameters: string | undefined
  readonly tags: string | undefined
  readonly config: string | undefined
  readonly format: string | undefined
}

interface Problem {
  readonly problem: string
}

export function readReplayArguments(args: readonly string[]): ReplayArguments | Problem {
  const parsed = readArguments(args, options)
  if (isProblem(parsed)) return parsed
  const { values, tokens } = parsed
  const sorted = sortPositionals(tokens, ["vnet", "on-premises"])
  const [vnet, onPremises] = [readPrefixes(sorted, "vnet"), readPrefixes(sorted, "on-premises")]
  if (isProblem(vnet)) return vnet
  if (isProblem(onPremises)) return onPremises
  const { old, new: now, nsg, nic } = values
  if ((old === undefined) !== (now === undefined)) return { problem: `--old and --new go together. ${usage}` }
  if (nsg !== undefined && nic !== undefined) return { problem: "use either --nic or --nsg, not both." }
  if (nic !== undefined && vnet.length > 0) {
    return { problem: "--vnet is for NSGs: for a NIC, the files define the networks." }
  }
  const isOfTwo = old !== undefined && now !== undefined
  const logs = isOfTwo ? sorted.paths : sorted.paths.slice(0, -1)
  const places = isOfTwo ? [old, now] : sorted.paths.slice(-1)
  if (logs.length === 0) return { problem: usage }
  if ([...logs, ...places].filter(place => place === "-").length > 1) {
    return { problem: 'standard input ("-") can be read only once.' }
  }
  const { parameters, "service-tags": tags, config, format } = values
  return { logs, places, nsg, nic, vnet, onPremises, parameters, tags, config, format }
}

const usage = "replay needs LOG… and PATH, or LOG… --old OLD --new NEW. See nsg replay --help."

const options = {
  ...configOption,
  ...networkOptions,
  old: { type: "string" },
  new: { type: "string" },
  vnet: { type: "string", multiple: true },
} as const
