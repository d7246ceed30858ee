import type { IndexedText, LinkedText } from "./indexed-text.ts"

/** Documents as they take part in a deployment. */
export interface DeployedTexts {
  /** Those that nothing here links, and those that are linked as their deployments make them. */
  readonly readings: readonly (IndexedText | LinkedText)[]
  /** What deployments make of linked templates, by the URIs of these. */
  readonly linked: ReadonlyMap<string, readonly LinkedText[]>
}

/**
 * A template that another one links is what that makes of it, and is not read by itself: its parameters have no values of
 * their own. Of templates that link one another the first by its URI is where it starts.
 */
export function deployedTexts(texts: readonly IndexedText[]): DeployedTexts {
  const linking = texts.filter(text => text.linked().length > 0)
  if (linking.length === 0) return { readings: texts, linked: new Map() }
  const linked = new Map<string, LinkedText[]>()
  const starts = new Set<IndexedText>()
  const start = (text: IndexedText) => {
    starts.add(text)
    for (const each of text.linked()) linked.set(each.uri, [...(linked.get(each.uri) ?? []), each])
  }
  const isInner = (text: IndexedText) => linking.some(other => links(other, text) && !startsBefore(text, other))
  for (const text of linking) if (!isInner(text)) start(text)
  for (const text of linking) if (!starts.has(text) && !linked.has(text.uri)) start(text)
  const own = texts.map(text => (linked.has(text.uri) && !starts.has(text) ? withoutContent(text) : text))
  return { readings: [...own, ...[...linked.values()].flat()], linked }
}

function links(one: IndexedText, other: IndexedText): boolean {
  return one.uri !== other.uri && one.linked().some(({ uri }) => uri === other.uri)
}

function startsBefore(text: IndexedText, other: IndexedText): boolean {
  return links(text, other) && text.uri < other.uri
}

function withoutContent(text: IndexedText): IndexedText {
  return { ...text, groups: [], identities: new Map(), resources: () => [], linked: () => [] }
}
