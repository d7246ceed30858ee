// @ts-check
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import process from "node:process"
import { brotliDecompressSync } from "node:zlib"
import { chromium } from "playwright-core"
import { modules, selfContained } from "./paths.mjs"

const quietArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** A headless browser: the pinned Chromium from the registry where it runs, else an installed Chrome. */
export function launchBrowser() {
  if (!selfContained) return chromium.launch({ channel: "chrome", args: quietArguments })
  const folder = unpackChromium()
  return chromium.launch({
    executablePath: path.join(folder, "chromium"),
    args: quietArguments,
    env: /** @type {Record<string, string>} */ ({
      ...process.env,
      LD_LIBRARY_PATH: path.join(folder, "al2023", "lib"),
      FONTCONFIG_FILE: path.join(folder, "fonts.conf"),
    }),
  })
}

/** The package holds brotli archives: the browser, and the libraries and fonts that a bare Linux lacks. */
function unpackChromium() {
  const archives = path.join(modules, "@sparticuz", "chromium", "bin")
  const folder = path.join(modules, ".chromium")
  const ready = path.join(folder, "ready")
  mkdirSync(folder, { recursive: true })
  // The package's own fonts.conf names /tmp/fonts; without any font the page crashes. Written at every start, because it
  // holds whole paths, and a folder can be moved.
  writeFileSync(path.join(folder, "fonts.conf"), fontsConfiguration(folder))
  if (existsSync(ready)) return folder
  for (const [name, target] of /** @type {const} */ ([
    ["fonts", "fonts"],
    ["swiftshader", "."],
    ["al2023", "al2023"],
  ])) {
    const into = path.join(folder, target)
    mkdirSync(into, { recursive: true })
    const input = brotliDecompressSync(readFileSync(path.join(archives, `${name}.tar.br`)))
    execFileSync("tar", ["-x", "--no-same-owner", "-C", into], { input })
  }
  const browser = brotliDecompressSync(readFileSync(path.join(archives, "chromium.br")))
  writeFileSync(path.join(folder, "chromium"), browser, { mode: 0o755 })
  writeFileSync(ready, "")
  return folder
}

/**
 * The browser's package has a proportional font only; an editor needs one that is monospaced.
 * @param {string} folder
 */
function fontsConfiguration(folder) {
  const monospaced = path.join(modules, "dejavu-fonts-ttf", "ttf")
  const folders = [path.join(folder, "fonts"), monospaced].map(name => `<dir>${name}</dir>`).join("")
  const cache = `<cachedir>${path.join(folder, "fonts-cache")}</cachedir>`
  const alias = "<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>"
  const doctype = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
  return `${doctype}<fontconfig>${folders}${cache}${alias}</fontconfig>`
}
