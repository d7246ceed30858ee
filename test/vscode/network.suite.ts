import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import {
  type CodeLens,
  commands,
  type Hover,
  type MarkdownString,
  Selection,
  type TextDocument,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode"
import type { ShownCounts } from "../../pages/src/messages.ts"
import type {
  EffectiveRulesAnswer,
  NamedPlace,
  NetworkNode,
  NetworkTree,
  Subject,
  TopologyAnswer,
  VerifyFlowAnswer,
} from "../../server/src/protocol.ts"
import { closeEverything, openFile, pause, rangeOf, until } from "./editor.ts"

/** What a page says that it has drawn. */
interface Shown {
  readonly shown?: ShownCounts
}

/** A subnet, a NIC in it and their groups stand in four files, of which only the NIC's is opened. */
suite("networks", () => {
  teardown(closeEverything)

  test("the lens of a NIC verifies a path over files that are not open", async () => {
    const document = await openFile("network/nic.json")
    const subject = await lensArgument(document)
    assert.equal(subject.end, "nic:shop-0")
    const answer = await commands.executeCommand<VerifyFlowAnswer & Shown>("nsg.askFlow", {
      ...subject,
      flow: "tcp 198.51.100.7 -> nic:shop-0:22",
    })
    assert.equal(answer.access, "Deny")
    assert.ok("path" in answer)
    assert.deepEqual(
      answer.path.map(({ level, networkSecurityGroup }) => [level.name, networkSecurityGroup?.name]),
      [
        ["hub/front", "front-nsg"],
        ["shop-0", "shop-0-nsg"],
      ],
    )
    assert.equal(answer.client.view.word, "Deny")
    // Two levels, and the rule in the first sentence.
    assert.ok((answer.shown?.links ?? 0) >= 3)
  })

  test("the view in the Explorer has the networks, and an edit of a NIC is in it", async () => {
    await commands.executeCommand("nsg.networks.focus")
    const lines = async () => {
      const tree = await commands.executeCommand<NetworkTree<NamedPlace>>("nsg.networks.refresh")
      const [hub] = tree.roots
      const front = hub?.children.find(({ label }) => label === "front")
      const groupsOf = (line: NetworkNode<NamedPlace> | undefined) => line?.groups.map(one => tree.groups[one]?.label)
      return [hub?.label, groupsOf(front), front?.children.map(nic => [nic.label, groupsOf(nic)])]
    }
    assert.deepEqual(await lines(), ["hub", ["front-nsg"], [["shop-0", ["shop-0-nsg"]]]])
    const document = await openFile("network/nic.json")
    const edit = new WorkspaceEdit()
    edit.replace(document.uri, rangeOf(document, '"name": "shop-0"'), '"name": "shop-9"')
    await workspace.applyEdit(edit)
    await until("the new name", async () => JSON.stringify(await lines()).includes("shop-9"))
    await commands.executeCommand("workbench.action.files.revert")
  })

  test("what the view offers on a rule is about its NSG", async () => {
    const tree = await until("the networks", async () => {
      const found = await commands.executeCommand<NetworkTree<NamedPlace>>("nsg.networks.refresh")
      return found.groups.some(({ label }) => label === "front-nsg") && found
    })
    const group = tree.groups.find(({ label }) => label === "front-nsg")
    const rule = { ...group?.rules[0], kind: "rule", group: { ...group, kind: "group" } }
    const answer = await commands.executeCommand<EffectiveRulesAnswer & Shown>("nsg.networks.showEffectiveRules", rule)
    assert.equal(answer.value[0]?.networkSecurityGroup.name, "front-nsg")
    const draft = await commands.executeCommand<TextDocument>("nsg.networks.writeExpectations", rule)
    assert.match(draft.getText(), /use nsg front-nsg/)
  })

  test("each level of the answer leads to its rule in its file", async () => {
    const document = await openFile("network/nic.json")
    const subject = await lensArgument(document)
    const answer = await commands.executeCommand<VerifyFlowAnswer>("nsg.askFlow", {
      ...subject,
      flow: "tcp 198.51.100.7 -> nic:shop-0:22",
    })
    const { traces } = answer.client.view
    assert.equal(traces.length, 2)
    await commands.executeCommand("nsg.showPlace", traces[0]?.location)
    const editor = window.activeTextEditor
    assert.ok(editor)
    assert.ok(editor.document.uri.path.endsWith("/network/front-nsg.json"))
    assert.equal(editor.document.getText(editor.selection), "ssh-from-office")
  })

  test("a flow that is typed is completed by what the networks have", async () => {
    const document = await openFile("network/nic.json")
    const subject = await lensArgument(document)
    const asked = commands.executeCommand<VerifyFlowAnswer | undefined>("nsg.askFlow", subject)
    let answered = false
    void asked.then(() => {
      answered = true
    })
    await pause(1000)
    // The first suggestion for an empty line is a whole flow from the Internet: taken, it is typed, and then accepted.
    await until("the answer", async () => {
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem")
      await pause(300)
      return answered
    })
    assert.notEqual((await asked)?.access, undefined)
  })

  test("a hover on a NIC tells both groups, and what gets in", async () => {
    const document = await openFile("network/nic.json")
    await lensArgument(document)
    const { end } = rangeOf(document, '"name": "shop-0')
    const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, end)
    const text = hovers.flatMap(({ contents }) => contents.map(one => (one as MarkdownString).value)).join("\n")
    assert.match(text, /front-nsg/)
    assert.match(text, /From the Internet through both levels: Tcp 443/)
  })

  test("effective rules of the subnet around the cursor", async () => {
    await openFile("network/nic.json").then(lensArgument)
    const document = await openFile("network/vnet.json")
    const editor = window.activeTextEditor
    assert.ok(editor)
    const { start } = rangeOf(document, "front-nsg")
    editor.selection = new Selection(start, start)
    const answer = await commands.executeCommand<EffectiveRulesAnswer & Shown>("nsg.showEffectiveRules")
    assert.equal(answer.value[0]?.networkSecurityGroup.name, "front-nsg")
    assert.ok((answer.shown?.rows ?? 0) > (answer.value[0]?.effectiveSecurityRules.length ?? 0))
  })

  test("the topology is drawn under its policy, and what is in it leads to files", async () => {
    await openFile("network/nic.json").then(lensArgument)
    const shown = await commands.executeCommand<TopologyAnswer & Shown>("nsg.showTopology")
    assert.ok(shown.virtualNetworks.some(({ name }) => name === "hub"))
    // Counted by the page's own script: it runs, and has all things before it.
    assert.equal(shown.shown?.links, shown.client.places.length)
    assert.ok(shown.client.places.length >= 3)
    const tab = window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === "NSG Topology")
    assert.ok(tab)
    await window.tabGroups.close(tab)
  })
})

/** What a click on the first lens hands to the command, once the files that are not open are known. */
async function lensArgument(document: TextDocument): Promise<Subject> {
  return until("the lens", async () => {
    const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 100)
    const isKnown = lenses.some(({ command }) => command?.title.includes("front-nsg (subnet)"))
    const lens = lenses.find(({ command }) => command?.command === "nsg.askFlow")
    return isKnown && (lens?.command?.arguments?.[0] as Subject | undefined)
  })
}
