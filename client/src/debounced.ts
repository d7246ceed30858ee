import type { Disposable } from "vscode"

/** Does something once nobody has asked for it for so many milliseconds: what is typed or found comes in bursts. */
export class Debounced implements Disposable {
  readonly #milliseconds: number
  readonly #act: () => unknown
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(milliseconds: number, act: () => unknown) {
    this.#milliseconds = milliseconds
    this.#act = act
  }

  soon(): void {
    this.dispose()
    this.#timer = setTimeout(() => void this.#act(), this.#milliseconds)
  }

  /** What was asked for is not done; it may be asked for again. */
  dispose(): void {
    clearTimeout(this.#timer)
  }
}
