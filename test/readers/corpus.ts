import { existsSync, readFileSync } from "node:fs"
import { readDocument } from "../../server/src/readers/index.ts"
import type { LocatedRule, ReadResult } from "../../server/src/readers/reader.ts"
import { namesGroup } from "../../server/src/readers/recognise.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { isUnknown } from "../../server/src/values/unknown.ts"

/** A collection of real files beside the working copy, with counts of groups and rules made by a simple search. */
export const corpusFolder = "../shared/corpus"

export const hasCorpus = existsSync(`${corpusFolder}/INDEX.jsonl`)

/** A line of the index. Its counts are heuristic, and include default rules. */
export interface IndexEntry {
  readonly path: string
  readonly dialect: string
  readonly nsgs: number
  readonly rules: number
}

export interface CorpusFile {
  readonly entry: IndexEntry
  readonly text: string
  readonly result: ReadResult | undefined
  readonly milliseconds: number
}

/** The JSON and YAML files of the index. */
export function corpusEntries(): readonly IndexEntry[] {
  const lines = readFileSync(`${corpusFolder}/INDEX.jsonl`, "utf8").trim().split("\n")
  return lines.map(line => JSON.parse(line)).filter(({ path }) => /\.(json|ya?ml)$/.test(path))
}

export function readCorpusFile(entry: IndexEntry): CorpusFile {
  const text = readFileSync(`${corpusFolder}/${entry.path}`, "utf8")
  const language = entry.path.endsWith(".json") ? "json" : "yaml"
  const started = performance.now()
  const result = namesGroup(text) ? readDocument(parseText(text, language, defaultBounds)) : undefined
  return { entry, text, result, milliseconds: performance.now() - started }
}

export function groupCount({ result }: CorpusFile): number {
  return result?.groups.length ?? 0
}

/** Rules as the index counts them: those that are written, default rules too. */
export function ruleCount({ result }: CorpusFile): number {
  const counts = (result?.groups ?? []).map(({ rules, statedDefaults, copies }) => {
    return rules.filter(rule => !rule.implied).length + statedDefaults.length + copies.length
  })
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Whether nothing of a rule is unknown. */
export function isKnown(rule: LocatedRule): boolean {
  const words = [rule.priority, rule.direction, rule.access, rule.protocol]
  const addresses = [...rule.source, ...rule.destination]
  const ports = [...rule.sourcePorts, ...rule.destinationPorts]
  const isUnclear = addresses.some(({ kind }) => kind === "unknown") || ports.some(term => "unknown" in term)
  return !isUnclear && !words.some(isUnknown)
}
