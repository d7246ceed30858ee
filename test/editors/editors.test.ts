import { spawnSync } from "node:child_process"
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import process from "node:process"
import { afterAll, beforeAll, expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"

// Real editors, set up as docs/editors.md says, where Debian's packages of them are installed.

const folder = mkdtempSync(path.join(tmpdir(), "nsg-editors-"))
const file = path.join(folder, "web.json")
const neovim = isThere("nvim", "--version")
const eglot = isThere("emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot))")
if (!neovim) console.log("Neovim is not installed: its test is left out.")
if (!eglot) console.log("Emacs with Eglot is not installed: its test is left out.")

beforeAll(() => {
  const outdir = path.join(folder, "dist")
  spawnSync(process.execPath, ["tools/build.mjs", "--outdir", outdir], { stdio: "inherit" })
  const nsg = path.join(folder, "nsg")
  writeFileSync(nsg, `#!/bin/sh\nexec "${process.execPath}" "${outdir}/cli.cjs" "$@"\n`)
  chmodSync(nsg, 0o755)
  const dead = [
    { name: "all", priority: 100, source: "10.0.0.0/8", protocol: "*" },
    { name: "ssh", priority: 200, source: "10.0.0.0/8", port: "22" },
  ]
  writeFileSync(file, azGroup("web", dead))
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

test.skipIf(!neovim)(
  "Neovim shows findings and hovers, and verifies a flow",
  () => {
    const told = path.join(folder, "neovim.json")
    const script = `
${codeBlock("lua neovim")}
vim.cmd("filetype on")
vim.cmd("edit ${file}")
vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 50)
local uri = vim.uri_from_bufnr(0)
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  local _, answer = next(answers or {})
  return answer and answer.result
end
local finding = vim.diagnostic.get(0)[1]
local at = { line = finding.lnum, character = finding.col + 1 }
local hover = ask("textDocument/hover", { textDocument = { uri = uri }, position = at })
local verdict = ask("workspace/executeCommand", {
  command = "nsg.verifyFlow",
  arguments = { { uri = uri, flow = "inbound tcp 10.1.1.1 -> 10.0.0.4:22" } },
})
local result = { finding = finding.message, hover = hover.contents.value, access = verdict.access }
vim.fn.writefile({ vim.fn.json_encode(result) }, "${told}")
vim.cmd("qall!")
`
    run("nvim", ["--headless", "-u", "NONE", "-c", `luafile ${write("neovim.lua", script)}`])
    expect(JSON.parse(readFileSync(told, "utf8"))).toEqual({
      finding: expect.stringContaining('"ssh" (200) never matches'),
      hover: expect.stringContaining("ssh"),
      access: "Allow",
    })
  },
  60_000,
)

test.skipIf(!eglot)(
  "Emacs shows findings and hovers",
  () => {
    const told = path.join(folder, "emacs.txt")
    const script = `
(package-initialize)
${codeBlock("elisp emacs")}
(setq eglot-sync-connect 20)
(find-file "${file}")
(js-mode)
(apply #'eglot (eglot--guess-contact))
(let ((end (+ (float-time) 20)))
  (while (and (< (float-time) end) (not (flymake-diagnostics)))
    (flymake-start)
    (accept-process-output nil 0.2)))
(let* ((finding (car (flymake-diagnostics))))
  (goto-char (1+ (flymake-diagnostic-beg finding)))
  (let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (with-temp-file "${told}"
      (insert (flymake-diagnostic-text finding) "\\n" (plist-get (plist-get hover :contents) :value)))))
(kill-emacs 0)
`
    run("emacs", ["--batch", "-l", write("emacs.el", script)])
    const text = readFileSync(told, "utf8")
    expect(text).toContain('"ssh" (200) never matches')
    expect(text.split("\n").slice(1).join("\n")).toContain("ssh")
  },
  60_000,
)

/** The code of the page that is marked so. */
function codeBlock(mark: string): string {
  const page = readFileSync("docs/editors.md", "utf8")
  const start = page.indexOf(`\`\`\`${mark}\n`)
  expect(start, mark).toBeGreaterThan(0)
  const from = page.indexOf("\n", start) + 1
  return page.slice(from, page.indexOf("```", from))
}

function write(name: string, text: string): string {
  const target = path.join(folder, name)
  writeFileSync(target, text)
  return target
}

function run(command: string, args: readonly string[]): void {
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, HOME: folder }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: "utf8", timeout: 50_000 })
  expect({ status, said: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, said: "" })
}

function isThere(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0
}
