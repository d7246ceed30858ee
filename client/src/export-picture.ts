import { l10n, Uri, window, workspace } from "vscode"
import type { ShownPicture } from "../../pages/src/pictures.ts"
import { standaloneSvg } from "./standalone-svg.ts"

/** Writes a picture to a file that the user names, or to the one that is handed in. */
export async function savePicture(shown: ShownPicture, target?: Uri): Promise<Uri | undefined> {
  const file = target ?? (await window.showSaveDialog({ ...proposed(nameOf(shown)), filters: { SVG: ["svg"] } }))
  if (!file) return undefined
  await workspace.fs.writeFile(file, new TextEncoder().encode(standaloneSvg(shown.picture.svg)))
  return file
}

interface PageWithPictures {
  readonly isActive: boolean
  readonly pictures: readonly ShownPicture[]
}

/** `NSG: Export Picture as SVG…`: of the page that the user looks at, else of any that shows pictures. */
export async function exportPicture(pages: readonly PageWithPictures[], target?: Uri): Promise<Uri | undefined> {
  const page = pages.find(({ isActive }) => isActive) ?? pages.find(({ pictures }) => pictures.length > 0)
  const chosen = await choosePicture(page?.pictures ?? [])
  return chosen && savePicture(chosen, target)
}

/** Of several pictures the user chooses one. */
async function choosePicture(pictures: readonly ShownPicture[]): Promise<ShownPicture | undefined> {
  const [only] = pictures
  if (pictures.length < 2) return only
  const items = pictures.map(one => ({ label: nameOf(one), one }))
  return (await window.showQuickPick(items, { placeHolder: l10n.t("Choose a picture") }))?.one
}

function nameOf({ shows }: ShownPicture): string {
  if (shows === "topology") return l10n.t("Topology")
  const { name, direction } = shows
  return direction === "Inbound" ? l10n.t("{0}, inbound", name) : l10n.t("{0}, outbound", name)
}

/** In the first folder of the workspace; without one VS Code proposes the last folder that was used. */
function proposed(name: string): { readonly defaultUri?: Uri } {
  const folder = workspace.workspaceFolders?.[0]?.uri
  const file = `${name.replaceAll(/[^\p{L}\d_.-]+/gu, "-")}.svg`
  return folder ? { defaultUri: Uri.joinPath(folder, file) } : {}
}
