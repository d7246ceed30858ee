import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { expect, onTestFinished, test } from "vitest"
import { downloadTags } from "../../client/src/download-tags.ts"
import { tagFileText } from "../support/tag-data.ts"

const text = tagFileText({ Storage: ["20.38.96.0/19"] })
const fileName = "ServiceTags_Public_20251028.json"
const never = new AbortController().signal

/** A server on the loopback interface; its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test("a file, under the name that its address has", async () => {
  const address = await serve((_, response) => response.end(text))
  expect(await downloadTags(`${address}/x/${fileName}`, never)).toEqual({ name: fileName, text })
  expect(await downloadTags(`${address}/latest`, never)).toEqual({ name: "ServiceTags.json", text })
})

test("a page leads to the file that it links to", async () => {
  const address = await serve(({ url, headers: { host } }, response) => {
    const link = `http://${host}/download/7/1/d/${fileName}`
    response.end(url === "/page" ? `<html><a href="${link}">Download</a></html>` : text)
  })
  expect(await downloadTags(`${address}/page`, never)).toEqual({ name: fileName, text })
})

test.each([
  ["a page without a link", "/page", /^The page at .*\/page has no link to a service tag file\.$/],
  [
    "a page that leads away from https",
    "/away",
    /^http:\/\/example\.com\/.* is not used: service tags are downloaded by https only\.$/,
  ],
  ["no such file", "/none", /\/none answered 404 Not Found$/],
  ["a redirect away from https", "/redirect", /cannot be reached|https only/],
  ["a download that breaks off", "/broken", /^The download from .*\/broken was interrupted: /],
])("%s is an error that says so", async (_, path, message) => {
  const address = await serve(({ url }, response) => {
    if (url === "/page") response.end("<html></html>")
    else if (url === "/away") response.end(`<html>http://example.com/${fileName}</html>`)
    else if (url === "/redirect") response.writeHead(302, { location: "http://host.invalid/tags.json" }).end()
    else if (url === "/broken") {
      response.writeHead(200, { "content-length": `${text.length}` })
      response.write(text.slice(0, 20), () => response.destroy())
    } else response.writeHead(404).end()
  })
  await expect(downloadTags(`${address}${path}`, never)).rejects.toThrow(message)
})

test.each(["http://example.com/tags.json", "ftp://example.com/tags.json", "file:///etc/passwd", "", "tags.json"])(
  "%j is no address to download from",
  async address => {
    await expect(downloadTags(address, never)).rejects.toThrow(/https only|not an address/)
  },
)

test("a server that cannot be reached is named", async () => {
  await expect(downloadTags("http://127.0.0.1:1/tags.json", never)).rejects.toThrow(
    /^http:\/\/127\.0\.0\.1:1\/tags\.json cannot be reached: /,
  )
})

test("a download that goes on for ever can be cancelled, and one without end is given up", async () => {
  const cancelling = new AbortController()
  const address = await serve((_, response) => {
    response.write("{")
    setTimeout(() => cancelling.abort(), 20)
  })
  await expect(downloadTags(address, cancelling.signal)).rejects.toThrow()
  const endless = await serve((_, response) => {
    const block = Buffer.alloc(1024 * 1024, " ")
    const more = (): void => void response.write(block, error => error || more())
    more()
  })
  await expect(downloadTags(endless, never)).rejects.toThrow("it is too large for a service tag file.")
})
