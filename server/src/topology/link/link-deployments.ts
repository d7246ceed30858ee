import type { DeploymentStatement, LinkedTemplate, WrittenReference } from "../parts/network-part.ts"
import type { CircularDeployments } from "../topology-fault.ts"
import type { Linking } from "./linking.ts"
import { type PlacedPart, says } from "./placed-part.ts"
import { isFound, type Thing } from "./things.ts"

type Deployment = PlacedPart<DeploymentStatement>

/** Notes linked templates that are not read, and deployments that wait for one another. */
export function linkDeployments(linking: Linking): void {
  const deployments = linking.things.of("deployment")
  const noted = new Set<string>()
  for (const { part, document } of deployments.flatMap(({ parts }) => parts.filter(isDeployment))) {
    const { template } = part.says
    // A loop links one template many times, and several documents may link the one that does.
    const key = `${document.uri} ${template?.range.start}`
    if (!template || noted.has(key)) continue
    noted.add(key)
    noteUnread(template, { part, document }, linking)
  }
  linking.faults.push(...circles(linking, deployments))
}

function isDeployment(placed: PlacedPart): placed is Deployment {
  return says(placed, "deployment")
}

function noteUnread({ text, range }: LinkedTemplate, { part, document }: Deployment, { unresolved, faults }: Linking) {
  const about = { document: document.uri, range }
  unresolved.push({ kind: "linkedTemplate", reference: text, ...about })
  if (part.unread === "nowhere") return
  const isPossible = part.condition !== undefined || part.absentByDefault !== undefined
  const isBound = part.unread === "too-deep"
  const limits = { ...(isBound && { isBound }), ...(isPossible && { isPossible }) }
  faults.push({ kind: "endless-link", ...about, template: text, ...limits })
}

/** A deployment that surely takes place, and which other one it waits for. */
interface Waiting {
  readonly deployment: Deployment
  readonly needs: readonly { readonly written: WrittenReference; readonly thing: Thing }[]
}

function circles(
  { things }: Linking,
  deployments: readonly Thing<DeploymentStatement>[],
): readonly CircularDeployments[] {
  const waiting = new Map<Thing, Waiting>()
  for (const thing of deployments) {
    const [deployment, another] = thing.parts
    // A condition takes a deployment out of what others wait for.
    if (another || deployment.part.condition !== undefined || deployment.part.absentByDefault) continue
    const needs = deployment.part.says.needs.flatMap(written => {
      const found = things.find(written.reference, deployment.document)
      return isFound(found) && found.parts[0].document === deployment.document ? [{ written, thing: found }] : []
    })
    waiting.set(thing, { deployment, needs })
  }
  const left = new Set(waiting.keys())
  return [...waiting.keys()].flatMap(start => {
    const circle = left.has(start) ? circleFrom(start, waiting, left) : undefined
    for (const each of circle ?? [start]) left.delete(each)
    return circle ? faultOf(circle, waiting) : []
  })
}

/** The shortest way from a deployment over what it waits for back to itself. */
function circleFrom(
  start: Thing,
  waiting: ReadonlyMap<Thing, Waiting>,
  left: ReadonlySet<Thing>,
): readonly Thing[] | undefined {
  const seen = new Set<Thing>()
  let ways: (readonly [Thing, ...Thing[]])[] = [[start]]
  while (ways.length > 0) {
    const longer: typeof ways = []
    for (const way of ways) {
      for (const { thing } of waiting.get(way[0])?.needs ?? []) {
        if (thing === start) return way.toReversed()
        if (seen.has(thing) || !left.has(thing)) continue
        seen.add(thing)
        longer.push([thing, ...way])
      }
    }
    ways = longer
  }
  return undefined
}

/** At what the first of them waits for. */
function faultOf(circle: readonly Thing[], waiting: ReadonlyMap<Thing, Waiting>): readonly CircularDeployments[] {
  const [first, second = first] = circle
  const start = first && waiting.get(first)
  const need = start?.needs.find(({ thing }) => thing === second)
  if (!start || !need) return []
  const names = circle.map(({ parts: [{ part }] }) => part.name)
  const about = { document: start.deployment.document.uri, range: need.written.range }
  return [{ kind: "circular-deployments", ...about, deployments: names }]
}
