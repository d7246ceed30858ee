import { commands, Disposable, window, workspace } from "vscode"
import { Debounced } from "./debounced.ts"
import { activeDiffSides } from "./diff-sides.ts"
import { namesThings } from "./names-ours.ts"

/** A pause in typing, after which a document is looked at again. */
const pauseInMilliseconds = 500

/** Keeps the context keys by which menus of editors offer something: where there is something that it may be done with. */
export function followEditors(): Disposable {
  return Disposable.from(followDiffs(), followTexts())
}

/** Of the title of a diff editor, to compare its sides. */
function followDiffs(): Disposable {
  const activeTab = () => window.tabGroups.activeTabGroup.activeTab
  const update = async () => {
    const tab = activeTab()
    const sides = await activeDiffSides()
    // Another tab that came up while these were read has an update of its own.
    if (tab === activeTab()) await setContext("nsg.diffHasGroups", sides !== undefined)
  }
  void update()
  return Disposable.from(window.tabGroups.onDidChangeTabs(update), window.tabGroups.onDidChangeTabGroups(update))
}

/** Of the context menu in a text: what can be asked about the NSG, subnet or network interface at the cursor. */
function followTexts(): Disposable {
  const update = async () => {
    const document = window.activeTextEditor?.document
    await setContext("nsg.hasThings", document !== undefined && namesThings(document))
  }
  const soon = new Debounced(pauseInMilliseconds, update)
  void update()
  return Disposable.from(
    soon,
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeTextDocument(({ document }) => document === window.activeTextEditor?.document && soon.soon()),
  )
}

function setContext(key: string, value: boolean): Thenable<unknown> {
  return commands.executeCommand("setContext", key, value)
}
