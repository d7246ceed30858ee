/** The ends of the names of files, in lower case, that the links of a text may lead to: of a name that is put together ".json". */
export function linkedNames(text: string): readonly string[] {
  if (!/"(template|parameters)Link"/i.test(text)) return []
  const names = Array.from(text.matchAll(/(?<![^/\\'"?#\s{}[\](),])[^/\\'"?#\s{}[\](),]*\.jsonc?/gi), ([name]) =>
    name.toLowerCase(),
  )
  return [...new Set(names)]
}
