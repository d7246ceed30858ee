import {
  type CancellationToken,
  Location,
  l10n,
  type TestController,
  type TestItem,
  TestMessage,
  TestMessageStackFrame,
  type TestRun,
  TestRunProfileKind,
  type TestRunRequest,
  Uri,
} from "vscode"
import type { BaseLanguageClient } from "vscode-languageclient"
import {
  type ClaimResult,
  type CoveredFile,
  claimCoverageRequest,
  testClaimsRequest,
} from "../../server/src/protocol.ts"
import { asRange } from "./as-range.ts"
import { RuleCoverage } from "./rule-coverage.ts"

/** A file of which claims are to run, and which of them. */
export interface WantedClaims {
  readonly uri: Uri
  readonly claims: ReadonlyMap<string, TestItem>
}

export interface ClaimRunner {
  readonly controller: TestController
  readonly client: BaseLanguageClient
}

/** One run in the Test Explorer. Each file is proved as a whole, and of its claims those that are wanted are told. */
export async function runClaims(
  { controller, client }: ClaimRunner,
  request: TestRunRequest,
  wanted: readonly WantedClaims[],
  token?: CancellationToken,
): Promise<readonly ClaimResult[]> {
  const run = controller.createTestRun(request)
  const told: ClaimResult[] = []
  try {
    for (const { claims } of wanted) for (const claim of claims.values()) run.started(claim)
    for (const { uri, claims } of wanted) {
      if (token?.isCancellationRequested) break
      const params = { uri: client.code2ProtocolConverter.asUri(uri) }
      const results = await client.sendRequest<readonly ClaimResult[]>(testClaimsRequest, params)
      const own = results.filter(({ id }) => claims.has(id))
      for (const result of own) tell(run, claims.get(result.id), result)
      told.push(...own)
    }
    if (request.profile?.kind === TestRunProfileKind.Coverage) await addCoverage(run, client, wanted)
  } finally {
    run.end()
  }
  return told
}

function tell(run: TestRun, item: TestItem | undefined, result: ClaimResult): void {
  if (!item) return
  const { status, message } = result
  if (status === "holds") run.passed(item)
  else if (status === "fails") run.failed(item, failureOf(item, result))
  else if (status === "error") run.errored(item, errorOf(item, message))
  else {
    run.appendOutput(`${item.label}\r\n  ${message}\r\n`, locationOf(item), item)
    run.skipped(item)
  }
}

/** What is claimed of a packet against what becomes of it, at the rule that decides, else at the claim. */
function failureOf(item: TestItem, { message, expected, actual, location }: ClaimResult): TestMessage {
  const failure =
    expected === undefined || actual === undefined
      ? new TestMessage(message)
      : TestMessage.diff(message, expected, actual)
  if (!location) return errorOf(item, message)
  const [uri, range] = [Uri.parse(location.uri), asRange(location.range)]
  failure.location = new Location(uri, range)
  failure.stackTrace = [
    new TestMessageStackFrame(l10n.t("the deciding rule"), uri, range.start),
    new TestMessageStackFrame(l10n.t("the claim"), item.uri, item.range?.start),
  ]
  return failure
}

function errorOf(item: TestItem, message: string): TestMessage {
  const error = new TestMessage(message)
  const location = locationOf(item)
  if (location) error.location = location
  return error
}

function locationOf({ uri, range }: TestItem): Location | undefined {
  return uri && range && new Location(uri, range)
}

async function addCoverage(run: TestRun, client: BaseLanguageClient, wanted: readonly WantedClaims[]): Promise<void> {
  const uris = wanted.map(({ uri }) => client.code2ProtocolConverter.asUri(uri))
  const covered = await client.sendRequest<readonly CoveredFile[]>(claimCoverageRequest, { uris })
  for (const file of covered) run.addCoverage(new RuleCoverage(file))
}
