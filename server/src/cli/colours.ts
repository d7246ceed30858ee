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

/** Red, yellow, blue, and the terminal's grey. */
const severityCodes: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 34, hint: 90 }
