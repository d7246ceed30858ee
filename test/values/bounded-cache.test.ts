import fc from "fast-check"
import { expect, test } from "vitest"
import { BoundedCache } from "../../server/src/values/bounded-cache.ts"

const steps = fc.array(fc.record({ key: fc.constantFrom("a", "b", "c"), size: fc.nat(10) }))

test("the last value is there, none is another key's, and all together are not larger than they may be", () => {
  fc.assert(
    fc.property(steps, all => {
      const cache = new BoundedCache<{ readonly key: string; readonly size: number }>(10)
      for (const step of all) {
        cache.set(step.key, step, step.size)
        expect(cache.get(step.key)).toBe(step)
        const kept = ["a", "b", "c"].flatMap(key => cache.get(key) ?? [])
        for (const key of ["a", "b", "c"]) expect(cache.get(key)?.key ?? key).toBe(key)
        expect(kept.reduce((size, each) => size + each.size, 0)).toBeLessThanOrEqual(10)
      }
    }),
  )
})
