import { existsSync, readdirSync, readFileSync } from "node:fs"
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

const pages = ["README.md", ...readdirSync(path.join(root, "docs")).map(name => `docs/${name}`)]

test.each(pages)("%s shows what the command line prints", async page => {
  const text = readFileSync(path.join(root, page), "utf8")
  const blocks = text.match(/^```\n\$ [\s\S]*?^```\n/gm) ?? []
  expect(blocks.filter(block => !block.includes(command))).toEqual([])
  let today = text
  for (const block of blocks) {
    const now = await answered(block)
    today = today.replace(block, () => now)
  }
  await expect(today).toMatchFileSnapshot(`../${page}`)
})

/** As GitHub makes an anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-")

test.each(pages)("every link of %s leads to a file, and to a heading of it", page => {
  const text = readFileSync(path.join(root, page), "utf8")
  const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, target = ""]) => target)
  const broken = links.filter(target => {
    const [file, anchor] = target.split("#")
    const absolute = file ? path.resolve(root, path.dirname(page), file) : path.join(root, page)
    if (!existsSync(absolute)) return true
    const headings = anchor ? (readFileSync(absolute, "utf8").match(/(?<=^#+ ).+$/gm) ?? []) : []
    return anchor !== undefined && !headings.map(anchorOf).includes(anchor)
  })
  expect(broken).toEqual([])
})
