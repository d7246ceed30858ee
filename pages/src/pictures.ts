import type { DrawnView } from "../../server/src/protocol.ts"
import type { PageContent } from "./messages.ts"

/** A picture of a page, and what its file may be called. */
export interface NamedPicture {
  readonly name: string
  readonly picture: DrawnView
}

/** The pictures of a page in the order in which it shows them. */
export function picturesOf(content: PageContent): readonly NamedPicture[] {
  if (content.kind === "verdict") return []
  if (content.kind === "topology") return [{ name: "topology", picture: content.picture }]
  const { passages = [], groups } = content.view
  const own = passages.map(passage => ({ passage, of: content.name }))
  const ofGroups = groups.flatMap(({ name, passages = [] }) => passages.map(passage => ({ passage, of: name })))
  return [...own, ...ofGroups].flatMap(({ passage: { direction, picture }, of }) =>
    picture ? [{ name: `${of} ${direction.toLowerCase()}`, picture }] : [],
  )
}
