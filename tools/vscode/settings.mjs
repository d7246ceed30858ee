// @ts-check
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"

/**
 * A quiet VS Code: no trust question, no telemetry, no tips, nothing that asks the network; and nothing saved unasked,
 * as on the desktop (in a browser VS Code would save after a second).
 */
export const quietSettings = {
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.openRepositoryInParentFolders": "never",
  "json.schemaDownload.enable": false,
  "update.mode": "none",
}

/**
 * Writes the user settings before VS Code's first start; a user's own later changes stay.
 * @param {string} dataFolder
 */
export function writeSettings(dataFolder) {
  const userFolder = path.join(dataFolder, "data", "User")
  const file = path.join(userFolder, "settings.json")
  mkdirSync(userFolder, { recursive: true })
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(quietSettings, null, 2))
}
