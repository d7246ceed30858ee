import { expect, test } from "vitest"
import { Evaluation } from "../../server/src/expressions/evaluation.ts"

test("what is evaluated besides leaves the document's budget as it was, and has one of its own", () => {
  const evaluation = new Evaluation(10)
  expect(evaluation.apart(() => evaluation.spend(1000))).toBe(true)
  expect(evaluation.spend(10)).toBe(true)
  expect(evaluation.apart(() => evaluation.spend(1_000_000))).toBeUndefined()
  expect(evaluation.apart(() => "again")).toBeUndefined()
  expect(evaluation.exhausted).toBe(false)
})
