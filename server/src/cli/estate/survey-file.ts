import { languageOf } from "../../analysis/language-of.ts"
import { defaultSettings, type Settings } from "../../analysis/settings.ts"
import type { Unreadable } from "../../outputs/report.ts"
import { namesGroup, namesResource } from "../../readers/recognise.ts"
import { parseText } from "../../syntax/parse.ts"
import type { Io } from "../command.ts"
import { explainFailure, wideEncoding } from "../read-source.ts"
import type { Bytes } from "./bytes.ts"
import type { Crew } from "./crew.ts"
import { type SplitList, splitList } from "./split-list.ts"
import { surveyParts } from "./survey-parts.ts"
import type { SurveyedFile } from "./surveyed-file.ts"
import { type Unit, wholeFile } from "./unit.ts"

export interface SurveyOptions {
  readonly io: Io
  readonly crew: Crew
  /** From so many bytes on a list of resources is read in parts of `partSize` bytes. */
  readonly splitFrom: number
  readonly partSize: number
  open(name: string): Promise<Bytes>
}

/** Reads a file, or a long list in it part by part. */
export async function surveyFile(
  name: string,
  settings: Settings,
  options: SurveyOptions,
): Promise<SurveyedFile | Unreadable> {
  const { io, crew } = options
  const whole = wholeFile(name, settings, io)
  const cut = await cutFile(whole, options)
  if ("problem" in cut) return cut
  const parts = cut.list ? await surveyParts(cut.list, { ...whole, size: cut.size }, crew) : undefined
  if (parts && "units" in parts) return parts
  const reason = parts ? `, and its list cannot be read item by item: ${parts.refusal}` : ""
  // No text of so many bytes is within the bounds.
  const isTooLarge = cut.size > 4 * settings.limits.json && (await namesAny(name, options))
  const detail = `${cut.size} bytes, more than ${settings.limits.json} characters${reason}`
  const unit = { ...whole, size: cut.size, ...(isTooLarge && { refusal: detail }) }
  const summary = await crew.summarise(unit)
  if ("problem" in summary) return summary
  return "refusal" in summary ? { units: [] } : { units: [{ unit, summary }] }
}

/** How large a file is, and the long list that it is or has in it. */
async function cutFile(
  { path, shown, name }: Unit,
  { open, splitFrom, partSize }: SurveyOptions,
): Promise<{ readonly size: number; readonly list?: SplitList } | Unreadable> {
  try {
    const bytes = await open(name)
    try {
      const { size } = bytes
      if (size < splitFrom) return { size }
      const first = await bytes.read(0, 1024)
      const language = languageOf({ path: name, text: first.toString("latin1") })
      if (language !== "json" || wideEncoding(first)) return { size }
      const list = await splitList(bytes, partSize)
      return { size, ...(list && isFrame(list) && { list }) }
    } finally {
      await bytes.close()
    }
  } catch (error) {
    return { path, shown, problem: explainFailure(error) }
  }
}

/** Whether nothing around the list says anything by itself, as every part would repeat it. */
function isFrame({ head, tail }: SplitList): boolean {
  const text = head + tail
  const says = namesGroup(text) || namesResource(text) || text.includes("nsg-ignore")
  return !says && parseText(text, "json", defaultSettings.limits).problems.length === 0
}

async function namesAny(name: string, { open }: SurveyOptions): Promise<boolean> {
  const bytes = await open(name)
  try {
    for (let start = 0; start < bytes.size; start += chunk - overlap) {
      if (namesGroup((await bytes.read(start, start + chunk)).toString("latin1"))) return true
    }
    return false
  } finally {
    await bytes.close()
  }
}

const chunk = 1024 * 1024
const overlap = 64
