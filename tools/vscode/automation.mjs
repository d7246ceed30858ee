// @ts-check
import { format } from "node:util"

/** How long a suite may take. */
const timeout = 300_000

/**
 * Opens a workbench that runs a suite, and waits for its word that the suite ended, or for what kept it from ending.
 * @param {import("playwright-core").Page} page
 * @param {string} url
 * @param {{ unexpectedEnd: Promise<number | null> }} server
 * @returns {Promise<{ code: number, why: string }>}
 */
export function runSuite(page, url, server) {
  return new Promise(resolve => {
    page.on("crash", () => resolve({ code: 3, why: "the page crashed" }))
    void server.unexpectedEnd.then(exit => resolve({ code: 7, why: `VS Code's server ended with ${exit}` }))
    page
      .context()
      .browser()
      ?.on("disconnected", () => resolve({ code: 4, why: "the browser ended" }))
    setTimeout(() => resolve({ code: 124, why: `no end after ${timeout / 1000} s` }), timeout).unref()
    const open = async () => {
      await page.exposeFunction("codeAutomationLog", printSuite)
      await page.exposeFunction("codeAutomationExit", (/** @type {number} */ exit) =>
        resolve({ code: exit, why: "the suite failed" }),
      )
      await page.goto(url)
    }
    open().catch(error => resolve({ code: 5, why: `${error}` }))
  })
}

/**
 * What a suite in the browser reports comes between VS Code's own words, with a mark.
 * @param {string} _kind
 * @param {unknown[]} words
 */
function printSuite(_kind, [mark, ...words]) {
  if (mark === "[suite]") console.log(format(...words))
}

/**
 * A suite needs no network: what is asked of other hosts is cut, and named.
 * @param {import("playwright-core").Page} page
 */
export async function cutOutsideHosts(page) {
  const hosts = /** @type {Set<string>} */ (new Set())
  await page.context().route(
    url => url.hostname !== "127.0.0.1",
    route => {
      hosts.add(new URL(route.request().url()).host)
      return route.abort()
    },
  )
  return hosts
}
