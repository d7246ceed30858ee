import * as l10n from "@vscode/l10n"

/** The texts of another language, which the page brings along; English without. */
const texts = document.getElementById("texts")?.textContent
l10n.config({ contents: texts || "{}" })
