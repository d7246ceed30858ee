import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { nicContent, rulesContent } from "./answers.ts"
import { Page } from "./page.ts"

const web = azGroup("web", [
  { name: "https", priority: 100, port: "443" },
  { name: "again", priority: 300, port: "443", source: "10.0.0.0/8" },
  { name: "no-ssh", priority: 200, port: "22", access: "Deny" },
])
const names = "tbody th"
const inboundNames = "section table:first-of-type tbody th button"

test("rules stand in evaluation order, and one that never matches says why", async () => {
  const page = new Page().show(await rulesContent(web))
  expect(page.texts("h1, h2, caption")).toEqual([
    "Effective rules of web",
    "web",
    "Inbound rules of web",
    "Outbound rules of web",
    "Inbound exposure of web",
    "Inbound traffic that gets through",
    "Outbound exposure of web",
    "Outbound traffic that gets through",
  ])
  expect(page.texts(names)).toMatchInlineSnapshot(`
    [
      "https",
      "no-ssh",
      "againNever matches. "https" (100) already matches all of its traffic.",
      "AllowVnetInBound",
      "AllowAzureLoadBalancerInBound",
      "DenyAllInBound",
      "AllowVnetOutBound",
      "AllowInternetOutBound",
      "DenyAllOutBound",
    ]
  `)
  expect(page.texts("tr.dead td")).toEqual(["300", "Allow", "Tcp", "10.0.0.0/8", "*", "*", "443"])
  expect(page.texts("output")).toEqual(["9 rules"])
})

test("a click or Enter on a rule's name, and a click on its row, lead to its line; default rules stand nowhere", async () => {
  const page = new Page().show(await rulesContent(web))
  // Of a button the browser itself makes Enter a click.
  page.find("tbody th button").click()
  page.find("tbody td").click()
  const places = page.said.filter(message => "place" in message)
  expect(places).toHaveLength(2)
  expect(places[0]).toEqual(places[1])
  expect(places[0]).toMatchObject({ place: { uri: "file:///w/web.json", range: { start: { line: 5 } } } })
  expect(page.texts("tr.default button")).toEqual([])
})

test("a column's name sorts by it, then the other way round, then in evaluation order again", async () => {
  const page = new Page().show(await rulesContent(web))
  const sortBy = (column: number) => page.find(`thead [data-column="${column}"]`).click()
  const sortOf = (column: number) => page.find(`thead th:nth-child(${column + 1})`).getAttribute("aria-sort")
  sortBy(1)
  expect([page.texts(inboundNames), sortOf(1), sortOf(0)]).toEqual([["again", "https", "no-ssh"], "ascending", "none"])
  sortBy(1)
  expect([page.texts(inboundNames), sortOf(1)]).toEqual([["no-ssh", "https", "again"], "descending"])
  sortBy(1)
  expect([page.texts(inboundNames), sortOf(1)]).toEqual([["https", "no-ssh", "again"], "none"])
})

test("whoever sorts by keyboard keeps the focus", async () => {
  const page = new Page().show(await rulesContent(web))
  const button = page.find("thead [data-column='2']")
  button.focus()
  button.click()
  expect(page.document.activeElement).toBe(page.find("thead [data-column='2']"))
})

test("the filter leaves rules with all of its words, and says how many", async () => {
  const page = new Page().show(await rulesContent(web))
  page.type("#filter", "deny 22")
  expect([page.texts(names), page.texts("output")]).toEqual([["no-ssh"], ["1 of 9 rules"]])
  page.type("#filter", "never")
  expect(page.texts(inboundNames)).toEqual(["again"])
  expect(page.texts("td.note")).toEqual(["No rule to show."])
  page.type("#filter", "")
  page.find<HTMLInputElement>("#defaults").click()
  expect(page.texts(inboundNames)).toEqual(["https", "no-ssh", "again"])
  expect(page.texts("output")).toEqual(["3 of 9 rules"])
})

test("what a page was about and how it was looked at outlasts a reload, and an edit of the rules", async () => {
  const content = await rulesContent(web)
  const page = new Page().show(content)
  page.type("#filter", "443")
  page.find("thead [data-column='1']").click()
  expect(page.state?.request).toEqual(content.request)
  const again = new Page(page.state).show(content)
  expect(again.texts(names)).toEqual(page.texts(names))
  expect(again.find<HTMLInputElement>("#filter").value).toBe("443")
  page.find("#filter").focus()
  page.show(await rulesContent(azGroup("web", [{ name: "other", priority: 100, port: "443" }])))
  expect([page.texts(names), page.document.activeElement?.id]).toEqual([["other"], "filter"])
})

test("an answer that is not to be had leaves the last one, with a word", async () => {
  const page = new Page().show(await rulesContent(web))
  page.tell({ problem: 'There is no NSG "web" here.' })
  expect(page.find("[role=status]").textContent).toBe('Not up to date: There is no NSG "web" here.')
  expect(page.texts(inboundNames)).toHaveLength(3)
})

test.each(["<img src=x onerror=alert(1)>", `"><script>alert(1)</script>`, "&lt;b&gt;", "javascript:alert(1)"])(
  "what a document says is never markup: %s",
  async hostile => {
    const rules = [{ name: hostile, priority: 100, source: hostile, port: hostile, access: hostile, protocol: hostile }]
    const page = new Page().show(await rulesContent(azGroup(hostile, rules)))
    expect(page.document.querySelectorAll("img, script, b, a, iframe")).toHaveLength(0)
    expect(page.texts("h2")).toEqual([hostile, `Inbound exposure of ${hostile}`, `Outbound exposure of ${hostile}`])
    expect(page.texts("svg .gate .title")).toEqual([hostile, hostile])
    expect(page.texts(names)[0]).toContain(hostile)
    for (const { name } of [...page.document.querySelectorAll("*")].flatMap(({ attributes }) => [...attributes])) {
      expect(name).not.toMatch(/^on|^href$|^src$|^style$/)
    }
  },
)

test("of a NIC the levels are told in the order of traffic, and the one that stops the Internet is marked", async () => {
  const page = new Page().show(await nicContent())
  expect(page.texts("h2")).toEqual(["Inbound levels", "Outbound levels", "front-nsg", "shop-0-nsg"])
  expect(page.texts("ol.levels li")).toMatchInlineSnapshot(`
    [
      "subnet hub/front, NSG front-nsgFrom the Internet, up to here: Tcp 443; Tcp 22 from 198.51.100.0/24.",
      "NIC shop-0, NSG shop-0-nsgFrom the Internet, up to here: Tcp 443.",
      "NIC shop-0, NSG shop-0-nsgTo the Internet, up to here: everything.",
      "subnet hub/front, NSG front-nsgTo the Internet, up to here: everything.",
    ]
  `)
  expect(page.texts("caption")).toMatchInlineSnapshot(`
    [
      "Inbound traffic that gets through",
      "Inbound traffic that gets to NIC shop-0 and is stopped there",
      "Outbound traffic that gets through",
      "Inbound rules of front-nsg",
      "Outbound rules of front-nsg",
      "Inbound rules of shop-0-nsg",
      "Outbound rules of shop-0-nsg",
    ]
  `)
})

test("what gets through is drawn, in words, and each way is told to a screen reader, too", async () => {
  const page = new Page().show(await nicContent())
  const ways = [...page.document.querySelectorAll("svg .node[role=note]")].map(way => way.getAttribute("aria-label"))
  expect(ways).toMatchInlineSnapshot(`
    [
      "Internet: Tcp 443, allowed",
      "VirtualNetwork: everything, allowed",
      "198.51.100.0/24: Tcp 22, stopped by shop-0-nsg",
      "anyone: everything else, stopped by front-nsg",
      "Internet, VirtualNetwork: everything, allowed",
      "anyone, except Azure's platform: everything else, stopped by shop-0-nsg",
    ]
  `)
  const gates = page.texts("svg [role=button] .title")
  expect(gates).toEqual([
    "front-nsg (subnet hub/front)",
    "shop-0-nsg (NIC shop-0)",
    "shop-0-nsg (NIC shop-0)",
    "front-nsg (subnet hub/front)",
  ])
})

test("of more rules than can be drawn at each edit the page says so", async () => {
  const many = Array.from({ length: 201 }, (_, place) => ({
    name: `r${place}`,
    priority: 100 + place,
    port: `${place}`,
  }))
  const page = new Page().show(await rulesContent(azGroup("web", many)))
  expect(page.texts("svg")).toEqual([])
  expect(page.texts(".note")).toContain("What gets through is not drawn: there are more than 200 rules.")
})

test("Enter on a level of the picture leads to its NSG", async () => {
  const content = await nicContent()
  const page = new Page().show(content)
  page.press(page.find("svg [role=button]"), "Enter")
  expect(page.said.at(-1)).toMatchObject({ place: { uri: "file:///w/front-nsg.json" } })
})

test("each picture is exported by its own button", async () => {
  const page = new Page().show(await nicContent())
  for (const button of page.document.querySelectorAll<HTMLElement>("section > .actions button")) button.click()
  expect(page.said.filter(message => "exportPicture" in message)).toEqual([{ exportPicture: 0 }, { exportPicture: 1 }])
})

test("each column has a name, and every cell of a card has its column's", async () => {
  const page = new Page().show(await nicContent())
  for (const table of page.document.querySelectorAll("table")) {
    const heads = [...table.querySelectorAll("thead th")]
    for (const row of table.querySelectorAll("tbody tr")) {
      const cells = [...row.children]
      expect(cells.map(cell => cell.getAttribute("data-label"))).toEqual(heads.map(({ textContent }) => textContent))
      expect(cells.map(kindOf)).toEqual(heads.map(kindOf))
    }
  }
})

function kindOf(cell: Element): string | null {
  return cell.getAttribute("data-kind")
}

test("how a column is laid out does not depend on its name, which is another one in each language", () => {
  const css = readFileSync("pages/src/page.css", "utf8")
  expect(css).toContain("[data-kind=")
  expect(css).not.toMatch(/\[(?:data-label|title|aria-label)\s*[~|^$*]?=/)
})

test("axe finds nothing", async () => {
  expect(await new Page().show(await rulesContent(web)).violations()).toEqual([])
  expect(await new Page().show(await nicContent()).violations()).toEqual([])
})
