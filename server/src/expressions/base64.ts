const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/** Base64 of the UTF-8 bytes of a text without halved characters. Written out because the platform's own functions differ between Node and browsers. */
export function encodeBase64(text: string): string {
  const bytes = utf8Bytes(text)
  let result = ""
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3)
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const chars = [18, 12, 6, 0].map(shift => alphabet.charAt((bits >> shift) & 63))
    result += chars
      .map((char, index) => ((index === 2 && b === undefined) || (index === 3 && c === undefined) ? "=" : char))
      .join("")
  }
  return result
}

/** The text whose UTF-8 bytes these are; undefined where it is no base64 or no UTF-8. */
export function decodeBase64(text: string): string | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return undefined
  const bytes: number[] = []
  let bits = 0
  for (const [index, char] of [...text.replace(/={1,2}$/, "")].entries()) {
    bits = ((bits << 6) | alphabet.indexOf(char)) & 0xffffff
    if (index % 4 > 0) bytes.push((bits >> (6 - 2 * (index % 4))) & 255)
  }
  return textOf(bytes)
}

function utf8Bytes(text: string): number[] {
  const encoded = encodeURIComponent(text)
  return [...encoded.matchAll(/%(..)|(.)/g)].map(([, hex, char]) =>
    hex ? Number.parseInt(hex, 16) : (char ?? "").charCodeAt(0),
  )
}

function textOf(bytes: readonly number[]): string | undefined {
  try {
    return decodeURIComponent(bytes.map(byte => `%${byte.toString(16).padStart(2, "0")}`).join(""))
  } catch {
    return undefined
  }
}
