import { defaultRules } from "../../server/src/azure/default-rules.ts"
import { type Dice, diceOf } from "./estate-dice.ts"

// Rules as networks have them: tiers that call each other, a few lists of offices, service tags to get out, and what stands
// at the end of a list. Four groups of five have 5 to 20 rules, every fifth has 30 to 70: 20 rules in the middle.

export interface RuleValues {
  readonly name: string
  readonly description?: string
  readonly priority: number
  readonly direction: "Inbound" | "Outbound"
  readonly access: "Allow" | "Deny"
  readonly protocol: "Tcp" | "Udp" | "*"
  readonly sources: readonly string[]
  readonly destinations: readonly string[]
  readonly ports: readonly string[]
}

type Kind = (dice: Dice) => Omit<RuleValues, "priority">

const inbound = { direction: "Inbound", access: "Allow", protocol: "Tcp" } as const
const outbound = { direction: "Outbound", access: "Allow", protocol: "Tcp" } as const

const kinds: readonly Kind[] = [
  dice => ({
    ...{ ...inbound, name: "Allow-Web", description: "Clients of the web tier" },
    ...{ sources: [dice.pick(["VirtualNetwork", "Internet", "10.0.0.0/8"])], destinations: [subnet(dice)] },
    ports: dice.pick([["443"], ["80", "443"], ["8443"]]),
  }),
  dice => ({
    ...{ ...inbound, name: "Allow-App", description: "Traffic of the application tier" },
    ...{
      sources: [subnet(dice)],
      destinations: [subnet(dice)],
      ports: [dice.pick(["8080", "8443", "5000-5100", "9000"])],
    },
  }),
  dice => ({
    ...{ ...inbound, name: "Allow-Database", description: "Application tier to its databases" },
    ...{
      sources: [subnet(dice), subnet(dice)],
      destinations: [subnet(dice)],
      ports: [dice.pick(["1433", "5432", "6379"])],
    },
  }),
  dice => ({
    ...{ ...inbound, name: "Allow-Management", description: "Jump hosts of the operations team" },
    ...{ sources: offices(dice), destinations: ["*"], ports: dice.pick([["22"], ["3389"], ["22", "3389"]]) },
  }),
  dice => ({
    ...{ ...inbound, name: "Allow-GatewayManager", description: "Health of the application gateway" },
    ...{ sources: ["GatewayManager"], destinations: ["*"], ports: [dice.pick(["65200-65535", "443"])] },
  }),
  dice => ({
    ...{ ...inbound, name: "Allow-Monitoring", protocol: dice.pick(["Tcp", "Udp", "*"]) },
    ...{
      sources: [host(dice), host(dice), host(dice)],
      destinations: ["VirtualNetwork"],
      ports: ["161", "9100", "10250"],
    },
  }),
  dice => ({
    ...{ ...outbound, name: "Allow-Service", description: "Platform services in the region" },
    ...{ sources: ["VirtualNetwork"], destinations: [dice.pick(services)], ports: ["443"] },
  }),
  dice => ({
    ...{
      ...outbound,
      name: "Allow-Sql",
      sources: [subnet(dice)],
      destinations: ["Sql.WestEurope"],
      ports: ["1433", "11000-11999"],
    },
  }),
  dice => ({
    ...{ ...outbound, name: "Allow-Dns", protocol: "Udp", description: "Resolvers of the hub" },
    ...{ sources: ["*"], destinations: [host(dice), host(dice)], ports: ["53"] },
  }),
  dice => ({
    ...{
      ...outbound,
      name: "Allow-OnPremises",
      protocol: "*",
      sources: [subnet(dice)],
      destinations: offices(dice),
      ports: ["*"],
    },
  }),
  dice => ({
    ...{ ...inbound, name: "Deny-Subnet", access: "Deny", protocol: "*" },
    ...{ sources: [subnet(dice)], destinations: ["*"], ports: ["*"] },
  }),
]

const services = ["Storage.WestEurope", "AzureActiveDirectory", "AzureMonitor", "AzureKeyVault.WestEurope", "EventHub"]

function subnet({ roll }: Dice): string {
  return `10.${roll(200)}.${roll(250)}.0/24`
}

function host({ roll }: Dice): string {
  return `10.${roll(200)}.${roll(250)}.${4 + roll(200)}`
}

function offices({ roll }: Dice): readonly string[] {
  const count = 1 + roll(8)
  return Array.from(
    { length: count },
    (_, office) => `${office % 2 === 0 ? 198 : 203}.${51 + office}.${roll(250)}.0/24`,
  )
}

const last: readonly RuleValues[] = [
  {
    ...{ ...inbound, name: "Allow-LoadBalancer", protocol: "*", priority: 4095 },
    ...{ sources: ["AzureLoadBalancer"], destinations: ["*"], ports: ["*"] },
  },
  {
    ...{ ...inbound, name: "Deny-All-Inbound", access: "Deny", protocol: "*", priority: 4096 },
    ...{ sources: ["*"], destinations: ["*"], ports: ["*"] },
  },
]

/** The rules of a group, each group's of its own. */
export function rulesOf(group: number): readonly RuleValues[] {
  const dice = diceOf(group)
  const count = dice.roll(5) === 0 ? 30 + dice.roll(41) : 5 + dice.roll(16)
  const end = dice.roll(2) === 0 ? last : []
  const own = Array.from({ length: count - end.length }, (_, place) => {
    const { name, ...rule } = dice.pick(kinds)(dice)
    return { ...rule, name: `${name}-${place + 1}`, priority: 100 + 10 * place }
  })
  return [...own, ...end]
}

/** The six that Azure prints with every group. */
export const statedDefaults: readonly RuleValues[] = defaultRules.map(rule => ({
  ...{ name: rule.name, description: rule.description, priority: rule.priority, protocol: "*", ports: ["*"] },
  ...{ direction: rule.direction, access: rule.access },
  ...{ sources: [rule.sourceAddressPrefix], destinations: [rule.destinationAddressPrefix] },
}))
