import { readdirSync, readFileSync } from "node:fs"
import { posix as path } from "node:path"
import { expect, test } from "vitest"

const server = "server/src"
const layer = (...names: string[]) => names.map(name => `${server}/${name}`)

const meaning = layer("values", "engine", "azure", "expressions", "syntax", "schemas")
/** Looks up what is said in the editor's language. */
const texts = "@vscode/l10n"
const lspTypes = ["vscode-languageserver-types", "vscode-languageserver-textdocument"]

/** The words by which a file is recognised, and nothing else: the client asks for them before there is a server. */
const recognition = `${server}/readers/recognise.ts`

/** The shapes of what client and server tell each other: types, and names of requests. */
const protocol = `${server}/protocol.ts`

/** What each layer may import besides itself: the architecture, on one screen. `server/src` stands for its own files. */
const mayImport: Record<string, readonly string[]> = {
  "server/src/values": ["ipaddr.js"],
  // The words of questions and answers: types, and no algorithm.
  "server/src/engine": layer("values"),
  "server/src/engine/tables": layer("values", "engine"),
  "server/src/engine/proof": layer("values", "engine", "engine/tables"),
  "server/src/engine/traffic": layer("values", "engine", "engine/tables"),
  // With the engine's types what others may use.
  "server/src/engine/questions": layer("values", "engine", "engine/tables", "engine/proof", "engine/traffic"),
  "server/src/expressions": [...layer("values"), texts],
  "server/src/azure": [...layer("values", "engine"), texts],
  "server/src/syntax": [...layer("values"), "jsonc-parser", "yaml", texts],
  "server/src/schemas": [],
  "server/src/readers": [...meaning, texts],
  "server/src/topology": [...meaning, ...layer("readers"), texts],
  // The one room that asks the engine: what checks and features say cannot differ.
  "server/src/judging": [...meaning, ...layer("engine/questions", "readers", "topology"), texts],
  "server/src/checks": [...meaning, ...layer("readers", "topology", "judging"), texts],
  "server/src/analysis": [...meaning, ...layer("readers", "topology", "judging", "checks"), texts],
  // Lines about traffic, and what is claimed of it: read, proved, counted.
  "server/src/flows": [...meaning, ...layer("readers", "topology", "judging", "checks", "analysis"), texts],
  // The product's home page, to which the links of diagnostics lead.
  "server/src/features": [
    ...meaning,
    ...layer("readers", "topology", "judging", "checks", "analysis", "flows"),
    ...lspTypes,
    "package.json",
    texts,
  ],
  "server/src/outputs": [
    ...meaning,
    ...layer("readers", "topology", "judging", "checks", "analysis", "flows", "features"),
    ...lspTypes,
    "sarif",
    "package.json",
  ],
  // Documents, open or not, and the files around them, however they are reached.
  "server/src/workspace": [
    ...meaning,
    ...layer("readers", "topology", "judging", "checks", "analysis", "flows", "features"),
    ...[...lspTypes, "vscode-languageserver", "picomatch", texts],
    protocol,
  ],
  "server/src/cli": [
    ...meaning,
    ...layer("readers", "topology", "judging", "checks", "analysis", "flows", "features", "outputs", "workspace"),
    ...lspTypes,
    ...["node", "package.json", "diff", "zod/mini"],
    // What it reads for an editor is told in its language.
    texts,
    ...["server/mcp.js", "server/stdio.js"].map(file => `@modelcontextprotocol/sdk/${file}`),
  ],
  // What a client asks or is told, one file each.
  "server/src/requests": [
    ...meaning,
    ...layer("readers", "topology", "judging", "checks", "analysis", "flows", "features", "workspace"),
    ...[...lspTypes, "vscode-languageserver", "vscode-languageserver-protocol", texts],
    protocol,
  ],
  "server/src": [
    ...layer("features", "outputs", "workspace", "cli", "requests"),
    ...["vscode-languageserver", "node", texts],
  ],
  "client/src": [
    "vscode",
    "vscode-languageclient",
    "vscode-languageserver-protocol",
    "node",
    protocol,
    recognition,
    // Which files are wanted is said in globs, whoever lists them.
    `${server}/workspace/file-globs.ts`,
    // What pages are told, and what pictures that holds.
    ...["pages/src/messages.ts", "pages/src/pictures.ts"],
  ],
  // In a webview's own world: it is told, and tells.
  "pages/src": [protocol, texts],
}

/** Of the server, only these may touch Node. */
const platformFiles = /^server\/src\/(main\.\w+\.ts|cli\/)/

const sources = ["client/src", "pages/src", server].flatMap(root =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter(name => name.endsWith(".ts"))
    .map(name => `${root}/${name.replaceAll("\\", "/")}`),
)

test.each(sources)("%s imports only what its layer may", file => {
  const own = layerOf(file)
  const allowed = [own, ...(mayImport[own] ?? [])]
  for (const specifier of importsOf(file)) {
    const target = specifier.startsWith(".") ? path.join(path.dirname(file), specifier) : specifier
    const names = [target, layerOf(target), packageOf(target)]
    const permitted =
      names.some(name => allowed.includes(name)) &&
      (packageOf(target) !== "node" || own !== server || platformFiles.test(file))
    expect(permitted, `${file} imports ${specifier}, which ${own} may not`).toBe(true)
  }
})

test("no circle of files, types counted", () => {
  const importedBy = new Map(
    sources.map(file => [file, importsOf(file).flatMap(specifier => targetOf(file, specifier))]),
  )
  expect(circlesIn(importedBy)).toEqual([])
})

test("a circle is found, and what only leads to it or away from it is none", () => {
  const imports = { a: ["b"], b: ["c"], c: ["d", "e"], d: ["b"], e: ["f"], f: [] }
  expect(circlesIn(new Map(Object.entries(imports)))).toEqual(["b", "c", "d"])
})

test("a layer imports only layers above it in the table", () => {
  const layers = Object.keys(mayImport)
  const below = layers.flatMap((own, place) =>
    mayImport[own]!.filter(other => layers.indexOf(other) > place).map(other => `${own} may import ${other}`),
  )
  expect(below).toEqual([])
})

/** Another source file that is imported; a package is none. */
function targetOf(file: string, specifier: string): string[] {
  const target = path.join(path.dirname(file), specifier)
  return specifier.startsWith(".") && sources.includes(target) ? [target] : []
}

/** The files in circles: what is left when those that import none of the rest, or that none of the rest imports, are taken away. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  let left = [...imports.keys()]
  for (let before = -1; before !== left.length; ) {
    before = left.length
    const rest = new Set(left)
    const isImported = new Set(left.flatMap(file => imports.get(file)!))
    left = left.filter(file => isImported.has(file) && imports.get(file)!.some(other => rest.has(other)))
  }
  return left
}

function importsOf(file: string): string[] {
  return [
    ...readFileSync(file, "utf8").matchAll(
      /(?:^(?:import|export)\s[\w\s{},*$]*\bfrom|^import|\bimport\()\s*"([^"]+)"/gm,
    ),
  ].map(([, specifier]) => specifier!)
}

/** The longest folder that has a row in the table, so that `readers/kubernetes/x.ts` belongs to `readers`. */
function layerOf(file: string): string {
  const layers = Object.keys(mayImport).filter(name => file.startsWith(`${name}/`))
  return layers.sort((a, b) => b.length - a.length)[0] ?? path.dirname(file)
}

function packageOf(specifier: string): string {
  return specifier.startsWith("node:") ? "node" : specifier.replace(/\/(node|browser)$/, "")
}
