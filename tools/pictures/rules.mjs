// @ts-check
/** @typedef {import("./screen.mjs").Screen} Screen */

export const template = "azuredeploy.json"

/** The Problems list below the squiggles. @param {Screen} screen */
export async function takeProblems(screen) {
  await screen.openFile(template)
  await screen.lens("Verify flow").waitFor()
  await screen.runCommand("Problems: Focus on Problems View")
  await screen.page.locator(".markers-panel .monaco-list-row", { hasText: "never matches" }).first().click()
  await screen.page.locator(".squiggly-error").first().waitFor()
  await screen.take("problems")
  await screen.runCommand("View: Hide Panel")
}

/** The hover of a group: its rules in evaluation order, the lenses above it. @param {Screen} screen */
export async function takeHover(screen) {
  await screen.openFile(template)
  await screen.goTo(23, 26)
  await screen.showHover("DenyAllInBound")
  await screen.take("hover")
  await screen.press("Escape")
}

/**
 * The tables, filtered and sorted by keyboard, a rule that leads to its line, and the page as a narrow window has it.
 * @param {Screen} screen
 */
export async function takeEffectiveRules(screen) {
  const { answer } = screen
  await screen.openFile(template, 30)
  await screen.runCommand("NSG: Show Effective Rules")
  await answer.locator("tbody tr").first().waitFor()
  await screen.take("effective-rules")
  await screen.expectAccessible()
  // By keyboard alone, from where the command leaves it.
  await screen.press("Tab")
  await screen.type("tcp")
  await answer.locator("output", { hasText: "3 of 12" }).waitFor()
  await answer.locator("thead button", { hasText: "Rule" }).first().press("Enter")
  await screen.take("effective-rules-filtered")
  await screen.setWidth(520)
  await screen.take("effective-rules-narrow")
  await screen.expectAccessible()
  await screen.setWidth()
  await answer.locator("#filter").fill("")
  await screen.runCommand("View: Toggle Maximize Editor Group")
  await answer.locator(".picture").first().scrollIntoViewIfNeeded()
  await screen.take("exposure")
  await screen.setWidth(760)
  await answer.locator(".picture").first().scrollIntoViewIfNeeded()
  await screen.take("exposure-narrow")
  await screen.setWidth()
  await screen.runCommand("View: Toggle Maximize Editor Group")
  await screen.runCommand("View: Close All Editors")
}
