import { readFileSync } from "node:fs"

/** `package.nls.json` with these texts where now the keys are that begin with `prefix`. */
export function manifestTextsWith(prefix: string, texts: readonly (readonly [key: string, text: string])[]): string {
  const old = Object.entries<string>(JSON.parse(readFileSync("package.nls.json", "utf8")))
  const place = old.findIndex(([key]) => key.startsWith(prefix))
  const others = (part: typeof old) => part.filter(([key]) => !key.startsWith(prefix))
  const all = [...others(old.slice(0, place)), ...texts, ...others(old.slice(place))]
  return `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`
}
