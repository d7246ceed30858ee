import type { TextDocument } from "vscode-languageserver-textdocument"
import type { DocumentLink } from "vscode-languageserver-types"
import { filesCalled } from "../topology/link/linked-files.ts"
import type { NetworkPart } from "../topology/parts/network-part.ts"
import { lspRange } from "./lsp-range.ts"

/**
 * Links to the templates that deployments of a document name, where a part of the text says the file: to the only file of
 * that name beside the document or below. `uris`: the files that are known.
 */
export function documentLinks(
  document: TextDocument,
  parts: readonly NetworkPart[],
  uris: readonly string[],
): DocumentLink[] {
  const links = parts.flatMap(({ says }) => {
    const template = says.kind === "deployment" ? says.template : undefined
    const [target, another] = template?.file === undefined ? [] : filesCalled(template.file, document.uri, uris)
    return template && target !== undefined && another === undefined ? [{ range: template.range, target }] : []
  })
  // A loop links one template many times.
  const once = new Map(links.map(link => [link.range.start, link]))
  return [...once.values()].map(({ range, target }) => ({ range: lspRange(document, range), target }))
}
