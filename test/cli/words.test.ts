import { expect, test } from "vitest"
import { nsg } from "./nsg.ts"

const rest = {
  ...{ direction: "Inbound", access: "Allow", protocol: "Tcp", sourceAddressPrefix: "*", sourcePortRange: "*" },
  ...{ destinationAddressPrefix: "*", destinationPortRange: "443" },
}

function group(rules: readonly Record<string, unknown>[], name: unknown = "web") {
  return JSON.stringify({ type: "Microsoft.Network/networkSecurityGroups", name, properties: { securityRules: rules } })
}

async function ask(text: string, flow = "inbound tcp 203.0.113.7 -> 10.0.0.4:443"): Promise<readonly string[]> {
  const { out } = await nsg(["verify", "a.json", "--flow", flow], { files: { "a.json": text } })
  return out.split("\n")
}

test.each([
  [{ priority: 5 }, '(its priority is not known: Azure refuses "5")'],
  [{ priority: "high" }, '(its priority is not known: Azure refuses "high")'],
  [{}, "(its priority is missing)"],
  [{ priority: "[parameters('first')]" }, "(its priority is [parameters('first')])"],
])("why a rule's place is open is said with it: %j", async (priority, why) => {
  const [first] = await ask(group([{ name: "a", properties: { ...rest, ...priority } }]))
  expect(first).toBe(`Depends: Allow if "a" comes first ${why}, otherwise Deny.`)
})

test("a priority beside properties is no other", async () => {
  const [first] = await ask(group([{ name: "a", priority: 100, properties: rest }]))
  expect(first).toContain('"a" comes first (its priority is not known: Azure does not read "priority" in this place)')
})

test.each([
  [{ sourceAddressPrefix: "office.contoso.com" }, 'the source of "a" (Azure refuses "office.contoso.com")'],
  [{ sourceAddressPrefix: ["10.0.0.0/8"] }, 'the source of "a" (Azure refuses a list there)'],
  [{ destinationPortRange: "http" }, 'the destination port of "a" (Azure refuses "http")'],
  [{ sourceAddressPrefix: `${"x".repeat(70)}/8` }, `the source of "a" (Azure refuses "${"x".repeat(39)}…")`],
])("what Azure refuses is named: %j", async (value, named) => {
  const [first] = await ask(group([{ name: "a", properties: { priority: 100, ...rest, ...value } }]))
  expect(first).toContain(named)
})

test("of several parts that one fault leaves open the fault is said once", async () => {
  const properties = { priority: 100, ...rest, sourceAddressPrefix: ["10.0.0.0/8"], destinationPortRange: ["443"] }
  const [first] = await ask(group([{ name: "a", properties }]))
  expect(first).toBe(
    'Depends: Allow if "a" matches (its source and destination port are not known: Azure refuses a list there), otherwise Deny.',
  )
})

test("a port that only the rule can name needs no other word for it", async () => {
  const [first] = await ask(
    group([{ name: "a", properties: { priority: 100, ...rest, destinationPortRange: "http" } }]),
    "inbound tcp 203.0.113.7 -> 10.0.0.4:*",
  )
  expect(first).toBe('Depends: Allow on the destination port of "a" (Azure refuses "http"), otherwise Deny.')
})

test("a group without a name is this one, and a rule without one is called so", async () => {
  const map = JSON.stringify({ securityRules: [{ name: "a", properties: { priority: 100, ...rest } }] })
  const unnamed = await ask(map.replace('"name":"a",', ""))
  expect(unnamed[0]).toBe("Allow: inbound tcp 203.0.113.7 -> 10.0.0.4:443, by a rule without a name (100) of this NSG.")
  for (const line of [...unnamed, ...(await ask(map, "inbound tcp Intrenet -> 10.0.0.4:443"))]) {
    if (!line.startsWith("  ")) expect(line).not.toMatch(/\((no name|unnamed group)\)/)
  }
})

test("no example is given where a rule that is not known may come first", async () => {
  const [first = "", ...others] = await ask(group([{ name: "a" }, 7 as never]), "inbound tcp * -> *:443")
  expect(first).toMatch(/^Depends: /)
  expect(others.filter(line => line.includes("For example"))).toEqual([])
})

test("a finding on a rule without a name begins as a sentence does", async () => {
  const rules = [
    { name: "open", properties: { priority: 100, ...rest } },
    { properties: { priority: 200, ...rest, access: "Deny" } },
  ]
  const { out } = await nsg(["check", "a.json"], { files: { "a.json": group(rules) } })
  expect(out).toContain('error: A rule without a name (200) never matches: "open" (100) already allows this traffic.')
  const behind = [
    { ...rules[0], name: undefined },
    { ...rules[1], name: "close" },
  ]
  const other = await nsg(["check", "a.json"], { files: { "a.json": group(behind) } })
  expect(other.out).toContain('"close" (200) never matches: a rule without a name (100) already allows this traffic.')
  expect(out + other.out).not.toContain("(no name)")
})
