import { analyseText } from "../../server/src/analysis/analyse-document.ts"
import { indexedText } from "../../server/src/analysis/indexed-text.ts"
import { knownNetworks } from "../../server/src/analysis/known-networks.ts"
import { readText } from "../../server/src/analysis/read-text.ts"
import { indexResources } from "../../server/src/analysis/resource-index.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { Example } from "../../server/src/checks/check.ts"
import { checks } from "../../server/src/checks/index.ts"
import { networkContext } from "../../server/src/judging/network-context.ts"
import { LinkedFiles } from "../../server/src/readers/linked-files.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { strip } from "./annotate.ts"
import { tagDataOf } from "./tag-data.ts"

/** The documents of an example together; the first one is its own. */
export function analyseExample({
  profile = "current",
  proofSteps,
  tagFile,
  switchedOn = [],
  isWhole,
  file = "example",
  ...example
}: Example) {
  const network = tagFile && networkContext({ tagData: tagDataOf(tagFile.text, tagFile.name) })
  const severities = checks
    .filter(({ code }) => switchedOn.includes(code))
    .map(({ code, severity }) => [code, severity])
  const settings = {
    ...defaultSettings,
    profile,
    checks: Object.fromEntries(severities),
    ...(proofSteps !== undefined && { proofSteps }),
  }
  const parsed = [{ name: file, ...example }, ...(example.beside ?? [])].map(({ name, source, language }) => {
    const text = strip(source)
    return { source, language, text, uri: `file:///${name}` }
  })
  const files = parsed.map(({ uri, language, text }) => ({ uri, syntax: parseText(text, language, settings.limits) }))
  const documents = parsed.map(({ source, language, text, uri }) => {
    const linkedFiles = new LinkedFiles(uri, files)
    return { source, language, text, read: readText({ uri, language, text }, settings, { linkedFiles }) }
  })
  const index = indexResources(documents.map(({ read }) => indexedText(read)))
  const networks = knownNetworks(index, { isWhole: isWhole === true })
  return documents.map(({ read, ...document }) => {
    const analysed = analyseText(read, index, settings, { network, networks })
    return { ...document, analysed, findings: analysed.findings }
  })
}
