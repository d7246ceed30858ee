import { expect, test } from "vitest"
import type { Condition } from "../../server/src/engine/security-rule.ts"
import { areNeverTogether, conditionsOf, mayExclude, shownCondition } from "../../server/src/readers/presence.ts"

test.each<readonly [string, readonly string[]]>([
  ["parameters('a')", ["parameters('a')"]],
  ["not(parameters('a'))", ["not parameters('a')"]],
  ["not(not(x))", ["x"]],
  ["and(x,not(y),and(z,x))", ["x", "not y", "z"]],
  ["or(x,y)", ["or(x,y)"]],
  ["not(or(x,and(y,z)))", ["not x", "not and(y,z)"]],
  ["not(and(x,y))", ["not and(x,y)"]],
  ["and(equals(x,'a,)('),contains([1,2,],y))", ["equals(x,'a,)(')", "contains([1,2,],y)"]],
  ["and(equals(x,'it''s'),y)", ["equals(x,'it''s')", "y"]],
  // What is no call from end to end stays whole.
  ["and(x).and(y)", ["and(x).and(y)"]],
  ["and(x,'y)", ["and(x,'y)"]],
  ["contoso.and(x,y)", ["contoso.and(x,y)"]],
])("%s asks for %j", (identity, expected) => {
  expect(conditionsOf(identity).map(textOf)).toEqual(expected)
})

function textOf({ identity, holds }: Condition): string {
  return holds ? identity : `not ${identity}`
}

test.each<readonly [string | undefined, string | undefined, boolean]>([
  [undefined, undefined, false],
  [undefined, "x", false],
  ["x", "x", false],
  ["x", "and(x,y)", false],
  ["x", "not(x)", true],
  ["x", "y", true],
  ["and(x,y)", "and(y,z)", true],
])("rules under %s and under %s may exclude each other: %s", (a, b, expected) => {
  expect(mayExclude(under(a), under(b))).toBe(expected)
  expect(mayExclude(under(b), under(a))).toBe(expected)
})

function under(condition: string | undefined) {
  return condition === undefined
    ? { possiblyAbsent: false }
    : { possiblyAbsent: true, condition, conditions: conditionsOf(condition) }
}

test.each<readonly [string, string, boolean]>([
  ["x", "not(x)", true],
  ["and(x,y)", "not(y)", true],
  ["equals(x,'a')", "equals(x,'b')", true],
  ["equals('a',x)", "equals(x,'b')", true],
  ["equals(x,1)", "equals(x,2)", true],
  ["equals(x,'a')", "equals(x,'a')", false],
  ["equals(x,'a')", "equals(y,'b')", false],
  ["equals(x,'a')", "not(equals(x,'b'))", false],
  ["equals(x,y)", "equals(x,z)", false],
  ["x", "y", false],
])("what asks for %s and what asks for %s are never there together: %s", (a, b, expected) => {
  expect(areNeverTogether(under(a), under(b))).toBe(expected)
  expect(areNeverTogether(under(b), under(a))).toBe(expected)
})

test("two branches of one choice are never there together; a branch and itself, or one of another choice, may be", () => {
  const branch = (identity: string, choice: string) => ({ conditions: [{ identity, holds: true, choice }] })
  const [first, second] = [branch("if x", "if x"), branch("if x else", "if x")]
  expect(areNeverTogether(first, second)).toBe(true)
  expect(areNeverTogether(first, first)).toBe(false)
  expect(areNeverTogether(first, branch("if y else", "if y"))).toBe(false)
  expect(areNeverTogether({}, second)).toBe(false)
})

test.each<readonly [string, string]>([
  ["[parameters('a')]", "[parameters('a')]"],
  ["[contains(parameters('a')@‹/368/12#0›,'b')]", "[contains(parameters('a'),'b')]"],
  ["[greater(count#1, 0)]", "a condition on its loop"],
])("%s is shown as %s", (condition, expected) => {
  expect(shownCondition(condition)).toBe(expected)
})
