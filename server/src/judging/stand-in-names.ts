/** Names of what stands in lists of rules and is none; they are data, and looked up in the editor's language where they are shown. */
export const hiddenName = "rules that cannot be known here"
export const platformTraffic = "platform traffic"
