import fc from "fast-check"
import { expect, test } from "vitest"
import { standaloneSvg } from "../../client/src/standalone-svg.ts"
import type { Exposure, Way } from "../../server/src/features/exposure.ts"
import { exposureMetrics, layOutExposure } from "../../server/src/features/exposure-layout.ts"
import { drawExposure } from "../../server/src/features/exposure-svg.ts"

const texts = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 12 })
const exposures: fc.Arbitrary<Exposure> = fc.integer({ min: 1, max: 3 }).chain(gates =>
  fc.record({
    direction: fc.constantFrom("Inbound" as const, "Outbound" as const),
    name: fc.string({ maxLength: 60 }),
    gates: fc.array(
      fc.record({
        title: fc.string({ maxLength: 90 }),
        by: fc.string({ maxLength: 60 }),
        blocksInternet: fc.boolean(),
      }),
      { minLength: gates, maxLength: gates },
    ),
    ways: fc.array(
      fc.record({
        end: fc.oneof(
          fc.constantFrom("passes" as const, "perhaps" as const),
          fc.record({ stoppedAt: fc.integer({ min: 0, max: gates - 1 }) }),
        ),
        peers: texts,
        service: texts,
      }) satisfies fc.Arbitrary<Way>,
      { maxLength: 30 },
    ),
  }),
)

test("boxes of a side lie below each other, within the picture, with room for their lines", () => {
  fc.assert(
    fc.property(exposures, exposure => {
      const { height, starts, rows, gates, more } = layOutExposure(exposure)
      for (const side of [starts, rows]) {
        let bottom = exposureMetrics.titleHeight * (exposure.gates.length + 1)
        for (const one of side) {
          expect(one.y).toBeGreaterThanOrEqual(bottom)
          expect(one.height).toBeGreaterThanOrEqual(one.lines.length * exposureMetrics.lineHeight)
          bottom = one.y + one.height
          for (const line of one.lines) expect(line.length * 6.6).toBeLessThan(exposureMetrics.boxWidth)
        }
        expect(bottom).toBeLessThanOrEqual(height)
      }
      // A way of its own begins and ends in the middle of its boxes.
      if (starts.length === rows.length)
        for (const [place, { middle }] of rows.entries())
          expect(middle).toBe((starts[place]?.y ?? 0) + (starts[place]?.height ?? 0) / 2)
      // Each way begins at a box on the left.
      for (const { middle } of rows)
        expect(starts.some(({ y, height }) => y <= middle && middle <= y + height)).toBe(true)
      for (const { bottom } of gates) expect(bottom).toBeLessThanOrEqual(height)
      // What is not drawn is counted.
      expect(rows.length + more).toBe(exposure.ways.length)
    }),
  )
})

test("each way is told to a screen reader as a whole; texts are texts", () => {
  fc.assert(
    fc.property(exposures, exposure => {
      const { svg } = drawExposure(exposure)
      expect(svg.match(/role="note" aria-label="[^"]*(?:allowed|stopped by [^"]*)"/g) ?? []).toHaveLength(
        Math.min(exposure.ways.length, 24),
      )
      expect(svg.replace(/<[^<>]*>/g, "")).not.toMatch(/[<>"']/)
      expect(svg).not.toMatch(/<script|\son\w+="|style=/)
    }),
  )
})

const way = (end: Way["end"], peer: string): Way => ({ end, peers: [peer], service: ["Tcp 443"] })
const place = { document: "file:///w/web.json", range: { start: 0, end: 1 } }
const sample = drawExposure({
  direction: "Inbound",
  name: "web-0",
  gates: [{ title: "web-nsg (subnet hub/web)", by: "web-nsg", blocksInternet: true, place }],
  ways: [way("passes", "Internet"), way("perhaps", "VirtualNetwork"), way({ stoppedAt: 0 }, "anyone")],
})

test("by itself a picture has its own colours on white, and nothing that is pressed or run", () => {
  const svg = standaloneSvg(sample.svg)
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>\n<style>[^<]*<\/style>\n<rect class="paper"/,
  )
  expect(svg).not.toMatch(/var\(|vscode|role="button"|tabindex|data-place|<script|\son\w+=|href|url\(/)
})

test("every class that a page gives a colour has one in a file, too", async () => {
  const { readFileSync } = await import("node:fs")
  const [usual = ""] = readFileSync("pages/src/picture.css", "utf8").split("@media (forced-colors: active)")
  const classes = new Set([...usual.matchAll(/\.picture [^{]*?\.(\w+)/g)].map(([, name]) => name))
  const [, style = ""] = /<style>([^<]*)<\/style>/.exec(standaloneSvg("<svg>")) ?? []
  expect(classes.size).toBeGreaterThan(12)
  for (const name of classes) expect(style).toMatch(new RegExp(`\\.${name}\\b`))
})
