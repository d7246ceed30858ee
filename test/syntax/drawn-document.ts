import fc from "fast-check"

/** A document as people write one: values, and the comments that each value owns. */
export type Drawn = DrawnScalar | DrawnCollection

interface DrawnScalar {
  readonly kind: "scalar"
  readonly value: string | number | boolean
  readonly style: "plain" | "single" | "double" | "literal"
}

interface DrawnCollection {
  readonly kind: "list" | "map"
  readonly parts: readonly DrawnPart[]
  readonly isFlow: boolean
}

export interface DrawnPart {
  readonly key: string
  readonly value: Drawn
  readonly above: readonly string[]
  readonly behind?: string
  readonly isSpaced: boolean
}

export interface DrawnStyle {
  readonly language: "json" | "yaml"
  readonly lineBreak: string
  readonly unit: string
  /** YAML: of dashes under a key. */
  readonly listIndent: string
  /** JSON. */
  readonly trailingCommas: boolean
}

const words = fc.constantFrom(
  "Allow",
  "Tcp",
  "10.0.0.0/8",
  "80-443",
  "*",
  "22",
  "it's",
  'a "b"',
  "x # y",
  "x: y",
  "// z",
  "",
  "yes",
)
const scalar: fc.Arbitrary<DrawnScalar> = fc.record({
  kind: fc.constant("scalar"),
  value: fc.oneof(words, fc.integer({ min: 0, max: 4096 }), fc.boolean()),
  style: fc.constantFrom("plain", "single", "double", "literal"),
})

const comments = fc.array(fc.constant("c"), { maxLength: 2 })
function part(value: fc.Arbitrary<Drawn>): fc.Arbitrary<DrawnPart> {
  return fc
    .record({
      value,
      above: comments,
      behind: fc.option(fc.constant("c"), { nil: undefined, freq: 3 }),
      isSpaced: fc.boolean(),
    })
    .map(({ behind, ...drawn }) => ({ key: "", ...drawn, ...(behind !== undefined && { behind }) }))
}

function collection(value: fc.Arbitrary<Drawn>): fc.Arbitrary<DrawnCollection> {
  const parts = fc.array(part(value), { minLength: 1, maxLength: 3 })
  return fc.record({ kind: fc.constantFrom("list", "map"), parts, isFlow: fc.constant(false) })
}

const flow = fc.array(part(scalar), { maxLength: 3 }).map(
  (parts): DrawnCollection => ({
    kind: "list",
    isFlow: true,
    parts: parts.map(({ key, value }) => ({ key, value, above: [], isSpaced: false })),
  }),
)

/** A map of maps and lists; every key and every comment has a name of its own. */
export const drawnDocument: fc.Arbitrary<DrawnCollection> = collection(
  fc.oneof(scalar, flow, collection(fc.oneof(scalar, flow, collection(fc.oneof(scalar, flow))))),
).map(drawn => numbered(withoutHead(drawn), { next: 0 }))

/** Comments at the top of a document are about all of it. */
function withoutHead({ parts: [first, ...parts], ...drawn }: DrawnCollection): DrawnCollection {
  return { ...drawn, kind: "map", parts: first ? [{ ...first, above: [], isSpaced: false }, ...parts] : [] }
}

export const drawnStyle: fc.Arbitrary<DrawnStyle> = fc.record({
  language: fc.constantFrom("json", "yaml"),
  lineBreak: fc.constantFrom("\n", "\r\n"),
  unit: fc.constantFrom("  ", "    ", "\t"),
  listIndent: fc.constantFrom("", "  ", "    "),
  trailingCommas: fc.boolean(),
})

function numbered<T extends Drawn>(drawn: T, counter: { next: number }): T {
  if (drawn.kind === "scalar") return drawn
  const name = () => `c${counter.next++}.`
  const parts = drawn.parts.map(
    ({ above, behind, value, isSpaced }): DrawnPart => ({
      key: `k${counter.next++}`,
      above: above.map(name),
      ...(behind !== undefined && { behind: name() }),
      value: numbered(value, counter),
      isSpaced,
    }),
  )
  return { ...drawn, parts }
}

export function commentsOf({ above, behind, value }: DrawnPart): readonly string[] {
  const inner = value.kind === "scalar" ? [] : value.parts.flatMap(commentsOf)
  return [...above, ...(behind === undefined ? [] : [behind]), ...inner]
}

export function render(drawn: DrawnCollection, style: DrawnStyle): string {
  const lines = style.language === "json" ? jsonLines(drawn, style) : yamlParts(drawn, "", style)
  return lines.join(style.lineBreak) + style.lineBreak
}

function jsonLines(drawn: Drawn, style: DrawnStyle): readonly string[] {
  if (drawn.kind === "scalar") return [JSON.stringify(drawn.value)]
  if (drawn.isFlow) return [`[${drawn.parts.map(({ value }) => jsonLines(value, style).join("")).join(", ")}]`]
  const [open, close] = drawn.kind === "list" ? "[]" : "{}"
  const inner = drawn.parts.flatMap((each, index) => {
    const [first = "", ...rest] = jsonLines(each.value, style)
    const lines = [drawn.kind === "map" ? `"${each.key}": ${first}` : first, ...rest]
    const comma = index < drawn.parts.length - 1 || style.trailingCommas ? "," : ""
    const behind = each.behind === undefined ? "" : ` // ${each.behind}`
    const above = each.above.map((name, k) => (k % 2 === 0 ? `// ${name}` : `/* ${name} */`))
    return [...(each.isSpaced ? [""] : []), ...above, ...lines.slice(0, -1), `${lines.at(-1)}${comma}${behind}`]
  })
  return [open ?? "", ...inner.map(line => (line === "" ? "" : style.unit + line)), close ?? ""]
}

function yamlParts(drawn: DrawnCollection, indent: string, style: DrawnStyle): readonly string[] {
  return drawn.parts.flatMap((each, index) => {
    const above = each.above.map(name => `${indent}# ${name}`)
    const head = drawn.kind === "list" ? "-" : `${each.key}:`
    const lines = yamlValue(drawn, each, indent, style)
    return [...(each.isSpaced && index > 0 ? [""] : []), ...above, `${indent}${head}${lines[0]}`, ...lines.slice(1)]
  })
}

/** What stands behind a key or dash, and the lines after it. */
function yamlValue(
  holder: DrawnCollection,
  { value, behind }: DrawnPart,
  indent: string,
  style: DrawnStyle,
): readonly string[] {
  const comment = behind === undefined ? "" : ` # ${behind}`
  const unit = style.unit === "\t" ? "  " : style.unit
  if (value.kind === "scalar") return yamlScalar(value, indent + unit, comment)
  if (value.isFlow) return [` [${value.parts.map(part => flowScalar(part.value as DrawnScalar)).join(", ")}]${comment}`]
  const inner = holder.kind === "map" && value.kind === "list" ? indent + style.listIndent : indent + unit
  const lines = yamlParts(value, inner, style)
  const [first = ""] = lines
  // A map's first entry stands on the line of its item's dash where it can.
  const isOnDash = holder.kind === "list" && behind === undefined && !first.trim().startsWith("#")
  if (isOnDash) return [first.slice(indent.length + 1), ...lines.slice(1)]
  return [comment, ...lines]
}

function yamlScalar({ value, style }: DrawnScalar, indent: string, comment: string): readonly string[] {
  if (style === "literal" && typeof value === "string" && value !== "")
    return [` |-${comment}`, `${indent}${value}`, `${indent}# text`]
  return [` ${flowScalar({ kind: "scalar", value, style })}${comment}`]
}

function flowScalar({ value, style }: DrawnScalar): string {
  if (typeof value !== "string") return `${value}`
  if (style === "single") return `'${value.replaceAll("'", "''")}'`
  return style === "plain" && /^[A-Z]\w+$/.test(value) ? value : JSON.stringify(value)
}
