/** A rule of az's JSON, with what the test does not care for filled in. */
export interface SampleRule {
  readonly name: string
  readonly priority: number | string
  readonly access?: string
  readonly direction?: string
  readonly protocol?: string
  readonly source?: string
  /** A list, instead of one source. */
  readonly sources?: readonly string[]
  readonly destination?: string
  readonly port?: string
}

/** A group as `az network nsg show` prints it. */
export function azGroup(name: string, rules: readonly SampleRule[]): string {
  return JSON.stringify(
    { name, type: "Microsoft.Network/networkSecurityGroups", securityRules: rules.map(azRule) },
    null,
    2,
  )
}

function azRule({ name, priority, access, direction, protocol, source, sources, destination, port }: SampleRule) {
  return {
    name,
    priority,
    direction: direction ?? "Inbound",
    access: access ?? "Allow",
    protocol: protocol ?? "Tcp",
    ...(sources ? { sourceAddressPrefixes: sources } : { sourceAddressPrefix: source ?? "*" }),
    sourcePortRange: "*",
    destinationAddressPrefix: destination ?? "*",
    destinationPortRange: port ?? "*",
  }
}
