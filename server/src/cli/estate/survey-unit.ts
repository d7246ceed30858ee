import type { Wholeness } from "../../analysis/known-networks.ts"
import type { TextSummary } from "../../analysis/text-summary.ts"
import { joinUnits } from "./joined-units.ts"
import { type JudgingOptions, judgeTask } from "./judge-task.ts"
import { makeTasks } from "./make-tasks.ts"
import { type Summarised, type SummaryOptions, summariseUnit } from "./summarise-unit.ts"
import type { SurveyedUnit } from "./surveyed-file.ts"
import type { Component, EarlyResult, Surroundings } from "./task.ts"
import type { Unit } from "./unit.ts"
import { networksOfAll } from "./whole-estate.ts"

/** A unit's summary, and what is found in it if nothing else says anything of it: then it need not be read again. */
export async function surveyUnit(unit: Unit, judging: JudgingOptions, options: SummaryOptions): Promise<Summarised> {
  const summary = await summariseUnit(unit, judging.library, options)
  if (!options.early || !("text" in summary) || saysNetworks(summary.text)) return summary
  const early = await judgeEarly({ unit, summary }, judging, options.early)
  return early ? { ...summary, early } : summary
}

async function judgeEarly(
  surveyed: SurveyedUnit,
  judging: JudgingOptions,
  { isWhole }: Wholeness,
): Promise<EarlyResult | undefined> {
  const files = [{ units: [surveyed] }]
  const networks = networksOfAll(files, isWhole)
  const [task] = makeTasks({ files, joined: joinUnits([surveyed]), networks })
  const around = task?.components[0] && surroundingsOf(task.components[0])
  return task && around && { around, results: await judgeTask(task, judging) }
}

/** Of a unit that stands for itself. */
export function surroundingsOf({ joined, attachments, judged: [only] }: Component): Surroundings | undefined {
  if (joined.length !== 1 || !only) return undefined
  return { attachments, findings: only.findings, related: only.related }
}

/** Whether it says anything of networks: then where groups are attached is known only when all has been read. */
export function saysNetworks({ resources, linked }: TextSummary): boolean {
  return linked.length > 0 || resources.some(({ type }) => type !== "Microsoft.Network/networkSecurityGroups")
}
