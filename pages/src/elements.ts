type Attributes = Readonly<Record<string, string | boolean | undefined>>

/**
 * An element of the page. Texts become text nodes and attributes are set by name, so that nothing that a document says is ever
 * read as markup.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "")
    else if (typeof value === "string") made.setAttribute(name, value)
  }
  made.append(...children.filter(child => child !== undefined))
  return made
}

export function button(text: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, text)
  made.addEventListener("click", onClick)
  return made
}

/** Words for a screen reader alone. */
export function spoken(text: string): HTMLElement {
  return element("span", { class: "spoken" }, text)
}
