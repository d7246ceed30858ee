import {
  type Connection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  RAL,
} from "vscode-languageserver"
import { isConfigurationFile } from "../analysis/configuration.ts"
import { parameterFileOf } from "../analysis/parameter-values.ts"
import { indexStateNotification } from "../protocol.ts"
import { globMatcher } from "../workspace/file-globs.ts"
import { IndexProgress } from "../workspace/index-progress.ts"
import type { Workspace } from "../workspace/workspace.ts"
import type { ClientAbilities } from "./client-abilities.ts"

/** What following the files of a workspace needs to know and may do. */
export interface Followed {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly client: ClientAbilities
  /** Tells the editor that answers about unchanged texts may have changed. */
  readonly lookAgain: () => void
  logError(error: unknown): void
}

/** Reads the workspace's files in the background, follows what becomes of them, and tells the editor how far that is. */
export function followFiles(followed: Followed): void {
  const { connection, workspace, client, lookAgain, logError } = followed
  const { index } = workspace
  if (client.registersWatchers) {
    const watchers = [{ globPattern: "**/*.{json,jsonc,yaml,yml}" }]
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(logError)
  }
  connection.onDidChangeWatchedFiles(({ changes }) => followChanges(changes, followed).catch(logError))
  if (client.changesFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri))
      workspace.folders = [...workspace.folders.filter(uri => !gone.has(uri)), ...added.map(({ uri }) => uri)]
      workspace.forgetConfigurations()
      index.fill(workspace.folders).catch(logError)
      void workspace.tagFiles.load(workspace.folders)
    })
  }
  // Not every editor tells of changed files.
  workspace.documents.onDidSave(({ document: { uri } }) => {
    if (isConfigurationFile(uri)) followConfiguration(followed)
  })
  tellState(followed)
  workspace.tagFiles.onChange(lookAgain)
  void workspace.tagFiles.load(workspace.folders)
  index.fill(workspace.folders).catch(logError)
}

/** What a configuration says may be of any file below it. */
function followConfiguration({ workspace, lookAgain, logError }: Followed): void {
  workspace.forgetConfigurations()
  workspace.index.fill(workspace.folders).catch(logError)
  void workspace.tagFiles.load(workspace.folders)
  lookAgain()
}

async function followChanges(changes: readonly FileEvent[], followed: Followed): Promise<void> {
  const { workspace, lookAgain } = followed
  const { index, tagFiles } = workspace
  workspace.forgetFiles()
  if (changes.some(({ uri }) => isConfigurationFile(uri))) return followConfiguration(followed)
  if (changes.some(({ uri }) => tagFiles.concerns(uri))) void tagFiles.load(workspace.folders)
  const isWanted = await wantedFiles(workspace)
  const changed: string[] = []
  for (const { uri, type } of changes) {
    if (type === FileChangeType.Deleted) index.forget(uri)
    else if (isWanted(uri)) changed.push(uri)
  }
  index.read([...changed, ...(await templatesOf(changes, workspace)), ...linkingFiles(changes, workspace)])
  lookAgain()
}

/** Tells of a file whether it is one of those that its folder's settings name. */
async function wantedFiles(workspace: Workspace): Promise<(uri: string) => boolean> {
  const filters = await Promise.all(
    workspace.folders.map(async folder => {
      const { include, exclude } = (await workspace.settingsOf(folder)).workspace
      return { folder, isIncluded: globMatcher(include), isExcluded: globMatcher(exclude) }
    }),
  )
  return uri => {
    const filter = filters.find(({ folder }) => uri.startsWith(`${folder}/`))
    if (!filter) return false
    const path = decodeURIComponent(uri.slice(filter.folder.length + 1))
    return filter.isIncluded(path) && !filter.isExcluded(path)
  }
}

/** The templates that changed parameter files carry values for. */
async function templatesOf(changes: readonly FileEvent[], workspace: Workspace): Promise<string[]> {
  const changed = new Set(changes.map(({ uri }) => uri))
  const found: string[] = []
  for (const { uri } of workspace.index.texts) {
    const { parameterFiles } = await workspace.settingsOfFile(uri)
    const file = parameterFileOf(uri, parameterFiles)
    if (file !== undefined && changed.has(file)) found.push(uri)
  }
  return found
}

/** The templates whose links may lead to a file that changed, came or went. */
function linkingFiles(changes: readonly FileEvent[], { index }: Workspace): string[] {
  const changed = changes.map(({ uri }) => decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1)).toLowerCase())
  return [...index.texts]
    .filter(({ links }) => links().some(ending => changed.some(name => name.endsWith(ending))))
    .map(({ uri }) => uri)
}

/** Many files change at a time: the editor is told once, a little later. */
const pauseInMilliseconds = 200

function tellState({ connection, workspace: { index }, client, lookAgain, logError }: Followed): void {
  const progress = client.showsProgress ? new IndexProgress(connection, () => index.stop()) : undefined
  let isPending = false
  const tell = async (): Promise<void> => {
    isPending = false
    const { state } = index
    if (client.showsIndexState) await connection.sendNotification(indexStateNotification, state)
    await progress?.tell(state)
    if (state.left === 0) lookAgain()
  }
  index.onChange(() => {
    if (isPending) return
    isPending = true
    RAL().timer.setTimeout(() => tell().catch(logError), pauseInMilliseconds)
  })
}
