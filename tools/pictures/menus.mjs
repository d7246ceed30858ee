// @ts-check
import { networkRows } from "./networks.mjs"
import { template } from "./rules.mjs"

/** @typedef {import("./screen.mjs").Screen} Screen */

/** What is offered in a text, in the networks of the Explorer, in the status bar and above a diff. @param {Screen} screen */
export async function takeMenus(screen) {
  await screen.openFile(template)
  await screen.lens("Verify flow").waitFor()
  await screen.page
    .locator(".view-line", { hasText: "Microsoft.Network/networkSecurityGroups" })
    .first()
    .click({ button: "right" })
  await takeMenu(screen, "text-menu")
  await screen.runCommand("Explorer: Focus on Network Security Groups View")
  await networkRows(screen).filter({ hasText: "shared" }).first().click({ button: "right" })
  await takeMenu(screen, "networks-menu")
  await screen.hideSideBar()
  await screen.page.locator(".statusbar-item", { hasText: /\d NSGs/ }).click()
  await screen.page.locator(".quick-input-list .monaco-list-row").first().waitFor()
  await screen.take("status-menu")
  await screen.press("Escape")
  await screen.runCommand("View: Close All Editors")
}

/**
 * @param {Screen} screen
 * @param {string} name
 */
async function takeMenu(screen, name) {
  await screen.page.locator(".monaco-menu .action-label", { hasText: "Show Effective Rules" }).first().waitFor()
  await screen.take(name)
  await screen.press("Escape")
}

/** Two files beside each other, the button above them, and what it says. @param {Screen} screen */
export async function takeDiff(screen) {
  await screen.openFile("new.json")
  await screen.press("F1")
  await screen.acceptRow("File: Compare Active File With...")
  await screen.acceptQuickInput("old.json")
  const compare = screen.page.locator(
    ".editor-actions .action-label[aria-label^='Compare Effective Traffic of Both Sides']",
  )
  await compare.waitFor()
  await screen.take("diff")
  await compare.click()
  await screen.page.locator(".tab", { hasText: "Traffic of the document since" }).waitFor()
  await screen.take("diff-answer")
  await screen.runCommand("View: Close All Editors")
}

/** Each step with its picture. @param {Screen} screen */
export async function takeWalkthrough(screen) {
  await screen.press("F1")
  await screen.acceptRow("Welcome: Open Walkthrough")
  await screen.acceptQuickInput("Get Started with Azure NSG")
  const steps = screen.page.locator(".gettingStarted .step-title")
  for (const [name, title] of Object.entries(walkthrough)) {
    await steps.filter({ hasText: title }).first().click()
    await screen.take(`walkthrough-${name}`)
  }
  await screen.runCommand("View: Close All Editors")
}

const walkthrough = {
  findings: "Open a file with an NSG",
  verify: "Ask whether a packet gets through",
  effective: "See all rules that apply",
  network: "See your network",
}
