import { deflateRawSync, inflateRawSync } from "node:zlib"
import type { ReportedUnit } from "./task.ts"

/** What is found waits for the report until all is judged, and says much of the same: so it takes a fraction of the memory. */
export function packed(reported: ReportedUnit): Uint8Array {
  // By itself: what zlib hands back is a piece of something larger, which would be sent whole.
  return new Uint8Array(deflateRawSync(JSON.stringify(reported), { level: 1 }))
}

export function unpacked(reported: Uint8Array): ReportedUnit {
  return JSON.parse(inflateRawSync(reported).toString())
}
