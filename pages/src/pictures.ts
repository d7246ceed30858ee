import type { DrawnView, PassageView } from "../../server/src/protocol.ts"
import type { PageContent } from "./messages.ts"

/** A picture of a page, and what it shows. */
export interface ShownPicture {
  readonly picture: DrawnView
  /** The networks, or what gets through to, or from, this group, subnet or network interface. */
  readonly shows: "topology" | { readonly name: string; readonly direction: PassageView["direction"] }
}

/** The pictures of a page in the order in which it shows them. */
export function picturesOf(content: PageContent): readonly ShownPicture[] {
  if (content.kind === "verdict") return []
  if (content.kind === "topology") return [{ shows: "topology", picture: content.picture }]
  const { passages = [], groups } = content.view
  const own = passages.map(passage => ({ passage, name: content.name }))
  const ofGroups = groups.flatMap(({ name, passages = [] }) => passages.map(passage => ({ passage, name })))
  return [...own, ...ofGroups].flatMap(({ passage: { direction, picture }, name }) =>
    picture ? [{ shows: { name, direction }, picture }] : [],
  )
}
