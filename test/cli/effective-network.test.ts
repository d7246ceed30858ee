import { expect, test } from "vitest"
import { azGroup } from "../support/sample-groups.ts"
import { fourFiles, nicId } from "./networks.ts"
import { nsg } from "./nsg.ts"

const list = (...args: string[]) => nsg(["effective", "net", ...args], { files: fourFiles })

test("--nic lists the NSGs that apply to a network interface, and what gets through both", async () => {
  const { code, out, err } = await list("--nic", "web-0")
  expect({ code, err }).toEqual({ code: 0, err: "" })
  expect(out).toMatchInlineSnapshot(`
    "web-0
      web-nsg (subnet hub/web, 8 rules)
      nic-nsg (NIC web-0, 7 rules)

    Inbound traffic that gets through
      Protocol  Source                    Ports  Destination  Ports
      *         VirtualNetwork            *      10.0.1.4     *
      Tcp       Internet, VirtualNetwork  *      10.0.1.4     443

    Outbound traffic that gets through
      Protocol  Source    Ports  Destination               Ports
      *         10.0.1.4  *      Internet, VirtualNetwork  *
    "
  `)
  expect(await list("--nic", nicId("WEB-0"))).toEqual({ code, out, err })
})

test("an NSG that no file defines has no number of rules", async () => {
  const { "net/nsgs/nic-nsg.json": _, ...files } = fourFiles
  const { out } = await nsg(["effective", "net", "--nic", "web-0"], { files })
  expect(out).toContain("  nic-nsg (NIC web-0, which is not defined in these files)\n")
  expect(out).toContain("More may get through, depending on values that are not known here.")
})

test("JSON is Azure's shape with an aggregate", async () => {
  const { value, aggregate, ...rest } = JSON.parse((await list("--nic", "web-0", "--format=json")).out)
  expect(rest).toEqual({ version: 1 })
  expect(
    value.map(
      ({ networkSecurityGroup, association }: { networkSecurityGroup: { name: string }; association: object }) => [
        networkSecurityGroup.name,
        ...Object.keys(association),
      ],
    ),
  ).toEqual([
    ["web-nsg", "subnet"],
    ["nic-nsg", "networkInterface"],
  ])
  expect(value[0].tagMap.VirtualNetwork).toEqual(["10.0.0.0/16", "168.63.129.16/32"])
  expect(aggregate).toMatchInlineSnapshot(`
    {
      "complete": true,
      "inbound": [
        {
          "destination": [
            "10.0.1.4",
          ],
          "destinationPorts": [
            "*",
          ],
          "protocol": [
            "*",
          ],
          "source": [
            "VirtualNetwork",
          ],
          "sourcePorts": [
            "*",
          ],
        },
        {
          "destination": [
            "10.0.1.4",
          ],
          "destinationPorts": [
            "443",
          ],
          "protocol": [
            "Tcp",
          ],
          "source": [
            "Internet",
            "VirtualNetwork",
          ],
          "sourcePorts": [
            "*",
          ],
        },
      ],
      "outbound": [
        {
          "destination": [
            "Internet",
            "VirtualNetwork",
          ],
          "destinationPorts": [
            "*",
          ],
          "protocol": [
            "*",
          ],
          "source": [
            "10.0.1.4",
          ],
          "sourcePorts": [
            "*",
          ],
        },
      ],
    }
  `)
  const wider = JSON.parse((await list("--nic=web-0", "--format=json", "--on-premises", "192.168.0.0/16")).out)
  expect(wider.value[0].tagMap.VirtualNetwork).toContain("192.168.0.0/16")
})

test("an NSG that no file defines may let through anything", async () => {
  const { "net/nsgs/nic-nsg.json": _, ...files } = fourFiles
  const { out } = await nsg(["effective", "net", "--nic", "web-0"], { files })
  expect(out).toContain("nic-nsg")
  const json = await nsg(["effective", "net", "--nic", "web-0", "--format=json"], { files })
  expect(JSON.parse(json.out).aggregate).toMatchObject({ inbound: [], outbound: [], complete: false })
})

test("without it all NSGs of all files are listed", async () => {
  const names = async (...args: string[]) => {
    const { value } = JSON.parse((await list("--format=json", ...args)).out)
    return value.map((one: { networkSecurityGroup: { name: string } }) => one.networkSecurityGroup.name)
  }
  expect(await names()).toEqual(["nic-nsg", "web-nsg"])
  expect(await names("--nsg", "WEB-NSG")).toEqual(["web-nsg"])
})

test("a name that means nothing is refused with the candidates", async () => {
  expect(await list("--nic", "web-7")).toEqual({
    code: 2,
    out: "",
    err: 'nsg: There is no network interface "web-7" in these files, only "web-0".\n',
  })
  const files = { "web.json": azGroup("web", []) }
  expect((await nsg(["effective", "web.json", "--nic", "web-0"], { files })).err).toBe(
    "nsg: There is no network interface in these files.\n",
  )
})
