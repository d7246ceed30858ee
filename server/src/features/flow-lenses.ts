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
    { range: top, command: { title: "▶ Verify all", command, arguments: [{ uri }] } },
    count,
    ...claims.map(({ line, range }) => ({
      range: lspRange(document, range),
      command: { title: "▶ Verify", command, arguments: [{ uri, line }] },
    })),
  ]
}

/** `5 hold · 1 fails · 1 not decided · 1 in error`. */
function countText(expectations: readonly Expectation[]): string {
  const count = (status: Expectation["status"]) => expectations.filter(one => one.status === status).length
  const [holds, fails, unknown, errors] = [count("holds"), count("fails"), count("unknown"), count("error")]
  return [
    ...(holds > 0 ? [`${holds} ${holds === 1 ? "holds" : "hold"}`] : []),
    ...(fails > 0 ? [`${fails} ${fails === 1 ? "fails" : "fail"}`] : []),
    ...(unknown > 0 ? [`${unknown} not decided`] : []),
    ...(errors > 0 ? [`${errors} in error`] : []),
  ].join(" · ")
}
