import { expect, test } from "vitest"
import { askNetwork } from "../../server/src/features/ask-network.ts"
import { isProblem } from "../../server/src/features/flow-text.ts"
import { parsePathFlow } from "../../server/src/features/path-flow-text.ts"
import { judgedNetwork } from "../../server/src/judging/judged-network.ts"
import { topologyOfFiles } from "../topology/describe-topology.ts"
import { interfaceIn, networkOf, securityGroup } from "../topology/listed-network.ts"
import { remarksOn } from "./ask.ts"

const hub = networkOf(
  "hub",
  ["10.0.0.0/16"],
  [
    { name: "web", prefix: "10.0.1.0/24", group: "web" },
    { name: "db", prefix: "10.0.2.0/24", claims: ["web-0"] },
  ],
)
const files = {
  "hub.json": [hub, securityGroup("web")],
  "nics.json": [
    interfaceIn("web-0", "hub/web", { address: "10.0.1.4" }),
    interfaceIn("web-1", "hub/web", { address: "10.0.1.5" }),
  ],
  "again.json": [interfaceIn("web-1", "hub/web", { address: "10.0.1.6" })],
}

test("what documents say differently about things on a path is said with the answer", () => {
  const network = judgedNetwork(topologyOfFiles(files))
  const claimed = 'Subnet "hub/db" lists network interface "web-0", whose own IP configuration is in "hub/web"'
  const twice = '"web-1" is defined twice, each time with a different private IP address'
  const said = (line: string) => {
    const remarks = remarksOn(network, line).join(" ")
    return [remarks.includes(claimed), remarks.includes(twice)]
  }
  expect(said("inbound tcp 8.8.8.8 -> nic:web-0:443")).toEqual([true, false])
  expect(said("inbound tcp 8.8.8.8 -> nic:web-1:443")).toEqual([false, true])
  expect(said("tcp nic:web-0 -> nic:web-1:443")).toEqual([true, true])
  expect(said("inbound tcp nic:web-0 -> nic:web-1:443")).toEqual([false, true])
})

test("between * and *, a direction says which end the network interface is", () => {
  const network = judgedNetwork(topologyOfFiles(files))
  const [nic] = network.index.interfacesCalled("web-0")
  const ask = (line: string) => {
    const written = parsePathFlow(line)
    if (isProblem(written)) throw new Error(written.problem)
    const answer = askNetwork(network, written, nic)
    return isProblem(answer) ? answer.problem : answer.access
  }
  const help =
    "It is not clear which end is web-0, because * may be any address. Start the flow with inbound if web-0 is the destination, or with outbound if it is the source."
  expect(ask("tcp * -> *:443")).toBe(help)
  expect(ask("tcp 8.8.8.8 -> *:443")).toBe(help)
  expect(ask("inbound tcp * -> *:443")).toBe("Unknown")
  expect(ask("outbound tcp * -> *:443")).not.toBe(help)
  expect(ask("tcp * -> 10.0.1.4:443")).toBe("Unknown")
  expect(ask("tcp 8.8.8.8 -> 9.9.9.9:443")).toBe("Neither 8.8.8.8 nor 9.9.9.9 is an address of web-0.")
})
