import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { run } from "../../server/src/cli/run.ts"

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface Surroundings {
  /** Files of the working directory, by their path in it. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly stdin?: string
  readonly colours?: boolean
  /** A working directory that is there already. */
  readonly cwd?: string
  /** Called with the working directory when its files are there. */
  readonly prepare?: (cwd: string) => Promise<void>
  /** Called with it when the command has run. */
  readonly after?: (cwd: string) => Promise<void>
  /** The user stops the command as soon as it lets him. */
  readonly isInterrupted?: boolean
}

/** Runs the command line in this process, in a directory of its own, and captures what it writes. */
export async function nsg(
  args: readonly string[],
  { files = {}, stdin = "", colours = false, cwd: there, prepare, after, isInterrupted = false }: Surroundings = {},
): Promise<Ran> {
  const cwd = there ?? (await mkdtemp(path.join(tmpdir(), "nsg-cli-")))
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(cwd, name)), { recursive: true })
      await writeFile(path.join(cwd, name), content)
    }
    await prepare?.(cwd)
    let out = ""
    let err = ""
    const code = await run(args, {
      cwd,
      colours,
      out: text => {
        out += text
      },
      err: text => {
        err += text
      },
      readStdin: async () => new TextEncoder().encode(stdin),
      onInterrupt: listener => {
        if (isInterrupted) listener()
        return () => {}
      },
      serve: () => {
        out += "(serving)"
      },
      serveTools: async folder => {
        out += `(serving tools for ${path.relative(cwd, folder) || "."})`
      },
    })
    await after?.(cwd)
    return { code, out, err }
  } finally {
    if (there === undefined) await rm(cwd, { recursive: true })
  }
}
