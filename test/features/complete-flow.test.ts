import { expect, test } from "vitest"
import { completeFlow } from "../../server/src/features/complete-flow.ts"
import { isProblem } from "../../server/src/features/flow-text.ts"
import { parsePathFlow } from "../../server/src/features/path-flow-text.ts"

const ends = ["nic:web-0", "nic:db-0", "vm:web", "subnet:hub/web", "lb:front/public", "asg:web"]

test.each([
  ["tcp n", ["tcp nic:web-0 -> ", "tcp nic:db-0 -> "]],
  ["inbound udp db", ["inbound udp nic:db-0 -> "]],
  ["tcp nic:web-0 -> hub", ["tcp nic:web-0 -> subnet:hub/web:"]],
  ["tcp nic:web-0->LB:", ["tcp nic:web-0->lb:front/public:"]],
  ["icmp nic:web-0 → nic:d", ["icmp nic:web-0 → nic:db-0"]],
  ["tcp nic:web-0 to hub", ["tcp nic:web-0 to subnet:hub/web:"]],
  ["tcp nic:web-0=>hub", ["tcp nic:web-0=>subnet:hub/web:"]],
  ["esp nic:web-0 -> nic:db-0", []],
  ["tcp nic:web-0 -> 10.0.0.4:22", []],
  ["tcp", []],
  ["nothing of a flow", []],
])("%s goes on", (line, completions) => {
  expect(completeFlow(line, ends)).toEqual(completions)
})

test("every end is offered where one begins", () => {
  expect(completeFlow("tcp ", ends)).toHaveLength(ends.length)
})

test("an empty line begins with what is asked about, as flows that can be read", () => {
  expect(completeFlow("", ends)).toEqual([])
  const offered = completeFlow(" ", ends, "nic:web-0")
  expect(offered).toHaveLength(2)
  for (const line of offered) expect(isProblem(parsePathFlow(line))).toBe(false)
})
