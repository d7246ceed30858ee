// @ts-check
import { template } from "./rules.mjs"

/** @typedef {import("./screen.mjs").Screen} Screen */

/** What is offered while something is typed in each part of a rule; nothing of it is saved. @param {Screen} screen */
export async function takeCompletion(screen) {
  await screen.openFile(template)
  await screen.lens("Verify flow").waitFor()
  await completing(screen, "tags", { line: 60, typed: '"sourceAddressPrefix": "Sto' })
  await completing(screen, "regions", { line: 60, typed: '"sourceAddressPrefix": "Storage.West' })
  await completing(screen, "ports", { line: 63, typed: '"destinationPortRange": "' })
  await completing(screen, "priorities", { line: 56, typed: '"priority": ' })
  await completing(screen, "keys", { line: 62, typed: '"dest' })
  await completing(screen, "rules", { line: 26, typed: '"securityRules": [ ' })
  await screen.openFile("site.yml")
  await screen.lens("Verify flow").waitFor()
  await completing(screen, "yaml", { line: 18, typed: "source_address_prefix: Sql.W" })
}

/**
 * A line typed anew, what is then offered, and the line as it was.
 * @param {Screen} screen
 * @param {string} name
 * @param {{ readonly line: number, readonly typed: string }} place
 */
async function completing(screen, name, { line, typed }) {
  await screen.goTo(line)
  await screen.press("End")
  await screen.press("Shift+Home")
  // A quote would be put around what is selected.
  await screen.press("Delete")
  await screen.type(typed)
  await screen.press("Escape")
  await screen.press("Control+Space")
  await screen.page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor()
  await screen.take(`completion-${name}`)
  await screen.press("Escape")
  await screen.runCommand("File: Revert File")
}

/** The box of a new name, and where the name stands then. @param {Screen} screen */
export async function takeRename(screen) {
  await screen.openFile("security.json")
  await screen.lens("Verify flow").waitFor()
  await screen.goTo(44, 24)
  await screen.press("F2")
  await screen.page.locator(".rename-box input:focus").waitFor()
  await screen.take("rename")
  await screen.press("Control+A")
  await screen.type("front-nsg")
  await screen.press("Enter")
  await screen.page.locator(".view-line", { hasText: "front-nsg" }).first().waitFor()
  await screen.take("renamed")
  await screen.openFile("machines.json", 35)
  await screen.page.locator(".view-line", { hasText: "front-nsg" }).first().waitFor()
  await screen.take("renamed-elsewhere")
  // VS Code has saved what it renamed.
  await screen.openFile("security.json", 44, 24)
  await screen.press("F2")
  await screen.page.locator(".rename-box input:focus").waitFor()
  await screen.press("Control+A")
  await screen.type("web-0-nsg")
  await screen.press("Enter")
  await screen.page.locator(".view-line", { hasText: "web-0-nsg" }).first().waitFor()
  await screen.runCommand("View: Close All Editors")
}

/** What is told of a function, where a thing is used, and where one is in the workspace. @param {Screen} screen */
export async function takeHelp(screen) {
  const { page } = screen
  await screen.openFile("machines.json")
  await screen.lens("Verify flow").waitFor()
  await screen.goTo(22, 37)
  await screen.runCommand("Trigger Parameter Hints")
  await page.locator(".parameter-hints-widget.visible").waitFor()
  await screen.take("signature-help")
  await screen.press("Escape")
  await screen.goTo(28, 80)
  await screen.runCommand("Peek References")
  await page.locator(".peekview-widget .monaco-list-row").first().waitFor()
  await screen.take("references")
  await screen.press("Escape")
  await screen.press("F1")
  await screen.acceptRow("Go to Symbol in Workspace...")
  await screen.type("web")
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "web-nsg" }).first().waitFor()
  await screen.take("workspace-symbols")
  await screen.press("Escape")
  await screen.runCommand("View: Close All Editors")
}

/** The outline, the hints of all kinds, and what a finding has for a fix. @param {Screen} screen */
export async function takeReading(screen) {
  const { page } = screen
  await screen.openFile(template)
  await screen.lens("Verify flow").waitFor()
  await screen.goTo(81, 24)
  await screen.runCommand("Explorer: Focus on Outline View")
  await page.locator(".outline-pane .monaco-list-row", { hasText: "deny-office-rdp" }).first().waitFor()
  await screen.take("outline")
  await screen.hideSideBar()
  await screen.openFile(template, 81, 24)
  await screen.press("Control+.")
  await page.locator(".action-widget .monaco-list-row").first().waitFor()
  await screen.take("quick-fix")
  await screen.press("Escape")
  await screen.showHover("never matches")
  await screen.take("finding-hover")
  await screen.press("Escape")
  await screen.runCommand("NSG: Report a Wrong Finding")
  await page.locator(".view-line", { hasText: "What" }).first().waitFor()
  await screen.take("report")
  await screen.runCommand("View: Revert and Close Editor")
  await screen.runCommand("View: Close All Editors")
}
