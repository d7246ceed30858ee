import { faultNumbers, fingerprintOfFault } from "../../checks/fingerprint.ts"
import type { ReportedFile, ReportedFinding } from "../../outputs/report.ts"
import { madeAnew } from "../../values/made-anew.ts"
import { unpacked } from "./packed-report.ts"
import type { SurveyedFile } from "./surveyed-file.ts"
import type { ReportedUnit, UnitResult } from "./task.ts"

/** The files of which there is anything to report. What is said of each unit is kept as it was sent, and read when it is asked for. */
export function reportedFiles(
  files: readonly SurveyedFile[],
  results: ReadonlyMap<string, UnitResult>,
): Iterable<ReportedFile> {
  return madeAnew(function* () {
    for (const { units } of files) {
      const own = units.flatMap(({ unit }) => results.get(unit.uri)?.reported ?? [])
      const [first] = own
      if (first) yield units[0]?.unit.part ? inOne(own) : withoutFaults(unpacked(first))
    }
  })
}

function withoutFaults({ faults: _, ...file }: ReportedUnit): ReportedFile {
  return file
}

/** A file of its parts, of which one is read at a time. */
function inOne(own: readonly Uint8Array[]): ReportedFile {
  const heads = own.map(each => {
    const { findings: _, faults: __, ...head } = unpacked(each)
    return head
  })
  const { path = "", shown = "" } = heads[0] ?? {}
  return {
    ...{ path, shown },
    dialect: heads.find(({ dialect }) => dialect !== null)?.dialect ?? null,
    groups: heads.flatMap(({ groups }) => groups),
    joinsGroups: heads.some(({ joinsGroups }) => joinsGroups),
    findings: madeAnew(() => findingsIn(own)),
  }
}

/** What is the same fault in several parts is told apart as in one document. */
function* findingsIn(parts: readonly Uint8Array[]): Iterable<ReportedFinding> {
  const numberOf = faultNumbers()
  for (const part of parts) {
    const { findings, faults } = unpacked(part)
    const numberInPart = faultNumbers()
    for (const [place, finding] of findings.entries()) {
      const fault = faults[place] ?? ""
      const number = numberOf(fault)
      const isSame = number === numberInPart(fault)
      yield isSame ? finding : { ...finding, fingerprint: fingerprintOfFault(fault, number) }
    }
  }
}
