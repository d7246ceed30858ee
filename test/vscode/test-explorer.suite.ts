import assert from "node:assert/strict"
import { suite, teardown, test } from "mocha"
import {
  commands,
  DeclarationCoverage,
  FileCoverage,
  type FileCoverageDetail,
  type Range,
  TestMessage,
  type TextDocument,
  workspace,
} from "vscode"
import {
  acceptingFirstPick,
  closeEverything,
  openFile,
  openText,
  pause,
  replaceText,
  until,
  workspaceFile,
} from "./editor.ts"

// What a run tells VS Code cannot be asked for. But its classes are the same for all extensions of a host, so they can be watched.

suite("the Test Explorer", () => {
  teardown(closeEverything)

  test("coverage says of each rule how many claims reach it", async () => {
    const claims = "use nsg front-nsg in ./network\nallow inbound tcp 198.51.100.0/24 -> 10.0.1.4:22\n"
    const document = await openText("nsgflow", claims)
    await testsOf(document, 1)
    const [front] = await coverageMadeWhile(() => commands.executeCommand("testing.coverageCurrentFile"))
    assert.equal(`${front?.uri}`, `${workspaceFile("network/front-nsg.json")}`)
    assert.deepEqual([front?.declarationCoverage?.covered, front?.declarationCoverage?.total], [1, 2])
    const rules = front?.details.filter(detail => detail instanceof DeclarationCoverage) ?? []
    assert.deepEqual(
      rules.map(({ name, executed }) => [name, executed]),
      [
        ["front-nsg/https-from-anywhere", 0],
        ["front-nsg/ssh-from-office", 1],
      ],
    )
    const file = await workspace.openTextDocument(workspaceFile("network/front-nsg.json"))
    assert.match(file.getText(rules[1]?.location as Range), /"ssh-from-office"[\s\S]*"22"/)
  })

  test("a continuous run proves the claims again when a file is saved, until it is stopped", async () => {
    const claims = await openFile("shop.nsgflow")
    await testsOf(claims, 3)
    const group = await openFile("network/front-nsg.json")
    await withFailures(async failures => {
      await startContinuousRun()
      await until("the first run", () => failures.length > 0)
      await saveWith(group, '"22"', '"2222"')
      const office = () => failures.filter(text => text.includes("denies inbound tcp 198.51.100."))
      await until("the claim about the office fails", () => office().length > 0)
      await commands.executeCommand("testing.stopContinuousRun")
      const before = failures.length
      await saveWith(group, '"2222"', '"22"')
      await pause(1500)
      assert.equal(failures.length, before)
    })
  })
})

/** Waits until the explorer has so many claims of a file. */
async function testsOf({ uri }: TextDocument, count: number): Promise<void> {
  await until("the tests of the file", async () => {
    const found = await commands.executeCommand<readonly string[]>("vscode.testing.getTestsInFile", uri)
    return (found ?? []).length >= count
  })
}

/** Chooses the first of the profiles that are offered: none is ticked at first. */
async function startContinuousRun(): Promise<void> {
  const started = commands.executeCommand("testing.startContinuousRun")
  await pause(500)
  await commands.executeCommand("workbench.action.quickOpenSelectNext")
  await commands.executeCommand("workbench.action.quickPickManyToggle")
  await acceptingFirstPick(started)
}

async function saveWith(document: TextDocument, text: string, replacement: string): Promise<void> {
  await replaceText(document, text, replacement)
  assert.ok(await document.save())
}

type DetailedCoverage = FileCoverage & { readonly details: readonly FileCoverageDetail[] }

/** What this extension makes for the coverage of files in the meantime; its details are kept in it. */
async function coverageMadeWhile(run: () => Thenable<unknown>): Promise<readonly DetailedCoverage[]> {
  const made: DetailedCoverage[] = []
  const property = "includesTests"
  Object.defineProperty(FileCoverage.prototype, property, {
    configurable: true,
    set(this: DetailedCoverage, value: unknown) {
      Object.defineProperty(this, property, { value })
      made.push(this)
    },
  })
  try {
    await run()
    await until("coverage", () => made.length > 0)
    return made
  } finally {
    Reflect.deleteProperty(FileCoverage.prototype, property)
  }
}

/** What is told of each claim that fails. */
async function withFailures(body: (messages: readonly string[]) => Promise<void>): Promise<void> {
  const { diff } = TestMessage
  const told: string[] = []
  TestMessage.diff = (message, expected, actual) => {
    told.push(`${message}`)
    return diff.call(TestMessage, message, expected, actual)
  }
  try {
    await body(told)
  } finally {
    TestMessage.diff = diff
  }
}
