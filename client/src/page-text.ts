import { l10n } from "vscode"
import { pageLanguage } from "./page-language.ts"

interface PageParts {
  /** Where styles may come from, as a source of the policy. */
  readonly source: string
  readonly script: string
  readonly style: string
}

/**
 * The empty page that the bundled script fills with what it is told. It holds nothing of any document, loads nothing but its own
 * script and style, and no script stands in it.
 */
export function pageText({ source, script, style }: PageParts): string {
  const nonce = crypto.randomUUID()
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
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
${textsOf(l10n.bundle)}<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`
}

/** What the page says in another language, as data that no policy has to allow; nothing where it speaks English. */
function textsOf(bundle: typeof l10n.bundle): string {
  if (!bundle) return ""
  return `<script type="application/json" id="texts">${JSON.stringify(bundle).replaceAll("<", "\\u003c")}</script>\n`
}
