import { exampleFlow, isProblem } from "../features/flow-text.ts"
import { answerFlow } from "./answer-flow.ts"
import { readArguments, readFormat } from "./arguments.ts"
import { type Command, fail } from "./command.ts"
import { configHelp, configOption } from "./config-option.ts"
import { flowOptions, readFlow } from "./flow-option.ts"
import { networkOptions } from "./network-options.ts"
import { readPrefixes, sortPositionals } from "./prefix-option.ts"
import { profileHelp } from "./profile-option.ts"
import { readWorkspace } from "./read-workspace.ts"
import { parametersHelp } from "./reading-options.ts"
import { namedStdin, stdinHelp, stdinOption } from "./stdin-option.ts"
import { tagsHelp } from "./tag-option.ts"
import { onPremisesHelp } from "./workspace-network.ts"

export const verify: Command = {
  name: "verify",
  summary: "show whether a flow gets through, and which rule decides",
  help: `Usage: nsg verify PATH… --flow "FLOW" [--nic NAME | --nsg NAME] [--format text|json]
                       [--on-premises PREFIX…] [--vnet PREFIX…] [--parameters FILE] [--profile PROFILE]
                       [--service-tags FILE]
       nsg verify PATH… --direction Inbound|Outbound --protocol TCP --local ADDRESS:PORT --remote ADDRESS:PORT …

Says whether a flow gets through, which rule decides, and what the answer assumes. Files and folders are read
together; "-" is standard input.

A flow is one line: ${exampleFlow}
Put IPv6 addresses in brackets. icmp, esp and ah have no ports. An end may also be a prefix, a service tag, an
application security group (its name, asg:NAME or its resource id) or *; a missing source port means any. If some
of these packets are allowed and others are not, the answer is Partly.

Where the files describe networks, an end may also be one of:
  nic:NAME  vm:NAME  subnet:VNET/SUBNET  lb:NAME or lb:NAME/FRONTEND  asg:NAME  or a resource id
Write a name that is known only at deployment as it is in the template: nic:[variables('nic')].
The address of a NIC stands for that NIC. Without inbound or outbound the whole path is checked, level by
level: sender's NIC and subnet, receiver's subnet and NIC; with a direction, only that side.

  --nic NAME            the NIC of a flow between plain addresses: its name or resource id
  --nsg NAME            check this NSG only: its name, NAME@LINE, NAME@FILE:LINE or resource id
${onPremisesHelp}
  --vnet PREFIX…        for a single NSG: the prefixes of the virtual network; all other addresses are outside
${configHelp}
${parametersHelp}
${profileHelp}
${tagsHelp}
                        (default: the latest among the PATHs)
${stdinHelp}
  --format text|json    the output format (default: text)

Exit code: 0 Allow, 1 Deny, 2 wrong usage, or a name that is unknown or ambiguous, 3 Partly or Depends.
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
    const answer = answerFlow(workspace, { flow, vnet, onPremises, nic: values.nic, nsg: values.nsg })
    if (isProblem(answer)) return fail(io, answer.problem)
    io.out(format === "json" ? `${JSON.stringify(answer.json(), null, 2)}\n` : answer.text())
    return workspace.isWhole ? exitCodes[answer.access] : 2
  },
}

const options = {
  ...flowOptions,
  ...stdinOption,
  ...configOption,
  ...networkOptions,
  vnet: { type: "string", multiple: true },
  profile: { type: "string" },
} as const

const exitCodes = { Allow: 0, Deny: 1, Unknown: 3 } as const
