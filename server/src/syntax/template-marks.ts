import type { TemplateDirective } from "./document.ts"
import type { Range } from "./node.ts"

/** A template in a text: `{{ … }}` of Helm and Jinja, `{% … %}` of Jinja, `<% … %>` of ERB, `#{x}#` of token replacers. */
export interface TemplateMark {
  readonly text: string
  readonly range: Range
  readonly role: MarkRole
}

/** What a template does to the text around it. */
export type MarkRole =
  /** Opens a block: what stands in it is there only in some cases, or many times. */
  | "open"
  /** Begins another branch of a block (`else`): only one of them is there. */
  | "branch"
  | "close"
  /** Brings nothing in and leaves nothing out: a comment, a variable. */
  | "silent"
  /** Brings in text that is not known here. */
  | "value"

/** A block: the mark that opens it, those of its further branches, and the one that closes it, if any does. */
export interface TemplateBlock {
  readonly open: TemplateMark
  readonly branches: readonly TemplateMark[]
  readonly close?: TemplateMark
}

/** Every template, in one pass: a mark that is nowhere closed is not looked for again. */
export function templateMarks(text: string): readonly TemplateMark[] {
  const marks: TemplateMark[] = []
  const opening = /\{[{%#]|<%|#\{/g
  const unclosed = new Set<string>()
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const [open] = match
    const mark = unclosed.has(open) ? undefined : markAt(text, match.index)
    if (mark) {
      marks.push(mark)
      opening.lastIndex = mark.range.end
    } else if (open !== "#{") unclosed.add(open)
  }
  return marks
}

/** The template that begins at a place; undefined where none does, and where it is not closed. */
export function markAt(text: string, start: number): TemplateMark | undefined {
  const closing = closings[text.slice(start, start + 2)]
  const close = closing === undefined ? -1 : text.indexOf(closing, start + 2)
  const end = close < 0 ? tokenEnd(text, start) : close + 2
  if (end === undefined) return undefined
  const mark = text.slice(start, end)
  // `${{ if x }}:` of Azure Pipelines is a key, and what it decides stands below it.
  const role = text[start - 1] === "$" ? "value" : roleOf(mark)
  return { text: mark, range: { start, end }, role }
}

const closings: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>" }

/** `#{x}#` of a token replacer: on one line and a plain name, so that no comment is taken for one. */
function tokenEnd(text: string, start: number): number | undefined {
  const token = /#\{ *[\w.-]{1,200} *\}#?/y
  token.lastIndex = start
  return token.test(text) ? token.lastIndex : undefined
}

/** Whether a template may never stand for a value: it is a statement or a comment. */
export function isStatement({ text, role }: TemplateMark): boolean {
  return role !== "value" || text.startsWith("{%")
}

function roleOf(text: string): MarkRole {
  if (/^(\{#|<%#)/.test(text)) return "silent"
  if (text.startsWith("#{")) return "value"
  const content = text.slice(2).replace(/^[-~+]?\s*/, "")
  const engine = text.startsWith("{{") ? helm : text.startsWith("{%") ? jinja : erb
  return (["silent", "open", "close", "branch"] as const).find(role => engine[role].test(content)) ?? "value"
}

/** Helm's words open a block only with an operand: `{{ range }}` alone is a variable of Jinja's. `{{#x}}` is Mustache's. */
const helm = {
  silent: /^(\/\*|!|\$\w*\s*:?=)/,
  open: /^((if|with|range|define|block)\s+[^|}\s]|[#^]\w)/,
  close: /^(end\s*-?\}\}|\/\w)/,
  branch: /^(else\b|\^\s*\}\})/,
}
const jinja = {
  silent: /^(set\b.*=|import\b|from\b|do\b|extends\b)/,
  open: /^(if|with|for|block|macro|call|filter|raw|autoescape|set)\b/,
  close: /^end/,
  branch: /^(else|elif)\b/,
}
const erb = {
  silent: /^\w+\s*=[^=]/,
  open: /^(if|unless|for|while|case)\b|\bdo\b(\s*\|[^|]*\|)?\s*-?%>$|\{\s*-?%>$/,
  close: /^(end\b|\}\s*-?%>)/,
  branch: /^(else|elsif|when|\}\s*else)\b/,
}

/** Pairs the marks that open a block with those of its branches and its end, in the order of the text. */
export function templateBlocks(marks: readonly TemplateMark[]): readonly TemplateBlock[] {
  const open: { open: TemplateMark; branches: TemplateMark[]; close?: TemplateMark }[] = []
  const blocks: TemplateBlock[] = []
  for (const mark of marks) {
    if (mark.role === "open") {
      open.push({ open: mark, branches: [] })
      blocks.push(open.at(-1) as TemplateBlock)
    } else if (mark.role === "branch") open.at(-1)?.branches.push(mark)
    else if (mark.role === "close") {
      const block = open.pop()
      if (block) block.close = mark
    }
  }
  return blocks
}

/** What marks do to a text of some length; a block that nothing closes reaches to its end. */
export function directivesOf(marks: readonly TemplateMark[], length: number): readonly TemplateDirective[] {
  const blocks = templateBlocks(marks).map(
    ({ open, branches, close }): TemplateDirective => ({
      range: { start: open.range.start, end: close?.range.end ?? length },
      kind: "block",
      text: open.text,
      ...(branches.length > 0 && { branches: branches.map(({ range, text }) => ({ start: range.start, text })) }),
    }),
  )
  const inserts = marks
    .filter(({ role }) => role === "value")
    .map(({ range, text }): TemplateDirective => ({ range, kind: "insert", text }))
  return [...blocks, ...inserts].sort((a, b) => a.range.start - b.range.start)
}

/** Where blocks begin and end, and their branches begin, in the order of the text. */
export function breaksIn(directives: readonly TemplateDirective[]): readonly number[] {
  return directives
    .flatMap(({ range, branches = [] }) => [range.start, range.end, ...branches.map(({ start }) => start)])
    .sort((a, b) => a - b)
}
