import { readFileSync } from "node:fs"
import { analyseDocument } from "../../server/src/analysis/analyse-document.ts"
import { defaultSettings } from "../../server/src/analysis/settings.ts"
import type { Finding } from "../../server/src/checks/check.ts"
import { corpusFolder } from "./corpus.ts"

/** What another tool's test says of a file, and what is found in it. */
export interface LabelledFile {
  readonly path: string
  readonly label: Label
  /** The findings of the same kind. */
  readonly found: readonly Finding[]
  readonly verdict: "as labelled" | "otherwise" | "not read" | "not of exposure"
  /** Why it is otherwise, or is not compared. */
  readonly why: string
}

interface Label {
  readonly tool: string
  readonly rule: string | null
  readonly name: string | null
  readonly expect: "pass" | "fail" | "mixed" | null
}

interface LabelledEntry {
  readonly path: string
  readonly label?: Label
  readonly also?: readonly { readonly label?: Label }[]
}

/** What a tool's check looks for: TCP ports, or UDP. */
const subjects: readonly (readonly [RegExp, (finding: Finding) => boolean])[] = [
  [/^(CKV_AZURE_10|2ade1579.*|security_group_no_inbound_22)$/, opensPort(22)],
  [/^(CKV_AZURE_9|59cb3da7.*|efbf6449.*|security_group_no_inbound_3389)$/, opensPort(3389)],
  [/^CKV_AZURE_160$/, opensPort(80)],
  [/^CKV_AZURE_77$/, ({ code }) => code === "exposed-udp" || opensEverything(code)],
  [/^S6321$/, finding => opensPort(22)(finding) || opensPort(3389)(finding)],
  [
    /^(0ac9abbc|594c198b|e9dee01f)/,
    ({ code }) => /^exposed-(management|database|file|udp|port)/.test(code) || opensEverything(code),
  ],
]

/** What is known to be judged otherwise, and why that is meant. */
const meant: readonly (readonly [RegExp, string])[] = [
  [
    /S6321.*Microsoft\.Network_(networkInterfaces|virtualNetworks)\.json/,
    "group-inside-subnet: the group is written where Azure takes a reference, so that its rules are not judged",
  ],
]

export function labelledFiles(): readonly LabelledFile[] {
  const lines = readFileSync(`${corpusFolder}/INDEX.jsonl`, "utf8").trim().split("\n")
  const entries: readonly LabelledEntry[] = lines.map(line => JSON.parse(line))
  return entries.flatMap(entry => {
    const labels = [entry.label, ...(entry.also ?? []).map(({ label }) => label)]
    const unique = new Map(labels.flatMap(label => (label ? [[`${label.tool} ${label.rule}`, label] as const] : [])))
    return [...unique.values()].map(label => labelledFile(entry.path, label))
  })
}

function labelledFile(path: string, label: Label): LabelledFile {
  const isOfKind = subjects.find(([rule]) => rule.test(label.rule ?? ""))?.[1]
  const nothing = { path, label, found: [] }
  if (!isOfKind || label.expect === null) return { ...nothing, verdict: "not of exposure", why: "" }
  if (!/\.(json|ya?ml)$/.test(path))
    return { ...nothing, verdict: "not read", why: "Bicep and HCL are read as JSON only" }
  const found = findingsIn(path).filter(isOfKind)
  const isAsLabelled = label.expect === "pass" ? found.length === 0 : found.length > 0
  const why = meant.find(([about]) => about.test(`${label.rule} ${path}`))?.[1] ?? ""
  return { path, label, found, verdict: isAsLabelled ? "as labelled" : "otherwise", why }
}

function findingsIn(path: string): readonly Finding[] {
  const text = readFileSync(`${corpusFolder}/${path}`, "utf8")
  const language = path.endsWith(".json") ? "json" : "yaml"
  const settings = { ...defaultSettings, checks: { "exposed-port": "warning" } } as const
  return analyseDocument({ uri: path, language, text }, settings).findings
}

function opensPort(port: number): (finding: Finding) => boolean {
  return ({ code, data }) => {
    const ports = Array.isArray(data.ports) ? data.ports.map(String) : []
    return opensEverything(code) || (code.startsWith("exposed-") && code !== "exposed-udp" && ports.some(holds(port)))
  }
}

function holds(port: number): (range: string) => boolean {
  return range => {
    const [first = 0, last = first] = range.split("-").map(Number)
    return first <= port && port <= last
  }
}

function opensEverything(code: string): boolean {
  return code === "exposed-any-port" || code === "allow-any-to-any"
}
