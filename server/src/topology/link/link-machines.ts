import type { MachineStatement, Profile } from "../parts/network-part.ts"
import type { Machine } from "../topology.ts"
import { type Linking, namedThing, resolve } from "./linking.ts"
import { type PlacedPart, placeOf } from "./placed-part.ts"
import { isFound, type Thing } from "./things.ts"

/** A network interface's machine, and what that says of it. */
export interface Attachment {
  readonly machine: Machine
  readonly isPrimary?: boolean
  /** The machine has no other. */
  readonly isOnly: boolean
}

/** A network interface that is written out in its machine. */
export interface PlacedProfile {
  readonly by: PlacedPart<MachineStatement>
  readonly thing: Thing<MachineStatement>
  readonly machine: Machine
  readonly profile: Profile
  readonly isOnly: boolean
}

export interface Machines {
  attachmentOf(networkInterface: Thing): Attachment | undefined
  readonly profiles: readonly PlacedProfile[]
  /** The machine that a network interface says it belongs to. */
  machineOf(thing: Thing): Machine | undefined
}

export function linkMachines(linking: Linking): Machines {
  const attachments = new Map<Thing, Attachment>()
  const machines = new Map<Thing, Machine>()
  const profiles: PlacedProfile[] = []
  for (const thing of linking.things.of("virtualMachine", "scaleSet")) {
    const [by] = thing.parts
    const { interfaces, profiles: own, kind } = by.part.says
    const machine: Machine = { ...namedThing(thing), kind }
    machines.set(thing, machine)
    for (const written of interfaces) {
      const found = resolve(linking, "networkInterface", { written, from: by.document }, each => each)
      if (found.kind !== "resolved") continue
      const { isPrimary } = written
      const isOnly = interfaces.length + own.length === 1
      attachments.set(found.target, { machine, isOnly, ...(isPrimary !== undefined && { isPrimary }) })
    }
    profiles.push(...own.map(profile => ({ by, thing, machine, profile, isOnly: own.length === 1 })))
  }
  return {
    attachmentOf: thing => attachments.get(thing) ?? statedAttachment(linking, thing),
    profiles,
    machineOf: thing => machines.get(thing),
  }
}

/** Where no machine lists it: the machine that it names itself, which output does. */
function statedAttachment({ things }: Linking, { parts }: Thing): Attachment | undefined {
  for (const by of parts) {
    const { says } = by.part
    const written = says.kind === "networkInterface" ? says.machine : undefined
    if (!written) continue
    const found = things.find(written.reference, by.document)
    const place = placeOf(isFound(found) ? found.parts[0] : by)
    const name = isFound(found) ? found.parts[0].part.name : written.text.slice(written.text.lastIndexOf("/") + 1)
    const id = written.text.startsWith("/") ? { id: written.text } : {}
    return { machine: { name, ...id, kind: "virtualMachine", place }, isOnly: false }
  }
  return undefined
}
