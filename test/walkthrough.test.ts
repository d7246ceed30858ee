import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import manifest from "../package.json" with { type: "json" }

const steps = manifest.contributes.walkthroughs.flatMap(walkthrough => walkthrough.steps)

test.each(steps)(
  "$id: VS Code lets no style sheet into a picture, so that it draws with attributes alone",
  ({ media }) => {
    const picture = readFileSync(media.svg, "utf8")
    expect(picture).not.toMatch(/<style|\s(?:class|style)=/)
    // What has no colour of the theme is black, in a dark theme, too.
    const shapes = picture.match(/<(?:rect|path|circle|line)\b[^>]*>/g) ?? []
    expect(shapes.filter(shape => !/\sfill="(?:none|var\(--vscode-)/.test(shape))).toEqual([])
  },
)

test.each(["package.nls.json", "package.nls.de.json"])("%s: a step's text has no Markdown but links", file => {
  const texts: Readonly<Record<string, string>> = JSON.parse(readFileSync(file, "utf8"))
  const told = Object.entries(texts).filter(([key]) => key.startsWith("walkthrough."))
  expect(told.filter(([, text]) => text.includes("`"))).toEqual([])
})
