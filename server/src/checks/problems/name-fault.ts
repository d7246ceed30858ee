import { listWords } from "../wording.ts"

/** Why Azure refuses a name, in full, as it follows the name; and the name that is nearest. */
export function nameFaultText(name: string, instead: string | undefined): string {
  const advice = instead === undefined ? "" : ` Use "${instead}".`
  const faults = listWords([...charactersFault(name), ...endsFault(name)])
  const tooLong = name.length > longest && `has ${name.length} characters; Azure accepts at most ${longest}`
  const allowed = charactersFault(name).length > 0 && 'only letters, digits, ".", "-" and "_" are allowed'
  return `the name ${[tooLong, faults, allowed].filter(Boolean).join("; ")} (InvalidResourceName).${advice}`
}

const longest = 80

function charactersFault(name: string): readonly string[] {
  const characters = [...new Set(name.match(/[^\p{L}\p{N}_.-]/gu))].map(character =>
    character === " " ? "a space" : `"${character}"`,
  )
  return characters.length > 0 ? [`contains ${listWords(characters)}`] : []
}

/** What stands first or last and is allowed in between alone. */
function endsFault(name: string): readonly string[] {
  const starts = /^[.-]/.test(name)
  const ends = /[.-]$/.test(name)
  if (!starts && !ends) return []
  return [`must ${starts && ends ? "start and end" : starts ? "start" : "end"} with a letter, a digit or _`]
}
