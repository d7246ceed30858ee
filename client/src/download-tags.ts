import { l10n } from "vscode"

/** A service tag file as it came, not looked at yet. */
export interface DownloadedTags {
  /** `ServiceTags_Public_20251028.json`, where the address or the page has such a name: it tells the date. */
  readonly name: string
  readonly text: string
}

/**
 * Fetches a service tag file. The address is that of the file, or of a page that links to it, as Microsoft's download page
 * does: the file itself has another address every week. Throws an Error whose message is written for the user. VS Code's
 * proxy settings count, because VS Code puts its own `fetch` in place of Node's.
 */
export async function downloadTags(address: string, cancelled: AbortSignal): Promise<DownloadedTags> {
  const signal = AbortSignal.any([cancelled, AbortSignal.timeout(longestWait)])
  const first = await fetchText(safeUrl(address), signal)
  if (!first.text.trimStart().startsWith("<")) return named(first)
  const link = tagLink.exec(first.text)?.[0]
  if (link === undefined) throw new Error(l10n.t("The page at {0} has no link to a service tag file.", first.url))
  return named(await fetchText(safeUrl(link), signal))
}

const longestWait = 120_000

/** Ten times the size of the largest file so far. */
const mostBytes = 40 * 1024 * 1024

const tagLink = /https?:\/\/[^\s"'<>\\]+\/ServiceTags_\w+\.json/

interface Fetched {
  readonly url: string
  readonly text: string
}

async function fetchText(url: URL, signal: AbortSignal): Promise<Fetched> {
  const response = await fetch(url, { signal }).catch(error => {
    if (signal.aborted) throw error
    throw new Error(l10n.t("{0} cannot be reached: {1}", `${url}`, causeOf(error)))
  })
  // A redirect may lead anywhere.
  safeUrl(response.url)
  if (!response.ok)
    throw new Error(l10n.t("{0} answered {1}", `${url}`, `${response.status} ${response.statusText}`.trimEnd()))
  const text = await bodyOf(response).catch(error => {
    if (signal.aborted) throw error
    throw new Error(l10n.t("The download from {0} was interrupted: {1}", response.url, causeOf(error)))
  })
  return { url: response.url, text }
}

async function bodyOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ""
  let size = 0
  for await (const bytes of body ?? []) {
    size += bytes.length
    if (size > mostBytes) throw new Error(l10n.t("it is too large for a service tag file."))
    text += decoder.decode(bytes, { stream: true })
  }
  return text + decoder.decode()
}

/** What is downloaded decides what is said of rules, so nobody on the way may change it. */
function safeUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new Error(l10n.t('"{0}" is not an address to download from (nsg.serviceTags.address).', text))
  const url = new URL(text)
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname)
  if (url.protocol === "https:" || (url.protocol === "http:" && isLocal)) return url
  throw new Error(l10n.t("{0} is not used: service tags are downloaded by https only.", text))
}

function named({ url, text }: Fetched): DownloadedTags {
  const last = decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "")
  return { name: /^ServiceTags_\w+\.json$/.test(last) ? last : "ServiceTags.json", text }
}

/** Node hides behind "fetch failed" what failed. */
function causeOf(error: unknown): string {
  const { cause } = error instanceof Error ? error : {}
  if (cause instanceof Error) return cause.message
  return error instanceof Error ? error.message : String(error)
}
