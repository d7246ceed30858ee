import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import { DiagnosticSeverity } from "vscode"
import { closeEverything, expectFindings, openFile, ownDiagnostics, replaceText, until, withSetting } from "./editor.ts"

suite("settings", () => {
  teardown(closeEverything)

  test("nsg.checks changes a severity, and switches a check off", async () => {
    const document = await openFile("web.json")
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    await withSetting("checks", { "shadowed-rule": "information" }, () =>
      until("Information", () => ownDiagnostics(document)[0]?.severity === DiagnosticSeverity.Information).then(ignore),
    )
    await withSetting("checks", { "shadowed-rule": "off" }, () => expectFindings(document, []))
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
    assert.equal(ownDiagnostics(document)[0]?.severity, DiagnosticSeverity.Error)
  })

  test("nsg.profile: in 2017 there was no rule for Icmp alone", async () => {
    const document = await openFile("web.json")
    await replaceText(document, '"443"', '"*"')
    await replaceText(
      document,
      '"protocol": "Tcp",\n              "sourceAddressPrefix": "203.0.113.0/24"',
      '"protocol": "Icmp",\n              "sourceAddressPrefix": "203.0.113.0/24"',
    )
    const severity = () => ownDiagnostics(document).map(diagnostic => diagnostic.severity)
    // Today's documentation has it, and the document's API version is new enough.
    await expectFindings(document, [])
    await withSetting("profile", "2017-09", () =>
      until("Error", () => severity().join() === `${DiagnosticSeverity.Error}`).then(ignore),
    )
  })

  test("nsg.limits: a document beyond them is refused, and says so", async () => {
    const document = await openFile("web.json")
    await withSetting("limits", { json: 100 }, () =>
      until("the refusal", () =>
        ownDiagnostics(document).some(({ code }) => JSON.stringify(code).includes("unreadable-document")),
      ).then(ignore),
    )
    await expectFindings(document, ["shadowed-rule: deny-https-from-lab"])
  })
})

function ignore(): void {}
