import { describe, expect, test } from "vitest"
import { judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"
import { answer, remarksOn } from "./ask.ts"

// The parts of a load balancer refer to one another by names that only a deployment may know.

const resource = (type: string, name: string, properties: object, more: object = {}) => ({
  ...{ type: `Microsoft.Network/${type}`, apiVersion: "2023-04-01", name, properties, ...more },
})

const subnet = { id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'web')]" }
const partOf = (kind: string, name: string) => ({
  id: `[resourceId('Microsoft.Network/loadBalancers/${kind}', variables('lb'), ${name})]`,
})

interface Drawn {
  /** Expressions of names. */
  readonly frontEnds: readonly string[]
  readonly rules: unknown
}

function networkOf({ frontEnds, rules }: Drawn) {
  const rule = { priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp", destinationPortRange: "8080" }
  const sides = { sourceAddressPrefix: "10.0.0.0/8", sourcePortRange: "*", destinationAddressPrefix: "*" }
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    ...{ contentVersion: "1.0.0.0", parameters: { prefix: { type: "string" }, rules: { type: "array" } } },
    variables: {
      lb: "[concat(parameters('prefix'), '-lb')]",
      front: "[concat(parameters('prefix'), '-front')]",
      pool: "[format('{0}-pool', parameters('prefix'))]",
      nat: "[concat(parameters('prefix'), '-ssh')]",
    },
    resources: [
      resource("networkSecurityGroups", "nsg", { securityRules: [{ name: "web", properties: { ...rule, ...sides } }] }),
      resource("virtualNetworks", "hub", {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "web", properties: { addressPrefix: "10.0.1.0/24" } }],
      }),
      resource("networkInterfaces", "nic", {
        networkSecurityGroup: { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'nsg')]" },
        ipConfigurations: [
          {
            name: "ip",
            properties: {
              subnet,
              loadBalancerBackendAddressPools: [partOf("backendAddressPools", "concat(parameters('prefix'), '-pool')")],
              loadBalancerInboundNatRules: [partOf("inboundNatRules", "variables('nat')")],
            },
          },
        ],
      }),
      resource(
        "loadBalancers",
        "[variables('lb')]",
        {
          frontendIPConfigurations: frontEnds.map(name => ({ name: `[${name}]`, properties: { subnet } })),
          backendAddressPools: [{ name: "[variables('pool')]" }],
          loadBalancingRules: rules,
          inboundNatRules: [
            {
              name: "[variables('nat')]",
              properties: {
                frontendIPConfiguration: partOf("frontendIPConfigurations", "variables('front')"),
                ...{ protocol: "Tcp", frontendPort: 50000, backendPort: 8080 },
              },
            },
          ],
        },
        { sku: { name: "Standard" } },
      ),
    ],
  }
  return judgedNetwork(topologyOfFiles({ "a.json": template }))
}

const rule = (frontEnd: string, port: number) => ({
  name: "web",
  properties: {
    frontendIPConfiguration: partOf("frontendIPConfigurations", frontEnd),
    backendAddressPool: partOf("backendAddressPools", "variables('pool')"),
    ...{ protocol: "Tcp", frontendPort: port, backendPort: 8080 },
  },
})

const front = "lb:[variables('lb')]/[variables('front')]"
const to = (port: number, end = front) => `tcp 10.9.0.1 -> ${end}:${port}`

describe("names that are not known are the same wherever they are written", () => {
  const network = networkOf({
    frontEnds: ["variables('front')", "'other'"],
    rules: [rule("concat(parameters('prefix'), '-front')", 80)],
  })

  test("of a front end, a pool and a NAT rule", () => {
    expect(answer(network, to(80))).toBe("Allow web")
    expect(answer(network, to(50000))).toBe("Allow web")
    expect(remarksOn(network, to(80)).join()).not.toContain("not known")
  })

  test("a port or a front end without a rule is closed", () => {
    for (const line of [to(81), to(80, "lb:[variables('lb')]/other")]) {
      expect(answer(network, line)).toBe("Deny –")
      expect(remarksOn(network, line).join()).toContain("has no rule for this protocol and port")
    }
  })
})

describe("what is not known of a load balancer denies nothing", () => {
  test("which of its front ends a rule is for", () => {
    const frontEnds = ["variables('front')", "'other'"]
    const network = networkOf({ frontEnds, rules: [rule("parameters('prefix')", 80)] })
    for (const end of [front, "lb:[variables('lb')]/other"]) expect(answer(network, to(80, end))).toMatch(/^Unknown/)
    expect(answer(network, to(81))).toBe("Deny –")
  })

  test("its only front end is that of every rule", () => {
    const network = networkOf({ frontEnds: ["variables('front')"], rules: [rule("parameters('prefix')", 80)] })
    expect(answer(network, to(80))).toBe("Allow web")
  })

  test("its list of rules", () => {
    const network = networkOf({ frontEnds: ["variables('front')"], rules: "[parameters('rules')]" })
    expect(answer(network, to(80))).toMatch(/^Unknown/)
    expect(answer(network, to(50000))).toBe("Allow web")
  })
})
