import type { Finding } from "../checks/check.ts"
import { fingerprintsOf } from "../checks/fingerprint.ts"
import { countRules } from "../features/group-summary.ts"
import { isPartial } from "../judging/judged-group.ts"
import { type CheckedFile, summarise } from "./checked-file.ts"

/** The report as the contract of `nsg check --format json` has it. */
export function checkJson(files: readonly CheckedFile[]): string {
  return `${JSON.stringify({ version: 1, files: files.map(fileJson), summary: summarise(files) }, null, 2)}\n`
}

function fileJson(file: CheckedFile) {
  const { path, analysed } = file
  const fingerprints = fingerprintsOf(analysed.findings)
  return {
    path,
    dialect: analysed.dialect,
    groups: analysed.groups.map(judged => ({
      name: judged.group.name,
      rules: countRules(judged),
      complete: !isPartial(judged),
    })),
    findings: analysed.findings.map((finding, index) => ({
      ...findingJson(file, finding),
      fingerprint: fingerprints[index],
    })),
  }
}

function findingJson({ locate }: CheckedFile, finding: Finding) {
  const { code, severity, message, range, group, rule, related, data } = finding
  return {
    code,
    severity,
    message,
    range: locate({ range }).range,
    group: group?.name ?? null,
    rule: rule?.name ?? null,
    related: related.map(({ message, ...place }) => {
      const { path, range } = locate(place)
      return { path, message, range }
    }),
    data,
  }
}
