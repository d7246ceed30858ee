import * as l10n from "@vscode/l10n"
import { localMark } from "../values/unknown.ts"
import { type LiteralSizes, literalSize } from "./literal.ts"
import { type ParseResult, parseExpression } from "./parse.ts"
import type { Value } from "./value.ts"

/**
 * Steps of one document's evaluation: a call, an item made, or 32 characters of a text. The largest template at hand,
 * 1.7 MB of compiled modules, takes 8,000; a loop of 800 rules takes about 30,000.
 */
const defaultWork = 250_000
/** The same for all that is evaluated besides, to see what other values would make. */
const workAside = 100_000
/** Expressions within expressions, through variables, parameters and functions: far below what the stack holds. */
const maxDepth = 250

/** Why something was not evaluated, where the budget is used up. */
export const tooMuchWork = () => l10n.t`the template is too complex to evaluate`

/**
 * What the evaluations of one document share: the work that is left, the depth, and the expressions parsed so far.
 * The budget is counted in steps, not in time, so the same document always gets the same answer.
 */
export class Evaluation {
  private work: number
  private aside = workAside
  private isApart = false
  private isWrittenOnce = false
  private leftRepetition = false
  private leftOneAside = false
  private depth = 0
  private serial = 0
  private emptyDefaults = 0
  private readonly parsed = new Map<string, ParseResult>()
  private readonly literals: LiteralSizes | undefined
  private readonly reserve: number

  /** `literals` is what earlier readings of the document found out about values that are still the same objects. */
  constructor(work: number = defaultWork, literals?: LiteralSizes) {
    this.literals = literals
    this.work = work
    this.reserve = work / 4
  }

  /** Whether an evaluation was given up for want of work: then something unknown is in fact only undecided. */
  get exhausted(): boolean {
    return this.work < 0 || this.leftRepetition
  }

  /** Whether a second look at something was given up: what would be so with other values is not known to the end. */
  get exhaustedAside(): boolean {
    return this.aside < 0 || this.leftOneAside
  }

  /** Notes that one of them was left, whatever work there is for others. */
  leaveAside(): void {
    this.leftOneAside = true
  }

  /** Takes from the budget; false when it is used up, and the caller gives up. */
  spend(steps: number): boolean {
    this.work -= steps
    return this.work >= 0
  }

  /** The same for what stands in the document once and is made many times, which has to leave something for all that stands beside it. */
  spendOnRepetition(steps: number): boolean {
    this.leftRepetition ||= this.work - steps < this.reserve
    return !this.leftRepetition && this.spend(steps)
  }

  /**
   * Runs `body`, which looks through something that stands in the document once: that is free, as the text bounds it, and what
   * needs no evaluation is known however much the rest of the document takes.
   */
  writtenOnce<T>(body: () => T): T {
    return this.withPrice(true, body)
  }

  /** Runs `body`, which makes many of one thing. */
  repeated<T>(body: () => T): T {
    return this.withPrice(false, body)
  }

  private withPrice<T>(isWrittenOnce: boolean, body: () => T): T {
    const before = this.isWrittenOnce
    this.isWrittenOnce = isWrittenOnce
    const result = body()
    this.isWrittenOnce = before
    return result
  }

  /** Runs `body` on a budget of its own, which leaves the document's as it was; undefined where that one is used up. */
  apart<T>(body: () => T): T | undefined {
    if (this.isApart) return body()
    if (this.aside < 0) return undefined
    const { work } = this
    this.work = this.aside
    this.isApart = true
    const result = body()
    this.isApart = false
    this.aside = this.work
    this.work = work
    return this.aside < 0 ? undefined : result
  }

  /** Runs `body` one level deeper, or `refuse` where that is too deep or the budget is used up. */
  nested<T>(body: () => T, refuse: (reason: string) => T): T {
    if (!this.spend(1)) return refuse(tooMuchWork())
    return this.withPrice(false, () => this.deeper(body, refuse))
  }

  /** The same for a part of a value, which is free where what it is a part of is written once. */
  walk<T>(body: () => T, refuse: (reason: string) => T): T {
    return this.isWrittenOnce ? this.deeper(body, refuse) : this.nested(body, refuse)
  }

  private deeper<T>(body: () => T, refuse: (reason: string) => T): T {
    if (this.depth >= maxDepth) return refuse(l10n.t`the expression refers to itself, or is nested too deeply`)
    this.depth += 1
    const result = body()
    this.depth -= 1
    return result
  }

  /** Whether there is nothing to evaluate in a value; takes the steps of walking through it. */
  passes(value: Value): boolean {
    const size = literalSize(value, this.literals)
    return size !== null && this.depth + size.depth <= maxDepth && (this.isWrittenOnce || this.spend(size.steps))
  }

  /** How often a parameter was asked for that only by default is empty, or has an empty part: the caller may give another. */
  get emptyDefaultsRead(): number {
    return this.emptyDefaults
  }

  /** Runs `body` so that what it reads on the way is not taken for the caller's: whether its result is empty by default it says. */
  aloof<T>(body: () => T, isEmptied: (result: T) => boolean): T {
    const before = this.emptyDefaults
    const result = body()
    if (!isEmptied(result)) this.emptyDefaults = before
    return result
  }

  readEmptyDefault(): void {
    this.emptyDefaults += 1
  }

  parse(text: string): ParseResult {
    const known = this.parsed.get(text)
    if (known) return known
    const result = parseExpression(text)
    this.parsed.set(text, result)
    return result
  }

  /** An identity that no other value has. */
  uniqueIdentity(label: string): string {
    this.serial += 1
    return `${label}${localMark(`#${this.serial}`)}`
  }
}
