import { isExpression } from "../../expressions/parse.ts"
import type { ReadResource } from "../../readers/located-resource.ts"
import type { LocatedGroup, RuleProperty } from "../../readers/reader.ts"
import { securityGroupName } from "../../readers/security-group-name.ts"
import { member, textOf } from "../../syntax/lookup.ts"
import type { Candidate } from "./candidate.ts"
import type { ReadDocument } from "./completion-place.ts"

const type = "Microsoft.Network/applicationSecurityGroups"

export function isSecurityGroups(property: RuleProperty): boolean {
  return property.endsWith("ApplicationSecurityGroups")
}

/** The application security groups that the document's rules name already, as they do, and those that it defines. */
export function securityGroupValues({ read, syntax }: ReadDocument): readonly Candidate[] {
  const named = read.groups.flatMap(group => namedIn(group, syntax.text))
  const defined = read.resources().flatMap(resource => definedGroup(resource, read.dialect) ?? [])
  return [...new Map([...defined, ...named].map(each => [each.label.toLowerCase(), each])).values()]
}

function namedIn({ rules }: LocatedGroup, text: string): readonly Candidate[] {
  return rules.flatMap(rule =>
    (["source", "destination"] as const).flatMap(side =>
      rule[side].flatMap((term, index) => {
        const range = rule.at.terms[side][index]
        if (term.kind !== "group" || !range) return []
        const written = text.slice(range.start, range.end)
        return written.includes("\\") ? [] : [candidate(written, securityGroupName(term), "named by another rule")]
      }),
    ),
  )
}

/** How rules of the same document refer to a group that it defines; undefined where that depends on more than its name. */
function definedGroup({ type: own, node, name, reference }: ReadResource, dialect: string): Candidate | undefined {
  if (own.toLowerCase() !== type.toLowerCase()) return undefined
  const written = textOf(member(node, "name"))
  const told = "defined in this document"
  if (dialect === "arm-template" && written !== undefined) {
    const last = isExpression(written) ? written.slice(1, -1) : `'${written}'`
    return candidate(`[resourceId('${type}', ${last})]`, name, told)
  }
  if (dialect === "ansible") return candidate(name, name, told)
  const { symbol } = reference
  const address = dialect === "tf-json" && symbol && "address" in symbol ? symbol.address : undefined
  return address === undefined ? undefined : candidate(`\${${address}.id}`, name, told)
}

function candidate(text: string, name: string, detail: string): Candidate {
  return { label: name, value: text, detail, kind: "reference", ...(text !== name && { words: text }) }
}
