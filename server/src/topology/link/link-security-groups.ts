import { identityReference } from "../../readers/arm-reference.ts"
import { terraformReference } from "../../readers/terraform-references.ts"
import type { AddressTerm, NamedAddresses } from "../../values/address.ts"
import { appendTo } from "../../values/grouped.ts"
import { parseResourceId } from "../../values/resource-id.ts"
import { type ResourceRef, referenceKeys } from "../../values/resource-ref.ts"
import { isUnknown, type Maybe } from "../../values/unknown.ts"
import type { Listed, SecurityGroupReference } from "../parts/network-part.ts"
import type { IpConfiguration } from "../topology.ts"
import type { Linking } from "./linking.ts"
import type { TopologyDocument } from "./placed-part.ts"
import { isFound, type Thing } from "./things.ts"

/** Which of the application security groups that rules name an IP configuration is in. */
export type MembershipOf = (
  stated: readonly { readonly groups: Listed<SecurityGroupReference>; readonly from: TopologyDocument }[],
) => Pick<IpConfiguration, "securityGroups" | "hasOtherSecurityGroups">

/** What a key of rules, or a reference of a network interface, stands for: equal for the same group. */
type Identity = Thing | string | undefined

export function linkSecurityGroups(linking: Linking, documents: readonly TopologyDocument[]): MembershipOf {
  const named = namedGroups(linking, documents)
  const byIdentity = new Map<Identity, NamedAddresses[]>()
  for (const { term, identities } of named.values()) {
    for (const identity of identities) {
      if (identity !== undefined) appendTo(byIdentity, identity, term)
    }
  }
  return stated => {
    const members = new Map<string, NamedAddresses>()
    let isOpen = false
    for (const { groups, from } of stated) {
      isOpen ||= !groups.areAll
      for (const written of groups.items) {
        if (written.reason !== undefined) {
          isOpen = true
          continue
        }
        const identity = identityOf(linking, written.reference, written.key, from)
        const terms = byIdentity.get(identity) ?? []
        // A key that means one group here and another one there says nothing for certain.
        const sure = terms.filter(({ key }) => named.get(key)?.identities.size === 1)
        // Nor does one that rules have for another group.
        const own = terms.length > 0 || named.has(written.key) ? [] : [ownTerm(written)]
        for (const term of [...sure, ...own]) members.set(term.key, term)
        isOpen ||= sure.length < terms.length || !isCertain(linking, written, from)
      }
    }
    return { securityGroups: [...members.values()], ...(isOpen && { hasOtherSecurityGroups: true }) }
  }
}

/** The groups that rules name, and what each key means wherever it is used. */
function namedGroups(linking: Linking, documents: readonly TopologyDocument[]) {
  const named = new Map<string, { readonly term: NamedAddresses; readonly identities: Set<Identity> }>()
  for (const document of documents) {
    for (const { placed } of document.groups) {
      for (const { source, destination } of placed.group.rules) {
        for (const term of [...source, ...destination]) {
          if (!isGroup(term)) continue
          const known = named.get(term.key) ?? { term, identities: new Set() }
          known.identities.add(identityOf(linking, referenceOfKey(term.key), term.key, document))
          named.set(term.key, known)
        }
      }
    }
  }
  return named
}

function isGroup(term: AddressTerm): term is NamedAddresses {
  return term.kind === "group"
}

/** A group that no rule names, as one would. */
function ownTerm({ key, text }: SecurityGroupReference): NamedAddresses {
  return { kind: "group", key, name: text.slice(text.lastIndexOf("/") + 1) }
}

/** The resource where a document defines it, else the whole id, else what is written, within its scope. */
function identityOf(
  { things }: Linking,
  reference: ResourceRef | undefined,
  key: string,
  from: TopologyDocument,
): Identity {
  const found = things.find(reference, from)
  if (isFound(found)) return found
  const [name] = reference ? referenceKeys(reference) : []
  return isWholeId(reference) ? idText(reference) : `${from.scope} ${name ?? key}`
}

function isWholeId(reference: ResourceRef | undefined): reference is ResourceRef {
  return (
    reference !== undefined && isKnown(reference.subscription) && isKnown(reference.resourceGroup) && isNamed(reference)
  )
}

function isNamed({ name }: ResourceRef): boolean {
  return name.length > 0 && name.every(isKnown)
}

function isKnown(part: Maybe<string> | undefined): part is string {
  return part !== undefined && !isUnknown(part)
}

function idText({ subscription, resourceGroup, name }: ResourceRef): string {
  return ["", subscription, resourceGroup, ...name].join("/")
}

/** Whether it is known which group is meant: two names of which one is not known may be the same. */
function isCertain({ things }: Linking, { reference }: SecurityGroupReference, from: TopologyDocument): boolean {
  return isFound(things.find(reference, from)) || (reference !== undefined && isNamed(reference))
}

const securityGroupType = "microsoft.network/applicationsecuritygroups"

/** What a rule's key for a group refers to: an id, of which parts may be expressions, an address, a name. */
export function referenceOfKey(key: string): ResourceRef | undefined {
  const text = key.slice("group:".length)
  const whole = parseResourceId(text)
  if (whole && !text.includes("{")) return whole
  if (text.includes("${")) {
    return terraformReference(
      { kind: "scalar", range: { start: 0, end: 0 }, value: text },
      { type: "Microsoft.Network/applicationSecurityGroups" },
    )
  }
  if (/[{(]/.test(text)) return identityReference(text)
  return { type: securityGroupType, name: [text] }
}
