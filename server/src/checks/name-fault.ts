import { listWords } from "./wording.ts"

/** Why Azure refuses a name, in full, and the name that is nearest. */
export function nameFaultText(name: string, instead: string | undefined): string {
  const advice = instead === undefined ? "" : ` Use "${instead}".`
  return `${sentence(name)} (InvalidResourceName).${advice}`
}

function sentence(name: string): string {
  const faults = [...lettersFault(name), ...endsFault(name)]
  if (name.length <= longest) return `The name "${name}" ${listWords(faults)}`
  return `The name is ${name.length} characters long: Azure takes at most ${longest}${faults.map(fault => `; it ${fault}`).join("")}`
}

const longest = 80

function lettersFault(name: string): readonly string[] {
  const letters = [...new Set(name.match(/[^\p{L}\p{N}_.-]/gu))].map(letter =>
    letter === " " ? "a space" : `"${letter}"`,
  )
  return letters.length > 0 ? [`holds ${listWords(letters)}: only letters, digits, ".", "-" and "_" are allowed`] : []
}

/** What stands first or last and is allowed in between alone. */
function endsFault(name: string): readonly string[] {
  const starts = /^[.-]/.test(name)
  const ends = /[.-]$/.test(name)
  if (!starts && !ends) return []
  return [`must ${starts && ends ? "start and end" : starts ? "start" : "end"} with a letter, a digit or _`]
}
