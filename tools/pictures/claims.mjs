// @ts-check
/** @typedef {import("./screen.mjs").Screen} Screen */

/** A file of claims with their results, the Test Explorer after a run, and which rules the claims reach. @param {Screen} screen */
export async function takeClaims(screen) {
  const { page } = screen
  await screen.openFile("front.nsgflow")
  await page.locator(".view-line", { hasText: "✗ fails" }).first().waitFor()
  await screen.lens("Verify all").waitFor()
  await screen.take("claims")
  await screen.runCommand("Test: Run Tests in Current File")
  await page.locator(".test-output-peek-message-container, .test-output-peek").first().waitFor()
  await screen.take("claims-failure")
  await screen.press("Escape")
  await screen.runCommand("Testing: Focus on Test Explorer View")
  await page.locator(".test-explorer .monaco-list-row", { hasText: "front.nsgflow" }).waitFor()
  await screen.take("claims-explorer")
  await screen.openFile("shop.nsgflow")
  await screen.runCommand("Test: Run All Tests with Coverage")
  await page.locator(".test-coverage-list-label, .test-coverage-bars").first().waitFor()
  await screen.openFile("security.json")
  await page.waitForTimeout(1000)
  await screen.take("claims-coverage")
  await screen.runCommand("Test: Clear All Results")
}
