import type { RuleBox } from "../../server/src/features/rule-box.ts"

/** From anywhere to anywhere. */
export const serviceBox = (protocol: readonly string[], destinationPorts: readonly string[]): RuleBox => ({
  ...{ protocol, source: ["*"], sourcePorts: ["*"], destination: ["*"], destinationPorts },
})
/** Whether one of the boxes has the protocol and port. */
export function holds(some: readonly RuleBox[], protocol: string, port: number): boolean {
  return some.some(
    one =>
      (one.protocol.includes("*") || one.protocol.includes(protocol)) &&
      one.destinationPorts.some(text => {
        const [first = 0, last = first] = text === "*" ? [0, 65_535] : text.split("-").map(Number)
        return first <= port && port <= last
      }),
  )
}

/** The words of `serviceWords` read back. */
export function says(words: readonly string[], protocol: string, port: number): boolean {
  const [first = ""] = words
  const excepted = /^everything except (.*)$/.exec(first)?.[1]
  if (excepted) return !saysOne(excepted.split(/, (?=[A-Za-z])/), protocol, port)
  return first === "everything" || saysOne(words, protocol, port)
}

function saysOne(words: readonly string[], protocol: string, port: number): boolean {
  const read = words.map(text => {
    const [, names = "", list = "*"] = /^(any protocol|[A-Za-z/]+)(?: (.*))?$/.exec(text) ?? []
    return serviceBox(names === "any protocol" ? ["*"] : names.split("/"), list.split(", "))
  })
  return holds(read, protocol, port)
}
