import { expect, test } from "vitest"
import { hoverAt, template } from "./hover-at.ts"

const supposed = "(depends on values that are not known here)"
const port = (value: string) => template.replace("[string(parameters('port'))]", value)
const admin = "[parameters('admin')]"

// Where the example stands only if a value that is not known fits, it says so; of an address it names the set.
test.each<readonly [string, string, boolean]>([
  ["a known port", port("443"), false],
  ["a default value", template, false],
  ["a port that is not known", port(admin), true],
  [
    "a port among known ones",
    port("443").replace(/"destinationPortRange": "443"/, `"destinationPortRanges": ["443", "${admin}"]`),
    false,
  ],
  [
    "a source port that is not known",
    template.replace('"sourcePortRange": "*"', `"sourcePortRange": "${admin}"`),
    true,
  ],
  ["a protocol that is not known", template.replace('"Tcp"', `"${admin}"`), true],
])("the example of %s", (_title, text, expected) => {
  const [whole, sentence] = [hoverAt('"ssh"', text), hoverAt('"Allow"', text)]
  for (const said of [whole, sentence]) {
    expect(said).toMatch(/for example/i)
    expect(said?.includes(supposed)).toBe(expected)
  }
})
