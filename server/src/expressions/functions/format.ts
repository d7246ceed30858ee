import * as l10n from "@vscode/l10n"
import { spell } from "../arguments.ts"
import { type Refusal, refuse } from "../template-function.ts"
import type { Value } from "../value.ts"

const hole = /\{\{|\}\}|\{(\d+)(?:,(-?\d+))?(?::([^{}]*))?\}|[{}]/g
const maxWidth = 1_000

/**
 * .NET's composite formatting, as `format` has it: `{0}`, `{0,8}`, `{0:D4}`; `{{` and `}}` are braces. Of the formats
 * of numbers, D and X and zeros (`000`) are read, the others are refused.
 */
export function formatText(template: string, values: readonly Value[]): string | Refusal {
  let refusal: Refusal | undefined
  const text = template.replace(hole, (whole, index?: string, width?: string, format?: string) => {
    if (whole === "{{" || whole === "}}") return whole.charAt(0)
    const shown =
      index === undefined
        ? refuse(l10n.t`the format has a single brace without its partner`)
        : show(values[Number(index)], format)
    if (typeof shown === "string") return align(shown, Number(width ?? 0))
    refusal = shown
    return ""
  })
  return refusal ?? text
}

function show(value: Value | undefined, format: string | undefined): string | Refusal {
  if (!value) return refuse(l10n.t`the format names a value that is not given`)
  if (value.kind !== "scalar") return refuse(l10n.t`how Azure formats an object or array is not documented`)
  if (!format || typeof value.value !== "number") return spell(value.value)
  return formatNumber(value.value, format) ?? refuse(l10n.t`the format '${format}' is not supported here`)
}

function formatNumber(value: number, format: string): string | undefined {
  const sign = value < 0 ? "-" : ""
  const standard = /^([DdXx])(\d{0,2})$/.exec(format)
  const digits = standard ? Number(standard[2] || 0) : format.length
  if (/^0+$/.test(format) || standard?.[1]?.toUpperCase() === "D")
    return sign + String(Math.abs(value)).padStart(digits, "0")
  if (!standard || value < 0) return undefined
  const hex = value.toString(16).padStart(digits, "0")
  return standard[1] === "X" ? hex.toUpperCase() : hex
}

function align(text: string, width: number): string {
  if (Math.abs(width) > maxWidth) return text
  return width < 0 ? text.padEnd(-width) : text.padStart(width)
}
