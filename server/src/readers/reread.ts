import type { LiteralSize, LiteralSizes } from "../expressions/literal.ts"
import { detached } from "../syntax/detached.ts"
import { textOf } from "../syntax/lookup.ts"
import { isMoved, moved, movedRange, originOf } from "../syntax/moved.ts"
import type { MapNode, Range } from "../syntax/node.ts"
import { appendTo } from "../values/grouped.ts"
import { keptIn } from "../values/kept-in.ts"
import { lazyPart } from "../values/lazy-part.ts"
import type { LocatedRule, RuleLocation } from "./reader.ts"
import { holdsLocalMark } from "./rename-identities.ts"
import type { RuleSource } from "./rule-source.ts"

/** All that a rule is read from: the same origin elsewhere in the text is the same rule elsewhere. */
export interface RuleOrigin {
  /** An item of a list with its expressions evaluated, or what a dialect made of a rule that is an object of its own. */
  readonly from: MapNode | RuleSource
  /** Where it begins. */
  readonly start: number
  /** What is known of the rule besides. */
  readonly known?: Partial<RuleSource> | undefined
  /** How its dialect writes rules. */
  readonly shape: object
  /** How a rule is found in such an item. */
  readonly sourceOf?: unknown
}

/** What one reading of a document leaves for the next one. */
export interface ReadBefore {
  /** Its rules in the order in which they were read. */
  readonly rules: readonly ReadRule[]
}

interface ReadRule {
  readonly origin: RuleOrigin
  readonly rule: LocatedRule
  /** Nothing in it is told apart by where it stands. */
  readonly isMovable: boolean
}

/**
 * One reading of a document that was read before. A rule is what its reader makes of its origin, and nothing else. So where
 * an edit left that as it was, or only moved it, the rule is taken over with its ranges moved. What an expression comes to
 * is part of the origin: an edit of a parameter changes the origins of those rules that depend on it.
 */
export class Rereading {
  readonly #before: readonly ReadRule[]
  readonly #rules: ReadRule[] = []
  /** The place of the rule that is to come next, if nothing was edited here. */
  #next = 0
  /** Places behind that one, of rules that were taken over out of turn. */
  readonly #taken = new Set<number>()
  #byName: ReadonlyMap<string, readonly number[]> | undefined

  constructor(before?: ReadBefore) {
    this.#before = before?.rules ?? []
  }

  /** For the reading after this one. */
  get left(): ReadBefore {
    return { rules: this.#rules }
  }

  /** The rule of this origin as it was read before, if it was; each is taken over once. */
  recall(origin: RuleOrigin): LocatedRule | undefined {
    return this.#amongNext(origin) ?? this.#byItsName(origin)
  }

  /**
   * Remembers a rule that was read. Its texts are parts of the document's text: one that is kept over many edits must not
   * keep the texts of all of them.
   */
  remember(origin: RuleOrigin, read: LocatedRule): LocatedRule {
    const rule = this.#before.length === 0 ? read : detached(read)
    this.#rules.push({ origin, rule, isMovable: !holdsLocalMark(rule) })
    return rule
  }

  #amongNext(origin: RuleOrigin): LocatedRule | undefined {
    const end = Math.min(this.#next + fewRules, this.#before.length)
    for (let place = this.#next; place < end; place++) {
      const rule = this.#at(place, origin)
      if (!rule) continue
      this.#next = place + 1
      return rule
    }
    return undefined
  }

  /** Where several rules came, went or moved. One that was merely edited is not looked for. */
  #byItsName(origin: RuleOrigin): LocatedRule | undefined {
    const name = nameIn(origin)
    const next = this.#before[this.#next]
    if (!next || nameIn(next.origin) === name) return undefined
    this.#byName ??= placesByName(this.#before)
    for (const place of this.#byName.get(name)?.slice(0, fewRules) ?? []) {
      const rule = this.#at(place, origin)
      if (!rule) continue
      this.#taken.add(place)
      return rule
    }
    return undefined
  }

  #at(place: number, origin: RuleOrigin): LocatedRule | undefined {
    const known = this.#before[place]
    if (!known || place < this.#next || this.#taken.has(place)) return undefined
    const rule = takenOver(known, origin)
    if (rule) this.#rules.push({ origin, rule, isMovable: known.isMovable })
    return rule
  }
}

/** So many are looked at before a rule is read anew. */
const fewRules = 4

function placesByName(rules: readonly ReadRule[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const [place, { origin }] of rules.entries()) appendTo(places, nameIn(origin), place)
  return places
}

function nameIn({ from }: RuleOrigin): string {
  const own = "name" in from ? from.name?.text : undefined
  return own ?? textOf(from.entries.find(({ key }) => /^name$/i.test(key))?.value) ?? ""
}

function takenOver({ origin, rule, isMovable }: ReadRule, present: RuleOrigin): LocatedRule | undefined {
  const by = present.start - origin.start
  const isSame =
    (by === 0 || isMovable) &&
    isMoved(origin.from, present.from, by) &&
    isMoved(origin.known, present.known, by) &&
    origin.sourceOf === present.sourceOf &&
    isSameShape(origin.shape, present.shape)
  return isSame ? moved(rule, by, movedRule) : undefined
}

function isSameShape(before: object, after: object): boolean {
  if (before === after) return true
  const [parts, others] = [Object.entries(before), new Map(Object.entries(after))]
  return parts.length === others.size && parts.every(([key, part]) => others.get(key) === part)
}

/** A rule whose text stands elsewhere, and is the same. */
function movedRule(rule: LocatedRule, by: number): LocatedRule {
  const at = moved(rule.at, by, movedLocation)
  return { ...rule, at, problems: movedParts(rule.problems, by), unknownKeys: movedParts(rule.unknownKeys, by) }
}

function movedParts<T extends { readonly range: Range }>(parts: readonly T[], by: number): readonly T[] {
  return parts.length === 0 ? parts : parts.map(part => ({ ...part, range: movedRange(part.range, by) }))
}

/** Of most rules nobody looks at more than where they stand. */
function movedLocation({ self, name }: RuleLocation, by: number): RuleLocation {
  return withTerms(withProperties({ self: movedRange(self, by), name: movedRange(name, by) }))
}

const withProperties = lazyPart<RuleLocation, "properties">("properties", location => {
  const { origin, by } = originOf(location)
  const ranges = Object.entries(origin.properties)
  return Object.fromEntries(ranges.map(([property, range]) => [property, movedRange(range, by)]))
})

const withTerms = lazyPart<RuleLocation, "terms">("terms", location => {
  const { origin, by } = originOf(location)
  const { source, sourcePorts, destination, destinationPorts } = origin.terms
  const each = (ranges: readonly Range[]) => ranges.map(range => movedRange(range, by))
  return {
    source: each(source),
    sourcePorts: each(sourcePorts),
    destination: each(destination),
    destinationPorts: each(destinationPorts),
  }
})

/** Sizes do not depend on where a value stands: what an edit moves keeps its own. */
export const literalsOverEdits: LiteralSizes = {
  get: value => sizes.get(originOf(value).origin),
  set: (value, size) => sizes.set(originOf(value).origin, size),
}

const sizes = keptIn<object, LiteralSize | null>()
