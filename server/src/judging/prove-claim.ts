import { type ClaimCourse, claimCourses } from "../engine/questions/claim-courses.ts"
import type { ClaimedTraffic } from "../engine/questions/claimed-traffic.ts"
import type { PreparedPath } from "../engine/questions/prepare.ts"
import type { Access, Direction } from "../engine/security-rule.ts"
import type { RankedAdminRule } from "./admin-rules.ts"
import type { ClaimDoubt, ClaimExample, ClaimRule, ClaimVerdict } from "./claim.ts"
import type { TriedRule } from "./group-rule.ts"

export type ClaimPath = PreparedPath<TriedRule, RankedAdminRule>

/** `written`: the rule as it stands in a document, of one as it is read. */
export interface ProofOptions {
  readonly access: Access
  /** Absent for a path from end to end. */
  readonly direction: Direction | undefined
  written(rule: ClaimRule): ClaimRule
  /** Why a packet that surely breaks the claim may not do so by itself; absent where nothing more is known of single packets. */
  doubtOf?(example: ClaimExample): ClaimDoubt | undefined
}

/**
 * Proves a claim for all of its packets: it holds where none may be treated otherwise, and fails where one surely is. What lies
 * between depends on something that is not known.
 */
export function proveClaim(
  path: ClaimPath,
  claim: ClaimedTraffic,
  { access, direction, written, doubtOf }: ProofOptions,
): ClaimVerdict {
  const { courses, complete } = claimCourses(path, claim)
  const wanted = access === "Allow"
  const decidedBy = decidersOf(courses, written)
  const example = (course: Course): Omit<ClaimExample, "packet"> => {
    const rule = course.decisions.at(-1) ?? null
    return { ...(direction && { direction }), rule: rule && written(rule) }
  }
  const others = courses.filter(({ allowed }) => allowed !== wanted)
  let doubt: ClaimDoubt | undefined
  for (const course of others) {
    const packet = course.sure
    if (!packet) continue
    const counterexample = { ...example(course), packet }
    const doubted = doubtOf?.(counterexample)
    if (!doubted) return { status: "fails", decidedBy, counterexample }
    doubt ??= doubted
  }
  if (doubt) return { status: "unknown", decidedBy, doubt }
  const [doubtful] = others
  if (doubtful) {
    const { packet, open } = doubtful
    return { status: "unknown", decidedBy, ...(packet && { doubt: { ...example(doubtful), packet, open } }) }
  }
  if (!complete) return { status: "unknown", decidedBy, isCutOff: true }
  return { status: courses.length > 0 ? "holds" : "empty", decidedBy }
}

type Course = ClaimCourse<ClaimRule>

/** Of packets that pass, the rules of all levels let them through; of others the last one decides. */
function decidersOf(courses: readonly Course[], written: ProofOptions["written"]): ClaimRule[] {
  const deciders = new Set<ClaimRule>()
  for (const { allowed, decisions } of courses) {
    const deciding = allowed === false ? decisions.slice(-1) : decisions
    for (const rule of deciding) if (rule) deciders.add(written(rule))
  }
  return [...deciders]
}
