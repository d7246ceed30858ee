/**
 * Whether a word is a host's name and not a service tag. No tag has more than two dots, or one of these endings.
 * Wildcards, a port and what surrounds a host in a URL are looked past.
 */
export function isHostName(text: string): boolean {
  const host = text
    .toLowerCase()
    .replace(/^[a-z][a-z\d+.-]*:\/\//, "")
    .replace(/^\*\./, "")
    .replace(/[/?#].*$/, "")
    .replace(/:\d+$/, "")
    .replace(/\.$/, "")
  if (host === "localhost") return true
  const labels = host.split(".")
  const last = labels.at(-1) ?? ""
  if (labels.length < 2 || !labels.every(label => /^[a-z\d_]([a-z\d_-]*[a-z\d_])?$/.test(label))) return false
  return /^[a-z]{2}$/.test(last) || endings.has(last) || (labels.length > 3 && /^[a-z]/.test(last))
}

const endings: ReadonlySet<string> = new Set(
  "app arpa biz cloud com corp dev edu example gov home info internal intranet lan local localhost mil net org test".split(
    " ",
  ),
)
