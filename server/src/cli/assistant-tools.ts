import * as z from "zod/mini"
import { check } from "./check.ts"
import type { Command } from "./command.ts"
import { diff } from "./diff.ts"
import { effective } from "./effective.ts"
import { explain } from "./explain.ts"
import { parseRevision } from "./git-revision.ts"
import { verify } from "./verify.ts"

/** A command as an assistant may call it. */
export interface AssistantTool {
  readonly command: Command
  readonly title: string
  /** What it is for, and how to use it: all that an assistant knows of it. */
  readonly description: string
  readonly inputSchema: z.ZodMiniObject
  /** The arguments of the command line; a problem where one of them must not be used here. */
  readonly toArguments: (input: ToolInput) => CommandLine
}

type CommandLine = readonly string[] | { readonly problem: string }

/** Valid against the tool's schema: options have the names that they have on the command line. */
export type ToolInput = Readonly<Record<string, string | readonly string[] | undefined>>

const paths = z
  ._default(z.array(z.string()), ["."])
  .check(
    z.describe("Files and folders, relative to the served folder; they are read together. Default: the whole folder."),
  )

const reading = {
  config: z
    .optional(z.string())
    .check(z.describe("A configuration file (default: the nearest .nsgrc.json or .nsgrc.yaml).")),
  parameters: z.optional(z.string()).check(z.describe("A file with values for ARM template parameters.")),
  profile: z
    .optional(z.enum(["current", "2017-09", "classic"]))
    .check(z.describe("The time or model of Azure (default: current).")),
  "service-tags": z.optional(z.string()).check(z.describe("One of Microsoft's ServiceTags_*.json files.")),
}

const prefixes = z.optional(z.array(z.string()))
const subject = {
  nsg: z.optional(z.string()).check(z.describe("Only this NSG: its name, NAME@LINE, NAME@FILE:LINE or resource id.")),
  nic: z.optional(z.string()).check(z.describe("The network interface that is meant: its name or resource id.")),
  "on-premises": prefixes.check(z.describe("Address prefixes behind gateways, which VirtualNetwork holds, too.")),
}
const vnet = prefixes.check(z.describe("Address prefixes inside the virtual network, where no file says so."))

export const assistantTools: readonly AssistantTool[] = [
  {
    command: check,
    title: "Check NSGs",
    description:
      "Finds mistakes in Azure network security groups (NSGs) in JSON and YAML files: rules that never match, duplicate priorities, values that Azure refuses, ports that are open to the Internet. Each finding has a code; explain says more about it.",
    inputSchema: z.strictObject({
      paths,
      ...reading,
      off: z.optional(z.array(z.string())).check(z.describe("Codes of checks to leave out.")),
      baseline: z.optional(z.string()).check(z.describe("A baseline file: its findings are marked as known.")),
    }),
    toArguments: input => commandLine(input, "paths", ["--format=json"]),
  },
  {
    command: verify,
    title: "Verify a flow",
    description:
      'Says whether a packet, or every packet of a set, gets through NSGs, which rule decides, and what the answer assumes. A flow is one line: "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22". An end may be an address, a prefix, a service tag, nic:NAME, vm:NAME, subnet:VNET/SUBNET, lb:NAME or asg:NAME; with names at both ends and no direction the whole path is judged ("tcp nic:web-0 -> nic:db-0:1433").',
    inputSchema: z.strictObject({
      flow: z.string().check(z.describe("The flow.")),
      paths,
      ...subject,
      vnet,
      ...reading,
    }),
    toArguments: input => commandLine(input, "paths", ["--format=json"]),
  },
  {
    command: effective,
    title: "List effective rules",
    description:
      "Lists the rules of NSGs in the order in which Azure evaluates them, default rules included; with nic, the NSGs that apply to a network interface, and what gets through all of them together.",
    inputSchema: z.strictObject({ paths, ...subject, ...reading }),
    toArguments: input => commandLine(input, "paths", ["--format=json"]),
  },
  {
    command: diff,
    title: "Compare effective traffic",
    description:
      "Compares what NSGs do in two versions, not how they are written: the exact traffic that is newly allowed and newly denied. Each version is a file, a folder, or git:REVISION:./PATH. Empty lists mean proved equal.",
    inputSchema: z.strictObject({
      old: z
        .string()
        .check(z.describe('The old version, such as "git:HEAD:./network.json"; or a Terraform plan, without new.')),
      new: z.optional(z.string()).check(z.describe('The new version, such as "network.json".')),
      ...subject,
      vnet,
      parameters: reading.parameters,
      "service-tags": reading["service-tags"],
    }),
    toArguments: ({ old, new: now, ...input }) => {
      const versions = [old, now].filter(version => typeof version === "string")
      const outside = versions.find(leavesFolder)
      if (outside !== undefined)
        return { problem: `${outside}: name a path from the served folder, such as git:HEAD:./network.json.` }
      return commandLine({ ...input, versions }, "versions", ["--format=json"])
    },
  },
  {
    command: explain,
    title: "Explain a check",
    description:
      "Explains a finding's code: why it matters, what to do, an example. Also takes ids of Checkov, Trivy, KICS, PSRule and Azure Policy.",
    inputSchema: z.strictObject({ code: z.string().check(z.describe("The code, such as shadowed-rule.")) }),
    toArguments: input => commandLine(input, "code", []),
  },
]

/** Values stand behind `=` and places behind `--`, so that none is taken for an option. */
function commandLine(input: ToolInput, places: string, options: readonly string[]): CommandLine {
  const positionals = [input[places] ?? []].flat()
  if (positionals.includes("-")) return { problem: '"-" is standard input, which is not read here.' }
  const values = Object.entries(input)
    .filter(([name]) => name !== places)
    .flatMap(([name, value = []]) => [value].flat().map(each => `--${name}=${each}`))
  return [...options, ...values, "--", ...positionals]
}

/** A revision has files of the whole repository, which may be more than the folder. */
function leavesFolder(version: string): boolean {
  const revision = parseRevision(version)
  if (!revision) return false
  const parts = revision.path.split("/")
  return parts[0] !== "." || parts.includes("..")
}
