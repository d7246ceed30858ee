import * as l10n from "@vscode/l10n"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import { referredName } from "../expressions/referred-name.ts"
import type { AppliedRules } from "../judging/effective-interface.ts"
import type { LevelVerdict } from "../judging/path-level.ts"
import type { NetworkInterface, Subnet } from "../topology/topology.ts"

/** Where on a path a verdict falls, as Azure's NSG diagnostics has `appliedTo`. */
export interface LevelIdentity {
  readonly kind: LevelVerdict["kind"]
  /** Of a subnet `vnet/subnet`, of a scale set's network interface `set/nic`. */
  readonly name: string
  readonly id?: string
}

export function levelIdentity(level: LevelVerdict): LevelIdentity {
  if (level.kind === "networkManager")
    return identityOf(level.kind, level.decider.configuration.name, level.decider.configuration)
  const { at } = level
  if (at.kind === "networkInterface")
    return identityOf(at.kind, interfaceName(at.networkInterface), at.networkInterface)
  if (at.subnet.kind === "resolved") return identityOf(at.kind, subnetName(at.subnet.target), at.subnet.target)
  return { kind: at.kind, name: at.subnet.kind === "unresolved" ? shortName(at.subnet.text) : l10n.t`(no subnet)` }
}

function identityOf(kind: LevelVerdict["kind"], name: string, { id }: { readonly id?: string }): LevelIdentity {
  return { kind, name, ...(id !== undefined && { id }) }
}

export function subnetName({ network, name }: Subnet): string {
  return `${network.name}/${name}`
}

export function interfaceName({ name, machine }: NetworkInterface): string {
  return machine?.kind === "scaleSet" ? `${machine.name}/${name}` : name
}

/** The network interface, else the subnet, that rules apply to. */
export function appliedName({ networkInterface, subnet }: AppliedRules): string {
  if (networkInterface) return interfaceName(networkInterface)
  return subnet.kind === "resolved" ? subnetName(subnet.target) : l10n.t`(no subnet)`
}

/** A reference by what it names: of a resource id the names in it, a child's behind its parent's; the same of `resourceId(…)`. */
export function shortName(text: string): string {
  if (isExpression(text)) return namesIn(text)?.join("/") ?? text
  // A call that is not known as a whole may have an id among its arguments.
  if (/^[a-z]\w*\(/i.test(text)) return /^format\('[^']*\/([\w.-]+)'/i.exec(text)?.[1] ?? text
  const [, ...names] = /\/providers\/[^/]+\/[^/]+\/([^/]+)(?:\/[^/]+\/([^/]+))?$/i.exec(text) ?? []
  const known = names.filter(name => name !== undefined)
  return known.length > 0 ? known.join("/") : text
}

/** The arguments behind the type of `resourceId(…)`, where each is a text or names a parameter. */
function namesIn(text: string): readonly string[] | undefined {
  const { expression } = parseExpression(text)
  if (expression?.kind !== "call" || expression.name.toLowerCase() !== "resourceid") return undefined
  const texts = expression.args.map(one => (one.kind === "literal" ? String(one.value) : referredName(one)))
  const type = texts.findIndex(one => one?.includes("/"))
  const names = texts.slice(type + 1)
  const known = names.filter(name => name !== undefined)
  return type >= 0 && known.length > 0 && known.length === names.length ? known : undefined
}
