import { indexedText, withoutText } from "../analysis/indexed-text.ts"
import { indexResources } from "../analysis/resource-index.ts"
import { topologyOf } from "../analysis/workspace-topology.ts"
import { isProblem } from "../features/flow-text.ts"
import { lspRange, readableLines } from "../features/lsp-range.ts"
import { type DocumentPlace, topologyJson } from "../features/topology-json.ts"
import { topologyMermaid } from "../features/topology-mermaid.ts"
import { topologyText } from "../features/topology-text.ts"
import type { LinkedTopology } from "../topology/link-topology.ts"
import { readArguments } from "./arguments.ts"
import type { ReadFile } from "./checked-file.ts"
import { type Command, fail } from "./command.ts"
import { configHelp, configOption, configure } from "./config-option.ts"
import { nothingFound } from "./nothing-found.ts"
import { readFiles } from "./read-files.ts"
import { parametersHelp, readParameters } from "./reading-options.ts"
import { namedStdin, stdinHelp, stdinOption } from "./stdin-option.ts"
import { onlyUnused } from "./why-no-group.ts"

export const topology: Command = {
  name: "topology",
  summary: "show networks, subnets, network interfaces and the NSGs attached to them",
  help: `Usage: nsg topology PATH… [--format text|json|mermaid] [--config FILE] [--parameters FILE]

Shows what files and folders describe together: virtual networks with their peerings and subnets, network interfaces,
load balancers, the NSGs attached to them, NSGs that are not attached, and references to what is not defined.
"-" is standard input.

  --format FORMAT       text, json or mermaid (default: text)
${configHelp}
${parametersHelp}
${stdinHelp}

Exit code: 0 done, 2 wrong usage or a path that cannot be read.
`,
  async run(args, process) {
    const options = {
      format: { type: "string" },
      parameters: { type: "string" },
      ...configOption,
      ...stdinOption,
    } as const
    const parsed = readArguments(args, options)
    if (isProblem(parsed)) return fail(process, parsed.problem)
    const io = namedStdin(process, parsed.values["stdin-filename"])
    const { format = "text" } = parsed.values
    const print = printers[format]
    if (!print) return fail(io, `--format must be text, json or mermaid, not "${format}".`)
    if (parsed.positionals.length === 0) return fail(io, "topology needs a file or folder. See nsg topology --help.")
    const findParameters = await readParameters(parsed.values.parameters, io)
    if (isProblem(findParameters)) return fail(io, findParameters.problem)
    const isWanted = () => true
    const configured = await configure(parsed.positionals, { config: parsed.values.config }, io)
    if (isProblem(configured)) return fail(io, configured.problem)
    const { found } = configured
    const read = await readFiles(configured, { findParameters, isWanted }, io)
    const printed = print(read.files)
    io.out(printed)
    if (printed === "" && found.files.length > read.unreadable.length)
      io.err(`nsg: ${nothingFound(found, onlyUnused(found, read), "network or NSG")}
`)
    for (const { shown, problem } of read.unreadable)
      io.err(`nsg: ${shown} ${problem}
`)
    return read.unreadable.length > 0 ? 2 : 0
  },
}

type Files = readonly ReadFile[]

const printers: Readonly<Record<string, (files: Files) => string>> = {
  text: files => {
    const { linked, locate } = linkedFiles(files)
    return topologyText(linked, place => {
      const { shown, range } = locate(place)
      return `${shown}:${range.start.line + 1}:${range.start.character + 1}`
    })
  },
  json: files => {
    const { linked, locate } = linkedFiles(files)
    const pathAndRange = (place: DocumentPlace) => {
      const { path, range } = locate(place)
      return { path, range }
    }
    return `${JSON.stringify(topologyJson(linked, pathAndRange), null, 2)}\n`
  },
  mermaid: files => topologyMermaid(linkedFiles(files).linked),
}

function linkedFiles(files: Files): { linked: LinkedTopology; locate: ReturnType<typeof locatorOf> } {
  const index = indexResources(files.map(({ text }) => withoutText(indexedText(text))))
  return { linked: topologyOf(index), locate: locatorOf(files, index) }
}

function locatorOf(files: Files, { lines }: ReturnType<typeof indexResources>) {
  const names = new Map(files.map(({ path, shown, text }) => [text.source.uri, { path, shown }]))
  return ({ document, range }: DocumentPlace) => ({
    ...(names.get(document) ?? { path: document, shown: document }),
    range: lspRange(readableLines(lines.get(document) ?? { text: "" }), range),
  })
}
