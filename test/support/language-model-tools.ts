import * as z from "zod"
import { assistantTools } from "../../server/src/cli/assistant-tools.ts"

/** The tools as package.json declares them to VS Code's language models. */
export function languageModelTools() {
  return assistantTools.map(({ command, title, description, inputSchema }) => {
    const { $schema: _, ...schema } = z.toJSONSchema(inputSchema, { io: "input" })
    return {
      name: `nsg_${command.name}`,
      toolReferenceName: `nsg${command.name[0]!.toUpperCase()}${command.name.slice(1)}`,
      displayName: title,
      modelDescription: `${description} Reads the workspace's first folder as it is saved.`,
      userDescription: command.summary.replace(/^./, letter => letter.toUpperCase()),
      canBeReferencedInPrompt: true,
      tags: ["azure", "network", "security"],
      // They read the folder from a disk.
      when: "!isWeb || remoteName",
      inputSchema: schema,
    }
  })
}
