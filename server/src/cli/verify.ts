import { listWords } from "../checks/wording.ts"
import type { Flow } from "../engine/flow.ts"
import { chooseGroup } from "../features/choose-group.ts"
import { resolveEnds } from "../features/flow-ends.ts"
import { exampleFlow, isProblem, parseAzWords, parseFlow } from "../features/flow-text.ts"
import { verification } from "../features/verification.ts"
import { verdictText } from "../features/verification-text.ts"
import { networkContext, parseNetworkContext } from "../judging/network-context.ts"
import { verifyFlow } from "../judging/verify-flow.ts"
import { parseAddress } from "../values/parse-address.ts"
import { readArguments, readFormat } from "./arguments.ts"
import { type Command, fail } from "./command.ts"
import { readGroups } from "./group-file.ts"
import { parametersHelp } from "./reading-options.ts"
import { tagsHelp } from "./tag-option.ts"

export const verify: Command = {
  name: "verify",
  summary: "say whether an NSG allows a flow, and which rule decides",
  help: `Usage: nsg verify FILE --flow "FLOW" [--nsg NAME] [--vnet PREFIX…] [--parameters FILE]
                       [--service-tags FILE] [--format text|json]
       nsg verify FILE --direction Inbound|Outbound --protocol TCP --local ADDRESS:PORT --remote ADDRESS:PORT …

Says whether an NSG allows a flow, which rule decides, and what the answer assumes. "-" is standard input.

A flow is one line: ${exampleFlow}
Put IPv6 addresses in brackets. icmp, esp and ah have no ports. An end may also be a prefix, a service tag, an
application security group (its name, asg:NAME or its resource id) or *; a missing source port means any. If some
of these packets are allowed and others are not, the answer is Partly.

  --nsg NAME            which NSG, if the file has several: its name, NAME@LINE or resource id
  --vnet PREFIX…        what is inside the virtual network; everything else is outside then
${parametersHelp}
${tagsHelp}
  --format text|json    how to answer (default: text)

Exit code: 0 Allow, 1 Deny, 2 wrong usage or no such NSG, 3 Partly or Depends.
`,
  async run(args, io) {
    const parsed = readArguments(args, options)
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const format = readFormat(parsed.values.format)
    if (isProblem(format)) return fail(io, format.problem)
    const { files, prefixes } = sortPositionals(parsed.tokens)
    const [file, extra] = files
    if (file === undefined || extra !== undefined) return fail(io, "verify needs one file. See nsg verify --help.")
    const flow = readFlow(parsed.values)
    if (isProblem(flow)) return fail(io, flow.problem)
    const network = parseNetworkContext(prefixes)
    if (isProblem(network)) return fail(io, `--vnet: ${network.problem}`)
    const analysed = await readGroups(file, parsed.values, io)
    if (isProblem(analysed)) return fail(io, analysed.problem)
    const judged = chooseGroup(analysed, { name: parsed.values.nsg })
    if (isProblem(judged)) return fail(io, withNsgOption(judged.problem, parsed.values.nsg))
    const resolved = resolveEnds(judged, flow)
    if (isProblem(resolved)) return fail(io, resolved.problem)
    const context = networkContext({ ...network, tagData: judged.context.tagData })
    const verdict = verifyFlow(judged, resolved, context, analysed)
    io.out(format === "json" ? `${JSON.stringify(verification(verdict), null, 2)}\n` : verdictText(verdict))
    return exitCodes[verdict.access]
  },
}

const options = {
  flow: { type: "string" },
  direction: { type: "string" },
  protocol: { type: "string" },
  local: { type: "string" },
  remote: { type: "string" },
  nsg: { type: "string" },
  vnet: { type: "string", multiple: true },
  parameters: { type: "string" },
  "service-tags": { type: "string" },
  format: { type: "string" },
} as const

/** Where no group was named, how to name one. */
function withNsgOption(problem: string, name: string | undefined): string {
  return name === undefined ? problem.replace(/Name one of them\.$/, "Name one of them with --nsg.") : problem
}

const exitCodes = { Allow: 0, Deny: 1, Unknown: 3 } as const

interface Words {
  readonly flow?: string | undefined
  readonly direction?: string | undefined
  readonly protocol?: string | undefined
  readonly local?: string | undefined
  readonly remote?: string | undefined
}

function readFlow({ flow, direction, protocol, local, remote }: Words): Flow | { readonly problem: string } {
  const azWords = [direction, protocol, local, remote]
  if (flow !== undefined) {
    return azWords.some(word => word !== undefined)
      ? { problem: "use either --flow or --direction, --protocol, --local and --remote, not both." }
      : parseFlow(flow)
  }
  if (direction === undefined || protocol === undefined || local === undefined || remote === undefined) {
    return { problem: missingFlow({ direction, protocol, local, remote }) }
  }
  return parseAzWords({ direction, protocol, local, remote })
}

/** Without any of az's words the short form is meant; with some of them those that are missing are named. */
function missingFlow(words: Readonly<Record<string, string | undefined>>): string {
  const names = Object.keys(words)
  const missing = names.filter(name => words[name] === undefined)
  return missing.length === names.length
    ? `missing --flow. Example: --flow "${exampleFlow}"`
    : `missing ${listWords(missing.map(name => `--${name}`))}.`
}

type Token = { readonly kind: string; readonly name?: string; readonly value?: string | undefined }

/** `--vnet` takes any number of prefixes: those that stand behind its first one are its own, not files. */
function sortPositionals(tokens: readonly Token[]): { readonly files: string[]; readonly prefixes: string[] } {
  const files: string[] = []
  const prefixes: string[] = []
  let behindVnet = false
  for (const { kind, name, value } of tokens) {
    if (kind === "positional" && value !== undefined) {
      behindVnet &&= isPrefix(value)
      ;(behindVnet ? prefixes : files).push(value)
    } else {
      behindVnet = kind === "option" && name === "vnet"
      if (behindVnet && value !== undefined) prefixes.push(...value.split(","))
    }
  }
  return { files, prefixes }
}

function isPrefix(text: string): boolean {
  const term = parseAddress(text)
  return "kind" in term && term.kind === "prefix"
}
