import { expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { SecurityRule } from "../../server/src/engine/security-rule.ts"
import { type AdminLevel, noAdminRules } from "../../server/src/judging/admin-level.ts"
import { type AttachedPlace, attachmentsAt } from "../../server/src/judging/attachments.ts"
import { anyMachine } from "../../server/src/judging/machine-end.ts"
import type { LocatedGroup } from "../../server/src/readers/reader.ts"
import { azGroup } from "../support/sample-groups.ts"

// Findings in a group are kept while the identity of its attachments is the same: all that they rest on has to be in it.

const unknown = { identity: "x", reason: "it is not known" }

/** Another value of each thing that the engine reads of a rule. */
const otherValues: { readonly [Field in keyof SecurityRule]-?: SecurityRule[Field] } = {
  name: "other",
  priority: 101,
  direction: "Outbound",
  access: unknown,
  protocol: "Udp",
  source: [{ kind: "tag", key: "internet", name: "Internet" }],
  sourcePorts: [{ first: 1, last: 2 }],
  destination: [{ kind: "unknown", key: "x", unknown }],
  destinationPorts: [{ unknown }],
  possiblyAbsent: true,
  conditions: [{ identity: "x", holds: true }],
}

test.each(Object.entries(otherValues))("a rule at the other level with another %s", (field, value) => {
  const [rule] = own.rules
  expect(identityWith({ ...own, rules: [{ ...rule!, [field]: value }] })).not.toBe(identityWith(own))
})

test.each<Partial<LocatedGroup>>([
  { name: "other" },
  { incompleteReason: "a loop" },
  { keepsOtherRules: "perhaps" },
  { condition: "x" },
  { model: "classic" },
  { rules: [] },
])("a group at the other level with %j", other => {
  expect(identityWith({ ...own, ...other })).not.toBe(identityWith(own))
})

const text = azGroup("own", [{ name: "ssh", priority: 100, port: "22" }])
const [own] = analyseDocument({ uri: "file:///own.json", language: "json", text }, defaultSettings).groups.map(
  ({ group }) => group,
) as [LocatedGroup]

test.each(["places", "machines"] as const)("security admin rules of %s", of => {
  const admin = { rules: [], key: "x" }
  expect(identityWith(own, of === "places" ? { admin } : { machineAdmin: admin })).not.toBe(identityWith(own))
})

interface AdminRules {
  readonly admin?: AdminLevel
  readonly machineAdmin?: AdminLevel
}

function identityWith(
  group: LocatedGroup,
  { admin = noAdminRules, machineAdmin = noAdminRules }: AdminRules = {},
): string {
  const place: AttachedPlace = {
    level: "subnet",
    name: "hub/app",
    ...{ prefixes: { known: [], areAll: true }, networks: [], bastion: [], services: [], seesOtherAddresses: false },
    admin,
    others: [{ kind: "group", name: "nic", machine: anyMachine, admin: machineAdmin, group }],
    areAllOthers: true,
  }
  return attachmentsAt([place], true).identity
}
