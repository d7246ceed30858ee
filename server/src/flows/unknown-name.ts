import * as l10n from "@vscode/l10n"
import { isExpression, parseExpression } from "../expressions/parse.ts"
import { referredName } from "../expressions/referred-name.ts"
import type { Unknown } from "../values/unknown.ts"

/** A value that cannot be known, by the name its author gave it; undefined where nothing that names it is written. */
export function unknownName({ text, identity }: Unknown): string | undefined {
  // What is not written in the document itself may still come out of an expression that names a parameter.
  const written = text ?? /\b(?:parameters|variables)\('[^']+'\)/i.exec(identity)?.[0]
  if (written === undefined || isDirective(written) || !isReference(written)) return undefined
  const name = nameInExpression(written)
  return name === undefined || plainWord.test(name) ? shorten(written) : name
}

/**
 * A name that could be any word of the sentence it stands in ("10.0.0.4 is in source", "port 443 is in web"): it is shown
 * with the expression around it. `adminAddress` and `admin_ip` are plain to see as names.
 */
const plainWord = /^[A-Z]?[a-z]+$/

/** A value as it stands in a list of others, where no rule is named that it belongs to. */
export function nameOrNote(unknown: Unknown): string {
  const name = unknownName(unknown)
  if (name !== undefined) return name
  const { text } = unknown
  if (text === undefined) return l10n.t`a value that is not written`
  if (isDirective(text) || text.startsWith("fn::") || text.startsWith("("))
    return l10n.t`a value ${unknownNote(unknown)}`
  return unknown.isDescribed ? text : l10n.t`the value written as ${shorten(text)}`
}

/** Why a value without a name is not known, in the brackets behind it. */
export function unknownNote({ text = "", reason }: Unknown): string {
  if (isDirective(text)) return l10n.t`filled in by ${shorten(text)}`
  const [call] = /^fn::[\w:]+/.exec(text) ?? []
  return call === undefined ? reason : l10n.t`created by ${call}`
}

/** `{{- if .Values.public }}`, `{% for … %}`: what decides on a value, and is no value itself. */
function isDirective(text: string): boolean {
  return /^(\{%|<%(?!=)|\{\{-?\s*(if|else|end|range|with|block|define)\b)/.test(text)
}

/** Whether a text stands for a value that comes from elsewhere; what is refused or said in words does not. */
function isReference(text: string): boolean {
  return isExpression(text) || /^(parameters|variables)\(|\{\{|<%|[#$]\{|\$\(|__\w|@@\w/i.test(text)
}

/** `adminAddress` of `[parameters('adminAddress')]`, `admin` of `${var.admin}` and of `{{ admin }}`. */
function nameInExpression(text: string): string | undefined {
  const isCall = /^(parameters|variables)\('[^']*'\)$/i.test(text)
  if (!isCall && !isExpression(text)) return nameInBraces(text)
  const { expression } = parseExpression(isCall ? `[${text}]` : text)
  return expression && referredName(expression)
}

function nameInBraces(text: string): string | undefined {
  const inner = /^(?:\{\{-?([^{}]*?)-?\}\}|\$\{([^{}]*)\}|#\{([^{}]*)\}#?|__(.+)__)$/.exec(text)
  const path = inner
    ?.slice(1)
    .find(part => part !== undefined)
    ?.trim()
  const isPlain = path !== undefined && /^\.?(var\.|local\.|Values\.)?\w+$/.test(path)
  return isPlain ? path.slice(path.lastIndexOf(".") + 1) : undefined
}

/** Expressions can be as long as a page. */
function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
