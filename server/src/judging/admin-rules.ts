import * as l10n from "@vscode/l10n"
import { hasIntentPolicies, takesAdminRules } from "../azure/group-free-subnets.ts"
import type { SecurityRule } from "../engine/security-rule.ts"
import type { AdminRule } from "../engine/traffic-path.ts"
import type { AdminConfiguration, LocatedAdminRule, Member, Subnet, Topology } from "../topology/topology.ts"
import { isUnknown } from "../values/unknown.ts"

/** A security admin rule at its place among those of all configurations that apply. */
export interface RankedAdminRule extends AdminRule {
  readonly configuration: AdminConfiguration
  /** Null for what stands for rules that cannot be known. */
  readonly written: LocatedAdminRule | null
}

/**
 * The security admin rules that apply in a subnet, as one list: those of a parent scope come first. Not to private endpoints,
 * subnets of certain services, and networks of services with intent policies (2026-01).
 */
export function adminRulesFor(
  { adminConfigurations, loadBalancers }: Topology,
  subnet: Subnet,
  networkInterface: Member["networkInterface"] | undefined,
): readonly RankedAdminRule[] {
  if (adminConfigurations.length === 0 || networkInterface?.isPrivateEndpoint || !takesAdminRules(subnet.name))
    return []
  const isOfGateway = loadBalancers.some(({ subnet: own }) => own?.kind === "resolved" && own.target === subnet)
  if (isOfGateway) return []
  const hasPolicies = subnet.network.subnets.some(({ delegations }) => delegations.some(hasIntentPolicies))
  return adminConfigurations.flatMap(configuration => {
    const isMember = configuration.networks.some(one => one.kind === "resolved" && one.target === subnet.network)
    if (!isMember && !configuration.hasOtherNetworks) return []
    const mode = (hasPolicies ? (configuration.intentPolicyServices ?? "None") : "All").toLowerCase()
    if (mode === "none") return []
    const rules = configuration.rules.filter(({ access }) => mode === "all" || access !== "Deny")
    // Which of the two kinds of allowing "AllowRulesOnly" means is not published.
    const isOpen = (rule: LocatedAdminRule) => !isMember || (mode !== "all" && rule.access !== "Allow")
    return [
      ...(configuration.complete ? [] : [hiddenRule(configuration)]),
      ...rules.map(rule => ranked(rule, configuration, isOpen(rule))),
    ]
  })
}

/** Priorities of one scope lie behind all of the scopes above it. */
const scopeSize = 10_000

function ranked(written: LocatedAdminRule, configuration: AdminConfiguration, isOpen: boolean): RankedAdminRule {
  const { place: _, priority, ...rule } = written
  return {
    ...rule,
    priority: isUnknown(priority) ? priority : configuration.scopeDepth * scopeSize + priority,
    possiblyAbsent: rule.possiblyAbsent || isOpen,
    configuration,
    written,
  }
}

/** Stands for the rules that cannot be known: they may come first, match anything, and do either. */
function hiddenRule(configuration: AdminConfiguration): RankedAdminRule {
  const name = `rules of ${configuration.name} that cannot be known here`
  const unknown = { identity: name, reason: l10n.t`part of the configuration cannot be known` }
  const addresses = [{ kind: "unknown" as const, key: `unknown:${name}`, unknown }]
  return {
    name,
    priority: configuration.scopeDepth * scopeSize,
    direction: unknown,
    access: unknown,
    protocol: unknown,
    source: addresses,
    sourcePorts: [{ unknown }],
    destination: addresses,
    destinationPorts: [{ unknown }],
    possiblyAbsent: true,
    configuration,
    written: null,
  }
}

/** As the engine judges flows: to be let through whatever groups say is to be let through. */
export function asSecurityRule<R extends AdminRule>(rule: R): R & SecurityRule {
  return { ...rule, access: rule.access === "AlwaysAllow" ? "Allow" : rule.access }
}
