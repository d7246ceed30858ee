import type { GroupRule, JudgedGroup } from "../checks/judged-group.ts"
import { listRules } from "../checks/wording.ts"
import type { Judgement } from "../engine/judgement.ts"
import type { LocatedRule } from "../readers/reader.ts"
import { escapeMarkdown, inlineCode } from "./markdown.ts"
import { formatPacket } from "./packet-text.ts"
import { ruleCells } from "./rule-cells.ts"

/** What a rule really does: what is left for it after the earlier rules, who takes the rest, and one example packet. */
export function ruleMarkdown(judged: JudgedGroup, rule: LocatedRule): string {
  const { name, priority, access } = ruleCells(rule)
  const direction = typeof rule.direction === "string" ? rule.direction : "direction not known"
  const [first, ...facts] = [name, priority, direction, access].map(escapeMarkdown)
  const judgement = judged.analysis.judgements.find(one => one.rule === rule)
  return [[`**${first}**`, ...facts].join(" · "), ...(judgement ? explain(judgement) : [])].join("\n\n")
}

function explain(judgement: Judgement<GroupRule>): string[] {
  const { reach, cover, witness, redundant } = judgement
  if (reach === "dead") {
    const verb = cover.length > 1 ? "together take" : "takes"
    return [escapeMarkdown(`Never matches: ${listRules(cover)} ${verb} all of its traffic.`)]
  }
  if (reach === "unplaced")
    return ["Its priority or direction cannot be known here, so neither can the rules before it."]
  if (reach === "undecided") return ["Not decided whether anything reaches it: the group is too intricate."]
  return [
    ...(witness ? [`Decides for example ${inlineCode(formatPacket(witness))}.`] : []),
    ...(redundant === "yes" ? ["Without it every packet would be decided the same way."] : []),
  ]
}
