import { expect, test } from "vitest"
import manifest from "../../package.json" with { type: "json" }
import { nsg } from "./nsg.ts"

test.each([[["--version"]], [["check", "--version"]], [["verify", "x.json", "--version"]], [["lsp", "--version"]]])(
  "%j",
  async args => {
    expect(await nsg(args)).toEqual({ code: 0, out: `nsg ${manifest.version}\n`, err: "" })
  },
)

test.each(["check", "verify", "effective", "lsp"])("%s --help", async name => {
  const { code, out, err } = await nsg([name, "--help"])
  expect({ code, err }).toEqual({ code: 0, err: "" })
  expect(out).toMatch(new RegExp(`^Usage: nsg ${name}`))
})

test("--help", async () => {
  expect((await nsg(["--help"])).out).toMatchInlineSnapshot(`
    "Proves what the rules of Azure network security groups do.

      nsg check      report what is wrong in files and directories
      nsg verify     say what a group does with a flow, and which rule decides
      nsg effective  list a group's rules in evaluation order, default rules included
      nsg lsp        be a language server for an editor

      nsg COMMAND --help      how to use a command
      nsg --version           which version this is
    "
  `)
})

// Every misuse is one line on standard error.
test.each([
  [[], "nsg: what shall be done? See nsg --help.\n"],
  [["lint"], 'nsg: there is no command "lint". See nsg --help.\n'],
  [["check"], "nsg: check wants a file or a directory. See nsg check --help.\n"],
  [["check", "--frmat", "json", "."], "nsg: Unknown option '--frmat'. See --help.\n"],
  [["check", "--format", "xml", "."], 'nsg: --format is text or json, not "xml".\n'],
  [["check", "--fail-on", "bad", "."], 'nsg: --fail-on is error, warning, information, hint, never, not "bad".\n'],
  [["check", "--format"], "nsg: Option '--format <value>' argument missing. See --help.\n"],
  [["verify", "a.json"], 'nsg: missing flow: --flow "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"\n'],
  [["verify", "--flow", "x"], "nsg: verify takes one file. See nsg verify --help.\n"],
  [["effective", "a.json", "b.json"], "nsg: effective wants one file. See nsg effective --help.\n"],
  [["effective", "a.json"], "nsg: a.json does not exist.\n"],
  [["lsp"], "nsg: the language server is nsg lsp --stdio.\n"],
])("%j is refused", async (args, err) => {
  expect(await nsg(args)).toEqual({ code: 2, out: "", err })
})

test("lsp --stdio serves", async () => {
  expect((await nsg(["lsp", "--stdio"])).out).toBe("(serving)")
})
