/**
 * Which item of a list is chosen that changes while somebody types. VS Code names the item with the focus by its place, which may
 * still be one in the list before: what it says counts once it has named the first one, as it does when it shows a list.
 */
export class ShownItems<Item> {
  #items: readonly Item[] = []
  #isShown = false
  #focused: Item | undefined

  /** Another list is on its way to the screen. */
  replace(items: readonly Item[]): void {
    this.#items = items
    this.#isShown = false
    this.#focused = undefined
  }

  /** What VS Code says has the focus. */
  focus(item: Item | undefined): void {
    if (item === this.#items[0]) this.#isShown = true
    if (this.#isShown) this.#focused = item
  }

  /** What Enter takes. */
  get chosen(): Item | undefined {
    return this.#focused ?? this.#items[0]
  }
}
