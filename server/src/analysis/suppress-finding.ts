import type { Finding } from "../checks/check.ts"
import type { LocatedRule, ReadResult } from "../readers/reader.ts"
import { isOwnResource } from "../readers/rule-place.ts"
import type { SyntaxDocument } from "../syntax/document.ts"
import { applyEdits, type Edit, isRefusal, refuse, type TextEdit } from "../syntax/edit.ts"
import { insertInto } from "../syntax/insert.ts"
import { insertComment, takesComments } from "../syntax/insert-comment.ts"
import { entriesOf, isMap } from "../syntax/lookup.ts"
import { intoEntry, nodeOf, type Path, pathTo } from "../syntax/path.ts"
import { changesNothing, fixEffect } from "./fix-effect.ts"
import type { FixableDocument } from "./fixable-document.ts"
import { suppressionWord } from "./written-suppression.ts"

/** Stands where a person has to say why. */
const reason = "TODO say why"

/**
 * Says in the document that a finding is not to be shown, and leaves room for the reason: in a comment before the rule or
 * behind the line, or in the metadata of a template's resource where JSON allows no comments.
 */
export function suppressFinding(document: FixableDocument, finding: Finding): Edit {
  const { syntax, read } = document.text
  if (!syntax || !read) return refuse("the document cannot be read")
  const edit = takesComments(syntax)
    ? insertComment(syntax, finding.rule?.at.self ?? finding.range, `${suppressionWord} ${finding.code}: ${reason}`)
    : intoMetadata(syntax, read, finding)
  return isRefusal(edit) || isHarmless(document, edit) ? edit : refuse("nothing can be added there")
}

/** Nothing else changes: what looks like a place for a comment may be inside of a text. */
function isHarmless(document: FixableDocument, edits: readonly TextEdit[]): boolean {
  const after = document.withText(applyEdits(document.text.source.text, edits))
  const faults = ({ analysed: { findings, suppressed } }: FixableDocument) =>
    [...findings, ...suppressed]
      .map(({ fault }) => fault)
      .sort()
      .join("\n")
  const { isParameterFile: _, ...alone } = document
  return faults(after) === faults(document) && changesNothing(fixEffect({ ...alone, isParameterFile: false }, after))
}

function intoMetadata(syntax: SyntaxDocument, read: ReadResult, { code, rule, group }: Finding): Edit {
  if (read.dialect !== "arm-template" || !group) return refuse("JSON allows no comments")
  const own = rule && pathTo(syntax, rule.at.self)
  const isOwn = own !== null && own !== undefined && isOwnResource(own, read)
  const resource = isOwn ? own : pathTo(syntax, group.range)
  if (!resource) return refuse("an expression creates the resource")
  return addToMetadata(syntax, resource, `${code}${rule && !isOwn ? ` ${bareName(rule)}` : ""}: ${reason}`)
}

function bareName({ name }: LocatedRule): string {
  return name.slice(name.lastIndexOf("/") + 1)
}

function addToMetadata(syntax: SyntaxDocument, resource: Path, line: string): Edit {
  const metadata = intoMember(resource, "metadata")
  if (!metadata) return insertInto(syntax, resource, { key: "metadata", value: { [suppressionWord]: [line] } })
  const list = intoMember(metadata, suppressionWord)
  return list
    ? insertInto(syntax, list, { value: line })
    : insertInto(syntax, metadata, { key: suppressionWord, value: [line] })
}

function intoMember(path: Path, key: string): Path | undefined {
  const node = nodeOf(path)
  const entry = entriesOf(node).findLast(each => each.key === key)
  return entry && isMap(node) ? intoEntry(path, node, entry) : undefined
}
