import type { Check } from "../checks/check.ts"
import { githubOutput } from "./github.ts"
import { jsonOutput } from "./json.ts"
import { junitOutput } from "./junit.ts"
import type { Report } from "./report.ts"
import { sarifOutput } from "./sarif.ts"
import { textOutput } from "./text.ts"

export const formats = ["text", "json", "sarif", "github", "junit"] as const
export type Format = (typeof formats)[number]

/** How a report is written. */
export interface OutputOptions {
  readonly colours: boolean
  /** Every check there is, for formats that describe them. */
  readonly checks: readonly Check[]
}

/** A report in one of the formats, piece by piece. */
export function* writeReport(report: Report, format: Format, options: OutputOptions): Iterable<string> {
  let block = ""
  for (const piece of written(report, format, options)) {
    block += piece
    if (block.length < blockSize) continue
    yield block
    block = ""
  }
  if (block !== "") yield block
}

/** Characters that are written at a time. */
const blockSize = 64 * 1024

function written(report: Report, format: Format, { colours, checks }: OutputOptions): Iterable<string> {
  switch (format) {
    case "text":
      return textOutput(report, colours)
    case "json":
      return jsonOutput(report)
    case "sarif":
      return sarifOutput(report, checks)
    case "github":
      return githubOutput(report)
    case "junit":
      return junitOutput(report)
  }
}
