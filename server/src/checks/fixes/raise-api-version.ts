import * as l10n from "@vscode/l10n"
import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { SyntaxDocument } from "../../syntax/document.ts"
import { type Edit, refuse } from "../../syntax/edit.ts"
import { isMap } from "../../syntax/lookup.ts"
import type { Range } from "../../syntax/node.ts"
import { intoEntry, nodeOf, pathTo } from "../../syntax/path.ts"
import { setAt } from "../../syntax/set.ts"
import type { Fix } from "../fix.ts"

/** The version of the resource that the rule is in, or is. */
export function raiseApiVersion(least: string, rule: LocatedRule, group: LocatedGroup): Fix {
  const own = rule.apiVersion === undefined ? group : rule
  const range = "at" in own ? own.at.self : own.range
  const isElsewhere = own.document !== undefined
  return {
    title: l10n.t`Raise apiVersion to ${least}`,
    changes: [
      {
        kind: "document",
        edit: document =>
          isElsewhere ? refuse(l10n.t`it stands in another document`) : setVersion(document, range, least),
      },
    ],
    isPreferred: true,
    // Another version may change more of the resource than its rules.
    needsDecision: true,
  }
}

function setVersion(document: SyntaxDocument, range: Range, version: string): Edit {
  const path = pathTo(document, range)
  const node = path && nodeOf(path)
  const entry = isMap(node) ? node.entries.find(({ key }) => key === "apiVersion") : undefined
  if (!path || !isMap(node) || !entry) return refuse(l10n.t`its version is written elsewhere`)
  return setAt(document, intoEntry(path, node, entry), version)
}
