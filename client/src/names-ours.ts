import { languages, type TextDocument } from "vscode"
import { namesGroup, namesResource } from "../../server/src/readers/recognise.ts"
import { documentSelector } from "./document-selector.ts"

/** Whether the document names something that the server has to do with: most JSON and YAML files do not. */
export function namesOurs(document: TextDocument): boolean {
  if (!mayBeOurs(document)) return false
  return document.languageId === "nsgflow" || configurationName.test(document.uri.path) || textNames(document)
}

/** Whether there may be an NSG, subnet or network interface in it. */
export function namesThings(document: TextDocument): boolean {
  return mayBeOurs(document) && textNames(document)
}

function mayBeOurs(document: TextDocument): boolean {
  return languages.match(documentSelector, document) > 0
}

function textNames(document: TextDocument): boolean {
  const text = document.getText()
  return namesGroup(text) || namesResource(text)
}

const configurationName = /\/\.nsgrc\.(json|yaml)$/
