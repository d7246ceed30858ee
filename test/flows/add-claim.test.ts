import fc from "fast-check"
import { expect, test } from "vitest"
import { type AddedLines, addClaim } from "../../server/src/flows/add-claim.ts"
import { parseFlowFile } from "../../server/src/flows/parse-flow-file.ts"

const claim = "deny inbound tcp 203.0.113.7 -> 10.0.0.4:22"
const use = "use nsg web in ./web.json"

function inserted(text: string, { line, text: added }: AddedLines): string {
  const lines = text.split("\n")
  return [...lines.slice(0, line), `${added}${lines.slice(line).join("\n")}`].join("\n")
}

function added(text: string, claimed: string, under?: string): string {
  const lines = addClaim(text, claimed, under)
  return lines ? atEnd(text, lines) : "(there already)"
}

/** An editor puts what is behind the last line at its end. */
function atEnd(text: string, lines: AddedLines): string {
  return lines.line >= text.split("\n").length ? text + lines.text : inserted(text, lines)
}

test("behind the last claim below its use", () => {
  const text = `# Web\nuse  nsg "web" in ./web.json\nallow inbound tcp * -> *:443 # all\n\nuse nic web-0\ndeny inbound tcp * -> *:22\n`
  expect(added(text, claim, use)).toBe(text.replace("# all\n", `# all\n${claim}\n`))
})

test("with its use at the end of a file that is about something else, and of one without an end of line", () => {
  const text = "use nsg other in .\nallow inbound tcp * -> *:443"
  expect(added(text, claim, use)).toBe(`${text}\n\n${use}\n${claim}\n`)
  expect(added(`${text}\n`, claim, use)).toBe(`${text}\n\n${use}\n${claim}\n`)
  expect(added("", claim, use)).toBe(`${use}\n${claim}\n`)
  expect(added("use nsg web in ./web.json", claim, use)).toBe(`${use}\n${claim}\n`)
})

test("a path comes before the first use, above the comment that belongs to it", () => {
  const path = "allow tcp nic:web-0 -> nic:db-0:1433"
  const text = "# All\n\n# Web\nuse nsg web in ./web.json\nallow inbound tcp * -> *:443\n"
  expect(added(text, path)).toBe(text.replace("# Web", `${path}\n\n# Web`))
  expect(added(`${path}\n${text}`, "deny tcp nic:web-0 -> nic:db-0:22")).toBe(
    `${path}\ndeny tcp nic:web-0 -> nic:db-0:22\n${text}`,
  )
})

test("what stands there already is not written again", () => {
  expect(added(`${use}\ndeny  inbound tcp 203.0.113.7 -> 10.0.0.4:22\n`, claim, use)).toBe("(there already)")
})

const line = fc.constantFrom(
  ...[
    "",
    "# a comment",
    use,
    'use nsg "web" in ./web.json',
    "use nic web-0",
    "allow inbound tcp * -> *:443",
    "nonsense",
  ],
)
const file = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.boolean())
  .map(([lines, ends]) => lines.join("\n") + (ends ? "\n" : ""))

test("wherever it goes, its use is in force there, and every other line stays as it is", () => {
  const words = (text: string) => text.replaceAll('"', "")
  fc.assert(
    fc.property(file, fc.option(fc.constant(use), { nil: undefined }), (text, under) => {
      const result = added(text, claim, under)
      const { lines } = parseFlowFile(result)
      const place = lines.findIndex(one => one.text === claim)
      const inForce = lines.slice(0, place).findLast(({ kind }) => kind === "use")
      expect(place).toBeGreaterThanOrEqual(0)
      expect(inForce && words(inForce.text)).toBe(under && words(under))
      const others = result.split("\n").filter(one => one !== claim && one !== "")
      const before = text.split("\n").filter(one => one !== "")
      expect(others.filter(one => one !== use)).toEqual(before.filter(one => one !== use))
    }),
  )
})
