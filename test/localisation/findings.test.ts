import { expect, test } from "vitest"
import { checks } from "../../server/src/checks/index.ts"
import { analyseExample } from "../support/analyse-example.ts"
import { englishWords, inGerman } from "./german.ts"

const examples = checks.flatMap(check => check.examples.map(example => [check.code, example.title, example] as const))

test.each(examples)("%s: %s: German is said of the same faults, and nothing but German", (_code, _title, example) => {
  const findings = () => analyseExample(example).flatMap(({ findings }) => findings)
  const [english, german] = [findings(), inGerman(findings)]
  const facts = ({ code, range, severity, data, fault }: (typeof english)[number]) => {
    return { code, range, severity, data, fault }
  }
  expect(german.map(facts)).toEqual(english.map(facts))
  for (const { message, related } of german) {
    const texts = [message, ...related.map(one => one.message)]
    expect(texts.filter(text => englishWords.test(unquoted(text)))).toEqual([])
  }
})

/** Without names, values and codes, which stay as they are. */
function unquoted(text: string): string {
  return text.replace(/"[^"]*"|`[^`]*`|\b[a-z]+(?:-[a-z]+)+\b/g, "")
}
