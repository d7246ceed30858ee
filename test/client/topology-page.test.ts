import { expect, test } from "vitest"
import { topologyPage } from "../../client/src/topology-page.ts"

test("nothing but the page's own style and script runs, by a nonce that is new each time", () => {
  const page = topologyPage("<svg></svg>")
  const [, nonce] = /script-src 'nonce-([^']+)'/.exec(page) ?? []
  expect(nonce).toHaveLength(24)
  expect(page).toContain(`content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'"`)
  expect(page.match(/<(?:script|style)[^>]*>/g)).toEqual([`<style nonce="${nonce}">`, `<script nonce="${nonce}">`])
  expect(page).not.toMatch(/https?:|\son\w+=|url\(/)
  expect(topologyPage("")).not.toContain(`'nonce-${nonce}'`)
})
