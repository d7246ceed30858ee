import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { hasCorpus } from "./readers/corpus.ts"
import { type Answers, answersOf, kinds, lineOf } from "./support/answers.ts"

/**
 * What is answered about real files: findings, effective rules and verdicts, of each file a line with a hash of each. Where
 * a change is meant, `npx vitest run test/answers.test.ts -u` writes the lines anew.
 */

if (!hasCorpus)
  console.log("No corpus beside the working copy: whether the answers about its files change is not tested.")

const folders = [
  { name: "examples", folder: "examples", isThere: true },
  { name: "corpus", folder: "../shared/corpus", isThere: hasCorpus },
]

for (const { name, folder, isThere } of folders) {
  test.skipIf(!isThere)(
    `no answer about a file of ${folder} changes`,
    async () => {
      const answers = await answersOf(folder)
      expect(answers.length).toBeGreaterThan(0)
      const kept = path.join("test/fixtures/answers", `${name}.txt`)
      const changes = changesSince(existsSync(kept) ? readFileSync(kept, "utf8") : "", answers)
      if (changes.length > 0) console.log([...changes, howToSee].join("\n"))
      await expect(`${answers.map(lineOf).join("\n")}\n`).toMatchFileSnapshot(path.relative(import.meta.dirname, kept))
    },
    600_000,
  )
}

const howToSee = `To see what changed, let both versions write their answers in full, each into a folder, and compare these:
  NSG_ANSWERS=/tmp/before npx vitest run test/answers.test.ts   (in a working copy of the version before)
  NSG_ANSWERS=/tmp/after npx vitest run test/answers.test.ts
  diff -r /tmp/before /tmp/after
If it is meant: npx vitest run test/answers.test.ts -u`

/** A sentence for each file of which something else is answered than the kept lines say. */
function changesSince(kept: string, answers: readonly Answers[]): string[] {
  const before = new Map(kept.split("\n").map(line => [line.slice(0, line.indexOf(": ")), line]))
  const now = new Set(answers.map(({ file }) => file))
  const gone = [...before.keys()].filter(file => file !== "" && !now.has(file)).map(file => `${file} is gone.`)
  const changed = answers.flatMap(one => {
    const line = before.get(one.file)
    if (line === undefined) return [`${one.file} is new.`]
    const hashes = line.slice(one.file.length + 2).split(" ")
    const other = kinds.filter((kind, index) => one.hashes[kind] !== hashes[index])
    return other.length === 0 ? [] : [`${one.file}: other ${other.join(", ")}.`]
  })
  return [...gone, ...changed]
}
