import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { run } from "../server/src/cli/run.ts"
import { silentIo } from "../server/src/cli/silent-io.ts"

const root = path.resolve(import.meta.dirname, "..")
const prompt = "$ "
const command = "node dist/cli.cjs "

/** What the command line writes when it is asked as in the README. */
async function output(line: string): Promise<string> {
  const args = [...line.slice(prompt.length + command.length).matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  )
  let text = ""
  const write = (more: string) => {
    text += more
  }
  await run(args, {
    ...silentIo(root),
    out: write,
    err: write,
  })
  return `${line}\n${text}`
}

/** A block of commands and answers, with the answers of today. */
async function answered(block: string): Promise<string> {
  const asked = block.split("\n").filter(line => line.startsWith(prompt))
  const parts: string[] = []
  for (const line of asked) parts.push(line.slice(prompt.length).startsWith(command) ? await output(line) : `${line}\n`)
  return `\`\`\`\n${parts
    .join("\n")
    .replace(/\n\n\n/g, "\n\n")
    .trimEnd()}\n\`\`\`\n`
}

test("the README shows what the command line prints", async () => {
  const readme = readFileSync(path.join(root, "README.md"), "utf8")
  const blocks = readme.match(/^```\n\$ [\s\S]*?^```\n/gm) ?? []
  expect(blocks.filter(block => !block.includes(command))).toEqual([])
  let today = readme
  for (const block of blocks) {
    const now = await answered(block)
    today = today.replace(block, () => now)
  }
  await expect(today).toMatchFileSnapshot("../README.md")
})
