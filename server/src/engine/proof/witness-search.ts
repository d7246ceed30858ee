import { setBit } from "../tables/bit-row.ts"
import { firstHolder, type PacketSpace, type Point } from "../tables/packet-space.ts"
import { CoverProof, type Decision } from "./cover-proof.ts"
import { axisCount } from "./product.ts"
import { SearchLists } from "./search-lists.ts"

/**
 * The one question everything here comes down to: is there a packet in a rule, or in two rules at once, that none of some
 * other rules holds? Only least classes are looked at (see Axis), which is exact. Most packets asked for are found by a
 * short walk, and a rule that holds everything is met on it; what is left goes to CoverProof.
 *
 * The object is scratch space for one analysis. Choose what to search in, fill `avoid`, then `decide`; on "witness" `point`
 * has the class of each axis.
 */
export class WitnessSearch {
  readonly avoid: Int32Array
  readonly point = new Array<number>(axisCount).fill(0)
  /** Rules of `avoid` that sufficed for every "covered" since this was last emptied, which is for the asker to do. */
  readonly used: Int32Array
  /** Steps that all further searches together may take. */
  left: number
  private readonly proof = new CoverProof()
  private readonly lists: SearchLists

  constructor(words: number, steps: number) {
    this.avoid = new Int32Array(words)
    // About as many classes as rules, as often as not.
    this.lists = new SearchLists(64 * words)
    this.used = new Int32Array(words)
    this.left = steps
  }

  /** Where the last search was made. */
  get space(): PacketSpace {
    return this.lists.space!
  }

  /** Searches in the packets that two rules share, in some model; or in those of one rule that is given twice. */
  inBoth(space: PacketSpace, rule: number, other: number): this {
    this.lists.useBoth(space, rule, other)
    return this
  }

  /** May take up to `limit` steps. */
  decide(limit: number): Decision {
    const { avoid, point, lists, space } = this
    for (let a = 0; a < axisCount; a++) if (lists.length[a] === 0) return "covered"
    const inTheWay = lists.walk(point, manyMoves, () => firstHolder(space, point, avoid, 0, avoid.length * 32))
    if (inTheWay === -1) return "witness"
    if (!lists.isHeldBy(inTheWay)) return this.prove(limit)
    setBit(this.used, 0, inTheWay)
    return "covered"
  }

  /** Looks for a packet where one is soon found, past the rules that `inTheWay` tells; on success `point` has it. */
  findSoon(inTheWay: (point: Point) => number): boolean {
    const { point, lists } = this
    return lists.walk(point, fewMoves, () => inTheWay(point)) === -1
  }

  private prove(limit: number): Decision {
    const { classes, start, length } = this.lists
    const { avoid } = this
    const before = this.proof.steps
    const tables = this.space.axes.map(axis => axis.table)
    const knownToHold = (a: number, w: number) => this.lists.knownToHold(a, w)
    const question = { tables, classes, start, length, avoid, knownToHold }
    const decision = this.proof.decide(question, this.used, Math.min(limit, this.left))
    this.left = Math.max(0, this.left - (this.proof.steps - before))
    if (decision === "witness") for (let a = 0; a < axisCount; a++) this.point[a] = this.proof.point[a]!
    return decision
  }
}

/** How often a packet is moved: as a rule it soon gets past what is in its way, or something is in the way everywhere. */
const fewMoves = 3
const manyMoves = 16
