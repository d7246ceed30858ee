// @ts-check
import { template } from "./rules.mjs"

/** @typedef {import("./screen.mjs").Screen} Screen */

const flow = "inbound tcp 198.51.100.7:50000 -> 10.20.1.4:3389"

/** A flow typed into the input box, first half-typed, and its answer. @param {Screen} screen */
export async function takeFlow(screen) {
  await screen.openFile(template)
  await screen.lens("Verify flow").click()
  await screen.page.locator(".quick-input-widget input").waitFor()
  await screen.take("flow-choices")
  await screen.type(flow.replace(":3389", ""))
  await screen.take("flow-input")
  await screen.type(":3389")
  await acceptFlow(screen)
  await screen.answer.locator("h1 button").waitFor()
  await screen.take("verified-flow")
  await screen.expectAccessible()
  await screen.setWidth(760)
  await screen.take("verified-flow-narrow")
  await screen.setWidth()
  await screen.runCommand("View: Close All Editors")
}

/** An answer that depends on the virtual network, and the button that settles it. @param {Screen} screen */
export async function takeSettlement(screen) {
  await screen.openFile("nsg-show.json")
  await screen.lens("Verify flow").click()
  await screen.page.locator(".quick-input-widget input").waitFor()
  await screen.type("inbound tcp 172.31.0.100:50000 -> 10.30.2.4:1433")
  await acceptFlow(screen)
  await settlement(screen).waitFor()
  await screen.take("flow-depends")
  await screen.expectAccessible()
}

/** What the button leads to: from then on the answer no longer depends, so that this comes last. @param {Screen} screen */
export async function takeSettled(screen) {
  await settlement(screen).press("Enter")
  await screen.answer.locator("h1 .allow").waitFor()
  await screen.take("flow-settled")
}

/** @param {Screen} screen */
function settlement({ answer }) {
  return answer.locator(".actions button", { hasText: "settings" }).first()
}

/** The form, with what may be chosen, and below an answer; filled in by keyboard alone. @param {Screen} screen */
export async function takeForm(screen) {
  const { answer } = screen
  await screen.openFile("machines.json")
  await screen.lens("Verify flow").waitFor()
  await screen.press("F1")
  await screen.acceptRow("NSG: Verify Flow in a Form")
  await screen.page.locator('.quick-input-widget input[placeholder^="Choose an NSG"]').waitFor()
  await screen.acceptQuickInput("web-0-nic")
  await answer.locator("#flow-ends option").first().waitFor({ state: "attached" })
  await screen.take("flow-form")
  await screen.expectAccessible()
  await answer.locator("#flow-source").focus()
  for (const text of ["nic:web-0-nic", "", "nic:db-0-nic", "1433"]) {
    await screen.type(text)
    await screen.press("Tab")
  }
  await screen.press("Enter")
  await answer.locator("h1.verdict").waitFor()
  await answer.locator("#another summary").click()
  await answer.locator("#flow-source").scrollIntoViewIfNeeded()
  await screen.take("flow-form-answer")
  await screen.expectAccessible()
  await screen.runCommand("View: Close All Editors")
}

/** @param {Screen} screen */
export async function acceptFlow(screen) {
  await screen.page.locator(".quick-input-list", { hasText: "Press Enter" }).waitFor()
  await screen.press("Enter")
}
