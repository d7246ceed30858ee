import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { afterAll, beforeAll, expect, test } from "vitest"
import manifest from "../package.json" with { type: "json" }

const folder = mkdtempSync(path.join(tmpdir(), "nsg-install-"))
const npm = (...args: string[]) =>
  execFileSync("npm", [...args, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    encoding: "utf8",
  })

beforeAll(() => {
  // A folder of its own, as other tests build into dist/ at the same time.
  const source = path.join(folder, "source")
  for (const name of ["package.json", "README.md", "CHANGELOG.md", "LICENSE"]) cpSync(name, path.join(source, name))
  execFileSync(process.execPath, ["tools/build.mjs", "--minify", "--outdir", path.join(source, "dist")])
  writeFileSync(path.join(folder, "package.json"), "{}")
  npm("pack", "./source", "--ignore-scripts", "--pack-destination", folder)
  npm("install", `./${manifest.name}-${manifest.version}.tgz`)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true }))

test("installed from npm's package, `npx nsg` runs", () => {
  const run = (...args: string[]) =>
    execFileSync("npx", ["--no", "--", "nsg", ...args], { cwd: folder, encoding: "utf8" })
  expect(run("--version")).toBe(`nsg ${manifest.version}\n`)
  expect(run("help")).toContain("nsg check")
})

test("npm's package holds the command line and nothing of the extension", () => {
  expect(readdirSync(path.join(folder, "node_modules", manifest.name)).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist",
    "package.json",
  ])
})

test("the extension's packages are small, and the same bytes each time", async () => {
  const [one, other] = [path.join(folder, "one.vsix"), path.join(folder, "other.vsix")]
  const pack = (file: string, env: NodeJS.ProcessEnv) =>
    execFileSync(process.execPath, ["tools/package.mjs", file], { env: { ...process.env, ...env }, stdio: "pipe" })
  pack(one, { TZ: "UTC" })
  pack(other, { TZ: "Asia/Tokyo" })
  const web = readFileSync(path.join(folder, "one-web.vsix"))
  expect(Math.max(statSync(one).size, web.length)).toBeLessThan(1_000_000)
  expect(web.equals(readFileSync(path.join(folder, "other-web.vsix")))).toBe(true)
  expect(readFileSync(one).equals(readFileSync(other))).toBe(true)
}, 120_000)

test("every link that the product shows leads to its declared home page or to Microsoft's documentation", () => {
  const home = manifest.homepage.replace(/#.*/, "")
  const sources = ["client/src", "server/src"].flatMap(root =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter(name => /\.(ts|md)$/.test(name))
      .map(name => path.join(root, name)),
  )
  const links = ["README.md", ...sources].flatMap(
    file => readFileSync(file, "utf8").match(/https:\/\/[^\s"'`)<>]+/g) ?? [],
  )
  // What stands in examples, a company that Microsoft made up among it, is no link.
  const permitted = [
    "https://contoso.com",
    home,
    "https://learn.microsoft.com/",
    "https://schema.management.azure.com/",
    "https://docs.oasis-open.org/sarif/",
  ]
  expect(links.filter(link => !permitted.some(start => link.startsWith(start)))).toEqual([])
})
