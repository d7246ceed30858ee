/** Whether Azure takes a text as the name of a group or rule. */
export function isAzureName(text: string): boolean {
  return azureName.test(text)
}

/** The name with "-" for what it may not hold, where that makes one that Azure takes. */
export function betterName(text: string): { readonly instead?: string } {
  const instead = text.replace(/[^\p{L}\p{N}_.]+/gu, "-").replace(/^[.-]+|(?<![.-])[.-]+$/g, "")
  return isAzureName(instead) ? { instead } : {}
}

/** Which letters beyond ASCII a name may hold is not published: all of them pass here. */
const azureName = /^[\p{L}\p{N}_]([\p{L}\p{N}_.-]{0,78}[\p{L}\p{N}_])?$/u
