import { expect, test } from "vitest"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const deep = 100_000

// Each of these takes a recursive parser, and with it the process, to the end of the stack.
const hostile: readonly (readonly [string, "json" | "yaml", string])[] = [
  ["lists", "json", "[".repeat(deep)],
  ["lists with the wrong brackets between", "json", "[}".repeat(deep)],
  ["maps", "json", '{"a":'.repeat(deep)],
  ["lists behind a comment that ends with a carriage return", "json", `//\r${"[".repeat(deep)}`],
  ["flow lists", "yaml", "[".repeat(deep)],
  ["flow maps", "yaml", "{a: ".repeat(deep)],
  ["lists in one line", "yaml", "- ".repeat(deep)],
  ["keys in one line", "yaml", "? ".repeat(deep)],
  ["lists, one to a line", "yaml", Array.from({ length: 1_500 }, (_, level) => `${" ".repeat(level)}-`).join("\n")],
  ["maps, one to a line", "yaml", Array.from({ length: 1_500 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
]

test.each(hostile)("%s beyond the bound are refused: %s", (_name, language, text) => {
  const { roots, problems } = parseText(text, language, defaultBounds)
  expect(roots).toHaveLength(0)
  expect(problems.map(({ reason }) => reason)).toEqual(["too-deep"])
})

test.each(["json", "yaml"] as const)("200 levels of %s are read", language => {
  const nested = (levels: number) => `${"[".repeat(levels)}1${"]".repeat(levels)}`
  expect(parseText(nested(200), language, defaultBounds).problems).toEqual([])
  expect(parseText(nested(201), language, defaultBounds).problems).toMatchObject([{ reason: "too-deep" }])
})

test("brackets in texts and comments are no levels", () => {
  const brackets = "[".repeat(300)
  expect(parseText(`{ "a": "${brackets}" } // ${brackets}`, "json", defaultBounds).problems).toEqual([])
  expect(parseText(`a: |\n  ${brackets}\nb: x${brackets} # ${brackets}`, "yaml", defaultBounds).problems).toEqual([])
})

test.each([
  ["json", 20 * 1024 * 1024],
  ["yaml", 2 * 1024 * 1024],
] as const)("%s of more than %i characters is refused unread", (language, most) => {
  const { roots, problems } = parseText(" ".repeat(most + 1), language, defaultBounds)
  expect(roots).toEqual([])
  expect(problems.map(({ reason }) => reason)).toEqual(["too-large"])
})

const fill = (text: string, length: number) => text.repeat(Math.floor(length / text.length))
const yamlMost = 2 * 1024 * 1024 - 10

// Small enough to be read, and yet more than memory or patience holds: these are refused, or read in linear time.
test.each<readonly [string, "json" | "yaml", string, string | undefined]>([
  ["values of a list", "json", `[${fill("1,", 8 * 1024 * 1024)}`, "too-large"],
  ["equal keys", "json", `{${fill('"a":1,', 20 * 1024 * 1024 - 10)}`, "too-large"],
  ["texts that are not closed", "json", fill('"[\n', 4 * 1024 * 1024), "syntax"],
  ["items of a flow list", "yaml", `[${fill("a,", yamlMost)}`, "too-large"],
  ["documents", "yaml", fill("a\n---\n", yamlMost), "too-large"],
  ["YAML directives", "yaml", fill("%a\n", yamlMost), "too-large"],
  ["templates that are not closed", "yaml", `a: x${fill("{{", yamlMost)}`, undefined],
  ["templates on one line", "yaml", `a: ${fill("{{ x }} ", yamlMost / 4)}`, undefined],
  ["lines of templates", "yaml", `a: 1\n${fill("{{ if x }}\n", yamlMost / 4)}`, undefined],
])(
  "many %s, in %s",
  (_name, language, text, reason) => {
    const { problems } = parseText(text, language, defaultBounds)
    expect(problems[0]?.reason).toBe(reason)
    expect(problems.length).toBeLessThanOrEqual(1000)
  },
  60_000,
)

test("a text that is nothing but faults says that not all of them are listed", () => {
  const { problems } = parseText(`[${fill("tru,\n", 100_000)}]`, "json", defaultBounds)
  expect(problems).toHaveLength(1000)
  expect(problems.at(-1)?.detail).toContain("more errors follow")
})

test("aliases of aliases stand for no more than the bound", () => {
  const levels = Array.from({ length: 30 }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]`)
  const { roots, problems } = parseText(`a0: &a0 x\n${levels.join("\n")}`, "yaml", defaultBounds)
  expect(roots).toHaveLength(1)
  expect(problems.some(({ reason }) => reason === "alias-bomb")).toBe(true)
  expect(countNodes(roots[0])).toBeLessThan(1_000_000)
})

test("a text that is no JSON at all is read to its end, with a bounded number of problems", () => {
  const { problems } = parseText("x ".repeat(500_000), "json", defaultBounds)
  expect(problems.length).toBeLessThanOrEqual(1000)
})

function countNodes(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0
  return 1 + Object.values(value).reduce((sum: number, each) => sum + countNodes(each), 0)
}
