import { Range } from "vscode"
import type { Range as PlainRange } from "../../server/src/protocol.ts"

export function asRange({ start, end }: PlainRange): Range {
  return new Range(start.line, start.character, end.line, end.character)
}
