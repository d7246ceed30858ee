import type { Settings } from "../analysis/settings.ts"
import { checks } from "../checks/index.ts"
import { listWords } from "../checks/wording.ts"
import { isProblem } from "../features/flow-text.ts"
import { type Format, formats } from "../outputs/format.ts"
import { type Threshold, thresholds } from "../outputs/report.ts"
import { similarName } from "../values/similar-name.ts"
import { type FixMode, readFixMode } from "./fix-option.ts"
import { noCheck } from "./no-check.ts"
import { readProfile, withProfile } from "./profile-option.ts"

type Problem = { readonly problem: string }

/** What of `nsg check` its options decide by themselves. */
export interface CheckOptions {
  readonly format: Format
  readonly failOn: Threshold
  /** Undefined where nothing is to be fixed. */
  readonly fixMode: FixMode | undefined
  /** What they change of every file's settings. */
  adjust(settings: Settings): Settings
}

interface Written {
  readonly format?: string | undefined
  readonly "fail-on"?: string | undefined
  readonly off?: readonly string[] | undefined
  readonly profile?: string | undefined
  readonly fix?: boolean | undefined
  readonly "fix-dry-run"?: boolean | undefined
}

export function readCheckOptions(values: Written): CheckOptions | Problem {
  const format = readOutputFormat(values.format)
  if (isProblem(format)) return format
  const failOn = readThreshold(values["fail-on"])
  if (isProblem(failOn)) return failOn
  const off = readCodes(values.off)
  if (isProblem(off)) return off
  const profile = readProfile(values.profile)
  if (isProblem(profile)) return profile
  const adjust = (settings: Settings) => withProfile(profile)({ ...settings, checks: { ...settings.checks, ...off } })
  return { format, failOn, adjust, fixMode: readFixMode(values) }
}

function readOutputFormat(text = "text"): Format | Problem {
  const format = formats.find(each => each === text)
  if (format) return format
  const meant = similarName(text, formats)
  return {
    problem: `--format must be ${listWords(formats, "or")}, not "${text}".${meant ? ` Did you mean ${meant}?` : ""}`,
  }
}

function readThreshold(text = "error"): Threshold | Problem {
  const threshold = thresholds.find(each => each === text)
  return threshold ?? { problem: `--fail-on must be one of ${thresholds.join(", ")}, not "${text}".` }
}

/** The checks that `--off` names, as the setting `nsg.checks` has them; a comma separates several. */
function readCodes(texts: readonly string[] = []): Settings["checks"] | Problem {
  const known = checks.map(({ code }) => code)
  const codes = texts.flatMap(text => text.split(",")).map(code => code.trim())
  const wrong = codes.find(code => !known.includes(code))
  if (wrong === undefined) return Object.fromEntries(codes.map(code => [code, "off" as const]))
  return { problem: `--off: ${noCheck(wrong)}` }
}
