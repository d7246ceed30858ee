import { inAnyCase, joinedParts } from "../expressions/joined-text.ts"

/**
 * An id as `resourceId` has it where it is not wholly known: unknown parts are written as `{identity}`. One that `concat` or
 * `format` makes longer is put together; undefined for what does not begin like an id.
 */
export function idIn(written: string): string | undefined {
  const identity = inAnyCase(written)
  if (identity.startsWith("/")) return identity
  const parts = joinedParts(identity)?.map(part =>
    typeof part === "string" ? part : (idIn(part.identity) ?? `{${part.identity}}`),
  )
  const text = parts?.join("")
  return text?.startsWith("/") && !text.startsWith("/{") ? text : undefined
}
