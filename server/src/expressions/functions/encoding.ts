import * as l10n from "@vscode/l10n"
import { decodeBase64, encodeBase64 } from "../base64.ts"
import { tooMuchWork } from "../evaluation.ts"
import { fromJson } from "../json-value.ts"
import { eager, type Result, refuse, type TemplateFunction } from "../template-function.ts"
import type { Origin } from "../value.ts"

const noBase64 = () => refuse(l10n.t`the string is not valid base64`)

export const encodingFunctions: readonly TemplateFunction[] = [
  recoding("base64", text => (isHalved(text) ? halved() : encodeBase64(text))),
  recoding("base64ToString", text => decodeBase64(text) ?? noBase64()),
  recoding("base64ToJson", (text, range) => fromJson(decodeBase64(text) ?? "", range) ?? noBase64()),
  recoding("dataUri", text =>
    isHalved(text) ? halved() : `data:text/plain;charset=utf8;base64,${encodeBase64(text)}`,
  ),
  recoding("dataUriToString", fromDataUri),
  eager("uri", { takes: ["string", "string"], call: ([base, relative]) => joinUri(base, relative) }),
  eager("uriComponent", { takes: ["string"], call: ([text]) => encodeComponent(text) }),
  eager("uriComponentToString", {
    takes: ["string"],
    call: ([text]) => decodeComponent(text) ?? refuse(l10n.t`the string is not encoded as part of a URI`),
  }),
]

/** Going through a text letter by letter takes more than to copy it. */
function recoding(name: string, recode: (text: string, range: Origin) => Result): TemplateFunction {
  return eager(name, {
    takes: ["string"],
    call: ([text], { evaluation, range }) =>
      evaluation.spend(text.length >>> 2) ? recode(text, range) : refuse(tooMuchWork()),
  })
}

const halved = () => refuse(l10n.t`the string contains half a character`)

/** Whether half of a surrogate pair stands alone in it, of which nothing can be encoded. */
function isHalved(text: string): boolean {
  return /\p{Surrogate}/u.test(text)
}

function fromDataUri(text: string): Result {
  const [, type, content] = /^data:([^,]*),(.*)$/s.exec(text) ?? []
  if (type === undefined || content === undefined) return refuse(l10n.t`the string is not a data URI`)
  const decoded = type.endsWith(";base64") ? decodeBase64(content) : decodeComponent(content)
  return decoded ?? refuse(l10n.t`the data URI cannot be decoded`)
}

/** Only a relative part that is a plain path is joined: it takes the place of what follows the base's last slash. */
function joinUri(base: string, relative: string): Result {
  const host = /^[a-z][\w+.-]*:\/\/[^/?#]+/i.exec(base)?.[0]
  const isPlain = /^\/?[^/?#:][^?#:]*$/.test(relative) && !/(^|\/)\.\.?(\/|$)/.test(relative)
  if (!host || !isPlain || /[?#]/.test(base)) return refuse(l10n.t`this kind of URI is not supported here`)
  const folder = base.length > host.length ? base.slice(0, base.lastIndexOf("/") + 1) : `${host}/`
  return folder + relative.replace(/^\//, "")
}

/** As .NET does, everything but letters, digits and `-_.~`. */
function encodeComponent(text: string): Result {
  if (isHalved(text)) return halved()
  return encodeURIComponent(text).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function decodeComponent(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
