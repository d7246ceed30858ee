import { env, l10n } from "vscode"

/** The language of what pages say, for a screen reader: that of VS Code where there are texts in it. */
export function pageLanguage(): string {
  return l10n.bundle ? env.language : "en"
}
