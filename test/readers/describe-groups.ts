import type { LocatedGroup, LocatedRule, ReadResult } from "../../server/src/readers/reader.ts"
import type { RuleProblem } from "../../server/src/readers/rule-problem.ts"
import type { Range } from "../../server/src/syntax/node.ts"
import type { AddressTerm } from "../../server/src/values/address.ts"
import { portText } from "../../server/src/values/parse-ports.ts"
import type { PortTerm } from "../../server/src/values/port.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"
import type { Note } from "../support/annotate.ts"

/** What was read, as notes on the text: what is drawn at one place is one note. */
export function describeGroups(result: ReadResult | undefined): readonly Note[] {
  const notes = (result?.groups ?? []).flatMap(groupNotes)
  const byPlace = new Map<string, Note>()
  for (const note of notes) {
    const place = `${note.range.start}-${note.range.end}`
    const other = byPlace.get(place)
    byPlace.set(place, other ? { ...note, label: `${other.label}; ${note.label}` } : note)
  }
  return [...byPlace.values()].sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)
}

function groupNotes(group: LocatedGroup): Note[] {
  const { rules, statedDefaults: defaults, incompleteReason, apiVersion, copies } = group
  const parts = [
    `group ${group.name}: ${rules.filter(rule => !rule.implied).length} rules`,
    ...(defaults.length > 0 ? [`${defaults.length} default rules`] : []),
    ...(apiVersion ? [apiVersion] : []),
    ...(incompleteReason === undefined ? [] : [`partial: ${incompleteReason}`]),
  ]
  return [
    { range: group.nameRange, label: parts.join(", ") },
    ...group.problems.map(problemNote),
    ...rules.flatMap(ruleNotes),
    ...copies.map(({ other, properties }) => ({
      range: other.at.name,
      label: properties.length > 0 ? `not used: ${properties} differ` : "not used: a copy",
    })),
  ]
}

function ruleNotes(rule: LocatedRule): Note[] {
  const { at, condition, implied, apiVersion } = rule
  const words = [rule.priority, rule.direction, rule.access, rule.protocol].map(word => (isUnknown(word) ? "?" : word))
  const suffix = [implied && "implied", condition && `if ${condition}`, apiVersion]
    .filter(Boolean)
    .map(text => `, ${text}`)
  return [
    { range: at.name, label: `rule ${rule.name}: ${words.join(" ")}${suffix.join("")}` },
    ...rule.source.map((term, index) => termNote("source", addressLabel(term), at.terms.source[index])),
    ...rule.sourcePorts.map((term, index) => termNote("source port", portLabel(term), at.terms.sourcePorts[index])),
    ...rule.destination.map((term, index) => termNote("destination", addressLabel(term), at.terms.destination[index])),
    ...rule.destinationPorts.map((term, index) =>
      termNote("destination port", portLabel(term), at.terms.destinationPorts[index]),
    ),
    ...(["priority", "direction", "access", "protocol"] as const).flatMap(property => {
      const range = at.properties[property]
      const value = rule[property]
      return range && isUnknown(value) ? [{ range, label: `${property} ?` }] : []
    }),
    ...rule.problems.map(problemNote),
  ]
}

function termNote(side: string, text: string, range: Range | undefined): Note {
  if (!range) throw new Error(`no range for ${side} ${text}`)
  return { range, label: `${side} ${text}` }
}

function addressLabel(term: AddressTerm): string {
  return term.kind === "unknown" ? "?" : term.key
}

function portLabel(term: PortTerm): string {
  return "unknown" in term ? "?" : portText(term)
}

function problemNote({ property, reason, instead, range }: RuleProblem): Note {
  return { range, label: `${property} ${reason}${instead === undefined ? "" : `, ${instead} instead`}` }
}
