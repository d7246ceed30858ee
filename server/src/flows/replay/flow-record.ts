/** A record of a flow log: about a minute of one network interface, or of one group. */
export interface FlowRecord {
  /** 4: a virtual network flow log; 1 and 2: an NSG flow log. */
  readonly version: LogVersion
  /** Resource id of the group, which NSG flow logs have. */
  readonly groupId: string | undefined
  readonly entries: readonly FlowEntry[]
}

export type LogVersion = 1 | 2 | 4

/** The flows that one rule decided at one network interface. */
export interface FlowEntry {
  /** As the log has it: `UserRule_x`, `DefaultRule_x`, an admin rule's own name, or `unspecified`. */
  readonly rule: string
  /** Twelve digits in lower case; undefined where it is none. */
  readonly mac: string | undefined
  readonly tuples: readonly unknown[]
}

/** Reads an item of `records`, or says why it is none: behind "record 3: …". Shapes: Azure's documentation, 08/2024. */
export function readRecord(text: string): FlowRecord | { readonly problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `it is not valid JSON (${error instanceof Error ? error.message : error})` }
  }
  if (!isObject(value)) return { problem: "it is not an object" }
  if (isObject(value.flowRecords)) return networkRecord(value, value.flowRecords)
  if (isObject(value.properties)) return groupRecord(value, value.properties)
  return { problem: "it is not a record of a flow log: it has neither flowRecords nor properties.flows" }
}

type Json = Readonly<Record<string, unknown>>

function networkRecord(
  { flowLogVersion, macAddress }: Json,
  { flows }: Json,
): FlowRecord | { readonly problem: string } {
  if (Number(flowLogVersion) !== 4) return { problem: unread("flowLogVersion", flowLogVersion, "4") }
  if (!Array.isArray(flows)) return { problem: "flowRecords.flows is not a list" }
  const entries: FlowEntry[] = []
  for (const flow of flows) {
    if (!isObject(flow) || !Array.isArray(flow.flowGroups)) return { problem: "flows without a list flowGroups" }
    for (const group of flow.flowGroups) {
      const entry = entryOf(group, group?.rule, macAddress)
      if ("problem" in entry) return entry
      entries.push(entry)
    }
  }
  return { version: 4, groupId: undefined, entries }
}

function groupRecord(
  { resourceId, macAddress }: Json,
  { Version: version, flows }: Json,
): FlowRecord | { readonly problem: string } {
  if (Number(version) !== 1 && Number(version) !== 2)
    return { problem: unread("properties.Version", version, "1 or 2") }
  if (!Array.isArray(flows)) return { problem: "properties.flows is not a list" }
  const entries: FlowEntry[] = []
  for (const rule of flows) {
    if (!isObject(rule) || !Array.isArray(rule.flows)) return { problem: "a rule without a list flows" }
    for (const flow of rule.flows) {
      const entry = entryOf(flow, rule.rule, flow?.mac ?? macAddress)
      if ("problem" in entry) return entry
      entries.push(entry)
    }
  }
  const groupId = typeof resourceId === "string" ? resourceId : undefined
  return { version: Number(version) === 1 ? 1 : 2, groupId, entries }
}

function entryOf(holder: unknown, rule: unknown, mac: unknown): FlowEntry | { readonly problem: string } {
  if (!isObject(holder) || !Array.isArray(holder.flowTuples)) return { problem: "flows without a list flowTuples" }
  if (typeof rule !== "string") return { problem: "flows without the name of a rule" }
  return { rule, mac: readMac(mac), tuples: holder.flowTuples }
}

/** However its digits are grouped: `00224871C205`, `00-22-48-71-C2-05`. */
export function readMac(text: unknown): string | undefined {
  const digits = typeof text === "string" ? text.replace(/[-:.]/g, "").toLowerCase() : ""
  return /^[0-9a-f]{12}$/.test(digits) ? digits : undefined
}

function unread(key: string, value: unknown, known: string): string {
  return `its ${key} is ${JSON.stringify(value) ?? "absent"}, and only ${known} can be read`
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
