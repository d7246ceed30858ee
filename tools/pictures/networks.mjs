// @ts-check
import { acceptFlow } from "./flows.mjs"

/** @typedef {import("./screen.mjs").Screen} Screen */

/** The networks in the Explorer, down to the rules of a group. @param {Screen} screen */
export async function takeView(screen) {
  await screen.runCommand("Explorer: Focus on Network Security Groups View")
  const rows = networkRows(screen)
  await rows.first().waitFor()
  await rows.filter({ hasText: "shared" }).first().click()
  await screen.press("ArrowRight")
  await screen.page.waitForTimeout(500)
  await screen.take("networks-view")
  await screen.hideSideBar()
}

/** @param {Screen} screen */
export function networkRows({ page }) {
  const header = page.locator(".pane-header", { hasText: "Network Security Groups" })
  return page.locator(".pane", { has: header }).locator(".monaco-list-row")
}

/** What the files of examples/network describe together: a subnet's hover, a path level by level, effective rules. @param {Screen} screen */
export async function takeNetwork(screen) {
  const { answer } = screen
  await screen.openFile("network.json")
  await screen.lens("shared-nsg (subnet)").waitFor()
  await screen.goTo(24, 24)
  await screen.showHover("From the Internet")
  await screen.take("subnet-hover")
  await screen.press("Escape")
  await screen.openFile("machines.json")
  await screen.lens("Verify flow").click()
  await screen.page.locator(".quick-input-widget input").waitFor()
  await screen.type("tcp nic:web-1-nic -> nic:d")
  await screen.page.locator(".quick-input-list", { hasText: "nic:db-0-nic:" }).waitFor()
  await screen.take("flow-completion")
  await screen.type("b-0-nic:1433")
  await acceptFlow(screen)
  await answer.locator("h1", { hasText: "nic:db-0-nic:1433" }).waitFor()
  await screen.take("verified-path")
  await screen.expectAccessible()
  await screen.openFile("machines.json")
  await screen.lens("web-0-nsg (NIC)").click()
  await answer.locator("h1", { hasText: "web-0-nic" }).waitFor()
  await screen.take("effective-nic")
  await screen.expectAccessible()
  await screen.runCommand("View: Close All Editors")
}

/** @param {Screen} screen */
export async function takeTopology(screen) {
  await screen.runCommand("NSG: Show Topology")
  await screen.answer.locator("[data-place]").first().waitFor()
  await screen.take("topology")
  await screen.expectAccessible()
  await screen.runCommand("View: Close All Editors")
}
