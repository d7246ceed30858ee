import * as l10n from "@vscode/l10n"

/** A column of a table: what it is called in the editor's language, and what stands in it, which decides how it is laid out. */
export interface Column {
  readonly name: string
  readonly kind: "priority" | "rule" | "access" | "protocol" | "address" | "port"
}

export const columns = {
  priority: { name: l10n.t`Priority`, kind: "priority" },
  rule: { name: l10n.t`Rule`, kind: "rule" },
  access: { name: l10n.t`Access`, kind: "access" },
  protocol: { name: l10n.t`Protocol`, kind: "protocol" },
  source: { name: l10n.t`Source`, kind: "address" },
  sourcePorts: { name: l10n.t`Source ports`, kind: "port" },
  destination: { name: l10n.t`Destination`, kind: "address" },
  destinationPorts: { name: l10n.t`Ports`, kind: "port" },
} as const satisfies Readonly<Record<string, Column>>

/** What a rule, or a box of traffic, says of packets. */
export const partColumns = [
  columns.protocol,
  columns.source,
  columns.sourcePorts,
  columns.destination,
  columns.destinationPorts,
] as const
