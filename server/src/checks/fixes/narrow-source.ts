import type { LocatedGroup, LocatedRule } from "../../readers/reader.ts"
import type { Fix } from "../fix.ts"

/** Only machines of the network get in any more; whether that is meant, someone has to say. */
export function narrowSourceFixes(rule: LocatedRule, { model }: LocatedGroup): readonly Fix[] {
  const tag = model === "classic" ? "VIRTUAL_NETWORK" : "VirtualNetwork"
  return [
    {
      title: `Allow only ${tag}`,
      changes: [{ kind: "side", rule, side: "source", values: [tag] }],
      needsDecision: true,
    },
  ]
}
