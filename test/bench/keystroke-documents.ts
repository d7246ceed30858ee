import { graphExport } from "./graph-export.ts"

/** A rule as the documents of the benchmark hold it. */
interface BenchRule {
  readonly name: string
  readonly priority: number
  readonly access: "Allow" | "Deny"
  readonly protocol: "Tcp" | "Udp" | "*"
  readonly source: string
  readonly destination: string
  readonly port: string
}

/** A document, and what is typed in it. */
export interface BenchDocument {
  readonly uri: string
  readonly languageId: "json" | "yaml"
  readonly text: string
  /** Of the priority of a rule in the middle: one that makes it a duplicate of the rule before, and its own again. */
  readonly inPlace: EditAndBack
  /** A blank before that priority, which moves all that stands behind it, and its removal. */
  readonly moving: EditAndBack
}

/** Two edits that are made by turns. */
export type EditAndBack = readonly [BenchEdit, BenchEdit]

/** Another text in the place of what stands between two columns of a line. */
export interface BenchEdit {
  readonly line: number
  readonly from: number
  readonly to: number
  readonly text: string
}

export function jsonTemplate(rules: number): BenchDocument {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: [
      {
        type: "Microsoft.Network/networkSecurityGroups",
        apiVersion: "2023-09-01",
        name: "web",
        location: "westeurope",
        properties: { securityRules: benchRules(rules).map(armRule) },
      },
    ],
  }
  return editable("file:///nsg.json", "json", JSON.stringify(template, null, 2), inMiddle(rules))
}

export function ansiblePlaybook(rules: number): BenchDocument {
  const head =
    "- hosts: localhost\n  tasks:\n    - azure_rm_securitygroup:\n        resource_group: rg\n        name: web\n        rules:\n"
  return editable("file:///nsg.yaml", "yaml", head + benchRules(rules).map(ansibleRule).join(""), inMiddle(rules))
}

/** A Resource Graph export with ten rules in each group, which is edited in the middle of them. */
export function resourceGraphExport(groups: number): BenchDocument {
  const text = graphExport({ groups, interfaces: 2 * groups })
  const start = text.indexOf(`/networkSecurityGroups/nsg-${groups >> 1}/securityRules/`)
  const middle = { from: text.slice(0, start).split("\n").length, value: "105", other: "104" }
  return editable("file:///export.json", "json", text, middle)
}

/** `from`: a line; `value`: the priority that stands behind it, and `other` that of another rule. */
interface EditedPriority {
  readonly from: number
  readonly value: string
  readonly other: string
}

function inMiddle(rules: number): EditedPriority {
  return { from: 0, value: String(priorityOf(rules >> 1)), other: String(priorityOf((rules >> 1) - 1)) }
}

function editable(
  uri: string,
  languageId: "json" | "yaml",
  text: string,
  { from: start, value, other }: EditedPriority,
): BenchDocument {
  const lines = text.split("\n")
  const line = lines.findIndex((line, place) => place >= start && line.includes("priority") && line.includes(value))
  const from = lines[line]!.indexOf(value)
  const priority = { line, from, to: from + value.length }
  return {
    ...{ uri, languageId, text },
    inPlace: [
      { ...priority, text: other },
      { ...priority, text: value },
    ],
    moving: [
      { line, from, to: from, text: " " },
      { line, from, to: from + 1, text: "" },
    ],
  }
}

/** All of four digits, so that another one moves nothing. */
function priorityOf(index: number): number {
  return 1000 + index
}

/** Rules like those of a grown group: many narrow ones, a few broad ones, some tags; the same at every run. */
function benchRules(count: number): BenchRule[] {
  const random = randomNumbers(7)
  const pick = <T>(items: readonly T[]): T => items[random(items.length)]!
  const block = () => `10.${random(200)}.${random(250)}.0/24`
  return Array.from({ length: count }, (_, index) => ({
    name: `rule-${index}`,
    priority: priorityOf(index),
    access: random(5) === 0 ? "Deny" : "Allow",
    protocol: pick(["Tcp", "Tcp", "Tcp", "Udp", "*"] as const),
    source: pick([block(), block(), block(), "VirtualNetwork", "AzureLoadBalancer", "Internet"]),
    destination: pick([block(), block(), "*"]),
    port: pick(["443", "80", "22", "1433", "8080-8090", String(1024 + random(60_000))]),
  }))
}

/** A linear congruential generator: numbers below a bound. */
function randomNumbers(seed: number): (bound: number) => number {
  let state = seed
  return bound => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return Math.floor((state / 2 ** 32) * bound)
  }
}

function armRule({ name, priority, access, protocol, source, destination, port }: BenchRule) {
  return {
    name,
    properties: {
      description: `What ${name} is for`,
      protocol,
      sourcePortRange: "*",
      destinationPortRange: port,
      sourceAddressPrefix: source,
      destinationAddressPrefix: destination,
      access,
      priority,
      direction: "Inbound",
    },
  }
}

function ansibleRule({ name, priority, access, protocol, source, destination, port }: BenchRule): string {
  return `          - name: ${name}
            protocol: "${protocol}"
            source_address_prefix: "${source}"
            destination_address_prefix: "${destination}"
            destination_port_range: "${port}"
            access: ${access}
            priority: ${priority}
            direction: Inbound
`
}
