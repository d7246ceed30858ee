// Stands in for VS Code's native log writer, which needs a compiler: the same log files, written with node:fs.
const fs = require("node:fs")

const levels = ["trace", "debug", "info", "warn", "error", "critical"]

class Logger {
  constructor(file) {
    this.file = file
    this.level = levels.indexOf("info")
  }

  write(level, text) {
    if (level < this.level) return
    try {
      fs.appendFileSync(this.file, `${new Date().toISOString()} [${levels[level]}] ${text}\n`)
    } catch {
      // The folder is gone: VS Code is shutting down.
    }
  }

  getLevel() {
    return this.level
  }

  setLevel(level) {
    this.level = level
  }

  setPattern() {}
  clearFormatters() {}
  flush() {}
  drop() {}
}

for (const [level, name] of levels.entries()) {
  Logger.prototype[name] = function (text) {
    this.write(level, text)
  }
}

const createLogger = async (_name, file) => new Logger(file)

// Assigned one by one, so that `import { … }` sees the names.
exports.version = 0
exports.setLevel = () => {}
exports.setFlushOn = () => {}
exports.createRotatingLogger = createLogger
exports.createAsyncRotatingLogger = createLogger
exports.Logger = Logger
