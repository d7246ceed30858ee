import { l10n } from "vscode"
import { pageLanguage } from "./page-language.ts"

/**
 * The page of the topology view. Nothing from the network, and no script or style but its own, which the nonce names. Colours
 * are VS Code's, so that it is readable in every theme.
 */
export function topologyPage(svg: string): string {
  const nonce = crypto.randomUUID()
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${l10n.t("NSG Topology")}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>${svg}</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`
}

const style = `
body { padding: 8px; }
text { font: 12px var(--vscode-font-family); fill: var(--vscode-descriptionForeground, var(--vscode-foreground)); }
.title { font-weight: 600; fill: var(--vscode-foreground); }
text.group { fill: var(--vscode-textLink-foreground); }
text.missing { fill: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); }
rect {
  fill: var(--vscode-editor-background);
  stroke: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 30%, transparent));
}
.network rect { stroke: var(--vscode-contrastBorder, var(--vscode-charts-blue, gray)); stroke-width: 1.5; }
.subnet rect { fill: var(--vscode-sideBar-background, var(--vscode-editor-background)); }
.missing rect, .fault rect { stroke: var(--vscode-editorWarning-foreground, gray); stroke-dasharray: 4 3; }
.group rect { stroke-dasharray: 4 3; }
.section rect { stroke: none; fill: none; }
.more rect { stroke: none; fill: none; }
.link { stroke: var(--vscode-charts-blue, var(--vscode-foreground)); stroke-width: 2; fill: none; }
.broken { stroke: var(--vscode-editorWarning-foreground, var(--vscode-foreground)); stroke-dasharray: 6 4; }
[role=button] { cursor: pointer; outline: none; }
[role=button]:hover rect { stroke: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder)); }
[role=button]:focus-visible rect { stroke: var(--vscode-focusBorder); stroke-width: 2.5; stroke-dasharray: none; }
@media (forced-colors: active) {
  svg { forced-color-adjust: none; }
  text, .title, text.missing { fill: CanvasText; }
  text.group { fill: LinkText; }
  rect, .subnet rect { fill: Canvas; stroke: CanvasText; }
  .network rect, .missing rect, .fault rect { stroke: CanvasText; }
  .section rect, .more rect { fill: none; stroke: none; }
  .link, .broken { stroke: CanvasText; }
  [role=button]:hover rect, [role=button]:focus-visible rect { stroke: Highlight; }
}
`

const script = `
const vscode = acquireVsCodeApi()
const choose = event => {
  const chosen = event.target.closest("[data-place]")
  if (chosen) vscode.postMessage({ place: Number(chosen.dataset.place) })
  return chosen !== null
}
document.addEventListener("click", choose)
document.addEventListener("keydown", event => {
  // Elsewhere the space bar scrolls.
  if ((event.key === "Enter" || event.key === " ") && choose(event)) event.preventDefault()
})
vscode.postMessage({ drawn: document.querySelectorAll("[data-place]").length })
`
