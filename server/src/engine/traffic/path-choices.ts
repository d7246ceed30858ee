import { remember } from "../../values/remember.ts"
import type { AdminRule } from "../traffic-path.ts"
import type { AddressSpace } from "./address-space.ts"
import type { Hop, OrderedRule } from "./hop.ts"
import { truthOn } from "./region.ts"
import type { FieldedRule } from "./rule-fields.ts"
import { type Budget, heldCases, type TrafficCase } from "./traffic-case.ts"

/** The rule at a place of a list, and those before it; behind the last rule: that no rule of the list matches. */
export interface Choice<D extends AdminRule> {
  readonly list: readonly OrderedRule<D>[]
  readonly place: number
}

/**
 * Two choices have no packets where the rule of one of them comes before the other in that one's list, or where another rule there
 * takes all that a rule of one version alone holds. Both are soon found, and one edit of a long list leaves little else.
 */
export function apartIn<D extends AdminRule>(
  olds: readonly OrderedRule<D>[] | undefined,
  news: readonly OrderedRule<D>[] | undefined,
  { kept }: Hop<D>,
  within: readonly TrafficCase[],
  space: AddressSpace,
  budget: Budget,
): (one: Choice<D> | undefined, other: Choice<D> | undefined) => boolean {
  const [oldPlaces, newPlaces] = [firstPlaces(olds), firstPlaces(news)]
  const firstTaking = firstTakingIn<D>(within, space, budget)
  const lastFor = (choice: Choice<D>, of: readonly OrderedRule<D>[]) => {
    const meaning = choice.list[choice.place]?.meaning
    return meaning === undefined || kept.has(meaning) ? of.length : firstTaking(choice, of, meaning)
  }
  const isBehind = (choice: Choice<D>, partner: Choice<D>, places: typeof oldPlaces) => {
    const place = places.get(partner.list[partner.place]?.meaning ?? nothing)
    return (place !== undefined && place < choice.place) || lastFor(partner, choice.list) < choice.place
  }
  return (one, other) => {
    if (!one || !other) return false
    return isBehind(one, other, oldPlaces) || isBehind(other, one, newPlaces)
  }
}

/** By meaning: of equal rules the first decides. */
function firstPlaces<D extends AdminRule>(list: readonly OrderedRule<D>[] = []): ReadonlyMap<string, number> {
  return new Map([...list.entries()].map(([place, { meaning }]): [string, number] => [meaning, place]).reverse())
}

/** The place of the first rule in another list that takes all that the chosen rule holds, worked out once; its end if none does. */
function firstTakingIn<D extends AdminRule>(
  within: readonly TrafficCase[],
  space: AddressSpace,
  budget: Budget,
): (choice: Choice<D>, of: readonly OrderedRule<D>[], meaning: string) => number {
  const places = new Map<readonly OrderedRule<D>[], Map<string, number>>()
  return (choice, of, meaning) =>
    remember(
      remember(places, of, () => new Map()),
      meaning,
      () => {
        const held = heldBy(choice, within, space, budget)
        const taking = of.findIndex(other => --budget.left < 0 || takes(other, held, space))
        return taking < 0 ? of.length : taking
      },
    )
}

function takes<D extends AdminRule>(
  { fielded: { fields, open } }: OrderedRule<D>,
  within: readonly TrafficCase[],
  { names }: AddressSpace,
): boolean {
  return within.every(one => open.every(part => truthOn(one[part], fields[part], names[part]) === true))
}

/** In place of a rule's meaning: no rule of the list matches. */
const nothing = ""

/** For a choice of the earlier version those of the later one that can go with it; undefined stands for a list that is not asked. */
export function partnersIn<D extends AdminRule>(
  news: Choices<D> | undefined,
  { kept }: Hop<D>,
): (one: Choice<D> | undefined) => readonly (Choice<D> | undefined)[] {
  if (!news) return () => [undefined]
  const { choices } = news
  const meaningOf = ({ list, place }: Choice<D>) => list[place]?.meaning ?? nothing
  const isKept = (meaning: string) => meaning === nothing || kept.has(meaning)
  const changed = choices.filter(choice => !isKept(meaningOf(choice)))
  const partners = new Map(choices.map((choice): [string, Choice<D>] => [meaningOf(choice), choice]).reverse())
  return one => {
    if (!one || !isKept(meaningOf(one))) return choices
    const partner = partners.get(meaningOf(one))
    return partner ? [partner, ...changed] : changed
  }
}

export function heldBy<D extends AdminRule>(
  choice: Choice<D> | undefined,
  within: readonly TrafficCase[],
  space: AddressSpace,
  budget: Budget,
): readonly TrafficCase[] {
  const rule = choice?.list[choice.place]
  return rule ? within.flatMap(one => [...heldCases(one, rule.fielded, space, budget)]) : within
}

/** What may decide in a list: one of the rules that meet the packets, to the first that takes all of them, or else none. */
export interface Choices<D extends AdminRule> {
  readonly list: readonly OrderedRule<D>[]
  readonly choices: readonly Choice<D>[]
}

export function meetingChoices<D extends AdminRule>(
  all: readonly OrderedRule<D>[],
  within: readonly TrafficCase[],
  space: AddressSpace,
  budget: Budget,
): Choices<D> {
  budget.left -= all.length
  const meeting = all.filter(({ fielded }) => meets(fielded, within, space))
  const taking = meeting.findIndex(rule => takes(rule, within, space))
  const list = taking < 0 ? meeting : meeting.slice(0, taking + 1)
  const choices = [...list, ...(taking < 0 ? [null] : [])].map((_, place) => ({ list, place }))
  return { list, choices }
}

/** Whether the rule holds a packet of some case. */
export function meets<D extends AdminRule>(
  { fields, open }: FieldedRule<D>,
  within: readonly TrafficCase[],
  { names }: AddressSpace,
): boolean {
  return within.some(one => open.every(part => truthOn(one[part], fields[part], names[part]) !== false))
}
