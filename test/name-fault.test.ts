import { expect, test } from "vitest"
import { nameFaultText } from "../server/src/checks/problems/name-fault.ts"

test.each([
  ["ends-with-dash-", "the name must end with a letter, a digit or _"],
  [".hidden", "the name must start with a letter, a digit or _"],
  ["-", "the name must start and end with a letter, a digit or _"],
  ["allow ssh", 'the name contains a space; only letters, digits, ".", "-" and "_" are allowed'],
  ["a/b (c)", 'the name contains "/", a space, "(" and ")"; only letters, digits, ".", "-" and "_" are allowed'],
  [
    "-a b",
    'the name contains a space and must start with a letter, a digit or _; only letters, digits, ".", "-" and "_" are allowed',
  ],
  ["n".repeat(81), "the name has 81 characters; Azure accepts at most 80"],
  [`${"n".repeat(81)}-`, "the name has 82 characters; Azure accepts at most 80; must end with a letter, a digit or _"],
])("%s", (name, expected) => expect(nameFaultText(name, undefined)).toBe(`${expected} (InvalidResourceName).`))
