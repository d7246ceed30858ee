import { describe, expect, test } from "vitest"
import { emptyEnvironment } from "../../server/src/expressions/environment.ts"
import { Evaluation } from "../../server/src/expressions/evaluation.ts"
import { unknownValue } from "../../server/src/expressions/value.ts"
import { linkIn } from "../../server/src/readers/arm-link.ts"
import { linkTarget } from "../../server/src/readers/link-target.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const environment = {
  ...emptyEnvironment(new Evaluation()),
  parameter: (name: string) => unknownValue(`parameters('${name.toLowerCase()}')`, "unknown", { start: 0, end: 0 }),
}

const linkOf = (link: object) => linkIn(parseText(JSON.stringify(link), "json", defaultBounds).roots[0], environment)

test.each([
  [{ relativePath: "nested/x.json" }, { path: "nested/x.json", to: "file" }],
  [{ relativePath: "../x.json" }, { path: "../x.json", to: "file" }],
  [{ uri: "[uri(deployment().properties.templateLink.uri, 'x.json')]" }, { path: "x.json", to: "unknown" }],
  [
    { uri: "[concat(parameters('base'), '/nested/X.json', parameters('sas'))]" },
    { path: "nested/X.json", to: "unknown" },
  ],
  [
    { uri: "[concat(parameters('base'), '/a/', 'x.json', '?', parameters('sas'))]" },
    { path: "a/x.json", to: "unknown" },
  ],
  [{ uri: "[uri(parameters('base'), concat('a/x.json', parameters('sas')))]" }, { path: "a/x.json", to: "unknown" }],
  [
    { uri: "[format('{0}/a/{1}{2}', parameters('base'), 'x.json', parameters('sas'))]" },
    { path: "a/x.json", to: "unknown" },
  ],
  [{ uri: "https://host/a/b/x.json?sv=1#y" }, { path: "a/b/x.json", to: "host" }],
  [{ uri: "[concat('https://host/a/', 'x.json')]" }, { path: "a/x.json", to: "host" }],
  [{ uri: "[concat(parameters('base'), '/', parameters('name'), '.json')]" }, undefined],
  [{ uri: "[parameters('whole')]" }, undefined],
  [{ id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/templateSpecs/x/versions/1" }, undefined],
])("%j leads to %j", (link, expected) => {
  expect(linkOf(link)).toEqual(expected)
})

describe("of the files that there are", () => {
  const find = (path: string, to: "file" | "unknown" | "host", from: string, ...uris: readonly string[]) =>
    linkTarget(
      { path, to },
      `file:///w/${from}`,
      uris.map(uri => `file:///w/${uri}`),
    )?.slice("file:///w/".length)

  test.each([
    [
      "a relative path begins at the linking file",
      find("n/x.json", "file", "a/m.json", "n/x.json", "a/n/x.json"),
      "a/n/x.json",
    ],
    ["it leads up, too", find("../x.json", "file", "a/m.json", "x.json", "a/x.json"), "x.json"],
    ["and nowhere else", find("n/x.json", "file", "a/m.json", "n/x.json"), undefined],
    [
      "names are compared without case, and spaces have their code",
      find("N/My X.json", "file", "m.json", "n/my%20x.json"),
      "n/my%20x.json",
    ],
    [
      "behind an unknown base the one beside comes first",
      find("x.json", "unknown", "a/m.json", "x.json", "a/x.json"),
      "a/x.json",
    ],
    ["then the nearest", find("n/x.json", "unknown", "a/n/m.json", "b/n/x.json", "a/n/x.json"), "a/n/x.json"],
    ["all of a known end has to be there", find("n/x.json", "unknown", "m.json", "other/x.json"), undefined],
    ["of two that are as near none", find("x.json", "unknown", "m.json", "a/x.json", "b/x.json"), undefined],
    [
      "an address ends like the file's path",
      find("me/r/main/n/x.json", "host", "m.json", "n/x.json", "o/x.json"),
      "n/x.json",
    ],
    ["its name alone says little", find("me/r/main/n/x.json", "host", "m.json", "o/x.json"), undefined],
    ["but beside the linking file", find("me/r/main/x.json", "host", "m.json", "x.json"), "x.json"],
    ["it is not the linking file itself", find("me/other/m.json", "host", "m.json", "m.json"), undefined],
  ])("%s", (_, found, expected) => {
    expect(found).toBe(expected)
  })
})
