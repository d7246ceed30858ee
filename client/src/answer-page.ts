import { randomBytes } from "node:crypto"
import { Uri, type Webview } from "vscode"

/** What a page's files are called in the bundle. */
const files = { script: "pages.js", style: "style.css" }

/** Options of every webview with such a page: nothing but the bundle may be loaded. */
export function pageOptions(extension: Uri) {
  return { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, "dist")] }
}

/**
 * The empty page that the bundled script fills with what it is told. It holds nothing of any document, loads nothing but its own
 * script and style, and no script stands in it.
 */
export function answerPage(webview: Pick<Webview, "asWebviewUri" | "cspSource">, extension: Uri): string {
  const nonce = randomBytes(16).toString("base64")
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, "dist", name)).toString()
  return pageText({ nonce, source: webview.cspSource, script: file(files.script), style: file(files.style) })
}

interface PageParts {
  readonly nonce: string
  /** Where styles may come from, as a source of the policy. */
  readonly source: string
  readonly script: string
  readonly style: string
}

function pageText({ nonce, source, script, style }: PageParts): string {
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Azure NSG</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main>
<p id="status" role="status"></p>
<div id="answer" aria-busy="true"></div>
</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`
}
