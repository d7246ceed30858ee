import type { SyntaxDocument } from "./document.ts"
import { typedInJson } from "./typed-json.ts"
import type { TypedWord } from "./typed-word.ts"
import { typedInYaml } from "./typed-yaml.ts"

/** Undefined where nothing can be typed that means something: in a comment, behind a closing quote. */
export function findTypedWord(
  { text, language }: Pick<SyntaxDocument, "text" | "language">,
  offset: number,
): TypedWord | undefined {
  return language === "json" ? typedInJson(text, offset) : typedInYaml(text, offset)
}
