import { drawing } from "./drawing.ts"
import { button, element } from "./elements.ts"
import { tell } from "./host.ts"
import type { TopologyContent } from "./messages.ts"

/** The networks of the workspace as a picture. */
export function topologyPage({ title, picture }: TopologyContent): readonly Node[] {
  return [
    element("h1", {}, title),
    element(
      "div",
      { class: "actions" },
      button("Export as SVG…", () => tell({ exportPicture: 0 }), { id: "export" }),
    ),
    element(
      "div",
      { class: "picture", role: "region", "aria-label": title, tabindex: "0" },
      drawing(picture.svg, picture.places),
    ),
  ]
}
