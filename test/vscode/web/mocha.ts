import "mocha/mocha.js"

/**
 * Mocha as a browser has it. Its bundle defines globals, and these are what the suites import of it elsewhere. What it reports
 * goes to the console, which VS Code hands to the page's automation; the mark tells it from VS Code's own words.
 */
mocha.setup({ ui: "tdd", reporter: "spec", timeout: 60_000, forbidOnly: true })
Mocha.reporters.Base.consoleLog = (...words) => console.log("[suite]", ...words)

export default Mocha
export const { suite, test, teardown } = globalThis
