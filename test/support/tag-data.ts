import type { TagData } from "../../server/src/azure/tag-data.ts"
import { readTagFile } from "../../server/src/azure/tag-file.ts"

/** The data of a tag file that can be read. */
export function tagDataOf(text: string, name: string): TagData {
  const data = readTagFile(text, name)
  if ("problem" in data) throw new Error(`${name} ${data.problem}`)
  return data
}

/** The text of a tag file with these tags, as Microsoft writes it. */
export function tagFileText(tags: Readonly<Record<string, readonly string[]>>, cloud = "Public"): string {
  const values = Object.entries(tags).map(([name, addressPrefixes]) => ({
    name,
    id: name,
    properties: {
      changeNumber: 1,
      region: "",
      regionId: 0,
      platform: "Azure",
      systemService: name,
      addressPrefixes,
      networkFeatures: ["API", "NSG", "UDR", "FW", ...(name === "Storage" ? ["VSE"] : [])],
    },
  }))
  return JSON.stringify({ changeNumber: 375, cloud, values }, null, 2)
}
