import { commands, Disposable, window } from "vscode"
import { activeDiffSides } from "./diff-sides.ts"

/** Keeps the context key by which the title of a diff editor offers to compare its sides. */
export function followDiffs(): Disposable {
  const update = async () =>
    commands.executeCommand("setContext", "nsg.diffHasGroups", (await activeDiffSides()) !== undefined)
  void update()
  return Disposable.from(window.tabGroups.onDidChangeTabs(update), window.tabGroups.onDidChangeTabGroups(update))
}
