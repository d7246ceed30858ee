import { type Profile, profiles } from "../checks/check.ts"
import { listWords } from "../checks/wording.ts"

/** What the help of each command that judges groups says of it. */
export const profileHelp =
  "  --profile PROFILE     current, 2017-09 or classic: the documentation that rules are held against"

/** `--profile`: today's documentation unless another one is asked for. */
export function readProfile(text: string | undefined): Profile | { readonly problem: string } {
  const found = text === undefined ? "current" : profiles.find(profile => profile === text)
  return found ?? { problem: `--profile must be ${listWords(profiles, "or")}, not "${text}".` }
}
