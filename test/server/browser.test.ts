import { readFileSync, rmSync } from "node:fs"
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { createContext, runInContext } from "node:vm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { buildAll } from "../../tools/build.mjs"
import { azGroup } from "../support/sample-groups.ts"

// The bundles for VS Code in a browser, where there is no Node.

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "nsg-browser-"))
  await buildAll({ outdir: folder })
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

test("the server runs as a web worker, and finds what there is to find", async () => {
  const worker = new Worker("server.browser.js")
  const { serverInfo } = await worker.request<{ serverInfo: { name: string } }>("initialize", {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  })
  expect(serverInfo.name).toBe("nsg")
  worker.notify("initialized", {})
  const dead = [
    { name: "all", priority: 100, source: "10.0.0.0/8", protocol: "*" },
    { name: "ssh", priority: 200, source: "10.0.0.0/8", port: "22" },
  ]
  const textDocument = {
    uri: "vscode-vfs://github/a/web.json",
    languageId: "json",
    version: 1,
    text: azGroup("web", dead),
  }
  worker.notify("textDocument/didOpen", { textDocument })
  const { items } = await worker.request<{ items: readonly { code: string }[] }>("textDocument/diagnostic", {
    textDocument: { uri: textDocument.uri },
  })
  expect(items.map(({ code }) => code)).toEqual(["shadowed-rule"])
})

test("the client's bundle asks for nothing but vscode", () => {
  const text = readFileSync(path.join(folder, "client.browser.cjs"), "utf8")
  const required = new Set([...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name))
  expect([...required]).toEqual(["vscode"])
})

interface Message {
  readonly id?: number
  readonly method?: string
  readonly result?: unknown
}

/** What the server uses of a worker's own scope. */
interface Scope {
  onmessage?: (event: { readonly data: unknown }) => void
  postMessage(message: Message): void
  addEventListener(): void
}

/** What a worker has for globals, and the page that it speaks to. */
class Worker {
  readonly #self: Scope = {
    postMessage: message => this.#receive(message),
    addEventListener: () => {},
  }
  readonly #waiting = new Map<number, (result: unknown) => void>()
  #last = 0

  constructor(script: string) {
    const globals = createContext({
      self: this.#self,
      console,
      crypto,
      performance,
      TextDecoder,
      TextEncoder,
      URL,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      queueMicrotask,
    })
    runInContext(readFileSync(path.join(folder, script), "utf8"), globals)
  }

  request<Result>(method: string, params: object): Promise<Result> {
    const id = ++this.#last
    this.#send({ jsonrpc: "2.0", id, method, params })
    return new Promise(resolve => this.#waiting.set(id, result => resolve(result as Result)))
  }

  notify(method: string, params: object): void {
    this.#send({ jsonrpc: "2.0", method, params })
  }

  #send(message: object): void {
    // As a worker gets it: a copy.
    this.#self.onmessage?.({ data: structuredClone(message) })
  }

  /** What the server asks for, the page does not have. */
  #receive({ id, method, result }: Message): void {
    if (id === undefined) return
    if (method === undefined) this.#waiting.get(id)?.(result)
    else queueMicrotask(() => this.#send({ jsonrpc: "2.0", id, result: null }))
  }
}
