import * as l10n from "@vscode/l10n"

/** What traffic of the platform is called within a sentence. */
export function platformName({ name }: { readonly name: string }): string {
  return l10n.t(name).replace(/^The /, "the ")
}
