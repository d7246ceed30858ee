import type { LiteralSizes } from "../expressions/literal.ts"
import { detached } from "../syntax/detached.ts"
import { isMoved, movedRange } from "../syntax/moved.ts"
import type { Node, Range } from "../syntax/node.ts"
import type { LocatedRule, RuleLocation } from "./reader.ts"
import { holdsLocalMark } from "./rename-identities.ts"
import type { RuleSource } from "./rule-source.ts"

/** All that a rule is read from: the same origin elsewhere in the text is the same rule elsewhere. */
export interface RuleOrigin {
  /** An item of a list with its expressions evaluated, or what a dialect made of a rule that is an object of its own. */
  readonly from: Node | RuleSource
  /** Where it begins. */
  readonly start: number
  /** Roughly what the rule is called: where to look for what was read before. */
  readonly name: string
  /** What is known of the rule besides. */
  readonly known?: Partial<RuleSource> | undefined
  /** How its dialect writes rules. */
  readonly shape: object
  /** How a rule is found in such an item. */
  readonly sourceOf?: unknown
}

/** What one reading of a document leaves for the next one. */
export interface ReadBefore {
  /** Its rules by their names. */
  readonly rules: ReadonlyMap<string, readonly ReadRule[]>
  /** What is known of its nodes, those that an edit leaves among them. */
  readonly literals: LiteralSizes
}

interface ReadRule {
  readonly origin: RuleOrigin
  readonly rule: LocatedRule
}

/**
 * One reading of a document that was read before. A rule is what its reader makes of its origin, and nothing else. So where
 * an edit left that as it was, or only moved it, the rule is taken over with its ranges moved. What an expression comes to
 * is part of the origin: an edit of a parameter changes the origins of those rules that depend on it.
 */
export class Rereading implements ReadBefore {
  readonly rules = new Map<string, ReadRule[]>()
  readonly literals: LiteralSizes
  readonly #before: ReadBefore["rules"]
  readonly #next = new Map<string, number>()

  constructor(before?: ReadBefore) {
    this.#before = before?.rules ?? new Map()
    this.literals = before?.literals ?? new WeakMap()
  }

  /** For the reading after this one: no more than that needs. */
  get left(): ReadBefore {
    return { rules: this.rules, literals: this.literals }
  }

  /**
   * The rule of this origin as it was read before, if it was. Each is taken over once, in the order of the text: of many
   * with one name the next few are looked at.
   */
  recall(origin: RuleOrigin): LocatedRule | undefined {
    const candidates = this.#before.get(origin.name)
    if (!candidates) return undefined
    const first = this.#next.get(origin.name) ?? 0
    for (let place = first; place < Math.min(first + fewRules, candidates.length); place++) {
      const rule = takenOver(candidates[place] as ReadRule, origin)
      if (!rule) continue
      this.#next.set(origin.name, place + 1)
      return this.#keep(origin, rule)
    }
    return undefined
  }

  /**
   * Remembers a rule that was read. Its texts are parts of the document's text: one that is kept over many edits must not
   * keep the texts of all of them.
   */
  remember(origin: RuleOrigin, rule: LocatedRule): LocatedRule {
    return this.#keep(origin, this.#before.size === 0 ? rule : detached(rule))
  }

  #keep(origin: RuleOrigin, rule: LocatedRule): LocatedRule {
    const known = this.rules.get(origin.name)
    if (known) known.push({ origin, rule })
    else this.rules.set(origin.name, [{ origin, rule }])
    return rule
  }
}

const fewRules = 4

function takenOver({ origin, rule }: ReadRule, present: RuleOrigin): LocatedRule | undefined {
  const by = present.start - origin.start
  const isSame =
    isMoved(origin.from, present.from, by) &&
    isMoved(origin.known, present.known, by) &&
    origin.sourceOf === present.sourceOf &&
    isSameShape(origin.shape, present.shape)
  if (!isSame || by === 0) return isSame ? rule : undefined
  return holdsLocalMark(rule) ? undefined : movedRule(rule, by)
}

function isSameShape(before: object, after: object): boolean {
  if (before === after) return true
  const [parts, others] = [Object.entries(before), new Map(Object.entries(after))]
  return parts.length === others.size && parts.every(([key, part]) => others.get(key) === part)
}

/** A rule whose text stands elsewhere, and is the same. */
function movedRule(rule: LocatedRule, by: number): LocatedRule {
  const moved = <T extends { readonly range: Range }>(part: T): T => ({ ...part, range: movedRange(part.range, by) })
  return {
    ...rule,
    at: movedLocation(rule.at, by),
    problems: rule.problems.map(moved),
    unknownKeys: rule.unknownKeys.map(moved),
  }
}

function movedLocation({ self, name, properties, terms }: RuleLocation, by: number): RuleLocation {
  const moved: Record<string, Range> = {}
  for (const [property, range] of Object.entries(properties)) moved[property] = movedRange(range, by)
  const each = (ranges: readonly Range[]) => ranges.map(range => movedRange(range, by))
  return {
    self: movedRange(self, by),
    name: movedRange(name, by),
    properties: moved,
    terms: {
      source: each(terms.source),
      sourcePorts: each(terms.sourcePorts),
      destination: each(terms.destination),
      destinationPorts: each(terms.destinationPorts),
    },
  }
}
