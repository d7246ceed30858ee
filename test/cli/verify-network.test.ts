import { describe, expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { azInterface, azNetwork, fourFiles, groupId, identifiedGroup, nicId } from "./networks.ts"
import { nsg } from "./nsg.ts"

const ask = (flow: string, ...more: string[]) => nsg(["verify", "net", "--flow", flow, ...more], { files: fourFiles })

describe("a name that only a deployment knows is written as the template has it", () => {
  const named = (name: string, properties: object, type = "networkInterfaces") => {
    return { type: `Microsoft.Network/${type}`, apiVersion: "2023-04-01", name, properties }
  }
  const placed = (name: string, subnet: string) => {
    const id = `[resourceId('Microsoft.Network/virtualNetworks/subnets', variables('vnet'), '${subnet}')]`
    return named(name, { ipConfigurations: [{ name: "ip", properties: { subnet: { id } } }] })
  }
  const rule = { priority: 100, direction: "Inbound", access: "Deny", protocol: "*", destinationPortRange: "1433" }
  const sides = { sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*" }
  const group = { id: "[resourceId('Microsoft.Network/networkSecurityGroups', 'db')]" }
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    ...{ contentVersion: "1.0.0.0", parameters: { vm: { type: "string" } } },
    variables: { vnet: "[concat(parameters('vm'), '-vnet')]" },
    resources: [
      named("db", { securityRules: [{ name: "no-sql", properties: { ...rule, ...sides } }] }, "networkSecurityGroups"),
      named(
        "[variables('vnet')]",
        {
          addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
          subnets: [
            { name: "web", properties: { addressPrefix: "10.0.1.0/24" } },
            { name: "db", properties: { addressPrefix: "10.0.2.0/24", networkSecurityGroup: group } },
          ],
        },
        "virtualNetworks",
      ),
      placed("[concat(parameters('vm'), '-nic')]", "web"),
      placed("[variables('nics')[copyIndex('all')]]", "db"),
    ],
  }
  const verify = (flow: string) => {
    return nsg(["verify", "a.json", "--flow", flow], { files: { "a.json": JSON.stringify(template) } })
  }

  test.each([
    "tcp nic:[concat(parameters('vm'), '-nic')] -> nic:[variables('nics')[copyIndex('all')]]:1433",
    "tcp subnet:[variables('vnet')]/web -> subnet:[variables('VNET')]/db:1433",
    "tcp 10.0.1.4 to nic:[variables('nics')[copyIndex('all')]]:1433",
  ])("%s", async flow => {
    const { code, out, err } = await verify(flow)
    expect([code, err]).toEqual([1, ""])
    expect(out).toMatch(/^Deny: tcp .*, by "no-sql" \(100\) of db /)
  })

  test("one that several have, which nothing tells apart", async () => {
    const module = (name: string) => ({
      ...{ type: "Microsoft.Resources/deployments", apiVersion: "2022-09-01", name },
      properties: {
        ...{ mode: "Incremental", expressionEvaluationOptions: { scope: "inner" } },
        parameters: { nic: { value: `[concat(parameters('vm'), '${name}')]` } },
        template: {
          ...template,
          ...{ parameters: { nic: { type: "string" } }, variables: {} },
          resources: [named("[parameters('nic')]", { ipConfigurations: [] })],
        },
      },
    })
    const twice = { ...template, resources: [module("a"), module("b")] }
    const args = ["verify", "a.json", "--flow", "tcp * -> nic:[parameters('nic')]:22"]
    expect((await nsg(args, { files: { "a.json": JSON.stringify(twice) } })).err).toContain(
      "is ambiguous: 2 resources in a.json have this name. Set the parameters of the template, or use an address.",
    )
  })

  test("one that is not there, and a bracket that never ends, are said to be", async () => {
    expect((await verify("tcp * -> nic:[variables('other')]:22")).err).toContain(
      `There is no network interface "[variables('other')]" in these files`,
    )
    expect((await verify("tcp * -> nic:[variables('other':22")).err).toContain("Cannot read")
  })
})

describe("a network interface, its network and both groups in four files", () => {
  test("text has a line for each level", async () => {
    expect(await ask("tcp Internet -> nic:web-0:443")).toMatchObject({ code: 0, err: "" })
    expect((await ask("tcp Internet -> nic:web-0:443")).out).toMatchInlineSnapshot(`
      "Allow: tcp Internet -> nic:web-0:443, by "https" (100) of nic-nsg (NIC web-0, inbound).

        inbound  subnet hub/web  Allow  "https" (100) of web-nsg
        inbound  NIC web-0       Allow  "https" (100) of nic-nsg

      - No public IP address in these files leads to web-0.
      - Replies need no rule: only the direction that opens the connection is checked.
      "
    `)
    expect((await ask("inbound tcp 203.0.113.7 -> nic:web-0:22")).out).toMatchInlineSnapshot(`
      "Deny: inbound tcp 203.0.113.7 -> nic:web-0:22, by "DenyAllInBound" (65500) of nic-nsg (NIC web-0, inbound).

        inbound  subnet hub/web  Allow  "ssh" (110) of web-nsg
        inbound  NIC web-0       Deny   "DenyAllInBound" (65500) of nic-nsg

      - No public IP address in these files leads to web-0.
      "
    `)
  })
  test("JSON adds the path, and where each NSG applies", async () => {
    const { code, out } = await ask("tcp 203.0.113.7 -> 10.0.1.4:22", "--format=json")
    const { evaluatedNetworkSecurityGroups, ...answer } = JSON.parse(out)
    expect(code).toBe(1)
    expect(answer).toMatchInlineSnapshot(`
      {
        "access": "Deny",
        "assumptions": [
          "No public IP address in these files leads to web-0.",
        ],
        "flow": {
          "destination": "10.0.1.4",
          "destinationPort": 22,
          "direction": "Inbound",
          "protocol": "Tcp",
          "source": "203.0.113.7",
          "sourcePort": "*",
        },
        "path": [
          {
            "access": "Allow",
            "direction": "Inbound",
            "level": {
              "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/hub/subnets/web",
              "kind": "subnet",
              "name": "hub/web",
            },
            "networkSecurityGroup": {
              "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/web-nsg",
              "name": "web-nsg",
            },
            "ruleName": "securityRules/ssh",
          },
          {
            "access": "Deny",
            "direction": "Inbound",
            "level": {
              "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkInterfaces/web-0",
              "kind": "networkInterface",
              "name": "web-0",
            },
            "networkSecurityGroup": {
              "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/networkSecurityGroups/nic-nsg",
              "name": "nic-nsg",
            },
            "ruleName": "defaultSecurityRules/DenyAllInBound",
          },
        ],
        "ruleName": "defaultSecurityRules/DenyAllInBound",
        "version": 1,
      }
    `)
    const applied = evaluatedNetworkSecurityGroups.map((one: { appliedTo: object }) => one.appliedTo)
    expect(applied).toEqual(answer.path.map(({ level }: { level: object }) => level))
  })
  test("the whole path without a direction, one side with one", async () => {
    const levels = async (flow: string) => {
      const { path } = JSON.parse((await ask(flow, "--format=json")).out)
      return path.map((one: { direction: string; level: { name: string } }) => `${one.direction} ${one.level.name}`)
    }
    const whole = ["Outbound web-0", "Outbound hub/web"]
    expect(await levels("tcp 10.0.1.4 -> 10.0.2.9:1433")).toEqual([...whole, "Inbound hub/db"])
    expect(await levels("outbound tcp 10.0.1.4 -> 10.0.2.9:1433")).toEqual(whole)
    expect(await levels("inbound tcp subnet:hub/web -> subnet:hub/db:1433")).toEqual(["Inbound hub/db"])
    expect(await levels("udp nic:web-0 -> 168.63.129.16:53")).toEqual(whole)
  })
  test("az's words ask about the local end's side", async () => {
    const words = ["--direction", "Inbound", "--protocol", "TCP", "--local", "10.0.1.4:443", "--remote", "8.8.8.8:5000"]
    expect((await nsg(["verify", "net", ...words], { files: fourFiles })).code).toBe(0)
    expect((await nsg(["verify", "net", ...words.with(5, "nic:web-0:80")], { files: fourFiles })).code).toBe(1)
  })
  test("files and standard input are read together with folders", async () => {
    const { "net/vnet.json": vnet, ...others } = fourFiles
    const args = ["verify", "net", "-", "--flow", "tcp Internet -> nic:web-0:443"]
    expect((await nsg(args, { files: others })).code).toBe(3)
    expect((await nsg(args, { files: others, stdin: vnet })).code).toBe(0)
    const named = await nsg(["topology", "net", "-", "--stdin-filename", "net/vnet.json", "--format=json"], {
      files: others,
      stdin: vnet.replace("web-nsg", "lost-nsg"),
    })
    expect(JSON.parse(named.out).unresolved).toMatchObject([{ kind: "networkSecurityGroup", path: "net/vnet.json" }])
    const checked = await nsg(["check", "-", "--stdin-filename", "web.yaml", "--format=json"], {
      stdin: azGroup("web", []),
    })
    expect(JSON.parse(checked.out).files).toMatchObject([{ path: "web.yaml" }])
  })
  test("a path that cannot be read is said, and everything else is done", async () => {
    const { code, out, err } = await nsg(["verify", "net", "lost", "--flow", "tcp Internet -> nic:web-0:443"], {
      files: fourFiles,
    })
    expect({ code, err }).toEqual({ code: 2, err: "nsg: lost does not exist.\n" })
    expect(out).toMatch(/^Allow: /)
  })
})

describe("the documentation's own examples", () => {
  const files = {
    "net.json": azNetwork("vnet", "10.0.0.0/16", { default: { prefix: "10.0.0.0/24" } }),
    "nic.json": azInterface("myVMVMNic", { address: "10.0.0.4", group: "myVMNSG", subnet: ["vnet", "default"] }),
    "nsg.json": identifiedGroup("myVMNSG", [{ name: "default-allow-ssh", priority: 1000, port: "22" }]),
  }
  test.each([
    ["outbound tcp 10.0.0.4:60000 -> 13.107.21.200:80", 0, "AllowInternetOutBound"],
    ["outbound tcp 10.0.0.4:60000 -> 172.31.0.100:80", 1, "DenyAllOutBound"],
    ["inbound tcp 172.31.0.100:60000 -> 10.0.0.4:8080", 1, "DenyAllInBound"],
  ])("%s", async (flow, code, rule) => {
    const dynamic = azInterface("myVMVMNic", { group: "myVMNSG", subnet: ["vnet", "default"] })
    const chosen = await nsg(["verify", ".", "--flow", flow], { files: { ...files, "nic.json": dynamic } })
    expect(chosen).toMatchObject({ code, out: expect.stringContaining("which Azure chooses") })
    const ran = await nsg(["verify", ".", "--flow", flow, "--format=json"], { files })
    expect(ran).toMatchObject({ code, err: "" })
    expect(JSON.parse(ran.out).ruleName).toBe(`defaultSecurityRules/${rule}`)
  })
})

describe("what is not known", () => {
  test("an NSG that no file defines leaves the answer open", async () => {
    const { "net/nsgs/nic-nsg.json": _, ...files } = fourFiles
    const ran = await nsg(["verify", "net", "--flow", "tcp Internet -> nic:web-0:443"], { files })
    expect(ran.code).toBe(3)
    expect(ran.out).toMatch(/^Depends on NSG nic-nsg, which is not defined in these files: /)
    const json = await nsg(["verify", "net", "--flow", "tcp Internet -> nic:web-0:443", "--format=json"], { files })
    const { access, path, assumptions } = JSON.parse(json.out)
    expect(access).toBe("Unknown")
    expect(path.at(-1)).toMatchObject({
      networkSecurityGroup: { name: "nic-nsg", id: groupId("nic-nsg") },
      access: "Unknown",
      ruleName: null,
    })
    expect(assumptions).toContain(
      "The answer depends on NSG nic-nsg, which is not defined in these files. Add the file that defines it.",
    )
    // What another level denies is denied all the same.
    expect((await nsg(["verify", "net", "--flow", "tcp Internet -> nic:web-0:80"], { files })).code).toBe(1)
  })
  test("what a later level denies for certain depends on no NSG that is not known", async () => {
    const flow = ["--flow", "tcp vm:jump -> vm:db-0:22"]
    const { code, out } = await nsg(["verify", "examples/network", ...flow], { cwd: process.cwd() })
    expect(code).toBe(1)
    expect(out).toContain("Depends  NSG jump-nsg, which is not defined in these files")
    expect(out).not.toContain("The answer depends")
  })
  test("on-premises prefixes belong to the virtual network", async () => {
    expect((await ask("tcp 192.168.7.7 -> nic:web-0:80")).code).toBe(1)
    expect(
      (await ask("tcp 192.168.7.7 -> nic:web-0:80", "--on-premises", "172.20.0.0/14", "192.168.0.0/16")).code,
    ).toBe(0)
  })
})

describe("which end is meant", () => {
  const twins = {
    ...fourFiles,
    "net/far.json": azNetwork("far", "10.0.0.0/16", { web: { prefix: "10.0.1.0/24" } }),
    "net/twin.json": azInterface("twin", { address: "10.0.1.4", subnet: ["far", "web"] }),
  }
  const problem = async (flow: string, ...more: string[]) => {
    const { code, out, err } = await nsg(["verify", "net", "--flow", flow, ...more], { files: twins })
    expect({ code, out }).toEqual({ code: 2, out: "" })
    return err
  }
  test("a name that means nothing or several things is refused with the candidates", async () => {
    expect(await problem("tcp Internet -> nic:web-7:443")).toBe(
      'nsg: There is no network interface "web-7" in these files, only "web-0" and "twin".\n',
    )
    expect(await problem("tcp Internet -> vm:web-7:443")).toBe(
      "nsg: There is no virtual machine or scale set in these files.\n",
    )
    expect(await problem("tcp Internet -> subnet:web:443")).toBe(
      'nsg: There is no subnet "web" in these files, only "far/web", "hub/web" and "hub/db".\n',
    )
    expect(await problem("tcp Internet -> 10.0.1.4:443")).toBe(
      'nsg: 10.0.1.4 is ambiguous here. Name one of them: "nic:web-0" or "nic:twin".\n',
    )
    expect(await problem(`tcp Internet -> ${nicId("web-7")}:443`)).toBe(
      `nsg: ${nicId("web-7")} is not in these files.\n`,
    )
  })
  test("--nic says which one a plain flow is about", async () => {
    const about = (flow: string, nic: string) =>
      nsg(["verify", "net", "--flow", flow, "--nic", nic], { files: twins }).then(({ code }) => code)
    expect(await about("tcp Internet -> 10.0.1.4:80", "WEB-0")).toBe(1)
    expect(await about("tcp Internet -> 10.0.1.4:443", nicId("web-0"))).toBe(0)
    expect(await about("inbound tcp Internet -> *:443", "web-0")).toBe(0)
    expect(await about("tcp Internet -> 10.0.1.4:80", "twin")).toBe(0)
    expect(await problem("tcp Internet -> 10.0.1.9:80", "--nic", "twin")).toBe(
      "nsg: Neither Internet nor 10.0.1.9 is an address of twin.\n",
    )
    expect(await problem("inbound tcp Internet -> 10.0.1.9:80", "--nic", "twin")).toBe(
      "nsg: Neither Internet nor 10.0.1.9 is an address of twin.\n",
    )
    expect(await problem("tcp Internet -> 10.0.1.4:80", "--nic", "web")).toBe(
      'nsg: There is no network interface "web" in these files, only "web-0" and "twin".\n',
    )
    expect(await problem("tcp Internet -> 10.0.1.4:80", "--nic", "twin", "--nsg", "web-nsg")).toBe(
      "nsg: use either --nic or --nsg, not both.\n",
    )
  })
  test("an address outside of the networks leaves the choice of an NSG", async () => {
    expect(await problem("inbound tcp Internet -> 10.9.9.9:443")).toBe(
      'nsg: 10.9.9.9 is not in the networks of these files: inbound asks about the destination. There are 2 NSGs here: "nic-nsg" and "web-nsg". Name one of them with --nsg.\n',
    )
    const { code, out } = await ask("inbound tcp Internet -> 10.9.9.9:443", "--nsg", "web-nsg")
    expect({ code, first: out.split("\n")[0] }).toEqual({
      code: 0,
      first: 'Allow: inbound tcp Internet -> 10.9.9.9:443, by "https" (100) of web-nsg.',
    })
    expect(await problem("tcp Internet -> nic:web-0:443", "--nsg", "web-nsg")).toMatch(
      /this flow is checked against a single NSG/,
    )
    expect(await problem("tcp Internet -> nic:web-0:443", "--vnet", "10.0.0.0/16")).toMatch(
      /--vnet is for a single NSG/,
    )
  })
  test("a thing of a network needs a network", async () => {
    const files = { "web.json": azGroup("web", []) }
    expect(await nsg(["verify", "web.json", "--flow", "tcp Internet -> nic:web-0:443"], { files })).toEqual({
      code: 2,
      out: "",
      err: "nsg: There is no network interface in these files.\n",
    })
    const flow = "inbound tcp Internet -> 10.0.0.4:443"
    expect(
      (await nsg(["verify", "web.json", "--flow", flow, "--on-premises", "192.168.0.0/16"], { files })).err,
    ).toMatch(/^nsg: --on-premises needs a network/)
  })
  test("groups of one name in several files are told apart by file and line", async () => {
    const files = { "a/n.json": azGroup("n", []), "b/n.json": azGroup("n", [{ name: "all", priority: 100 }]) }
    const about = (...more: string[]) =>
      nsg(["verify", ".", "--flow", "inbound tcp Internet -> 10.0.0.4:443", ...more], { files })
    expect((await about()).err).toBe(
      'nsg: There are 2 NSGs here: "n@a/n.json:2" and "n@b/n.json:2". Name one of them with --nsg.\n',
    )
    expect((await about("--nsg", "n@a/n.json:2")).code).toBe(1)
    expect((await about("--nsg", "N@B/n.json:2")).code).toBe(0)
    expect((await about("--nsg", "n@c/n.json:2")).code).toBe(2)
  })
})

describe("a single NSG beside a network", () => {
  const files = {
    "vnet.json": azNetwork("hub", "10.0.0.0/16", {
      web: { prefix: "10.0.1.0/24", group: "web" },
      db: { prefix: "10.0.2.0/24" },
    }),
    "nic.json": azInterface("web-0", { address: "10.0.1.4", subnet: ["hub", "web"] }),
    "nsg.json": identifiedGroup("web", []),
  }
  const answer = async (flow: string, ...more: string[]) => {
    const { code, out } = await nsg(["verify", ".", "--flow", flow, "--format=json", ...more], { files })
    return { code, hasPath: "path" in JSON.parse(out) }
  }
  test("is asked alone where an address is not in a subnet that it applies to", async () => {
    const flow = "inbound tcp 10.0.9.9 -> 10.0.1.9:80"
    expect(await answer(flow)).toEqual({ code: 0, hasPath: true })
    expect(await answer(flow, "--nsg", "web")).toEqual({ code: 3, hasPath: false })
    expect(await answer(flow, "--vnet", "10.0.0.0/16")).toEqual({ code: 0, hasPath: false })
    expect(await answer("inbound tcp 10.0.9.9 -> 10.0.1.4:80")).toEqual({ code: 0, hasPath: true })
    expect(await answer("inbound tcp 10.0.9.9 -> 10.0.2.4:80")).toEqual({ code: 3, hasPath: false })
    expect(await answer("inbound tcp 10.0.9.9 -> 10.9.9.4:80")).toEqual({ code: 3, hasPath: false })
  })
})
