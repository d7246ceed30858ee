import type {
  ArtifactLocation,
  Invocation,
  Location,
  Log,
  LogicalLocation,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
  ToolComponent,
} from "sarif"
import type { Range as LspRange } from "vscode-languageserver-types"
import { homepage, version } from "../../../package.json"
import type { Check, Severity } from "../checks/check.ts"
import { checkDetails, checkLink } from "../features/check-page.ts"
import { madeAnew } from "../values/made-anew.ts"
import { jsonAround, jsonItem } from "./json-items.ts"
import type { RelatedPlace, Report, ReportedFile, ReportedFinding } from "./report.ts"

/** The report as SARIF 2.1.0, the form that code scanning services and editors exchange. */
export function* sarifOutput(report: Report, checks: readonly Check[]): Iterable<string> {
  const rules = new Map(checks.map(({ code }, index) => [code, index]))
  const hasBaseline = report.gone !== undefined
  const results = madeAnew(function* () {
    for (const file of report.files) {
      for (const finding of file.findings) {
        yield jsonItem(result(file, finding, { ruleIndex: rules.get(finding.code), hasBaseline }))
      }
    }
  })
  yield* jsonAround(items => logWith(items as Result[], report, checks), results)
  yield "\n"
}

function logWith(results: Result[], report: Report, checks: readonly Check[]): Log {
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: driver(checks) },
        invocations: [invocation(report)],
        originalUriBaseIds: {
          [root]: { uri: report.root, description: { text: "The working directory of the run." } },
        },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  }
}

/** What paths begin in; GitHub takes it for the root of the repository. */
const root = "SRCROOT"

function driver(checks: readonly Check[]): ToolComponent {
  return {
    name: "nsg",
    fullName: `nsg ${version}`,
    version,
    semanticVersion: version,
    informationUri: homepage,
    rules: checks.map(rule),
  }
}

function rule(check: Check): ReportingDescriptor {
  const { code, summary, category, severity, isOff, aliases } = check
  const details = checkDetails(check)
  return {
    id: code,
    name: code.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: `${summary}\n\n${details}`, markdown: `${summary}\n\n${details}` },
    helpUri: checkLink(code),
    defaultConfiguration: { level: levels[severity], ...(isOff && { enabled: false }) },
    properties: { tags: [category], ...(aliases.length > 0 && { aliases: [...aliases] }) },
  }
}

/** The run itself: what could not be read is told as its trouble, not as a finding. */
function invocation({ unreadable }: Report): Invocation {
  const notifications = unreadable.map(({ path, problem }) => ({
    level: "error" as const,
    message: { text: `${path} ${problem}` },
    locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
  }))
  return {
    executionSuccessful: unreadable.length === 0,
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  }
}

function result(
  { path }: ReportedFile,
  finding: ReportedFinding,
  { ruleIndex, hasBaseline }: { readonly ruleIndex: number | undefined; readonly hasBaseline: boolean },
): Result {
  const { code, severity, message, range, related, fingerprint, suppression, baselined, data } = finding
  return {
    ruleId: code,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: place(path, range), ...logicalLocations(finding) }],
    ...(related.length > 0 && { relatedLocations: related.map(relatedLocation) }),
    partialFingerprints: { "nsg/v1": fingerprint },
    ...(suppression && { suppressions: [{ kind: "inSource" as const, justification: suppression.reason }] }),
    ...(hasBaseline && { baselineState: baselined ? ("unchanged" as const) : ("new" as const) }),
    properties: { severity, data },
  }
}

function place(path: string, range: LspRange): PhysicalLocation {
  return { artifactLocation: artifact(path), region: region(range) }
}

function artifact(path: string): ArtifactLocation {
  return { uri: path.split("/").map(encodeURIComponent).join("/"), uriBaseId: root }
}

/** SARIF counts from one, and its ends are exclusive as LSP's are. */
function region({ start, end }: LspRange): Region {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  }
}

function relatedLocation({ path, message, range }: RelatedPlace, index: number): Location {
  return { id: index + 1, physicalLocation: place(path, range), message: { text: message } }
}

function logicalLocations({ group, rule }: ReportedFinding): { readonly logicalLocations?: LogicalLocation[] } {
  const name = rule ?? group
  if (name === null) return {}
  const fullyQualifiedName = [group, rule].filter(each => each !== null).join("/")
  return { logicalLocations: [{ name, fullyQualifiedName, kind: "resource" }] }
}

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
}
