import { expect, test } from "vitest"
import { parsePort, portText } from "../../server/src/values/parse-ports.ts"

const read = (text: string | number) => {
  const port = parsePort(text)
  return "fault" in port ? [port.fault, ...(port.instead ? [port.instead] : [])].join(" → ") : portText(port)
}

test.each([
  ["*", "*"],
  ["0-65535", "*"],
  ["22", "22"],
  [22, "22"],
  ["22-80", "22-80"],
  ["22-22", "22"],
  ["0", "0"],
  ["443-80", "reversed-range → 80-443"],
  ["65536", "port-too-large"],
  [70000, "port-too-large"],
  ["1-70000", "port-too-large"],
  ["80,443", "comma-list"],
  ["80, 443-445", "comma-list"],
  [" 22", "loose-form → 22"],
  ["22 - 80", "loose-form → 22-80"],
  ["2 2", "bad-port"],
  [" *", "loose-form → *"],
  ["022", "loose-form → 22"],
  ["", "bad-port"],
  ["ssh", "bad-port"],
  ["-1", "bad-port"],
  ["1-2-3", "bad-port"],
  ["22-", "bad-port"],
  [22.5, "bad-port"],
  [-1, "bad-port"],
])("%s is %s", (text, expected) => expect(read(text)).toBe(expected))
