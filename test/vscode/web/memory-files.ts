import {
  type Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
} from "vscode"

/** A file system in memory, as virtual workspaces have them: what a repository on the web is to VS Code. */
export class MemoryFiles implements FileSystemProvider {
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly mtime: number }>()
  readonly #changed = new EventEmitter<FileChangeEvent[]>()
  readonly onDidChangeFile = this.#changed.event

  constructor(folder: string, texts: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(texts)) this.#put(`${folder}/${path}`, new TextEncoder().encode(text))
  }

  stat({ path }: Uri): FileStat {
    const file = this.#files.get(path)
    if (file) return { type: FileType.File, ctime: 0, mtime: file.mtime, size: file.bytes.length }
    if (this.#namesIn(path).size > 0) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 }
    throw FileSystemError.FileNotFound(path)
  }

  readDirectory({ path }: Uri): [string, FileType][] {
    return [...this.#namesIn(path)]
  }

  readFile(uri: Uri): Uint8Array {
    const file = this.#files.get(uri.path)
    if (!file) throw FileSystemError.FileNotFound(uri)
    return file.bytes
  }

  writeFile(uri: Uri, bytes: Uint8Array): void {
    const type = this.#files.has(uri.path) ? FileChangeType.Changed : FileChangeType.Created
    this.#put(uri.path, bytes)
    this.#changed.fire([{ type, uri }])
  }

  delete(uri: Uri): void {
    this.#files.delete(uri.path)
    this.#changed.fire([{ type: FileChangeType.Deleted, uri }])
  }

  watch(): Disposable {
    return { dispose: () => {} }
  }

  /** Folders are there by what is in them. */
  createDirectory(): void {}

  rename(): void {
    throw FileSystemError.NoPermissions("Nothing is renamed here.")
  }

  #put(path: string, bytes: Uint8Array): void {
    this.#files.set(path, { bytes, mtime: Date.now() })
  }

  #namesIn(folder: string): Map<string, FileType> {
    const start = folder.endsWith("/") ? folder : `${folder}/`
    const below = [...this.#files.keys()]
      .filter(path => path.startsWith(start))
      .map(path => path.slice(start.length).split("/"))
    return new Map(below.map(([name = "", ...rest]) => [name, rest.length > 0 ? FileType.Directory : FileType.File]))
  }
}
