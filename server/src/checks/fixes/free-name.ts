/** Rules whose names are taken: those of a group, and those that a fix adds. */
interface NamedRules {
  readonly rules: readonly { readonly name: string }[]
}

/** Azure's bound for a rule's name. */
const longest = 80

/** A name like this one that no rule of the group has. */
export function freeName({ rules }: NamedRules, like: string): string {
  const taken = new Set(rules.map(({ name }) => name.toLowerCase()))
  const base = like.replace(/-\d+$/, "")
  for (let number = 2; ; number++) {
    const name = `${base.slice(0, longest - `-${number}`.length)}-${number}`
    if (!taken.has(name.toLowerCase())) return name
  }
}

/** A name for a new rule: this one, or one like it that is free. */
export function nameOrLike(group: NamedRules, name: string): string {
  const isTaken = group.rules.some(rule => rule.name.toLowerCase() === name.toLowerCase())
  return isTaken ? freeName(group, name) : name
}
