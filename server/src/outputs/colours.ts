import type { Severity } from "../checks/check.ts"

/** Paints texts for a terminal; without colours they stay as they are. */
export interface Colours {
  severity(severity: Severity, text: string): string
  strong(text: string): string
  faint(text: string): string
}

export function makeColours(enabled: boolean): Colours {
  const paint = (code: number, text: string) => (enabled ? `\u001b[${code}m${text}\u001b[0m` : text)
  return {
    severity: (severity, text) => paint(severityCodes[severity], text),
    strong: text => paint(1, text),
    faint: text => paint(2, text),
  }
}

/**
 * Whether output is to be coloured: on a terminal, unless NO_COLOR is set (no-color.org), and anywhere when FORCE_COLOR is,
 * as in the logs of CI services. `FORCE_COLOR=0` means no.
 */
export function wantsColours(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = environment
  if (no) return false
  if (force !== undefined) return force !== "0" && force !== "false"
  return isTerminal
}

/** Red, yellow, blue, and the terminal's grey. */
const severityCodes: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 34, hint: 90 }
