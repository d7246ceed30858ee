import type { Protocol } from "../../../server/src/engine/security-rule.ts"

/** A flow as a test puts it into a log. */
export interface LoggedFlow {
  readonly direction: "Inbound" | "Outbound"
  readonly protocol: Protocol
  readonly source: string
  readonly sourcePort?: number
  readonly destination: string
  readonly destinationPort?: number
  /** As the log has it: `UserRule_x`. */
  readonly rule: string
  readonly access: "Allow" | "Deny"
  /** Sent and received when it ends; without it only its opening is there. */
  readonly bytes?: number
  /** Seconds behind the start of the log. */
  readonly at?: number
}

export interface LogOptions {
  readonly version?: 1 | 2 | 4
  readonly mac?: string
  readonly resourceId?: string
  /** Flows of one record. */
  readonly perRecord?: number
}

const logStart = Date.UTC(2025, 10, 30, 10)

/** The text of a log file, as Azure writes it. */
export function flowLog(flows: readonly LoggedFlow[], { perRecord = 50, ...options }: LogOptions = {}): string {
  const records = Array.from({ length: Math.ceil(flows.length / perRecord) }, (_, place) =>
    flowRecord(flows.slice(place * perRecord, (place + 1) * perRecord), options),
  )
  return JSON.stringify({ records })
}

export function flowRecord(flows: readonly LoggedFlow[], { version = 4, mac, resourceId }: LogOptions = {}): object {
  const byRule = new Map<string, string[]>()
  for (const flow of flows) byRule.set(flow.rule, [...(byRule.get(flow.rule) ?? []), ...tuples(flow, version)])
  const groups = [...byRule]
  if (version === 4) {
    const flowGroups = groups.map(([rule, flowTuples]) => ({ rule, flowTuples }))
    return {
      ...{ time: "2025-11-30T10:00:00Z", flowLogVersion: 4, macAddress: mac ?? "000000000000" },
      ...{ category: "FlowLogFlowEvent", operationName: "FlowLogFlowEvent" },
      flowRecords: { flows: [{ aclID: "00000000-0000-0000-0000-000000000001", flowGroups }] },
    }
  }
  return {
    ...{ time: "2025-11-30T10:00:00Z", category: "NetworkSecurityGroupFlowEvent" },
    ...(resourceId !== undefined && { resourceId }),
    properties: {
      Version: version,
      flows: groups.map(([rule, flowTuples]) => ({ rule, flows: [{ mac: mac ?? "000000000000", flowTuples }] })),
    },
  }
}

const numbers: Record<Protocol, number> = { Tcp: 6, Udp: 17, Icmp: 1, Esp: 50, Ah: 51 }

function tuples(flow: LoggedFlow, version: 1 | 2 | 4): string[] {
  const { source, sourcePort = 0, destination, destinationPort = 0, direction, access, bytes, at = 0 } = flow
  const time = version === 4 ? logStart + at * 1000 : logStart / 1000 + at
  const protocol = version === 4 ? numbers[flow.protocol] : flow.protocol.charAt(0)
  const start = `${time},${source},${destination},${sourcePort},${destinationPort},${protocol},${direction.charAt(0)}`
  const decision = access.charAt(0)
  if (version === 1) return [`${start},${decision}`]
  const state = version === 4 ? (access === "Deny" ? "D,NX" : "B,NX") : `${decision},B`
  const ended = version === 4 ? "E,NX" : `${decision},E`
  const sent = Math.floor((bytes ?? 0) / 3)
  return [`${start},${state},,,,`, ...(bytes === undefined ? [] : [`${start},${ended},3,${sent},4,${bytes - sent}`])]
}
