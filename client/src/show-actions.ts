import { commands, type QuickPickItem, window } from "vscode"

interface Action extends QuickPickItem {
  readonly command: string
  readonly argument?: string
}

const actions: readonly Action[] = [
  { label: "$(question) Verify Flow…", command: "nsg.askFlow" },
  { label: "$(list-ordered) Show Effective Rules", command: "nsg.showEffectiveRules" },
  { label: "$(type-hierarchy) Show Topology", command: "nsg.showTopology" },
  { label: "$(warning) Show Problems", command: "workbench.actions.view.problems" },
  { label: "$(cloud-download) Update Service Tags", command: "nsg.updateServiceTags" },
  { label: "$(gear) Open Settings", command: "workbench.action.openSettings", argument: "nsg." },
  { label: "$(output) Show Log", command: "nsg.showLog" },
  { label: "$(bug) Report a Wrong Finding", command: "nsg.reportWrongFinding" },
]

/** What a click on the status bar's item offers. */
export async function showActions(): Promise<void> {
  const chosen = await window.showQuickPick(actions, { title: "Azure NSG", placeHolder: "Choose what to do" })
  if (chosen) await commands.executeCommand(chosen.command, ...(chosen.argument === undefined ? [] : [chosen.argument]))
}
