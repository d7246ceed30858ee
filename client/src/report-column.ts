import { commands, TabInputText, TabInputWebview, type ViewColumn, window } from "vscode"

/** Scheme of texts that are made for reading alone. */
export const reportScheme = "nsg-trace"

/**
 * Where answers are shown: beside the one that is on the screen, else in a new row below the editor, as tables are wide. The row is
 * locked, so that files that are opened while an answer has the focus go to the editor.
 */
export async function reportColumn(): Promise<ViewColumn> {
  const shown = window.tabGroups.all.find(({ tabs }) => tabs.some(({ input }) => isReport(input)))
  if (shown) return shown.viewColumn
  const before = window.tabGroups.all.length
  await commands.executeCommand("workbench.action.newGroupBelow")
  await commands.executeCommand("workbench.action.lockEditorGroup")
  await newGroupAfter(before)
  return window.tabGroups.activeTabGroup.viewColumn
}

/** VS Code tells extensions of a new row a moment after it is there: until then the active one is the one before. */
function newGroupAfter(before: number): Promise<void> {
  const isThere = () => window.tabGroups.all.length > before && window.tabGroups.activeTabGroup.tabs.length === 0
  return new Promise(resolve => {
    if (isThere()) return resolve()
    const done = () => {
      change.dispose()
      clearTimeout(timer)
      resolve()
    }
    const change = window.tabGroups.onDidChangeTabGroups(() => isThere() && done())
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
