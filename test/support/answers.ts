import { createHash } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import { type CheckedFile, checkFile, type ReadFile, together } from "../../server/src/cli/checked-file.ts"
import type { Io } from "../../server/src/cli/command.ts"
import { findFiles } from "../../server/src/cli/find-files.ts"
import { linkedSources } from "../../server/src/cli/linked-sources.ts"
import { readDocument } from "../../server/src/cli/read-document.ts"
import { readSource } from "../../server/src/cli/read-source.ts"
import { readParameters } from "../../server/src/cli/reading-options.ts"
import { silentIo } from "../../server/src/cli/silent-io.ts"
import { effectiveRules } from "../../server/src/features/effective-rules.ts"
import { isProblem, parseFlow } from "../../server/src/features/flow-text.ts"
import { verification } from "../../server/src/features/verification.ts"
import { resolveEnds } from "../../server/src/flows/flow-ends.ts"
import type { JudgedGroup } from "../../server/src/judging/judged-group.ts"
import { noNetwork } from "../../server/src/judging/network-context.ts"
import { verifyFlow } from "../../server/src/judging/verify-flow.ts"
import { reportJson } from "../../server/src/outputs/json.ts"
import { LinkedTemplates } from "../../server/src/workspace/linked-templates.ts"

export const kinds = ["findings", "effective", "verdicts"] as const
type Kind = (typeof kinds)[number]

/** What is answered about one file, as a short hash of each kind of answer. */
export interface Answers {
  /** Its path in the folder, with `/`. */
  readonly file: string
  readonly hashes: Readonly<Record<Kind, string>>
}

/** `path: findings effective verdicts` */
export function lineOf({ file, hashes }: Answers): string {
  return `${file}: ${kinds.map(kind => hashes[kind]).join(" ")}`
}

/** One flow for each thing that decides flows: services, platform traffic, tags, both families, sets of packets. */
export const flows = [
  "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22",
  "inbound tcp Internet -> 10.0.0.4:443",
  "inbound tcp * -> *:3389",
  "inbound tcp 10.1.2.3 -> 10.0.0.4:1433",
  "inbound udp 10.0.0.0/8 -> 10.0.0.4:53",
  "inbound tcp AzureLoadBalancer -> 10.0.0.4:80",
  "inbound icmp 203.0.113.7 -> 10.0.0.4",
  "inbound tcp [2001:db8::7]:50000 -> [fd00::4]:443",
  "outbound tcp 10.0.0.4 -> 203.0.113.7:443",
  "outbound tcp 10.0.0.4 -> Storage:443",
  "outbound udp 10.0.0.4 -> 168.63.129.16:53",
  "outbound tcp 10.0.0.4 -> VirtualNetwork:*",
].map(text => {
  const flow = parseFlow(text)
  if (isProblem(flow)) throw new Error(`${text}: ${flow.problem}`)
  return flow
})

/** The answers about every file of the folder that is read, by path; files of one directory are judged together. */
export async function answersOf(folder: string): Promise<readonly Answers[]> {
  const io = silentIo(path.resolve(folder))
  const { files } = await findFiles(["."], io)
  const answers: Answers[] = []
  for (const directory of new Set(files.map(file => path.dirname(file)))) {
    const together = files.filter(file => path.dirname(file) === directory)
    answers.push(...(await answersTogether(together, io)))
  }
  return answers.sort((a, b) => (a.file < b.file ? -1 : 1))
}

async function answersTogether(files: readonly string[], io: Io): Promise<Answers[]> {
  const { read, checked } = await checkTogether(files, io)
  return read.map(file => {
    const texts = textsOf(checked.get(file.path))
    keepInFull(path.join(path.basename(io.cwd), file.path), texts)
    return {
      file: file.path,
      hashes: { findings: hash(texts.findings), effective: hash(texts.effective), verdicts: hash(texts.verdicts) },
    }
  })
}

/** The files of a folder as they were judged, those of one directory together, and what is written in them. */
export async function checkedFiles(folder: string): Promise<readonly (CheckedFile & { readonly source: string })[]> {
  const io = silentIo(path.resolve(folder))
  const { files } = await findFiles(["."], io)
  const directories = [...new Set(files.map(file => path.dirname(file)))]
  const all = await Promise.all(
    directories.map(directory =>
      checkTogether(
        files.filter(file => path.dirname(file) === directory),
        io,
      ),
    ),
  )
  return all.flatMap(({ read, checked }) =>
    read.flatMap(({ path, text }) => {
      const file = checked.get(path)
      return file ? { ...file, source: text.source.text } : []
    }),
  )
}

async function checkTogether(files: readonly string[], io: Io) {
  const findParameters = await readParameters(undefined, io)
  if (isProblem(findParameters)) throw new Error(findParameters.problem)
  const linkedTemplates = new LinkedTemplates(linkedSources(files, io))
  const read: ReadFile[] = []
  for (const name of files) {
    const source = await readSource(name, io)
    if ("problem" in source) throw new Error(`${source.shown} ${source.problem}`)
    const text = await readDocument(source.source, defaultSettings, { findParameters, linkedTemplates })
    read.push({ path: source.path, shown: source.shown, text, settings: defaultSettings })
  }
  const all = together(read, false)
  return { read, checked: new Map(all.files.flatMap(file => checkFile(file, all)).map(file => [file.path, file])) }
}

/** The answers in full; nothing is answered about a file without groups and findings. */
function textsOf(file: CheckedFile | undefined): Readonly<Record<Kind, string>> {
  if (!file) return { findings: "", effective: "", verdicts: "" }
  const { groups } = file.analysed
  return {
    findings: findingsOf(file),
    effective: groups.length === 0 ? "" : JSON.stringify(effectiveRules(groups), null, 2),
    verdicts:
      groups.length === 0
        ? ""
        : JSON.stringify(
            groups.map(judged => verdictsOf(judged, file)),
            null,
            2,
          ),
  }
}

/** The command's JSON; what nothing of these files has is left out. */
function findingsOf(file: CheckedFile): string {
  const { summary, ...report } = reportJson({
    files: [file],
    notRead: new Map(),
    unreadable: [],
    root: "",
    failOn: "error",
  })
  const { suppressed: _, baselined: __, ...counts } = summary
  return `${JSON.stringify({ ...report, summary: counts }, null, 2)}\n`
}

function verdictsOf(judged: JudgedGroup, { analysed }: CheckedFile) {
  return flows.map(flow => {
    const resolved = resolveEnds(judged, flow)
    return isProblem(resolved) ? resolved : verification(verifyFlow(judged, resolved, noNetwork, analysed))
  })
}

/** Answers about nothing are a dash. */
function hash(text: string): string {
  return text === "" ? "-" : createHash("sha256").update(text).digest("base64url").slice(0, 8)
}

/** Where the environment names a folder, the answers themselves go there. */
function keepInFull(file: string, texts: Readonly<Record<Kind, string>>): void {
  const folder = process.env.NSG_ANSWERS
  for (const kind of folder === undefined ? [] : kinds) {
    const target = path.join(folder ?? "", kind, `${file}.json`)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, texts[kind])
  }
}
