import { peerText, portBlock } from "../flows/replay/peer-blocks.ts"
import { ordered, type ReplayReport, type RuleUse } from "../flows/replay/replay-report.ts"
import type { ReplayFinding } from "../flows/replay/replay-totals.ts"
import type { Tally } from "../flows/replay/tally.ts"
import { tupleText } from "../flows/replay/tuple-text.ts"

/** What `nsg replay --format json` prints. Times are ISO 8601, in UTC. */
export function replayJson({
  flows,
  drift,
  newlyDenied,
  newlyAllowed,
  undecided,
  byManager,
  platform,
  unplaced,
  rules,
}: ReplayReport) {
  return {
    version: 1,
    flows,
    drift: drift.map(driftJson),
    newlyDenied: newlyDenied.map(changeJson),
    newlyAllowed: newlyAllowed.map(changeJson),
    ...{ undecided, byManager, platform, unplaced },
    rules: rules.map(ruleJson),
  }
}

function driftJson({ group, rule, other, before, after, tally }: ReplayFinding) {
  return { group, rule, ours: other, logged: before, access: after, count: tally.flows, ...amounts(tally) }
}

function changeJson({ group, rule, other, tally }: ReplayFinding) {
  return { group, rule, before: other, count: tally.flows, ...amounts(tally) }
}

function amounts({ bytes, first, last, ports, peers, example }: Tally) {
  const [somePorts, somePeers] = [ordered(ports), ordered(peers)]
  return {
    ...{ bytes, first: timeJson(first), last: timeJson(last) },
    ports: somePorts
      .slice(0, mostListed)
      .map(([key, { flows, bytes }]) => ({ ...portBlock(key, ports.level), count: flows, bytes })),
    ...unlisted("otherPorts", somePorts),
    peers: somePeers
      .slice(0, mostListed)
      .map(([key, { flows, bytes }]) => ({ peer: peerText(key, peers.level), count: flows, bytes })),
    ...unlisted("otherPeers", somePeers),
    example: example ? tupleText(example) : null,
  }
}

/** Of ports and of peers those with the most flows are listed; of the others it is said how many there are. */
const mostListed = 50

function unlisted(key: "otherPorts" | "otherPeers", { length }: { readonly length: number }) {
  return length > mostListed ? { [key]: length - mostListed } : {}
}

function ruleJson({ group, rule, tally }: RuleUse) {
  const { flows = 0, bytes = 0, last } = tally ?? {}
  const name = group.ruled.group.name
  return { group: name, rule: rule.name, flows, bytes, last: last === undefined ? null : timeJson(last) }
}

function timeJson(time: number): string | null {
  return Number.isFinite(time) ? new Date(time).toISOString() : null
}
