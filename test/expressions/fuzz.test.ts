import fc from "fast-check"
import { expect, test } from "vitest"
import { evaluate } from "../../server/src/expressions/evaluate.ts"
import { Evaluation } from "../../server/src/expressions/evaluation.ts"
import { templateFunctions } from "../../server/src/expressions/functions/index.ts"
import { parseExpression } from "../../server/src/expressions/parse.ts"
import { environmentOf } from "./evaluate-text.ts"

const patience = { timeout: 60_000 }

const template = {
  parameters: { open: { type: "string" }, list: { defaultValue: ["a", 1, { b: null }] } },
  variables: { text: "Text", map: { a: { b: [1, 2, 3] } }, mixed: "[concat(parameters('list'), parameters('open'))]" },
}

const atoms = [
  "1",
  "-7",
  "'text'",
  "''",
  "'10.0.0.0/8'",
  "null()",
  "variables('map')",
  "variables('mixed')",
  "parameters('list')",
]
const atom = fc.constantFrom(...atoms, "parameters('open')", "resourceGroup()", "lambdaVariables('x')", "copyIndex()")
const name = fc.constantFrom(...[...templateFunctions.values()].map(each => each.name))

const { expression } = fc.letrec<{ expression: string }>(tie => ({
  expression: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    atom,
    fc.tuple(name, fc.array(tie("expression"), { maxLength: 4 })).map(([fn, args]) => `${fn}(${args.join(", ")})`),
    tie("expression").map(body => `lambda('x', ${body})`),
    tie("expression").map(base => `${base}.a`),
    fc.tuple(tie("expression"), tie("expression")).map(([base, index]) => `${base}[${index}]`),
  ),
}))

function evaluates(text: string): void {
  const { expression: parsed, error } = parseExpression(text)
  if (error) expect(error.range.end).toBeLessThanOrEqual(text.length)
  if (parsed)
    expect(evaluate(parsed, environmentOf(template, new Evaluation(20_000)), { start: 0, end: 0 })).toBeDefined()
}

test("any call of any function has a value", patience, () => {
  fc.assert(
    fc.property(expression, text => evaluates(`[${text}]`)),
    { numRuns: 5_000, seed: 20171 },
  )
})

test("a mutated expression is read or refused, and never throws", patience, () => {
  const mutated = fc
    .tuple(
      expression,
      fc.array(fc.tuple(fc.nat(), fc.constantFrom("", "(", ")", "[", "]", "'", ",", ".", " ", "1", "é")), {
        maxLength: 4,
      }),
    )
    .map(([text, edits]) =>
      edits.reduce(
        (all, [at, char]) => all.slice(0, at % (all.length + 1)) + char + all.slice((at % (all.length + 1)) + 1),
        text,
      ),
    )
  fc.assert(
    fc.property(mutated, text => evaluates(`[${text}]`)),
    { numRuns: 5_000, seed: 20172 },
  )
})

test("evaluating twice gives the same answer", patience, () => {
  fc.assert(
    fc.property(expression, text => {
      const { expression: parsed } = parseExpression(`[${text}]`)
      const answers = [1, 2].map(() => parsed && evaluate(parsed, environmentOf(template), { start: 0, end: 0 }))
      expect(answers[0]).toEqual(answers[1])
    }),
    { numRuns: 1_000, seed: 20173 },
  )
})

const deep = { start: 0, end: 0 }
test.each([
  ["nested by a loop", "reduce(range(0, 9000), createArray(), lambda('c', 'n', createArray(lambdaVariables('c'))))"],
  [
    "objects nested by a loop",
    "reduce(range(0, 9000), createObject(), lambda('c', 'n', createObject('a', lambdaVariables('c'))))",
  ],
])("values %s are compared, merged and printed without overflow", patience, (_, made) => {
  for (const use of [
    "string(X)",
    "equals(X, X)",
    "union(X, X)",
    "uniqueString(X)",
    "createArray(X, parameters('open'))[parameters('open')]",
  ]) {
    const { expression: parsed } = parseExpression(`[${use.replaceAll("X", made)}]`)
    expect(parsed && evaluate(parsed, environmentOf(template), deep)).toBeDefined()
  }
})
