import * as l10n from "@vscode/l10n"
import type { TextDocument } from "vscode-languageserver-textdocument"
import type { CodeLens } from "vscode-languageserver-types"
import type { Expectation } from "../flows/expectation.ts"
import type { FlowFile } from "../flows/flow-file.ts"
import { lspRange } from "./lsp-range.ts"

/**
 * `▶ Verify all` on top, with how many claims hold, and `▶ Verify` above each claim. `command` is the client's, and takes the
 * document's URI and the line; without it only the count is there.
 */
export function flowLenses(
  document: TextDocument,
  { lines }: FlowFile,
  expectations: readonly Expectation[],
  command: string | undefined,
): CodeLens[] {
  const claims = lines.filter(({ kind }) => kind === "claim")
  if (claims.length === 0) return []
  const top = lspRange(document, { start: 0, end: 0 })
  const { uri } = document
  const count = { range: top, command: { title: countText(expectations), command: "" } }
  if (command === undefined) return [count]
  return [
    { range: top, command: { title: `▶ ${l10n.t`Verify all`}`, command, arguments: [{ uri }] } },
    count,
    ...claims.map(({ line, range }) => ({
      range: lspRange(document, range),
      command: { title: `▶ ${l10n.t`Verify`}`, command, arguments: [{ uri, line }] },
    })),
  ]
}

/** `5 hold · 1 fails · 1 not decided · 1 in error`. */
function countText(expectations: readonly Expectation[]): string {
  const count = (status: Expectation["status"]) => expectations.filter(one => one.status === status).length
  const [holds, fails, unknown, errors] = [count("holds"), count("fails"), count("unknown"), count("error")]
  return [
    ...(holds > 0 ? [holds === 1 ? l10n.t`1 holds` : l10n.t`${holds} hold`] : []),
    ...(fails > 0 ? [fails === 1 ? l10n.t`1 fails` : l10n.t`${fails} fail`] : []),
    ...(unknown > 0 ? [l10n.t`${unknown} not decided`] : []),
    ...(errors > 0 ? [l10n.t`${errors} in error`] : []),
  ].join(" · ")
}
