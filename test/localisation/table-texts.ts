import { nodeWords } from "../../server/src/analysis/read-configuration.ts"
import { computedTags, defaultRuleEffects } from "../../server/src/azure/glossary.ts"
import { platformEndpoints } from "../../server/src/azure/platform-traffic.ts"
import { serviceNeeds } from "../../server/src/azure/service-needs.ts"
import { serviceTagPurposes } from "../../server/src/azure/service-tag-purposes.ts"
import { functionTexts, listText } from "../../server/src/expressions/functions/signatures.ts"
import { keyMeanings, wordMeanings } from "../../server/src/features/property-words.ts"
import { standIns } from "../../server/src/features/rule-cells.ts"
import { directionText } from "../../server/src/features/tag-description.ts"
import { ansibleShape } from "../../server/src/readers/ansible.ts"
import { notJson, scanProblems } from "../../server/src/syntax/json-tokens.ts"
import { plainTexts } from "../../server/src/syntax/yaml-messages.ts"
import { unresolvedReasons } from "../../server/src/topology/unresolved-reasons.ts"

/** Texts that stand in tables of facts, and are looked up where they are shown. */
export const tableTexts: readonly string[] = [
  ...Object.values(nodeWords),
  ...Object.values(computedTags),
  ...Object.values(defaultRuleEffects),
  ...(["yes", "no"] as const)
    .flatMap(platformEndpoints)
    .flatMap(({ traffic: { name, caveat = [] } }) => [name, ...[caveat].flat()]),
  ...Object.values(serviceNeeds).flatMap(({ needs }) => needs.map(({ purpose }) => purpose)),
  ...Object.values(serviceTagPurposes),
  ...Object.values(functionTexts),
  listText,
  ...Object.values(keyMeanings).filter(text => text !== ""),
  ...Object.values(wordMeanings),
  ...Object.values(directionText),
  ...[ansibleShape.unknownKeyError ?? []].flat(),
  ...[notJson, ...Object.values(scanProblems)],
  ...Object.values(unresolvedReasons),
  ...standIns,
  ...plainTexts.map(([, text]) => text),
]
