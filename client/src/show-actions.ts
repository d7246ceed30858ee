import { commands, l10n, type QuickPickItem, window } from "vscode"

interface Action extends QuickPickItem {
  readonly command: string
  readonly argument?: string
}

const actions: readonly Action[] = [
  { label: `$(question) ${l10n.t("Verify Flow…")}`, command: "nsg.askFlow" },
  { label: `$(list-ordered) ${l10n.t("Show Effective Rules")}`, command: "nsg.showEffectiveRules" },
  { label: `$(type-hierarchy) ${l10n.t("Show Topology")}`, command: "nsg.showTopology" },
  { label: `$(git-compare) ${l10n.t("Compare Effective Traffic With…")}`, command: "nsg.compareTraffic" },
  { label: `$(beaker) ${l10n.t("Write Expectations…")}`, command: "nsg.writeExpectations" },
  { label: `$(warning) ${l10n.t("Show Problems")}`, command: "workbench.actions.view.problems" },
  { label: `$(cloud-download) ${l10n.t("Update Service Tags")}`, command: "nsg.updateServiceTags" },
  { label: `$(gear) ${l10n.t("Open Settings")}`, command: "workbench.action.openSettings", argument: "nsg." },
  { label: `$(output) ${l10n.t("Show Log")}`, command: "nsg.showLog" },
  { label: `$(bug) ${l10n.t("Report a Wrong Finding")}`, command: "nsg.reportWrongFinding" },
]

/** What a click on the status bar's item offers. */
export async function showActions(): Promise<void> {
  const chosen = await window.showQuickPick(actions, {
    title: "Azure NSG",
    placeHolder: l10n.t("Choose what to do"),
  })
  if (chosen) await commands.executeCommand(chosen.command, ...(chosen.argument === undefined ? [] : [chosen.argument]))
}
