import type { NotAnswered } from "../features/ask-network.ts"
import { callNames, groupsCalledIn } from "../features/choose-group.ts"
import { effectiveOfInterface } from "../features/effective-interface.ts"
import { effectiveOfInterfaceText } from "../features/effective-interface-text.ts"
import { effectiveRules, effectiveRulesText } from "../features/effective-rules.ts"
import { isProblem } from "../features/flow-text.ts"
import { brokenLine } from "../judging/broken-text.ts"
import { effectiveInterface } from "../judging/effective-interface.ts"
import type { AddressPrefix } from "../values/address.ts"
import { readArguments, readFormat } from "./arguments.ts"
import { type Command, fail } from "./command.ts"
import { configHelp, configOption } from "./config-option.ts"
import { networkOptions } from "./network-options.ts"
import { readPrefixes, sortPositionals } from "./prefix-option.ts"
import { profileHelp } from "./profile-option.ts"
import { readWorkspace, type Workspace } from "./read-workspace.ts"
import { parametersHelp } from "./reading-options.ts"
import { namedStdin, stdinHelp, stdinOption } from "./stdin-option.ts"
import { tagsHelp } from "./tag-option.ts"
import { workspaceGroups } from "./workspace-groups.ts"
import { findInterface, onPremisesHelp, workspaceNetwork } from "./workspace-network.ts"

export const effective: Command = {
  name: "effective",
  summary: "list the rules of NSGs in evaluation order, or what applies to a NIC",
  help: `Usage: nsg effective PATH… [--nic NAME | --nsg NAME] [--on-premises PREFIX…] [--parameters FILE]
                          [--profile PROFILE] [--service-tags FILE] [--format text|json]

Lists the rules of NSGs in the order in which Azure evaluates them, default rules included; or, with --nic, the
NSGs that apply to a network interface, and what gets through all of them together. Files and folders are read
together; "-" is standard input.

  --nic NAME            what applies to this NIC: its name or resource id
  --nsg NAME            only this NSG: its name, NAME@LINE, NAME@FILE:LINE or resource id
${onPremisesHelp}
${configHelp}
${parametersHelp}
${profileHelp}
${tagsHelp}
                        (default: the latest among the PATHs)
${stdinHelp}
  --format text|json    the output format (default: text)

Exit code: 0 done, 2 wrong usage, or no such NSG or NIC.
`,
  async run(args, io) {
    const parsed = readArguments(args, options)
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const { values } = parsed
    const format = readFormat(values.format)
    if (isProblem(format)) return fail(io, format.problem)
    const sorted = sortPositionals(parsed.tokens, ["on-premises"])
    if (sorted.paths.length === 0) return fail(io, "effective needs a file or folder. See nsg effective --help.")
    const { nic, nsg } = values
    if (nic !== undefined && nsg !== undefined) return fail(io, "use either --nic or --nsg, not both.")
    const onPremises = readPrefixes(sorted, "on-premises")
    if (isProblem(onPremises)) return fail(io, onPremises.problem)
    const workspace = await readWorkspace(sorted.paths, values, namedStdin(io, values["stdin-filename"]))
    if (isProblem(workspace)) return fail(io, workspace.problem)
    const listed = nic === undefined ? ofGroups(workspace, nsg) : ofInterface(workspace, nic, onPremises)
    if (isProblem(listed)) return fail(io, listed.problem)
    for (const warning of brokenFiles(workspace)) io.err(`nsg: ${warning}\n`)
    io.out(format === "json" ? `${JSON.stringify(listed.json(), null, 2)}\n` : listed.text())
    return workspace.isWhole ? 0 : 2
  },
}

const options = {
  ...stdinOption,
  ...configOption,
  ...networkOptions,
  profile: { type: "string" },
} as const

/** Of files that cannot be read to their end rules may be missing. */
function brokenFiles({ files }: Workspace): readonly string[] {
  return files.flatMap(({ shown, text: { syntax } }) => {
    const line = brokenLine(syntax)
    return line === undefined ? [] : [`${shown}: line ${line} has a syntax error; rules may be missing from this list.`]
  })
}

interface Listed {
  text(): string
  json(): object
}

function ofGroups(workspace: Workspace, nsg: string | undefined): Listed | NotAnswered {
  const documents = workspaceGroups(workspace)
  if (isProblem(documents)) return documents
  const wanted = groupsCalledIn(documents, nsg)
  if (isProblem(wanted)) return wanted
  return { text: () => effectiveRulesText(wanted, callNames(documents, wanted)), json: () => effectiveRules(wanted) }
}

function ofInterface(workspace: Workspace, name: string, onPremises: readonly AddressPrefix[]): Listed | NotAnswered {
  const network = workspaceNetwork(workspace, onPremises)
  const networkInterface = findInterface(network, name)
  if (isProblem(networkInterface)) return networkInterface
  const rules = effectiveInterface(network, networkInterface)
  return { text: () => effectiveOfInterfaceText(rules), json: () => effectiveOfInterface(rules) }
}
