import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { effectiveOfInterface } from "../../server/src/features/effective-interface.ts"
import { effectiveRules } from "../../server/src/features/effective-rules.ts"
import { pathVerification } from "../../server/src/features/path-verification.ts"
import { effectiveInterface } from "../../server/src/judging/effective-interface.ts"
import { judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { corpusEntries, corpusFolder, hasCorpus } from "../readers/corpus.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"
import { verdictOn } from "./ask.ts"

// What Azure itself answered, recorded by the tests of az: the same questions about the same rules are answered alike.

const network = "/subscriptions/S/resourceGroups/Rg/providers/Microsoft.Network"

/** A virtual network, and in it the network interface that the recorded answer is about. */
function surroundings(nic: string, address: string, group: string) {
  const subnet = `${network}/virtualNetworks/vnet/subnets/subnet`
  return {
    "vnet.json": {
      ...{ id: `${network}/virtualNetworks/vnet`, name: "vnet", type: "Microsoft.Network/virtualNetworks" },
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ id: subnet, name: "subnet", properties: { addressPrefix: "10.0.0.0/24" } }],
      },
    },
    "nic.json": {
      ...{ id: nic, name: nic.split("/").at(-1), type: "Microsoft.Network/networkInterfaces" },
      properties: {
        networkSecurityGroup: { id: group },
        ipConfigurations: [
          { name: "ipconfig", properties: { privateIPAddress: address, primary: true, subnet: { id: subnet } } },
        ],
      },
    },
  }
}

function recorded(path: string): Recorded {
  return JSON.parse(readFileSync(`${corpusFolder}/${path}`, "utf8"))
}

// biome-ignore lint/suspicious/noExplicitAny: recorded JSON of several shapes
type Recorded = any

function pathsUnder(folder: string): readonly string[] {
  return hasCorpus ? corpusEntries().flatMap(({ path }) => (path.startsWith(`${folder}/`) ? [path] : [])) : []
}

describe.skipIf(!hasCorpus)("IP flow verify (../shared/corpus, network-watcher)", () => {
  const questions = pathsUnder("network-watcher").filter(
    path => path.endsWith("_req.json") && "direction" in recorded(path),
  )
  const views = pathsUnder("network-watcher").filter(path => "networkInterfaces" in recorded(path))

  test("there are two recorded questions, and two views of the rules", () => {
    expect([questions.length, views.length]).toEqual([2, 2])
  })

  test.each(questions.flatMap(question => views.map(view => [question, view] as const)))("%s by %s", (path, view) => {
    const { direction, protocol, localIPAddress, localPort, remoteIPAddress, remotePort } = recorded(path)
    const { access, ruleName, ruleId } = recorded(path.replace("_req.json", "_resp.json"))
    const [nic] = recorded(view).networkInterfaces
    const [rule] = nic.securityRuleAssociations.networkInterfaceAssociation.securityRules
    const group = rule.id.replace(/\/securityRules\/.*/, "")
    const files = { ...surroundings(nic.id, localIPAddress, group), "view.json": JSON.stringify(recorded(view)) }
    const own = `${localIPAddress}${localPort === "*" ? "" : `:${localPort}`}`
    const other = `${remoteIPAddress}${remotePort === "*" ? "" : `:${remotePort}`}`
    const ends = direction === "Inbound" ? `${other} -> ${own}` : `${own} -> ${other}`
    const line = `${direction.toLowerCase()} ${protocol.toLowerCase()} ${ends}`
    const answer = pathVerification(verdictOn(judgedNetwork(topologyOfFiles(files)), line))
    expect({ access: answer.access, ruleName: answer.ruleName }).toEqual({ access, ruleName })
    const decider = answer.evaluatedNetworkSecurityGroups.find(({ matchedRule }) => matchedRule?.ruleName === ruleName)
    expect(decider?.networkSecurityGroup.id).toBe(group)
    // Azure gives a default rule no id.
    if (ruleId !== "") expect(`${decider?.networkSecurityGroup.id}/${answer.ruleName}`).toBe(ruleId)
  })
})

describe.skipIf(!hasCorpus)("effective rules (../shared/corpus, effective-nsg)", () => {
  const samples = pathsUnder("effective-nsg").flatMap(path =>
    recorded(path).value.map((_: unknown, place: number) => [path, place] as const),
  )

  test("there are samples", () => {
    expect(samples.length).toBeGreaterThanOrEqual(2)
  })

  test.each(samples)("%s, group %i: the group's own rules give Azure's answer", (path, place) => {
    const { networkSecurityGroup, association, effectiveSecurityRules, tagMap } = recorded(path).value[place]
    const nic: string = association.networkInterface.id
    const files = {
      ...surroundings(nic, "10.0.0.4", networkSecurityGroup.id),
      "group.json": {
        id: networkSecurityGroup.id,
        name: networkSecurityGroup.id.split("/").at(-1),
        type: "Microsoft.Network/networkSecurityGroups",
        securityRules: effectiveSecurityRules.filter((rule: Recorded) => /^securityRules/.test(rule.name)).map(written),
      },
    }
    const judged = judgedNetwork(topologyOfFiles(files))
    const [found] = judged.index.interfacesCalled(nic.split("/").at(-1)!)
    const { value } = effectiveOfInterface(effectiveInterface(judged, found!))
    expect(value).toHaveLength(1)
    expect(value[0]!.networkSecurityGroup.id).toBe(networkSecurityGroup.id)
    expect(value[0]!.association).toMatchObject(association)
    expect(value[0]!.effectiveSecurityRules.map(withoutInternet)).toEqual(effectiveSecurityRules.map(withoutInternet))
    const { Internet: recordedInternet, ...tags } = tagsOf(tagMap)
    const { Internet, ...own } = value[0]!.tagMap
    expect(own).toEqual(tags)
    expect(Internet).toEqual(expect.arrayContaining(["1.0.0.0/8", "2.0.0.0/7", "4.0.0.0/6", "8.0.0.0/7"]))
    expect(recordedInternet).toEqual(expect.arrayContaining(["1.0.0.0/8", "2.0.0.0/7", "4.0.0.0/6", "8.0.0.0/7"]))
  })

  test.each(samples)("%s, group %i: what is read is shown as Azure printed it", (path, place) => {
    const text = readFileSync(`${corpusFolder}/${path}`, "utf8")
    const analysed = analyseDocument({ uri: path, language: "json", text }, defaultSettings)
    const own = effectiveRules(analysed.groups).value[place]!
    const { effectiveSecurityRules, tagMap } = recorded(path).value[place]
    expect(own.effectiveSecurityRules).toEqual(effectiveSecurityRules)
    expect(own.tagMap).toEqual(tagsOf(tagMap))
  })
})

/** A rule as it was written: `*` for what Azure prints of it. */
function written({ name, ...rule }: Recorded) {
  return {
    ...{ name: name.replace("securityRules/", ""), priority: rule.priority },
    ...{ access: rule.access, direction: rule.direction, protocol: rule.protocol === "All" ? "*" : rule.protocol },
    ...{ sourcePortRange: portsOf(rule.sourcePortRange), destinationPortRange: portsOf(rule.destinationPortRange) },
    sourceAddressPrefix: rule.sourceAddressPrefix.replace("0.0.0.0/0", "*"),
    destinationAddressPrefix: rule.destinationAddressPrefix.replace("0.0.0.0/0", "*"),
  }
}

function portsOf(range: string): string {
  const [first, last] = range.split("-")
  return range === "0-65535" ? "*" : first === last ? first! : range
}

/** What Internet stands for is not published: the recorded lists differ between each other. */
function withoutInternet(rule: Recorded) {
  const { expandedDestinationAddressPrefix, ...rest } = rule
  return rule.destinationAddressPrefix === "Internet" ? rest : rule
}

/** The recorded map is an object, or the text of one. */
function tagsOf(tagMap: Recorded): Record<string, readonly string[]> {
  return typeof tagMap === "string" ? JSON.parse(tagMap) : tagMap
}
