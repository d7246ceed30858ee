import * as library from "@vscode/l10n"

/** What VS Code has for the few files of the client that need no more of it than its language: here English. */
export const env = { language: "en" }
export const l10n = { t: library.t, bundle: undefined }
