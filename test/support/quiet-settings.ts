import { defaultSettings, type Settings } from "../../server/src/analysis/settings.ts"
import { checks } from "../../server/src/checks/index.ts"

/** For tests of something else, whose rules let the Internet in for brevity: nothing is said of that. */
export const quietSettings: Settings = {
  ...defaultSettings,
  checks: Object.fromEntries(
    checks.filter(({ category }) => category === "exposure").map(({ code }) => [code, "off" as const]),
  ),
}
