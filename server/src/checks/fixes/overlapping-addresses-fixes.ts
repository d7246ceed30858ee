import * as l10n from "@vscode/l10n"
import type { LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"
import { writtenTerms } from "./written-terms.ts"

/** A block in a list of its side, by its place in it. */
export interface ListedBlock {
  readonly side: "source" | "destination"
  readonly index: number
}

/** The block that adds nothing goes; with it, where there are more, all of its side. */
export function overlappingAddressesFixes(
  rule: LocatedRule,
  inner: ListedBlock,
  others: readonly ListedBlock[],
): readonly Fix[] {
  const { side, index } = inner
  const written = writtenTerms(rule, side)
  const name = written?.[index]
  const removed = new Set(others.filter(other => other.side === side).map(other => other.index))
  const left = written?.filter((_, place) => !removed.has(place))
  const one: Fix = {
    title: name === undefined ? l10n.t`Remove it from the list` : l10n.t`Remove ${name} from the list`,
    changes: [{ kind: "without", rule, side, index }],
    isPreferred: true,
  }
  if (!left || removed.size < 2) return [one]
  const title = l10n.t`Keep only the outer blocks: ${left.length} of ${written?.length ?? 0}`
  return [one, { title, changes: [{ kind: "side", rule, side, values: left }] }]
}
