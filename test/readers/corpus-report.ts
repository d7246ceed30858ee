import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { type CorpusFile, corpusEntries, groupCount, hasCorpus, isKnown, readCorpusFile, ruleCount } from "./corpus.ts"
import { labelledFiles } from "./corpus-labels.ts"

// npm run corpus: what is made of the real files, by dialect, with the files that are not what the index says.
if (!hasCorpus) {
  console.log("../shared/corpus is absent: there is nothing to report on.")
} else {
  const files = corpusEntries().map(readCorpusFile)
  const dialects = [...new Set(files.map(({ entry }) => entry.dialect))].sort()
  console.table(
    Object.fromEntries(dialects.map(dialect => [dialect, row(files.filter(({ entry }) => entry.dialect === dialect))])),
  )
  list("Not recognised, with rules in the index", files, ({ entry, result }) => entry.rules > 0 && !result)
  list(
    "Other numbers than in the index",
    files,
    file => file.entry.rules !== ruleCount(file) || file.entry.nsgs !== groupCount(file),
  )
  console.log("\nFiles that other tools' tests label, and whether the checks of exposure agree")
  console.table(
    labelledFiles()
      .filter(({ verdict }) => verdict !== "not of exposure")
      .map(({ path, label, found, verdict, why }) => ({
        file: path.split("/").slice(-3).join("/"),
        tool: label.tool,
        check: label.name ?? label.rule,
        label: label.expect,
        found: [...new Set(found.map(({ code }) => code))].join(", "),
        verdict,
        why,
      })),
  )
}

function row(files: readonly CorpusFile[]) {
  const groups = files.flatMap(({ result }) => result?.groups ?? [])
  const rules = groups.flatMap(group => group.rules)
  return {
    files: files.length,
    recognised: files.filter(({ result }) => result).length,
    groups: groups.length,
    rules: rules.length,
    known: rules.filter(isKnown).length,
    "longest ms": Math.round(Math.max(...files.map(({ milliseconds }) => milliseconds))),
    findings: findingCounts(files),
  }
}

/** The findings by code, as "3 invalid-rule, 1 shadowed-rule". */
function findingCounts(files: readonly CorpusFile[]): string {
  const counts = new Map<string, number>()
  for (const { entry, text } of files) {
    const language = entry.path.endsWith(".json") ? "json" : "yaml"
    for (const { code } of analyseDocument({ uri: entry.path, language, text }, defaultSettings).findings) {
      counts.set(code, (counts.get(code) ?? 0) + 1)
    }
  }
  return [...counts].map(([code, count]) => `${count} ${code}`).join(", ")
}

function list(title: string, files: readonly CorpusFile[], isListed: (file: CorpusFile) => boolean): void {
  const listed = files.filter(isListed)
  console.log(`\n${title}: ${listed.length}`)
  for (const file of listed) {
    const { entry, result } = file
    const counts = `index ${entry.nsgs} groups, ${entry.rules} rules; read ${groupCount(file)}, ${ruleCount(file)}`
    console.log(`  ${entry.path} (${result?.dialect ?? "not recognised"}): ${counts}`)
  }
}
