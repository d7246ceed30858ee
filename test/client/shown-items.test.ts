import { expect, test } from "vitest"
import { ShownItems } from "../../client/src/shown-items.ts"

/** VS Code's two sides: the list on the screen, and the items as the extension has set them since; in between are messages. */
class Screen {
  readonly shown = new ShownItems<string>()
  #set: readonly string[] = []
  #onScreen: readonly string[] = []

  set(...items: readonly string[]): void {
    this.#set = items
    this.shown.replace(items)
  }

  /** The list arrives on the screen, where the first item gets the focus. */
  arrive(): void {
    this.#onScreen = this.#set
    this.focus(this.#onScreen[0] ?? "")
  }

  /** An item on the screen gets the focus; its place is told, and looked up in what is set by now. */
  focus(item: string): void {
    this.shown.focus(this.#set[this.#onScreen.indexOf(item)])
  }
}

test("without a word of VS Code the first item is chosen", () => {
  const screen = new Screen()
  screen.set("tcp a -> b:1", "another")
  expect(screen.shown.chosen).toBe("tcp a -> b:1")
})

test("an item that the user goes to is chosen", () => {
  const screen = new Screen()
  screen.set("tcp", "first", "second")
  screen.arrive()
  screen.focus("second")
  expect(screen.shown.chosen).toBe("second")
})

test("what is focused in the list before is not taken for an item of the next", () => {
  const screen = new Screen()
  screen.set(":143", "older", ":1433")
  screen.arrive()
  // One more letter: the list that is still on the screen has only the expected flow left, and focuses it.
  screen.set(":1433", "older", "oldest")
  screen.focus(":1433")
  expect(screen.shown.chosen).toBe(":1433")
  screen.arrive()
  expect(screen.shown.chosen).toBe(":1433")
  screen.focus("oldest")
  expect(screen.shown.chosen).toBe("oldest")
})

test("of no items none is chosen", () => {
  const screen = new Screen()
  screen.set()
  screen.focus("gone")
  expect(screen.shown.chosen).toBeUndefined()
})
