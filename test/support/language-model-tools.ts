import * as z from "zod"
import { assistantTools } from "../../server/src/cli/assistant-tools.ts"

/** The tools as package.json declares them to VS Code's language models. What models read is English, what people read is a key. */
export function languageModelTools() {
  return assistantTools.map(({ command, description, inputSchema }) => {
    const { $schema: _, ...schema } = z.toJSONSchema(inputSchema, { io: "input" })
    return {
      name: `nsg_${command.name}`,
      toolReferenceName: `nsg${command.name[0]!.toUpperCase()}${command.name.slice(1)}`,
      displayName: `%tool.${command.name}%`,
      modelDescription: `${description} Reads the saved files of the workspace's first folder.`,
      userDescription: `%tool.${command.name}.description%`,
      canBeReferencedInPrompt: true,
      tags: ["azure", "network", "security"],
      // They read the folder from a disk.
      when: "!isWeb || remoteName",
      inputSchema: schema,
    }
  })
}

/** What people read of them, by the keys of `package.nls.json`. */
export function languageModelToolTexts() {
  return assistantTools.flatMap(({ command: { name, summary }, title }) => [
    [`tool.${name}`, title] as const,
    [`tool.${name}.description`, summary.replace(/^./, letter => letter.toUpperCase())] as const,
  ])
}
