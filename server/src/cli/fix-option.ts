/** What `--fix` and `--fix-dry-run` say. */
export type FixMode = "write" | "show"

export const fixOptions = { fix: { type: "boolean" }, "fix-dry-run": { type: "boolean" } } as const

export const fixHelp = `  --fix                 apply the fixes that change no traffic, and report the rest; for standard input, the fixed
                        text is the output, and the report comes on standard error
  --fix-dry-run         print what --fix would change, as a unified diff; the report comes on standard error`

/** Undefined where nothing is to be fixed; a dry run writes nothing, whatever else is asked for. */
export function readFixMode(values: {
  readonly fix?: boolean | undefined
  readonly "fix-dry-run"?: boolean | undefined
}): FixMode | undefined {
  if (values["fix-dry-run"]) return "show"
  return values.fix ? "write" : undefined
}
