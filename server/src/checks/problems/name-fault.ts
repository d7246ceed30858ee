import * as l10n from "@vscode/l10n"
import { listWords } from "../wording.ts"

/** Why Azure refuses a name, in full, as it follows the name; and the name that is nearest. */
export function nameFaultText(name: string, instead: string | undefined, isOfGroup = false): string {
  const faults = listWords([...charactersFault(name), ...endsFault(name)])
  const tooLong = name.length > longest && l10n.t`has ${name.length} characters; Azure accepts at most ${longest}`
  const allowed = charactersFault(name).length > 0 && l10n.t`only letters, digits, ".", "-" and "_" are allowed`
  const all = [tooLong, faults, allowed].filter(Boolean).join("; ")
  const text = isOfGroup
    ? l10n.t`The NSG's name ${all} (InvalidResourceName).`
    : l10n.t`the name ${all} (InvalidResourceName).`
  return instead === undefined ? text : `${text} ${l10n.t`Use "${instead}".`}`
}

const longest = 80

function charactersFault(name: string): readonly string[] {
  const characters = [...new Set(name.match(/[^\p{L}\p{N}_.-]/gu))].map(character =>
    character === " " ? l10n.t`a space` : `"${character}"`,
  )
  return characters.length > 0 ? [l10n.t`contains ${listWords(characters)}`] : []
}

/** What stands first or last and is allowed in between alone. */
function endsFault(name: string): readonly string[] {
  const starts = /^[.-]/.test(name)
  const ends = /[.-]$/.test(name)
  if (!starts && !ends) return []
  if (starts && ends) return [l10n.t`must start and end with a letter, a digit or _`]
  return [starts ? l10n.t`must start with a letter, a digit or _` : l10n.t`must end with a letter, a digit or _`]
}
