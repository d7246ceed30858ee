import { expect, test } from "vitest"
import { possibly } from "../server/src/checks/severity.ts"

test("what is only possibly a fault is one severity lower, and a hint stays one", () => {
  expect((["error", "warning", "information", "hint"] as const).map(possibly)).toEqual([
    "warning",
    "information",
    "hint",
    "hint",
  ])
})
