import { expect, test } from "vitest"
import { seededRandom, seedOfRun } from "../../engine/support/random.ts"
import { estateCheck } from "./estate-check.ts"
import { folderOf } from "./folder-of.ts"
import { plainCheck } from "./plain-check.ts"
import { drawEstate } from "./random-estate.ts"

const seed = seedOfRun(20_261_130)

test.each(Array.from({ length: 30 }, (_, round) => seed + round))(
  "an estate is judged as its files are in memory as a whole: seed %i",
  async own => {
    const random = seededRandom(own)
    const io = await folderOf(drawEstate(random))
    const isWhole = random.chance(0.5)
    const plain = await plainCheck(io, isWhole)
    const ways = {
      isWhole,
      partSize: random.pick([1, 3000, 20_000]),
      mostKept: random.pick([0, 5000, 1e9]),
      readsTwice: random.chance(0.5),
      threads: random.pick([0, 0, 1, 2]),
    }
    const { files, unreadable, failed } = await estateCheck(io, ways)
    expect([unreadable, failed]).toEqual([[], []])
    expect(JSON.parse(JSON.stringify(files)), JSON.stringify(ways)).toEqual(JSON.parse(JSON.stringify(plain)))
  },
)
