import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { verdictContent } from "./answers.ts"
import { Page } from "./page.ts"

const web = azGroup("web", [
  { name: "https", priority: 100, port: "443" },
  { name: "no-ssh", priority: 200, port: "22", access: "Deny" },
])

test("the verdict comes first, and what decides leads to its line", async () => {
  const page = new Page().show(await verdictContent("inbound tcp 203.0.113.7 -> 10.0.0.4:22", web))
  expect(page.find("h1").textContent).toBe('Deny inbound tcp 203.0.113.7 -> 10.0.0.4:22, by "no-ssh" (200) of web.')
  expect(page.find("h1 .word").className).toBe("word deny")
  page.find("h1 button").click()
  expect(page.said.at(-1)).toMatchObject({ place: { uri: "file:///w/web.json", range: { start: { line: 16 } } } })
})

test("the trace says of each part in words whether it matches, and marks what decides", async () => {
  const page = new Page().show(await verdictContent("inbound tcp 203.0.113.7 -> 10.0.0.4:22", web))
  expect(page.texts("tbody tr")).toEqual([
    "100httpsAllow✓matches: Tcp✓matches: *✓matches: *✓matches: *✗does not match: 443",
    "200no-sshdecidesDeny✓matches: Tcp✓matches: *✓matches: *✓matches: *✓matches: 22",
  ])
  expect(page.texts("tr.deciding th button")).toEqual(["no-ssh"])
})

test("what depends on the virtual network can be settled, named for what it does and what comes of it", async () => {
  const content = await verdictContent("inbound tcp 172.31.0.100 -> 10.0.0.4:3389", web)
  const page = new Page().show(content)
  expect(page.find("h1 .word").textContent).toBe("Depends")
  expect(content.settle.map(({ access }) => access)).toEqual(["Allow", "Deny"])
  expect(page.texts(".actions button")).toEqual([...content.settle.map(({ label }) => label), "Verify another flow…"])
  page.find(".actions button:nth-child(2)").click()
  expect(page.said.at(-1)).toEqual({ settle: ["10.0.0.0/16"] })
})

test("a setting that decides nothing is not offered", async () => {
  const page = new Page().show(await verdictContent("inbound tcp 172.31.0.100 -> 10.0.0.4:443", web))
  expect(page.texts(".actions button")).toEqual(["Verify another flow…", "Save as expectation…"])
})

test("of a path the levels are listed, the one that blocks is marked, and each has its trace", async () => {
  const page = new Page().show(await verdictContent("tcp 198.51.100.7 -> nic:shop-0:22"))
  expect(page.texts("ol > li > strong")).toEqual(["inbound, subnet hub/front", "inbound, NIC shop-0"])
  expect(page.texts("ol > li.blocks > .mark")).toEqual(["blocks here"])
  expect(page.texts("ol > li > button")).toEqual([
    '"ssh-from-office" (110) of front-nsg',
    '"DenyAllInBound" (65500) of shop-0-nsg',
  ])
  expect(page.document.querySelectorAll("details table")).toHaveLength(2)
})

test("an answer that changed is announced, and one that did not is not", async () => {
  const content = await verdictContent("inbound tcp 203.0.113.7 -> 10.0.0.4:22", web)
  const page = new Page().show(content)
  page.show(content)
  expect(page.find("[role=status]").textContent).toBe("")
  page.show(await verdictContent("inbound tcp 203.0.113.7 -> 10.0.0.4:22", azGroup("web", [])))
  expect(page.find("[role=status]").textContent).toMatch(/^Now: Deny .* by "DenyAllInBound" \(65500\) of web\.$/)
})

test("the answer to another question is announced, and shown once", async () => {
  const page = new Page().show(await verdictContent("inbound tcp 203.0.113.7 -> 10.0.0.4:22", web))
  page.show(await verdictContent("inbound tcp 203.0.113.7 -> 10.0.0.4:23", web))
  const status = page.find("[role=status]")
  expect([status.className, status.textContent]).toEqual(["spoken", expect.stringMatching(/^Now: Deny .*:23/)])
  page.show(await verdictContent("inbound tcp 203.0.113.7 -> 10.0.0.4:23", azGroup("web", [])))
  expect(status.className).toBe("")
})

test("what a document says is never markup", async () => {
  const hostile = "<img src=x onerror=alert(1)>"
  const page = new Page().show(
    await verdictContent(
      "inbound tcp 203.0.113.7 -> 10.0.0.4:22",
      azGroup(hostile, [{ name: hostile, priority: 100 }]),
    ),
  )
  expect(page.document.querySelectorAll("img, script, a")).toHaveLength(0)
  expect(page.find("h1").textContent).toContain(hostile)
})

test("axe finds nothing", async () => {
  for (const content of [
    await verdictContent("inbound tcp 172.31.0.100 -> 10.0.0.4:3389", web),
    await verdictContent("tcp 198.51.100.7 -> nic:shop-0:22"),
  ]) {
    expect(await new Page().show(content).violations()).toEqual([])
  }
})

test("what is so for all of a flow can be saved as an expectation; what depends cannot", async () => {
  const save = "Save as expectation…"
  const page = new Page().show(await verdictContent("inbound tcp 203.0.113.7 -> 10.0.0.4:22", web))
  expect(page.texts(".actions button")).toContain(save)
  page.find(".actions button:last-child").click()
  expect(page.said.at(-1)).toEqual({ saveExpectation: true })
  page.show(await verdictContent("inbound tcp 172.31.0.100 -> 10.0.0.4:3389", web))
  expect(page.texts(".actions button")).not.toContain(save)
})
