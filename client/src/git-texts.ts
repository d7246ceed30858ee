import { type Disposable, EventEmitter, extensions, type Uri, workspace } from "vscode"

/** What is used of the API of VS Code's own git extension, version 1. */
interface GitApi {
  readonly repositories: readonly Repository[]
  readonly onDidOpenRepository: (listener: (repository: Repository) => void) => Disposable
  getRepository(uri: Uri): Repository | null
}

interface Repository {
  readonly state: {
    readonly HEAD: { readonly commit?: string } | undefined
    readonly onDidChange: (listener: () => void) => Disposable
  }
  show(ref: string, path: string): Promise<string>
}

interface GitExtension {
  readonly enabled: boolean
  readonly onDidChangeEnablement: (listener: () => void) => Disposable
  getAPI(version: 1): GitApi
}

/**
 * Texts of revisions, through VS Code's git extension, where it is there and on. In a workspace that is not trusted nothing of git is
 * asked: a repository's configuration can make it run programs.
 */
export class GitTexts implements Disposable {
  readonly #moved = new EventEmitter<void>()
  readonly onDidMoveHead = this.#moved.event
  readonly #registrations: Disposable[] = [this.#moved, workspace.onDidGrantWorkspaceTrust(() => this.#moved.fire())]
  #api: Promise<GitApi | undefined> | undefined
  #enablement: Disposable | undefined

  /** Undefined where there is no such text. */
  async textOf(uri: Uri, ref: string): Promise<string | undefined> {
    const repository = (await this.#git())?.getRepository(uri)
    // What is not in that revision is an error, and so is what is no revision.
    return repository?.show(ref, uri.fsPath).then(
      text => text,
      () => undefined,
    )
  }

  async #git(): Promise<GitApi | undefined> {
    if (!workspace.isTrusted) return undefined
    this.#api ??= this.#open()
    return this.#api
  }

  async #open(): Promise<GitApi | undefined> {
    const extension = extensions.getExtension<GitExtension>("vscode.git")
    const git = await extension?.activate()
    if (!git) return undefined
    this.#followEnablement(git)
    if (!git.enabled) return undefined
    const api = git.getAPI(1)
    for (const repository of api.repositories) this.#follow(repository)
    this.#registrations.push(
      api.onDidOpenRepository(repository => {
        this.#follow(repository)
        this.#moved.fire()
      }),
    )
    return api
  }

  /** It is looked at anew when the user turns it on or off (`git.enabled`). */
  #followEnablement({ onDidChangeEnablement }: GitExtension): void {
    this.#enablement?.dispose()
    this.#enablement = onDidChangeEnablement(() => {
      this.#api = undefined
      this.#moved.fire()
    })
  }

  /** Its state changes with every file that is saved; only another commit matters here. */
  #follow({ state }: Repository): void {
    let commit = state.HEAD?.commit
    this.#registrations.push(
      state.onDidChange(() => {
        if (state.HEAD?.commit === commit) return
        commit = state.HEAD?.commit
        this.#moved.fire()
      }),
    )
  }

  dispose(): void {
    this.#enablement?.dispose()
    for (const registration of this.#registrations) registration.dispose()
  }
}
