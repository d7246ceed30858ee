import { appendTo } from "../../values/grouped.ts"
import type { ConfigurationStatement, InterfaceStatement, WrittenReference } from "../parts/network-part.ts"
import type { IpConfiguration, NamedResource, NetworkInterface, PublicAddress, Reference, Subnet } from "../topology.ts"
import type { Groups } from "./link-groups.ts"
import type { Attachment, Machines, PlacedProfile } from "./link-machines.ts"
import type { MembershipOf } from "./link-security-groups.ts"
import { type Linking, namedThing, resolveStated, type Stated, statedOf } from "./linking.ts"
import { type PlacedPart, placeOf, says } from "./placed-part.ts"
import type { Thing } from "./things.ts"

/** What network interfaces refer to. */
export interface InterfaceSurroundings {
  readonly groups: Groups
  readonly machines: Machines
  readonly membershipOf: MembershipOf
  subnetOf(thing: Thing): Subnet | undefined
  publicAddressOf(thing: Thing): PublicAddress | undefined
}

/** A network interface, and what its parts say beyond it: where it is a back end. */
export interface LinkedInterface {
  readonly networkInterface: NetworkInterface
  readonly thing: Thing
  /** The profile's name, where it is one of a scale set. */
  readonly profile?: string
  readonly configurations: readonly LinkedConfiguration[]
}

export interface LinkedConfiguration {
  readonly configuration: IpConfiguration
  readonly stated: readonly PlacedConfiguration[]
}

export interface PlacedConfiguration {
  readonly says: ConfigurationStatement
  readonly by: PlacedPart
}

export function linkInterfaces(linking: Linking, around: InterfaceSurroundings): readonly LinkedInterface[] {
  const own = linking.things.of("networkInterface").map(thing => interfaceOf(linking, thing, around))
  const profiles = around.machines.profiles.map(profile => profileOf(linking, profile, around))
  const known = new Set(own.map(({ thing }) => thing))
  const endpoints = linking.things
    .of("privateEndpoint")
    .flatMap(thing => privateEndpointOf(linking, thing, known, around))
  return [...own, ...profiles, ...endpoints]
}

interface Drawn {
  readonly named: NamedResource
  readonly thing: Thing
  readonly parts: readonly { readonly says: InterfaceStatement; readonly by: PlacedPart }[]
  readonly attachment: Attachment | undefined
  readonly profile?: string
  readonly isPrivateEndpoint?: boolean
}

function interfaceOf(
  linking: Linking,
  thing: Thing<InterfaceStatement>,
  around: InterfaceSurroundings,
): LinkedInterface {
  const parts = thing.parts.map(by => ({ says: by.part.says, by }))
  return drawn(
    linking,
    { named: namedThing(thing), thing, parts, attachment: around.machines.attachmentOf(thing) },
    around,
  )
}

function profileOf(
  linking: Linking,
  { by, thing, machine, profile, isOnly }: PlacedProfile,
  around: InterfaceSurroundings,
): LinkedInterface {
  const { name, range, nameRange } = profile
  const named = { name, place: { document: by.document.uri, range, nameRange } }
  const parts = [{ says: profile.says, by }]
  return drawn(linking, { named, thing, parts, attachment: { machine, isOnly }, profile: name }, around)
}

/** The network interface that Azure makes for a private endpoint, where no document has it. */
function privateEndpointOf(
  linking: Linking,
  thing: Thing,
  known: ReadonlySet<Thing>,
  around: InterfaceSurroundings,
): readonly LinkedInterface[] {
  const [by] = thing.parts
  if (!says(by, "privateEndpoint")) return []
  const { subnet, interfaceName, interfaces, addresses } = by.part.says
  const isListed = interfaces.some(({ reference }) => {
    const found = linking.things.find(reference, by.document)
    return "parts" in found && known.has(found)
  })
  if (isListed) return []
  const none = { items: [], areAll: true }
  const configurations = (addresses.length > 0 ? addresses : [undefined]).map((address, place) => ({
    name: `configuration ${place + 1}`,
    family: address?.family ?? (4 as const),
    ...(address && { address }),
    ...(subnet && { subnet }),
    ...{ securityGroups: none, pools: none, natRules: none },
  }))
  const stated: InterfaceStatement = { kind: "networkInterface", configurations, areAll: true, isPrivateEndpoint: true }
  const { name } = by.part
  const named = { name: interfaceName ?? `${name}.nic`, place: placeOf(by) }
  return [drawn(linking, { named, thing, parts: [{ says: stated, by }], attachment: undefined }, around)]
}

function drawn(
  linking: Linking,
  { named, thing, parts, attachment, profile }: Drawn,
  around: InterfaceSurroundings,
): LinkedInterface {
  const added = profile === undefined ? linking.things.associationsOf(thing) : []
  const group = around.groups.resolve([
    ...parts.map(({ says: { group: value }, by }) => value && { value, by }),
    ...added.map(by => by.part.says.group && { value: by.part.says.group, by }),
  ])
  const stated = configurationsOf(parts)
  const isStated = stated.some(each => each.some(({ says: { isPrimary } }) => isPrimary))
  const configurations = stated.map((each, place) =>
    configurationOf(linking, { stated: each, added, isFirst: place === 0 && !isStated }, around),
  )
  const isPrimary = parts.map(one => one.says.isPrimary).find(one => one !== undefined)
  const mac = parts.map(one => one.says.mac).find(one => one !== undefined)
  return {
    networkInterface: {
      ...named,
      configurations: configurations.map(({ configuration }) => configuration),
      group,
      ...(attachment && { machine: attachment.machine }),
      isPrimary: isPrimary ?? attachment?.isPrimary ?? attachment?.isOnly ?? false,
      isPrivateEndpoint: parts.some(one => one.says.isPrivateEndpoint),
      ...(parts.some(one => one.says.mayForward) && { mayForward: true }),
      ...(mac !== undefined && { mac }),
    },
    thing,
    ...(profile !== undefined && { profile }),
    configurations,
  }
}

/** The configurations of all parts, those of one name together. */
function configurationsOf(parts: Drawn["parts"]): readonly (readonly PlacedConfiguration[])[] {
  const byName = new Map<string, PlacedConfiguration[]>()
  for (const { says: statement, by } of parts) {
    for (const configuration of statement.configurations) {
      const key = configuration.name.toLowerCase()
      appendTo(byName, key, { says: configuration, by })
    }
  }
  return [...byName.values()]
}

type Added = ReturnType<Linking["things"]["associationsOf"]>

interface DrawnConfiguration {
  readonly stated: readonly PlacedConfiguration[]
  readonly added: Added
  /** The first of those of which none is said to be the primary one. */
  readonly isFirst: boolean
}

function configurationOf(
  linking: Linking,
  { stated, added, isFirst }: DrawnConfiguration,
  around: InterfaceSurroundings,
): LinkedConfiguration {
  const [first] = stated
  const name = first?.says.name ?? ""
  const references = (key: "subnet" | "publicAddress"): readonly (Stated<WrittenReference> | undefined)[] =>
    stated.map(({ says: statement, by }) => statement[key] && { value: statement[key], by })
  const addresses = stated.flatMap(({ says: { address }, by }) => (address ? [{ value: address, by }] : []))
  const [address, another] = statedOf(linking, "address", addresses, (one, other) => one.value.key === other.value.key)
  const groups = [
    ...stated.map(({ says: { securityGroups }, by }) => ({ groups: securityGroups, from: by.document })),
    ...added
      .filter(by => isAbout(by.part.says.configuration, name))
      .flatMap(({ part, document }) => {
        const { securityGroup } = part.says
        return securityGroup ? [{ groups: { items: [securityGroup], areAll: true }, from: document }] : []
      }),
  ]
  const configuration: IpConfiguration = {
    name,
    isPrimary: isFirst || stated.some(({ says: { isPrimary } }) => isPrimary),
    family: first?.says.family ?? 4,
    address: another ? undefined : address?.value,
    subnet: resolveStated(linking, "subnet", "subnet", references("subnet"), around.subnetOf),
    ...around.membershipOf(groups),
    publicAddress: resolvedPublic(linking, references("publicAddress"), around),
  }
  return { configuration, stated }
}

function resolvedPublic(
  linking: Linking,
  stated: readonly (Stated<WrittenReference> | undefined)[],
  around: InterfaceSurroundings,
): Reference<PublicAddress> {
  return resolveStated(linking, "publicIPAddress", "publicAddress", stated, around.publicAddressOf)
}

export function isAbout(configuration: string | undefined, name: string): boolean {
  return configuration === undefined || configuration.toLowerCase() === name.toLowerCase()
}
