import * as l10n from "@vscode/l10n"
import type { LocatedGroup, RuleProperty } from "../../readers/reader.ts"
import { securityGroupName } from "../../readers/security-group-name.ts"
import type { NetworkPart } from "../../topology/parts/network-part.ts"
import type { Candidate } from "./candidate.ts"
import type { CompletionPlace } from "./completion-place.ts"
import { referenceTexts } from "./reference-texts.ts"

export function isSecurityGroups(property: RuleProperty): boolean {
  return property.endsWith("ApplicationSecurityGroups")
}

/** The application security groups that rules may name, and those that the document's rules name already, as they do. */
export function securityGroupValues(
  { read, syntax, resources }: CompletionPlace,
  elsewhere: readonly NetworkPart[],
): readonly Candidate[] {
  const named = read.groups.flatMap(group => namedIn(group, syntax.text))
  const defined = referenceTexts("Microsoft.Network/applicationSecurityGroups", syntax, resources(), elsewhere)
  return [...new Map([...named, ...defined].map(each => [each.label.toLowerCase(), each])).values()]
}

function namedIn({ rules }: LocatedGroup, text: string): readonly Candidate[] {
  return rules.flatMap(rule =>
    (["source", "destination"] as const).flatMap(side =>
      rule[side].flatMap((term, index) => {
        const range = rule.at.terms[side][index]
        if (term.kind !== "group" || !range) return []
        const written = text.slice(range.start, range.end)
        return written.includes("\\")
          ? []
          : [candidate(written, securityGroupName(term), l10n.t`named by another rule`)]
      }),
    ),
  )
}

function candidate(text: string, name: string, detail: string): Candidate {
  return { label: name, value: text, detail, kind: "reference", ...(text !== name && { words: text }) }
}
