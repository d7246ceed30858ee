import { commands, type TabGroup, TabInputText, TabInputWebview, type ViewColumn, window } from "vscode"

/** Scheme of texts that are made for reading alone. */
export const reportScheme = "nsg-trace"

/**
 * Where answers are shown: beside the one that is on the screen, else in a new row below the editor, as tables are wide. The row is
 * locked, so that files that are opened while an answer has the focus go to the editor.
 */
export async function reportColumn(): Promise<ViewColumn> {
  const shown = window.tabGroups.all.find(({ tabs }) => tabs.some(({ input }) => isReport(input)))
  if (shown) return shown.viewColumn
  await commands.executeCommand("workbench.action.newGroupBelow")
  const row = await emptyGroup()
  // A page that has just been drawn in the row above may have taken the focus back.
  if (row && !row.isActive) await commands.executeCommand("workbench.action.focusBelowGroup")
  await commands.executeCommand("workbench.action.lockEditorGroup")
  return (row ?? window.tabGroups.activeTabGroup).viewColumn
}

/** VS Code tells extensions of a new row a moment after it is there. */
function emptyGroup(): Promise<TabGroup | undefined> {
  const find = () => window.tabGroups.all.findLast(({ tabs }) => tabs.length === 0)
  return new Promise(resolve => {
    const found = find()
    if (found) return resolve(found)
    const done = () => {
      change.dispose()
      clearTimeout(timer)
      resolve(find())
    }
    const change = window.tabGroups.onDidChangeTabGroups(() => find() && done())
    const timer = setTimeout(done, longestWait)
  })
}

/** Milliseconds. */
const longestWait = 2000

function isReport(input: unknown): boolean {
  // VS Code puts a prefix of its own before a webview's type.
  if (input instanceof TabInputWebview) return /\bnsg\.(effectiveRules|verdict)$/.test(input.viewType)
  return input instanceof TabInputText && input.uri.scheme === reportScheme
}
