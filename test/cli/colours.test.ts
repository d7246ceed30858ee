import { expect, test } from "vitest"
import { wantsColours } from "../../server/src/outputs/colours.ts"

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: "1" }, false],
  [true, { NO_COLOR: "" }, true],
  [false, { FORCE_COLOR: "1" }, true],
  [false, { FORCE_COLOR: "" }, true],
  [true, { FORCE_COLOR: "0" }, false],
  [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
])("terminal %s with %j: %s", (isTerminal, environment, wanted) => {
  expect(wantsColours(isTerminal, environment)).toBe(wanted)
})
