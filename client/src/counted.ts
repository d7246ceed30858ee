import { l10n } from "vscode"

/** `1 finding`, `2 findings` */
export function findingCount(count: number): string {
  return count === 1 ? l10n.t("1 finding") : l10n.t("{0} findings", count)
}

export function groupCount(count: number): string {
  return count === 1 ? l10n.t("1 NSG") : l10n.t("{0} NSGs", count)
}

export function ruleCount(count: number): string {
  return count === 1 ? l10n.t("1 rule") : l10n.t("{0} rules", count)
}

export function fileCount(count: number): string {
  return count === 1 ? l10n.t("1 file") : l10n.t("{0} files", count)
}
