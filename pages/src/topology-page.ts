import * as l10n from "@vscode/l10n"
import { drawing } from "./drawing.ts"
import { button, element } from "./elements.ts"
import { tell } from "./host.ts"
import type { TopologyContent } from "./messages.ts"
import { pictureRegion } from "./passage.ts"

/** The networks of the workspace as a picture. */
export function topologyPage({ title, picture }: TopologyContent): readonly Node[] {
  return [
    element("h1", {}, title),
    element(
      "div",
      { class: "actions" },
      button(l10n.t`Export as SVG…`, () => tell({ exportPicture: 0 }), { id: "export" }),
    ),
    pictureRegion(title, drawing(picture.svg, picture.places)),
  ]
}
