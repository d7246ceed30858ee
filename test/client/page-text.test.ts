import { expect, test } from "vitest"
import { pageText } from "../../client/src/page-text.ts"

const parts = { source: "https://webview.example", script: "https://webview.example/pages.js", style: "style.css" }

test("a page holds no script of its own, and runs the bundled one alone, by a nonce that is new each time", () => {
  const page = pageText(parts)
  const [, nonce] = /script-src 'nonce-([^']+)'/.exec(page) ?? []
  expect(nonce).toHaveLength(36)
  expect(page).toContain(`content="default-src 'none'; style-src https://webview.example; script-src 'nonce-${nonce}'"`)
  expect(page.match(/<script.*<\/script>/g)).toEqual([
    `<script nonce="${nonce}" src="https://webview.example/pages.js"></script>`,
  ])
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|unsafe/)
  expect(pageText(parts)).not.toContain(`'nonce-${nonce}'`)
})
