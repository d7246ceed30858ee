// @ts-check

/**
 * Whether what stands on the screen comes back when the window is reloaded: a page in an editor's place and one below it. It is
 * driven by keyboard alone.
 * @param {import("playwright-core").Page} page
 * @param {string} url the workbench without a suite
 */
export async function checkReload(page, url) {
  await page.goto(url)
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor()
  await page.keyboard.press("Control+P")
  await accept(page, "web.json")
  await page.locator(".codelens-decoration a", { hasText: "Verify flow" }).first().waitFor()
  await run(page, "NSG: Show Topology")
  await shown(page, "[data-place]")
  await run(page, "NSG: Verify Flow in a Form")
  await page.locator(".quick-input-list", { hasText: "front-nsg" }).waitFor()
  await accept(page, "web-nsg")
  await shown(page, "#flow-form")
  // VS Code in a browser keeps its state every five seconds.
  await page.waitForTimeout(7000)
  await page.reload()
  await shown(page, "[data-place]")
  await shown(page, "#flow-form")
}

/** @param {import("playwright-core").Page} page @param {string} title */
async function run(page, title) {
  await page.keyboard.press("F1")
  await accept(page, title)
}

/** @param {import("playwright-core").Page} page @param {string} text */
async function accept(page, text) {
  await page.locator(".quick-input-widget input").waitFor()
  await page.keyboard.type(text)
  const row = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: text.replace(/^.*: /, "") })
  await row.first().waitFor()
  await page.keyboard.press("Enter")
}

/**
 * Some webview on the screen has such an element.
 * @param {import("playwright-core").Page} page @param {string} selector
 */
async function shown(page, selector) {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0)
      if (found > 0) return
    }
    await page.waitForTimeout(250)
  }
  throw new Error(`No page on the screen has ${selector}`)
}
