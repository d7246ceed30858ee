import type { Settings } from "../analysis/settings.ts"
import { type Profile, profiles } from "../checks/check.ts"
import { listWords } from "../checks/wording.ts"

/** What the help of each command that judges groups says of it. */
export const profileHelp =
  "  --profile PROFILE     current, 2017-09 or classic: the documentation that rules are checked against"

/** `--profile`; undefined where none is asked for: then the configuration decides, else today's documentation. */
export function readProfile(text: string | undefined): Profile | undefined | { readonly problem: string } {
  if (text === undefined) return undefined
  const found = profiles.find(profile => profile === text)
  return found ?? { problem: `--profile must be ${listWords(profiles, "or")}, not "${text}".` }
}

/** What the option changes of a file's settings. */
export function withProfile(profile: Profile | undefined): (settings: Settings) => Settings {
  return settings => (profile === undefined ? settings : { ...settings, profile })
}
