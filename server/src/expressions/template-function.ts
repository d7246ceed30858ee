import type { Environment } from "./environment.ts"
import type { Evaluation } from "./evaluation.ts"
import type { Expression } from "./expression.ts"
import type { ListValue, MapValue, Origin, Scalar, UnknownValue, Value } from "./value.ts"

/** A function of the template language. */
export type TemplateFunction = EagerFunction | LazyFunction

interface Named {
  /** As Microsoft's reference spells it; compared without case. */
  readonly name: string
  readonly arity: Arity
}

interface Arity {
  readonly least: number
  /** Infinity for any number. */
  readonly most: number
}

/** A function of its arguments' values. */
export interface EagerFunction extends Named {
  readonly kind: "eager"
  /** What each argument must be; past the end, the last one for every further argument. */
  readonly takes: readonly Kind[]
  call(args: readonly unknown[], context: EagerContext): Result
}

/** A function that looks at its arguments' expressions: a lambda's caller, `if`, a look-up by name. */
export interface LazyFunction extends Named {
  readonly kind: "lazy"
  call(args: readonly Expression[], context: LazyContext): Value
}

/** A value, a scalar yet without its place in the text, or a refusal. */
export type Result = Value | Scalar | Refusal

/** The call cannot be evaluated, or Azure would refuse it: the result is unknown, for this reason. */
export interface Refusal {
  readonly kind: "refusal"
  readonly reason: string
}

export interface EagerContext {
  readonly evaluation: Evaluation
  /** The range for whatever the call makes. */
  readonly range: Origin
}

export interface LazyContext extends EagerContext {
  readonly environment: Environment
  evaluate(expression: Expression, environment?: Environment): Value
  /** The call as a value that cannot be known; its identity is the name and these arguments. */
  unknown(args: readonly Value[], reason: string): UnknownValue
}

/** What an argument is handed over as. Anything but `any` must be known at its top. */
interface Kinds {
  readonly string: string
  readonly int: number
  readonly bool: boolean
  /** A string, number or boolean as ARM spells it in a text. */
  readonly text: string
  /** A list, of which some items may be unknown or not be counted. */
  readonly list: ListValue
  /** A list whose length is known. */
  readonly wholeList: ListValue
  readonly map: MapValue
  readonly known: Exclude<Value, UnknownValue>
  readonly any: Value
}
export type Kind = keyof Kinds

type Args<T extends readonly Kind[]> = { -readonly [I in keyof T]: Kinds[T[I] & Kind] }

interface Definition<T extends readonly Kind[], O extends readonly Kind[], R extends Kind> {
  readonly takes: T
  readonly optional?: O
  readonly rest?: R
  call(args: [...Args<T>, ...Partial<Args<O>>, ...Kinds[R][]], context: EagerContext): Result
}

/** Defines an eager function; its arity follows from what it takes. */
export function eager<
  const T extends readonly Kind[],
  const O extends readonly Kind[] = readonly [],
  R extends Kind = never,
>(name: string, definition: Definition<T, O, R>): EagerFunction {
  const { takes, optional = [], rest } = definition
  const most = rest ? Number.POSITIVE_INFINITY : takes.length + optional.length
  return {
    kind: "eager",
    name,
    arity: { least: takes.length, most },
    takes: [...takes, ...optional, ...(rest ? [rest] : [])],
    call: (args, context) => definition.call(args as Parameters<typeof definition.call>[0], context),
  }
}

export function lazy(name: string, least: number, most: number, call: LazyFunction["call"]): LazyFunction {
  return { kind: "lazy", name, arity: { least, most }, call }
}

export function refuse(reason: string): Refusal {
  return { kind: "refusal", reason }
}
