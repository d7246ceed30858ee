// @ts-check

/**
 * The address that opens a folder in an extension development host, as VS Code's own browser tests do it.
 * VS Code makes a map of the payload, so there can be one extension only.
 * @param {{ authority: string, url: string }} server
 * @param {{ folder: string, extension: string, suite?: string }} paths
 */
export function developmentUrl(server, { folder, extension, suite }) {
  const remote = (/** @type {string} */ file) => `vscode-remote://${server.authority}${toUriPath(file)}`
  const payload = [
    ["extensionDevelopmentPath", remote(extension)],
    ...(suite ? [["extensionTestsPath", remote(suite)]] : []),
    ["skipWelcome", "true"],
  ]
  const url = new URL(server.url)
  url.searchParams.set("folder", toUriPath(folder))
  url.searchParams.set("payload", JSON.stringify(payload))
  return url.href
}

/**
 * `C:\work` is `/C:/work` in a URI.
 * @param {string} file
 */
function toUriPath(file) {
  const forward = file.replaceAll("\\", "/")
  return forward.startsWith("/") ? forward : `/${forward}`
}
