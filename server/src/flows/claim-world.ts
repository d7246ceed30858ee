import * as l10n from "@vscode/l10n"
import type { TextLines } from "../analysis/text-lines.ts"
import { listWords } from "../checks/wording.ts"
import type { ClaimRule } from "../judging/claim.ts"
import type { RuledGroup } from "../judging/judged-group.ts"
import type { JudgedNetwork } from "../judging/judged-network.ts"
import type { NetworkContext } from "../judging/network-context.ts"
import { similarName } from "../values/similar-name.ts"

/** The documents that claims are held against, read together. */
export interface ClaimWorld {
  readonly groups: readonly WorldGroup[]
  /** The networks that the documents describe together. */
  network(): JudgedNetwork
  /** URI of the document that a rule stands in; undefined for one that stands nowhere. */
  documentOf(rule: ClaimRule): string | undefined
  /** The lines of all documents, by URI. */
  readonly lines: ReadonlyMap<string, TextLines>
}

/** A group with its default rules, as far as its text can be read, and what is known of its network. */
export interface ContextualGroup extends RuledGroup {
  readonly context: NetworkContext
}

export interface WorldGroup {
  readonly ruled: ContextualGroup
  /** For people and scripts: where the document is. */
  readonly path: string
  /** URI of the document. */
  readonly document: string
}

/** Why a line stands for nothing that can be judged: a sentence or two. */
export interface Unresolved {
  readonly problem: string
}

/** The group of a name or resource id, without case; without a name the only one that there is. */
export function groupCalled({ groups }: ClaimWorld, name: string | undefined): WorldGroup | Unresolved {
  const [any, several] = groups
  if (!any) return { problem: l10n.t`There is no NSG in these files.` }
  if (name === undefined) {
    if (!several) return any
    return {
      problem: l10n.t`There are ${groups.length} NSGs here: ${listNames(groups)}. Name one of them: use nsg NAME`,
    }
  }
  const called = groups.filter(({ ruled: { group } }) =>
    [group.name, group.id].some(text => text?.toLowerCase() === name.toLowerCase()),
  )
  const [first, second] = called
  if (first && !second) return first
  if (second) {
    const ids = called.map(({ ruled: { group }, path }) => group.id ?? `${group.name} in ${path}`)
    return {
      problem: l10n.t`${called.length} NSGs here are called "${name}": ${listWords(ids)}. Name one of them with its file: use nsg NAME in FILE`,
    }
  }
  const meant = similarName(
    name,
    groups.map(({ ruled }) => ruled.group.name),
  )
  return {
    problem:
      meant === undefined
        ? l10n.t`There is no NSG "${name}" here, only ${listNames(groups)}.`
        : l10n.t`There is no NSG "${name}" here, did you mean "${meant}"?`,
  }
}

const mostNames = 10

function listNames(groups: readonly WorldGroup[]): string {
  const names = [...new Set(groups.map(({ ruled }) => `"${ruled.group.name}"`))]
  const more = names.length - mostNames
  return listWords(more > 0 ? [...names.slice(0, mostNames), l10n.t`${more} more`] : names)
}
