import { chooseGroupOf } from "../features/choose-group.ts"
import { exampleFlow, isProblem } from "../features/flow-text.ts"
import type { AddressPrefix } from "../values/address.ts"
import type { Answer, NotAnswered } from "./answer.ts"
import { readArguments, readFormat } from "./arguments.ts"
import { askGroup } from "./ask-group.ts"
import { askNetwork, askNetworkIfHere, namesThings } from "./ask-network.ts"
import { type Command, fail } from "./command.ts"
import { type AskedFlow, flowOptions, readFlow } from "./flow-option.ts"
import { readPrefixes, sortPositionals } from "./prefix-option.ts"
import { readWorkspace, type Workspace } from "./read-workspace.ts"
import { parametersHelp } from "./reading-options.ts"
import { namedStdin, stdinHelp, stdinOption } from "./stdin-option.ts"
import { tagsHelp } from "./tag-option.ts"
import { workspaceGroups } from "./workspace-groups.ts"
import { onPremisesHelp, workspaceNetwork } from "./workspace-network.ts"

export const verify: Command = {
  name: "verify",
  summary: "say whether a flow gets through NSGs, and which rule decides",
  help: `Usage: nsg verify PATH… --flow "FLOW" [--nic NAME | --nsg NAME] [--format text|json]
                       [--on-premises PREFIX…] [--vnet PREFIX…] [--parameters FILE] [--service-tags FILE]
       nsg verify PATH… --direction Inbound|Outbound --protocol TCP --local ADDRESS:PORT --remote ADDRESS:PORT …

Says whether a flow gets through, which rule decides, and what the answer assumes. Files and folders are read
together; "-" is standard input.

A flow is one line: ${exampleFlow}
Put IPv6 addresses in brackets. icmp, esp and ah have no ports. An end may also be a prefix, a service tag, an
application security group (its name, asg:NAME or its resource id) or *; a missing source port means any. If some
of these packets are allowed and others are not, the answer is Partly.

Where the files describe networks, an end may be one of their things:
  nic:NAME  vm:NAME  subnet:VNET/SUBNET  lb:NAME or lb:NAME/FRONTEND  asg:NAME  or a resource id
An address that one NIC has stands for that NIC. Without inbound or outbound the whole path is judged, level by
level: sender's NIC and subnet, receiver's subnet and NIC. With a direction only that side is.

  --nic NAME            which NIC a flow between plain addresses is about: its name or resource id
  --nsg NAME            ask this NSG alone: its name, NAME@LINE, NAME@FILE:LINE or resource id
${onPremisesHelp}
  --vnet PREFIX…        for a single NSG: what is inside the virtual network; everything else is outside then
${parametersHelp}
${tagsHelp}
                        (default: the latest among the PATHs)
${stdinHelp}
  --format text|json    how to answer (default: text)

Exit code: 0 Allow, 1 Deny, 2 wrong usage, or a name that means nothing or several things, 3 Partly or Depends.
`,
  async run(args, io) {
    const parsed = readArguments(args, options)
    if (isProblem(parsed)) return fail(io, parsed.problem)
    const { values } = parsed
    const format = readFormat(values.format)
    if (isProblem(format)) return fail(io, format.problem)
    const sorted = sortPositionals(parsed.tokens, ["vnet", "on-premises"])
    if (sorted.paths.length === 0) return fail(io, "verify needs a file or folder. See nsg verify --help.")
    const flow = readFlow(values)
    if (isProblem(flow)) return fail(io, flow.problem)
    const vnet = readPrefixes(sorted, "vnet")
    if (isProblem(vnet)) return fail(io, vnet.problem)
    const onPremises = readPrefixes(sorted, "on-premises")
    if (isProblem(onPremises)) return fail(io, onPremises.problem)
    const workspace = await readWorkspace(sorted.paths, values, namedStdin(io, values["stdin-filename"]))
    if (isProblem(workspace)) return fail(io, workspace.problem)
    const answer = answerFor(workspace, { flow, vnet, onPremises, nic: values.nic, nsg: values.nsg })
    if (isProblem(answer)) return fail(io, answer.problem)
    io.out(format === "json" ? `${JSON.stringify(answer.json(), null, 2)}\n` : answer.text())
    return workspace.isWhole ? exitCodes[answer.access] : 2
  },
}

const options = {
  ...flowOptions,
  ...stdinOption,
  nic: { type: "string" },
  nsg: { type: "string" },
  vnet: { type: "string", multiple: true },
  "on-premises": { type: "string", multiple: true },
  parameters: { type: "string" },
  "service-tags": { type: "string" },
  format: { type: "string" },
} as const

const exitCodes = { Allow: 0, Deny: 1, Unknown: 3 } as const

interface Asked {
  readonly flow: AskedFlow
  readonly vnet: readonly AddressPrefix[]
  readonly onPremises: readonly AddressPrefix[]
  readonly nic: string | undefined
  readonly nsg: string | undefined
}

/** Of the networks of the files where the flow says so or its addresses are there, else of a single NSG. */
function answerFor(workspace: Workspace, asked: Asked): Answer | NotAnswered {
  const { flow, vnet, onPremises, nic, nsg } = asked
  if (nic !== undefined && nsg !== undefined) return { problem: "use either --nic or --nsg, not both." }
  if (nsg !== undefined) return answerOfGroup(workspace, asked)
  if (nic !== undefined || namesThings(flow.written)) {
    if (vnet.length > 0)
      return { problem: "--vnet is for a single NSG: the files say what the networks of this flow hold." }
    return askNetwork(workspaceNetwork(workspace, onPremises), flow.written, nic)
  }
  if (vnet.length > 0) return answerOfGroup(workspace, asked)
  const network = workspaceNetwork(workspace, onPremises)
  const answer = askNetworkIfHere(network, flow.written, () => isOnlyGroup(workspace))
  if (!("isHere" in answer) || answer.isHere) return answer
  const ofGroup = answerOfGroup(workspace, asked)
  return isProblem(ofGroup) && answer.problem !== "" && !isOnlyGroup(workspace)
    ? { problem: `${answer.problem} ${ofGroup.problem}` }
    : ofGroup
}

function isOnlyGroup(workspace: Workspace): boolean {
  const documents = workspaceGroups(workspace)
  return !isProblem(documents) && !isProblem(chooseGroupOf(documents, {}))
}

function answerOfGroup(workspace: Workspace, { flow, vnet, onPremises, nsg }: Asked): Answer | NotAnswered {
  if (onPremises.length > 0 && vnet.length === 0) {
    return {
      problem:
        "--on-premises needs a network: no network of these files has this flow. Say with --vnet what is inside.",
    }
  }
  const documents = workspaceGroups(workspace)
  return isProblem(documents) ? documents : askGroup(documents, flow, nsg, [...vnet, ...onPremises])
}
