import { expect, test } from "vitest"
import manifest from "../../package.json" with { type: "json" }
import { nsg } from "./nsg.ts"

test.each([
  [["--version"]],
  [["-v"]],
  [["check", "--version"]],
  [["verify", "x.json", "--version"]],
  [["lsp", "--version"]],
])("%j", async args => {
  expect(await nsg(args)).toEqual({ code: 0, out: `nsg ${manifest.version}\n`, err: "" })
})

test.each(["check", "verify", "effective", "lsp"])("%s --help", async name => {
  const { code, out, err } = await nsg([name, "--help"])
  expect(await nsg(["help", name])).toEqual({ code, out, err })
  expect({ code, err }).toEqual({ code: 0, err: "" })
  expect(out).toMatch(new RegExp(`^Usage: nsg ${name}`))
})

test("--help", async () => {
  expect(await nsg(["help"])).toEqual(await nsg(["--help"]))
  expect((await nsg(["--help"])).out).toMatchInlineSnapshot(`
    "Finds dead, duplicate and dangerous rules in Azure network security groups (NSGs), offline.

      nsg check        report problems in files and folders
      nsg verify       show whether a flow gets through, and which rule decides
      nsg effective    list the rules of NSGs in evaluation order, or what applies to a NIC
      nsg diff         show exactly which traffic a change newly allows and newly denies
      nsg replay       hold flow logs against rules: drift, unused rules, what a change would drop
      nsg test         prove the claims in .nsgflow files about NSGs and networks
      nsg topology     show networks, subnets, network interfaces and the NSGs attached to them
      nsg tags         list the service tags of an address, or explain a tag
      nsg checks       list every check
      nsg explain      explain a check: why it matters, what to do, an example
      nsg lsp          run the language server, for editors other than VS Code
      nsg mcp          answer an assistant's questions, as a server of the Model Context Protocol

      nsg help COMMAND how to use a command (or: nsg COMMAND --help)
      nsg --version    the version (or: nsg -v)
      --no-color       no colours on a terminal, with any command (or: NO_COLOR)

    Examples:
      nsg check .
      nsg verify network.json --flow "inbound tcp Internet -> 10.0.0.4:3389"
    "
  `)
})

// Every misuse is one line on standard error.
test.each([
  [[], "nsg: missing command. See nsg help.\n"],
  [["lint"], 'nsg: there is no command "lint". See nsg help.\n'],
  [["chek", "."], 'nsg: there is no command "chek". Did you mean "check"? See nsg help.\n'],
  [["help", "efective"], 'nsg: there is no command "efective". Did you mean "effective"? See nsg help.\n'],
  [["check"], "nsg: check needs a file or folder. See nsg check --help.\n"],
  [["check", "--frmat", "json", "."], "nsg: Unknown option '--frmat'. Did you mean --format? See --help.\n"],
  [["check", "--format", "xml", "."], 'nsg: --format must be text, json, sarif, github or junit, not "xml".\n'],
  [
    ["check", "--fail-on", "bad", "."],
    'nsg: --fail-on must be one of error, warning, information, hint, never, not "bad".\n',
  ],
  [["check", "--format"], "nsg: --format needs a value. See --help.\n"],
  [["check", "--format", "--fix", "."], "nsg: --format needs a value. See --help.\n"],
  [["check", "--frobnicate", "."], "nsg: Unknown option '--frobnicate'. See --help.\n"],
  [["verify", "a.json"], 'nsg: missing --flow. Example: --flow "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"\n'],
  [["verify", "--flow", "x"], "nsg: verify needs a file or folder. See nsg verify --help.\n"],
  [["effective"], "nsg: effective needs a file or folder. See nsg effective --help.\n"],
  [["effective", "a.json", "b.json"], "nsg: a.json does not exist.\nnsg: b.json does not exist.\n"],
  [["effective", "a.json", "--nic", "a", "--nsg", "b"], "nsg: use either --nic or --nsg, not both.\n"],
  [["effective", "a.json"], "nsg: a.json does not exist.\n"],
  [["lsp"], "nsg: lsp needs --stdio and nothing else: nsg lsp --stdio.\n"],
])("%j is refused", async (args, err) => {
  expect(await nsg(args)).toEqual({ code: 2, out: "", err })
})

test("lsp --stdio serves", async () => {
  expect((await nsg(["lsp", "--stdio"])).out).toBe("(serving)")
})
