import { type Disposable, RAL } from "vscode-languageserver"
import type { HeadComparison } from "./loaded-logs.ts"
import type { OpenDocument } from "./workspace.ts"

export interface HeadDifferencesHost {
  /** A document's text as HEAD has it; undefined where there is none. */
  headTextOf(uri: string): Promise<string | undefined>
  compare(uri: string, text: string): Promise<readonly HeadComparison[] | undefined>
  /** What is known has changed. */
  changed(): void
  logError(error: unknown): void
}

/**
 * What the groups of documents do differently than at HEAD. It is worked out in the background, once nobody has typed for a
 * moment: until then what was known before stands.
 */
export class HeadDifferences {
  readonly #host: HeadDifferencesHost
  readonly #heads = new Map<string, Promise<string | undefined>>()
  readonly #known = new Map<string, Known>()
  readonly #due = new Map<string, Due>()

  constructor(host: HeadDifferencesHost) {
    this.#host = host
  }

  of({ document: { uri }, resultId }: OpenDocument): readonly HeadComparison[] {
    const known = this.#known.get(uri)
    if (known?.resultId !== resultId) this.#compareSoon(uri, resultId)
    return known?.comparisons ?? []
  }

  /** HEAD is another commit. */
  forgetHeads(): void {
    this.#heads.clear()
    this.compareAgain()
  }

  /** Something else that comparisons rest on has changed. */
  compareAgain(): void {
    for (const [uri, known] of this.#known) this.#known.set(uri, { ...known, resultId: undefined })
    this.#host.changed()
  }

  close(uri: string): void {
    this.#due.get(uri)?.timer.dispose()
    for (const map of [this.#due, this.#heads, this.#known]) map.delete(uri)
  }

  /** Only another text puts it off: however often an editor asks about this one, it is compared. */
  #compareSoon(uri: string, resultId: string): void {
    const due = this.#due.get(uri)
    if (due?.resultId === resultId) return
    due?.timer.dispose()
    const work = () => {
      this.#due.delete(uri)
      this.#compare(uri, resultId).catch(error => this.#host.logError(error))
    }
    this.#due.set(uri, { resultId, timer: RAL().timer.setTimeout(work, pause) })
  }

  async #compare(uri: string, resultId: string): Promise<void> {
    const head = this.#heads.get(uri) ?? this.#host.headTextOf(uri)
    this.#heads.set(uri, head)
    const text = await head
    const found = text === undefined ? [] : ((await this.#host.compare(uri, text)) ?? [])
    const before = this.#known.get(uri)?.comparisons ?? []
    this.#known.set(uri, { resultId, comparisons: found })
    if (shown(found) !== shown(before)) this.#host.changed()
  }
}

/** A comparison that is waited with, of a text by its result. */
interface Due {
  readonly resultId: string
  readonly timer: Disposable
}

interface Known {
  readonly resultId: string | undefined
  readonly comparisons: readonly HeadComparison[]
}

/** Milliseconds without a question about a new text. */
const pause = 300

function shown(comparisons: readonly HeadComparison[]): string {
  return JSON.stringify(comparisons.map(({ compared, flows }) => [compared, flows]))
}
