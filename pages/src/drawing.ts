import type { Location } from "../../server/src/protocol.ts"
import { tell } from "./host.ts"

/**
 * A picture of the server's as a part of the page. It is parsed as a document of its own, in which nothing runs; what leads to
 * a document is a button of the mouse and of the keyboard.
 */
export function drawing(svg: string, places: readonly Location[]): Element {
  const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml")
  const drawn = document.importNode(documentElement, true)
  for (const button of drawn.querySelectorAll<SVGElement>("[data-place]")) {
    const place = places[Number(button.dataset.place)]
    if (place) onPress(button, () => tell({ place }))
  }
  return drawn
}

function onPress(button: SVGElement, press: () => void): void {
  button.addEventListener("click", press)
  button.addEventListener("keydown", event => {
    if (event.key !== "Enter" && event.key !== " ") return
    // Elsewhere the space bar scrolls.
    event.preventDefault()
    press()
  })
}
