import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"
import { listWords } from "../wording.ts"

/** Only machines of the network get in any more; whether that is meant, someone has to say. */
export function narrowSourceFixes(rule: LocatedRule, { model }: LocatedGroup): readonly Fix[] {
  const tag = model === "classic" ? "VIRTUAL_NETWORK" : "VirtualNetwork"
  return [
    {
      title: l10n.t`Allow only ${tag}`,
      changes: [{ kind: "side", rule, side: "source", values: [tag] }],
      needsDecision: true,
    },
    {
      title: l10n.t`Allow only a prefix that you type`,
      changes: [{ kind: "side", rule, side: "source", values: [examplePrefix] }],
      needsDecision: true,
      placeholder: examplePrefix,
    },
  ]
}

/** RFC 5737: nobody has such an address. */
const examplePrefix = "203.0.113.0/24"

/** Only Azure Bastion of the network, or of a peer, gets in: people sign in there. */
export function bastionFixes(rule: LocatedRule, prefixes: readonly string[]): readonly Fix[] {
  if (prefixes.length === 0) return []
  return [
    {
      title: l10n.t`Allow only Azure Bastion (${listWords(prefixes)})`,
      changes: [{ kind: "side", rule, side: "source", values: prefixes }],
      isPreferred: true,
      needsDecision: true,
    },
  ]
}
