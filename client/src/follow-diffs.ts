import { commands, Disposable, window } from "vscode"
import { activeDiffSides } from "./diff-sides.ts"

/** Keeps the context key by which the title of a diff editor offers to compare its sides. */
export function followDiffs(): Disposable {
  const activeTab = () => window.tabGroups.activeTabGroup.activeTab
  const update = async () => {
    const tab = activeTab()
    const sides = await activeDiffSides()
    // Another tab that came up while these were read has an update of its own.
    if (tab === activeTab()) await commands.executeCommand("setContext", "nsg.diffHasGroups", sides !== undefined)
  }
  void update()
  return Disposable.from(window.tabGroups.onDidChangeTabs(update), window.tabGroups.onDidChangeTabGroups(update))
}
