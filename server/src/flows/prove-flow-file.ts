import * as l10n from "@vscode/l10n"
import type { ClaimVerdict } from "../judging/claim.ts"
import { joinVerdicts } from "../judging/claim.ts"
import { type PathClaimProblem, provePathClaim } from "../judging/prove-path-claim.ts"
import { remember } from "../values/remember.ts"
import { type ClaimSubject, subjectOf } from "./claim-subject.ts"
import type { ClaimWorld, Unresolved } from "./claim-world.ts"
import { emptyProblem, twoFamilies } from "./empty-claim.ts"
import type { Expectation } from "./expectation.ts"
import { explainEnd, formatWrittenEnd } from "./explain-end.ts"
import type { ClaimLine, FlowFile, FlowLine, SideEnd, UseLine, WrittenSide } from "./flow-file.ts"
import { KeptVerdicts } from "./kept-verdicts.ts"
import { isLineProblem, type LineProblem, problemAt } from "./line-problem.ts"
import { isThing, resolveEnds, resolveSide } from "./resolve-claim.ts"

/** The documents that `in FILE` names; without a name those that belong to the file itself. */
export type WorldOf = (file: string | undefined) => ClaimWorld | Unresolved

/** Judges every claim of a file. What one line has wrong is said there, and keeps no other from being judged. */
export function proveFlowFile(file: FlowFile, worldOf: WorldOf): Expectation[] {
  return [...expectationsIn(file, worldOf)]
}

/** The same, each line when it is asked for; `kept` has what was judged of the file before an edit. */
export function* expectationsIn(
  { lines }: FlowFile,
  worldOf: WorldOf,
  kept = new KeptVerdicts(),
): Generator<Expectation, undefined> {
  const worlds = new Map<string | undefined, ClaimWorld | Unresolved>()
  const world = (file: string | undefined) => remember(worlds, file, () => worldOf(file))
  let scope = scopeOf(undefined, world)
  for (const line of lines) {
    if (line.kind === "use") scope = scopeOf(line, world)
    const expectation = expectationOf(line, scope, kept)
    if (expectation) yield expectation
  }
}

function expectationOf(line: FlowLine, scope: Scope, kept: KeptVerdicts): Expectation | undefined {
  if (line.kind === "broken") return { line, status: "error", problem: line.problem, at: line.at }
  if (line.kind === "use") {
    const problem = scope.problem()
    return problem && { line, status: "error", ...problem }
  }
  const world = scope.world()
  if ("problem" in world) return { line, status: "error", ...problemAt(line, world.problem) }
  const verdict = kept.of(line, scope.use, world, () => proveLine(line, scope, world))
  if (isLineProblem(verdict)) return { line, status: "error", ...verdict }
  if (verdict.status !== "empty") return { line, status: verdict.status, verdict, world }
  return { line, status: "error", ...emptyProblem(line) }
}

/** What the lines below a `use` are about; found out when the first of them asks. */
interface Scope {
  readonly use: UseLine | undefined
  world(): ClaimWorld | Unresolved
  subject(): ClaimSubject | Unresolved
  /** Why what `use` names is not there. */
  problem(): LineProblem | undefined
}

function scopeOf(use: UseLine | undefined, worldOf: WorldOf): Scope {
  const world = () => worldOf(use?.file?.text)
  let subject: ClaimSubject | Unresolved | undefined
  const find = () => {
    const found = world()
    subject ??= "problem" in found ? found : subjectOf(found, use)
    return subject
  }
  return {
    use,
    world,
    subject: find,
    problem: () => {
      if (!use) return undefined
      const found = world()
      if ("problem" in found) return problemAt(use.file ?? use, found.problem)
      const about = find()
      return "problem" in about ? problemAt(use.name, about.problem) : undefined
    },
  }
}

function proveLine(line: ClaimLine, scope: Scope, world: ClaimWorld): ClaimVerdict | LineProblem {
  const subject = scope.subject()
  const isOfPlace = !("problem" in subject) && subject.type !== "nsg"
  const things = [...line.source.ends, ...line.destination.ends].filter(({ end }) => isThing(end))
  if (things.length > 0 && !(isOfPlace && line.direction)) return provePath(line, world, subject)
  if ("problem" in subject) return problemAt(line, subject.problem)
  const { direction } = line
  if (!direction)
    return problemAt(
      line,
      l10n.t`Add inbound or outbound: without a direction a claim is about a path and needs a network resource, such as nic:web-0`,
    )
  const source = resolveSide(line.source, subject, world)
  if (isLineProblem(source)) return source
  const destination = resolveSide(line.destination, subject, world)
  if (isLineProblem(destination)) return destination
  return subject.prove(line.access, { direction, protocols: line.protocols, source, destination })
}

/** A claim about a path, for each source with each destination. */
function provePath(line: ClaimLine, world: ClaimWorld, subject: ClaimSubject | Unresolved): ClaimVerdict | LineProblem {
  const network = world.network()
  const naming = "problem" in subject ? { groups: [], securityGroups: [] } : subject
  const except = (side: WrittenSide) => resolveEnds(side.except, naming, world)
  const [fromExcept, toExcept] = [except(line.source), except(line.destination)]
  if (isLineProblem(fromExcept)) return fromExcept
  if (isLineProblem(toExcept)) return toExcept
  const verdicts: ClaimVerdict[] = []
  for (const from of line.source.ends) {
    for (const to of line.destination.ends) {
      const { access, direction, protocols } = line
      const source = { end: from.end, ports: line.source.ports, except: fromExcept }
      const destination = { end: to.end, ports: line.destination.ports, except: toExcept }
      const verdict = provePathClaim(network, { access, direction, protocols, source, destination })
      if ("kind" in verdict) return explainPath(verdict, line, from, to)
      verdicts.push(verdict)
    }
  }
  return joinVerdicts(verdicts)
}

function explainPath(problem: PathClaimProblem, line: ClaimLine, from: SideEnd, to: SideEnd): LineProblem {
  switch (problem.kind) {
    case "starts-nothing":
      return problemAt(
        from,
        l10n.t`A load balancer opens no connections: write where its clients are, or AzureLoadBalancer for its probes.`,
      )
    case "two-families":
      return problemAt(line, twoFamilies())
    case "ports-of-front-end":
      return problemAt(to, l10n.t`List the ports of the front end one by one: each may have its own rule.`)
    case "not-here":
      return problemAt(
        line,
        l10n.t`Neither ${formatWrittenEnd(from.end)} nor ${formatWrittenEnd(to.end)} is in the networks of these files on the side that the claim is about.`,
      )
    default:
      return problemAt(problem.end === from.end ? from : to, explainEnd(problem))
  }
}
