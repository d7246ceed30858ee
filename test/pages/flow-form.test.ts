import fc from "fast-check"
import { expect, test } from "vitest"
import { fieldsOf, lineOf } from "../../pages/src/flow-line.ts"
import type { FlowFields } from "../../pages/src/messages.ts"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import { parsePathFlow } from "../../server/src/features/path-flow-text.ts"
import { azGroup } from "../support/sample-groups.ts"
import { verdictContent } from "./answers.ts"
import { Page } from "./page.ts"

const end = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom("Internet", "10.0.0.0/8", "2001:db8::/32", "AzureCloud.westeurope"),
)
const thing = fc.constantFrom("nic:web-0", "subnet:hub/web", "vm:db", "lb:front/public", "asg:web")
const port = fc.oneof(fc.constant(""), fc.integer({ min: 0, max: 65_535 }).map(String))
const fields = (ends: fc.Arbitrary<string>, direction: fc.Arbitrary<string>): fc.Arbitrary<FlowFields> =>
  fc.record({
    ...{ direction, protocol: fc.constantFrom("tcp", "udp") },
    ...{ source: ends, sourcePort: port, destination: ends, destinationPort: port },
  })
const directions = fc.constantFrom("inbound", "outbound")

test("a line has the fields that it was made of, and the server reads it", () => {
  fc.assert(
    fc.property(fields(fc.oneof(end, thing), fc.oneof(directions, fc.constant(""))), typed => {
      expect(fieldsOf(lineOf(typed))).toEqual(typed)
    }),
  )
  const reads = (line: string, read: (line: string) => object) => {
    const problem = read(line)
    if (isProblem(problem)) expect(problem.problem).toMatch(/IPv6|family/)
  }
  fc.assert(fc.property(fields(end, directions), typed => reads(lineOf(typed), parseFlow)))
  fc.assert(fc.property(fields(thing, fc.constant("")), typed => reads(lineOf(typed), parsePathFlow)))
})

test.each(["inbound from az", "tcp 10.0.0.4", "--direction Inbound --protocol TCP"])(
  "what is written in another way has no fields: %s",
  line => expect(fieldsOf(line)).toBeUndefined(),
)

const web = azGroup("web", [{ name: "https", priority: 100, port: "443" }])
const empty = {
  kind: "verdict",
  title: "Verify a flow",
  request: { flow: "" },
  settle: [],
  isOfNetworks: true,
} as const
const recent = ["inbound tcp 203.0.113.7:50000 -> 10.0.0.4:443"]

function filledIn(page: Page, typed: Partial<FlowFields>): void {
  for (const [name, value] of Object.entries(typed)) page.type(`[name="${name}"]`, value)
  page.find<HTMLFormElement>("form").requestSubmit()
}

test("what is filled in is verified as a line, by Enter or the button", () => {
  const page = new Page().show({ ...empty, recent })
  filledIn(page, { source: "nic:web-0", destination: "2001:db8::4", destinationPort: "22" })
  filledIn(page, { direction: "outbound", protocol: "icmp", destinationPort: "" })
  expect(page.said.filter(message => "verify" in message)).toEqual([
    { verify: "tcp nic:web-0 -> [2001:db8::4]:22" },
    { verify: "outbound icmp nic:web-0 -> [2001:db8::4]" },
  ])
})

test("an empty end or a port that is none is told by the browser, and nothing is asked", () => {
  const page = new Page().show({ ...empty, recent })
  filledIn(page, { source: "10.0.0.4" })
  filledIn(page, { destination: "10.0.0.5", destinationPort: "https" })
  expect(page.said.filter(message => "verify" in message)).toEqual([])
})

test("ends and flows are offered; a flow that is chosen fills in the form", () => {
  const page = new Page().show({ ...empty, recent })
  expect(page.said).toContainEqual({ choices: true })
  page.tell({ choices: { ends: ["Internet", "nic:web-0"], flows: ["tcp nic:web-0 -> nic:db-0:1433"] } })
  expect([...page.document.querySelectorAll("datalist option")].map(one => one.getAttribute("value"))).toEqual([
    "Internet",
    "nic:web-0",
  ])
  expect(page.texts("#flow-choice option").slice(1)).toEqual([...recent, "tcp nic:web-0 -> nic:db-0:1433"])
  page.choose("#flow-choice", "tcp nic:web-0 -> nic:db-0:1433")
  expect(page.find<HTMLInputElement>("#flow-destination").value).toBe("nic:db-0")
  page.find<HTMLFormElement>("form").requestSubmit()
  expect(page.said.at(-1)).toEqual({ verify: "tcp nic:web-0 -> nic:db-0:1433" })
})

test("why a flow has no answer stands in the form, and is announced", () => {
  const page = new Page().show({ ...empty, recent })
  page.tell({ refused: "There is no nic:wep-0." })
  expect(page.texts("form [role=alert]")).toEqual(["There is no nic:wep-0."])
})

test("below an answer the form has its flow; what is typed outlasts an answer that is drawn anew, and a reload", async () => {
  const content = await verdictContent("inbound tcp 203.0.113.7 -> 10.0.0.4:22", web)
  const page = new Page().show(content)
  expect(page.texts("form")).toEqual([])
  page.find<HTMLDetailsElement>("#another").open = true
  await page.settled()
  page.type("#flow-destinationPort", "443")
  page.show({ ...content, title: "Another" })
  await page.settled()
  expect(page.find<HTMLInputElement>("#flow-destinationPort").value).toBe("443")
  const again = new Page(page.state).show(content)
  await again.settled()
  expect(again.find<HTMLInputElement>("#flow-destinationPort").value).toBe("443")
})

test("axe finds nothing", async () => {
  expect(await new Page().show({ ...empty, recent }).violations()).toEqual([])
})
