import { expect, test } from "vitest"
import { nameFaultText } from "../server/src/checks/name-fault.ts"

test.each([
  ["ends-with-dash-", 'The name "ends-with-dash-" must end with a letter, a digit or _'],
  [".hidden", 'The name ".hidden" must start with a letter, a digit or _'],
  ["-", 'The name "-" must start and end with a letter, a digit or _'],
  ["allow ssh", 'The name "allow ssh" holds a space: only letters, digits, ".", "-" and "_" are allowed'],
  ["a/b (c)", 'The name "a/b (c)" holds "/", a space, "(" and ")": only letters, digits, ".", "-" and "_" are allowed'],
  ["n".repeat(81), "The name is 81 characters long: Azure takes at most 80"],
  [
    `${"n".repeat(81)}-`,
    "The name is 82 characters long: Azure takes at most 80; it must end with a letter, a digit or _",
  ],
])("%s", (name, expected) => expect(nameFaultText(name, undefined)).toBe(`${expected} (InvalidResourceName).`))
