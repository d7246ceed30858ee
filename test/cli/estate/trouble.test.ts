import { writeFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import type { WorkerPort } from "../../../server/src/cli/estate/worker-port.ts"
import { seededRandom } from "../../engine/support/random.ts"
import { azGroup } from "../../support/sample-groups.ts"
import { nsg } from "../nsg.ts"
import { estateCheck, samePlace } from "./estate-check.ts"
import { folderOf } from "./folder-of.ts"
import { plainCheck } from "./plain-check.ts"
import { drawEstate } from "./random-estate.ts"

const dead = (name: string) =>
  azGroup(name, [
    { name: "all", priority: 100, protocol: "*" },
    { name: "no-ssh", priority: 200, access: "Deny", port: "22" },
  ])
const row = (name: string) => ({
  ...JSON.parse(dead(name)),
  id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/${name}`,
})

const ways = { isWhole: false, partSize: 1, mostKept: 0, readsTwice: false, threads: 1 }

/** A thread that ends when it comes to certain messages. */
function fragile(isFatal: (message: string) => boolean): () => WorkerPort {
  return () => {
    const own = samePlace()
    let end = (_: string) => {}
    let open = 0
    own.onMessage(() => {
      open--
    })
    const endWhenItIsNext = () => (open > 0 ? setImmediate(endWhenItIsNext) : end("out of memory"))
    return {
      ...own,
      post: message => {
        if (isFatal(JSON.stringify(message))) return void endWhenItIsNext()
        if ((message as { kind: string }).kind !== "start") open++
        own.post(message)
      },
      onEnd: listener => {
        end = listener
      },
    }
  }
}

test.each(["summarise", "judge"])(
  "a file that takes a thread down when it is to %s ends in its own line",
  async kind => {
    const io = await folderOf({ "a.json": dead("a"), "bad.json": dead("bad"), "c.json": dead("c") })
    const start = fragile(message => message.includes(`"${kind}"`) && message.includes("bad.json"))
    for (const threads of [1, 2]) {
      const { files, failed, unreadable } = await estateCheck(io, { ...ways, threads, start })
      expect(files.map(({ path }) => path)).toEqual(["a.json", "c.json"])
      expect(files.flatMap(({ findings }) => findings.map(({ code }) => code))).toContain("shadowed-rule")
      const problem = "was not checked: it ended the thread that read it (out of memory). Please report it."
      expect([...failed, ...unreadable]).toEqual([{ path: "bad.json", shown: "bad.json", problem }])
    }
  },
)

test("a file that changes while it is read is told, and the others are judged", async () => {
  const io = await folderOf({ "a.json": dead("a"), "b.json": dead("b") })
  const start = (): WorkerPort => {
    const own = samePlace()
    const post = (message: unknown) => {
      // The one judged last: the other may still be at hand if it was the last one read.
      if ((message as { kind: string }).kind === "judge") writeFileSync(path.join(io.cwd, "b.json"), "[]")
      own.post(message)
    }
    return { ...own, post }
  }
  const { files, failed } = await estateCheck(io, { ...ways, threads: 1, start })
  expect(files.map(({ path }) => path)).toEqual(["a.json"])
  const problem = "was not checked: it, or a file that belongs to it, changed while it was read."
  expect(failed).toEqual([{ path: "b.json", shown: "b.json", problem }])
})

test("threads that end now and then lose nothing", async () => {
  const io = await folderOf(drawEstate(seededRandom(7)))
  let asked = 0
  const start = fragile(() => ++asked % 7 === 0)
  const { files, failed } = await estateCheck(io, { ...ways, threads: 2, start })
  expect(failed).toEqual([])
  expect(files).toEqual(await plainCheck(io, false))
})

test.each([
  ["an item that breaks off", (text: string) => text.replace('"priority": 200', '"priority": 2"00')],
  ["an item of another kind", (text: string) => text.replace("[", "[ 7,")],
  ["a list that is not closed", (text: string) => text.slice(0, -3)],
  ["a comment between items", (text: string) => text.replace("},\n  {", "}, // and\n  {")],
  ["two commas", (text: string) => text.replace("},\n  {", "},,\n  {")],
  ["something behind the list", (text: string) => `${text} 7`],
  ["values that ConvertTo-Json cut off", (text: string) => text.replace('"22"', '"System.Object[]"')],
])("%s: the file is judged as a whole", async (_, damage) => {
  const text = JSON.stringify([row("a"), row("b"), row("c")], undefined, 2)
  expect(damage(text)).not.toBe(text)
  const io = await folderOf({ "list.json": damage(text), "other.json": dead("other") })
  expect((await estateCheck(io, ways)).files).toEqual(await plainCheck(io, false))
})

test("a list beyond the bounds that cannot be read by its items is a finding, with the reason", async () => {
  const filler = { id: "/subscriptions/s/x", name: "x".repeat(1000) }
  const items = [row("a"), ...Array.from({ length: 90_000 }, () => filler), row("b")].map(item => JSON.stringify(item))
  const whole = `[\n${items.join(",\n")}\n]`
  const { out, code, err } = await nsg(["check", "--format", "json", "."], {
    files: {
      "whole.json": whole,
      "broken.json": whole.replace('"priority":200', '"priority":'),
      "small.json": dead("small"),
    },
  })
  expect([code, err]).toEqual([1, ""])
  const { files } = JSON.parse(out)
  const [broken, small, list] = files
  expect(broken.findings).toMatchObject([{ code: "unreadable-document", range: { start: { line: 0, character: 0 } } }])
  expect(broken.findings[0].message).toMatch(
    /^Not read: \d+ bytes, more than 20971520 characters, and its list cannot be read item by item: Value expected: /,
  )
  expect(small.groups).toHaveLength(1)
  expect(list.groups.map(({ name }: { name: string }) => name)).toEqual(["a", "b"])
  const lines = list.findings.map(({ range }: { range: { start: { line: number } } }) => range.start.line)
  expect(new Set(lines)).toEqual(new Set([1, 90_002]))
})

test("an interrupted run says how far it came, and reports nothing", async () => {
  const ran = await nsg(["check", "."], { files: { "a.json": dead("a"), "b.json": dead("b") }, isInterrupted: true })
  expect(ran).toEqual({ code: 130, out: "", err: "nsg: interrupted after 0 of 2 files: nothing is reported.\n" })
})
