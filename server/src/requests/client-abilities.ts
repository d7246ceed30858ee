import type { InitializeParams } from "vscode-languageserver"
import type { InitializationOptions } from "../protocol.ts"

/** What the server needs to know of the editor at the other end. */
export interface ClientAbilities {
  /** It asks for diagnostics; otherwise they are sent to it. */
  readonly pullsDiagnostics: boolean
  readonly refreshesDiagnostics: boolean
  readonly refreshesLenses: boolean
  readonly refreshesInlayHints: boolean
  /** It answers questions about settings; otherwise they come with its notifications. */
  readonly answersConfiguration: boolean
  /** It wants to be asked to report changes of settings. */
  readonly registersConfiguration: boolean
  /** It tells of folders that are added to the workspace or taken out of it. */
  readonly changesFolders: boolean
  /** It lists and reads the workspace's files. */
  readonly hasFiles: boolean
  /** It shows what is known of the workspace's files. */
  readonly showsIndexState: boolean
  /** It shows how far a long work is. */
  readonly showsProgress: boolean
  /** It can be asked to report changes of files. */
  readonly registersWatchers: boolean
  /** It has the commands that lenses run. */
  readonly hasCommands: boolean
  /** It has the texts of revisions, and the command that lenses show their differences with. */
  readonly hasRevisions: boolean
  /** It has the command that the lenses of claims run. */
  readonly hasTests: boolean
  /** The features that it can be told of for some documents alone, by their names in its capabilities. */
  readonly dynamicFeatures: ReadonlySet<string>
  /** Completions may have places to jump to. */
  readonly takesSnippets: boolean
  /** It takes code actions, and not only commands. */
  readonly takesActions: boolean
  /** It asks for the edit of an action when that is chosen. */
  readonly resolvesActions: boolean
  /** It shows actions that cannot be carried out, and why. */
  readonly showsDisabled: boolean
  /** Edits may say for which version of a document they are, and make files. */
  readonly takesVersions: boolean
  readonly createsFiles: boolean
  /** Edits may have places to type in. */
  readonly takesSnippetEdits: boolean
  /** The languages whose syntax errors another server of the editor reports. */
  readonly syntaxErrorsElsewhere: ReadonlySet<string>
  /** URI of a service tag file that it has downloaded. */
  readonly storedTags: string | undefined
  /** What it wants to be told in place of the English texts. */
  readonly texts: Readonly<Record<string, string>>
}

export function clientAbilities({ capabilities, initializationOptions }: InitializeParams): ClientAbilities {
  const { workspace, textDocument, window } = capabilities
  const options: InitializationOptions | undefined = initializationOptions
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    answersConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    hasFiles: options?.clientFiles === true,
    showsIndexState: options?.indexState === true,
    showsProgress: window?.workDoneProgress === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    hasCommands: options?.clientCommands === true,
    hasRevisions: options?.clientRevisions === true,
    hasTests: options?.clientTests === true,
    dynamicFeatures: new Set(
      Object.entries(textDocument ?? {}).flatMap(([name, of]) => (of?.dynamicRegistration === true ? name : [])),
    ),
    takesSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    takesActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    resolvesActions: textDocument?.codeAction?.resolveSupport?.properties.includes("edit") === true,
    showsDisabled: textDocument?.codeAction?.disabledSupport === true,
    takesVersions: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    takesSnippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    texts: options?.texts ?? {},
    syntaxErrorsElsewhere: new Set(textsOf(options?.syntaxErrorsElsewhere)),
    storedTags: typeof options?.storedTags === "string" ? options.storedTags : undefined,
  }
}

/** What people write by hand in an editor's set-up may be anything. */
function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(each => typeof each === "string") : []
}
