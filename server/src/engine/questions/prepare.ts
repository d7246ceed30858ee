import type { AddressTerm } from "../../values/address.ts"
import { remember } from "../../values/remember.ts"
import type { AddressFacts } from "../address-facts.ts"
import type { Direction, MatchingRule, SecurityRule } from "../security-rule.ts"
import { type RuleSequence, sequenceOf } from "../tables/rule-sequence.ts"
import { buildTables, type OldTables, type RuleTables } from "../tables/rule-tables.ts"
import {
  type AddressSpace,
  addressSpace,
  isAlike,
  isNamed,
  spaceWithEnds,
  spaceWithFacts,
  spaceWithRules,
} from "../traffic/address-space.ts"
import { type OrderedFields, orderedFields, withFactsOf } from "../traffic/ordered-fields.ts"
import { type PostedList, postedLists } from "../traffic/posted-list.ts"
import { type AdminRule, rulesOf, type TrafficPath } from "../traffic-path.ts"
import { possibleOrders } from "./possible-orders.ts"

/**
 * A list of rules made ready for any number of questions: what they need is made when it is first needed, and kept. It is
 * good for as long as the rules and the facts are. `alike`: the same rules, prepared with other facts, which order them the same way.
 */
export function prepare<R extends SecurityRule>(
  rules: readonly R[],
  facts: AddressFacts,
  alike?: PreparedRules<R>,
): PreparedRules<R> {
  return new PreparedRules(rules, facts, alike)
}

/** `alike`: the same path, prepared with other facts. */
export function preparePath<R extends SecurityRule, A extends AdminRule>(
  path: TrafficPath<R, A>,
  facts: AddressFacts,
  alike?: PreparedPath<R, A>,
): PreparedPath<R, A> {
  return new PreparedPath(path, facts, alike)
}

/** A path and the addresses that its rules speak of. */
export class PreparedPath<R extends SecurityRule, A extends AdminRule> {
  readonly path: TrafficPath<R, A>
  readonly facts: AddressFacts
  readonly #alike: PreparedPath<R, A> | undefined
  #space: AddressSpace | undefined
  readonly #lists = new Map<string, PreparedLists<R | A>>()

  constructor(path: TrafficPath<R, A>, facts: AddressFacts, alike?: PreparedPath<R, A>) {
    this.path = path
    this.facts = facts
    this.#alike = alike
  }

  /** The space of its rules. */
  get space(): AddressSpace {
    this.#space ??= this.#spaceWith([])
    return this.#space
  }

  /** A space for its rules and for others: its own, where that has all that the others speak of. */
  spaceWith(others: readonly MatchingRule[]): AddressSpace {
    const own = rulesOf(this.path)
    return spaceWithRules(this.space, own, others) ?? addressSpace([...others, ...own], this.facts)
  }

  /** Its lists as traffic between these ends meets them. Names that no rule has are told apart in a space of their own. */
  lists(ends: readonly AddressTerm[]): PreparedLists<R | A> {
    const known = this.#listsWith(ends.filter(end => isNamed(end) && !this.space.setOf.has(end.key)))
    const space = spaceWithEnds(known.space, ends)
    // Without room for so many end points among those of the rules they are numbered anew.
    return space ? { ...known, space } : this.#listsIn(addressSpace(rulesOf(this.path), this.facts, ends))
  }

  #listsWith(unheard: readonly AddressTerm[]): PreparedLists<R | A> {
    const key = unheard.length === 0 ? "" : [...new Set(unheard.map(end => end.key))].sort().join("\n")
    return remember(this.#lists, key, () => {
      const space = unheard.length === 0 ? this.space : this.#spaceWith(unheard)
      const alike = this.#alikeWith(unheard)
      if (!alike || !isAlike(space, alike.space)) return this.#listsIn(space)
      return { space, lists: alike.lists.map(one => ({ ...one, ordered: withFactsOf(one.ordered, space) })) }
    })
  }

  #alikeWith(unheard: readonly AddressTerm[]): PreparedLists<R | A> | undefined {
    return this.#alike ? this.#alike.#listsWith(unheard) : undefined
  }

  #spaceWith(unheard: readonly AddressTerm[]): AddressSpace {
    const alike = this.#alikeWith(unheard)
    return (alike && spaceWithFacts(alike.space, this.facts)) ?? addressSpace(rulesOf(this.path), this.facts, unheard)
  }

  #listsIn(space: AddressSpace): PreparedLists<R | A> {
    return { space, lists: postedLists(this.path, space) }
  }
}

/** The lists of a path, and the addresses that they and a question speak of. */
export interface PreparedLists<D extends AdminRule> {
  readonly space: AddressSpace
  readonly lists: readonly PostedList<D>[]
}

/** The rules of one group, which is a path of one list. */
export class PreparedRules<R extends SecurityRule> extends PreparedPath<R, never> {
  readonly rules: readonly R[]
  readonly #sequences: Map<Direction, RuleSequence<R>>
  readonly #tables = new Map<Direction, RuleTables>()
  readonly #evaluations = new Map<string, Evaluation<R>>()
  #orders: readonly PreparedOrder<R>[] | undefined

  constructor(rules: readonly R[], facts: AddressFacts, alike?: PreparedRules<R>) {
    super([{ groups: [{ name: "", rules }] }], facts)
    this.rules = rules
    this.#sequences = alike?.rules === rules ? alike.#sequences : new Map()
  }

  sequence(direction: Direction): RuleSequence<R> {
    return remember(this.#sequences, direction, () => sequenceOf(this.rules, direction))
  }

  /** The tables of a direction; of earlier ones those of fields without a change are used again. */
  tables(direction: Direction, old?: OldTables): RuleTables {
    return remember(this.#tables, direction, () => buildTables(this.sequence(direction), this.facts, old))
  }

  /** What it takes to evaluate flows between these ends. Names that no rule has are told apart in a space of their own. */
  evaluation(direction: Direction, ends: readonly AddressTerm[]): Evaluation<R> {
    const unheard = ends.filter(end => isNamed(end) && !this.space.setOf.has(end.key))
    const key = JSON.stringify([direction, ...unheard.map(end => end.key)])
    const { space, ordered } = remember(this.#evaluations, key, () => {
      const space = unheard.length === 0 ? this.space : addressSpace(this.rules, this.facts, unheard)
      return { space, ordered: orderedFields(this.rules, direction, space) }
    })
    return { space: spaceWithEnds(space, ends)!, ordered }
  }

  /** The rules in each order that priorities leave open which are one of a few; none where they leave too many. */
  get orders(): readonly PreparedOrder<R>[] {
    this.#orders ??= (possibleOrders(this.rules) ?? []).map(originals => ({
      originals,
      prepared: prepare([...originals.keys()], this.facts),
    }))
    return this.#orders
  }
}

export interface Evaluation<R extends SecurityRule> {
  readonly space: AddressSpace
  readonly ordered: OrderedFields<R>
}

/** One order of the rules, of copies that have their priorities in it, and the rules that these are copies of. */
export interface PreparedOrder<R extends SecurityRule> {
  readonly prepared: PreparedRules<R>
  readonly originals: ReadonlyMap<R, R>
}
