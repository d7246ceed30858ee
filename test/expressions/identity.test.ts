import { expect, test } from "vitest"
import { environmentOf, evaluateText } from "./evaluate-text.ts"

const template = {
  parameters: { a: { type: "string" }, list: { type: "array" } },
  variables: { name: "[concat(parameters('a'), '-nsg')]", index: 3 },
}

function identity(text: string): string {
  const value = evaluateText(text, environmentOf(template))
  return value.kind === "unknown" ? value.unknown.identity : "(known)"
}

test.each([
  ["concat(parameters('a'),'x')", "CONCAT( Parameters('A') , 'x' )"],
  ["variables('name')", "concat(parameters('a'), '-nsg')"],
  ["parameters('list')[variables('index')]", "parameters('list')[3]"],
  ["parameters('list')[0].Name", "parameters('list')[0]['name']"],
  ["if(true(), toLower(parameters('a')), 'b')", "toLower(parameters('a'))"],
  ["uniqueString(resourceGroup().id)", "uniquestring( resourcegroup().ID )"],
  [
    "resourceId('Microsoft.Network/applicationSecurityGroups', 'web')",
    "resourceId(resourceGroup().name, 'microsoft.network/applicationSecurityGroups', 'WEB')",
  ],
  [
    "map(parameters('list'), lambda('x', lambdaVariables('x').id))",
    "map(parameters('list'), lambda('X', lambdavariables('x').ID))",
  ],
  ["reference(resourceId('a/b', 'c')).x", "reference(resourceId('a/b', 'c')).x"],
  [
    "filter(createArray('x', parameters('a')), lambda('n', contains(lambdaVariables('n'), 'hub')))[0]",
    "filter(createArray('x', parameters('a')), lambda('m', contains(lambdaVariables('m'), 'hub')))[0]",
  ],
])("%s is %s", (a, b) => {
  expect(identity(a)).toBe(identity(b))
  expect(identity(a)).not.toBe("(known)")
})

test.each([
  ["concat(parameters('a'), 'x')", "concat(parameters('a'), 'X')"],
  ["concat(parameters('a'), '1')", "concat(parameters('a'), 1)"],
  ["concat(parameters('a'), 'b', 'c')", "concat(parameters('a'), 'b'',''c')"],
  ["parameters('a')", "parameters('list')"],
  [
    "filter(createArray(parameters('a')), lambda('n', contains(lambdaVariables('n'), 'hub')))[0]",
    "filter(createArray(parameters('a')), lambda('n', contains(lambdaVariables('n'), 'ops')))[0]",
  ],
  [
    "filter(createArray(parameters('a')), lambda('n', contains(lambdaVariables('n'), 'hub')))[0]",
    "filter(createArray(parameters('list')), lambda('n', contains(lambdaVariables('n'), 'hub')))[0]",
  ],
  ["newGuid()", "concat(newGuid(), '')"],
  [
    "map(parameters('list'), lambda('x', lambdaVariables('x').a))",
    "map(parameters('list'), lambda('x', lambdaVariables('x').b))",
  ],
  ["and(parameters('a'), parameters('list'))", "or(parameters('a'), parameters('list'))"],
])("%s is not %s", (a, b) => expect(identity(a)).not.toBe(identity(b)))

test("two new GUIDs of one document are two values", () => {
  const environment = environmentOf({
    parameters: { a: { defaultValue: "[newGuid()]" }, b: { defaultValue: "[newGuid()]" } },
  })
  const identities = ["parameters('a')", "parameters('a')", "parameters('b')"].map(text => {
    const value = evaluateText(text, environment)
    return value.kind === "unknown" && value.unknown.identity
  })
  expect(identities[0]).toBe(identities[1])
  expect(identities[0]).not.toBe(identities[2])
})

test("an identity that would be too long stays short, and tells the same from something else", () => {
  const long = (last: string) => `concat(parameters('a'), '${"x".repeat(5_000)}${last}')`
  expect(identity(long("")).length).toBeLessThan(100)
  expect(identity(long("y"))).toBe(identity(long("y")))
  expect(identity(long("y"))).not.toBe(identity(long("z")))
})

test("what is looked up in a large object is the same wherever that is written out", () => {
  const regions = (last: string) =>
    Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`region${at}`, { short: `r${at}`, zone: last }]))
  const lookedUp = (content: object, key = "location") => {
    const environment = environmentOf({ variables: { content, nested: { content } } })
    return ["variables('content')", "variables('nested').content", "union(variables('content'), createObject())"].map(
      object => {
        const value = evaluateText(`tryGet(${object}, resourceGroup().${key}).short`, environment)
        return value.kind === "unknown" ? value.unknown.identity : "(known)"
      },
    )
  }
  const [first, ...others] = lookedUp(regions("a"))
  expect(first!.length).toBeLessThan(200)
  expect(others).toEqual([first, first])
  expect(lookedUp(regions("a"))[0]).toBe(first)
  expect(lookedUp(regions("b"))[0]).not.toBe(first)
  expect(lookedUp(regions("a"), "name")[0]).not.toBe(first)
})
