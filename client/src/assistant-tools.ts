import { type Disposable, LanguageModelTextPart, LanguageModelToolResult, lm, workspace } from "vscode"
import { type AssistantToolParams, type AssistantToolResult, assistantToolRequest } from "../../server/src/protocol.ts"
import type { Session } from "./session.ts"

/** By the names that package.json gives them, with an input schema and words for the model. */
const tools = ["check", "verify", "effective", "diff", "explain"]

/** Lets language models ask the engine, about the files of the first folder as they are saved. */
export function offerAssistantTools(session: Session): Disposable[] {
  return tools.map(tool =>
    lm.registerTool<object>(`nsg_${tool}`, {
      async invoke({ input }, token) {
        const [folder] = workspace.workspaceFolders ?? []
        if (folder?.uri.scheme !== "file") throw new Error("Azure NSG needs an open folder on disk for this.")
        if (tool === "diff" && !workspace.isTrusted)
          throw new Error("This workspace is not trusted: git is not run in it, and nothing is compared.")
        await session.server.start()
        const params: AssistantToolParams = { tool, input, folder: folder.uri.fsPath }
        const answer = await session.server.client.sendRequest<AssistantToolResult>(assistantToolRequest, params, token)
        if (answer.isError) throw new Error(answer.texts.join("\n"))
        return new LanguageModelToolResult(answer.texts.map(text => new LanguageModelTextPart(text)))
      },
    }),
  )
}
