import { Uri, type Webview } from "vscode"
import { pageText } from "./page-text.ts"

/** What a page's files are called in the bundle. */
const files = { script: "pages.js", style: "style.css" }

/** Options of every webview with such a page: nothing but the bundle may be loaded. */
export function pageOptions(extension: Uri) {
  return { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, "dist")] }
}

/** The page that a webview starts with. */
export function answerPage(webview: Pick<Webview, "asWebviewUri" | "cspSource">, extension: Uri): string {
  const file = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, "dist", name)).toString()
  return pageText({ source: webview.cspSource, script: file(files.script), style: file(files.style) })
}
