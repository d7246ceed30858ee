import * as l10n from "@vscode/l10n"
import type { Environment, UserFunction } from "./environment.ts"
import { expand } from "./expand.ts"
import { findEntry, type MapValue, mapIn, textIn, unknownValue } from "./value.ts"

/** The functions that a template defines, by their full names in lower case. */
export function userFunctions(template: MapValue, environment: Environment): ReadonlyMap<string, UserFunction> {
  const found = new Map<string, UserFunction>()
  const namespaces = findEntry(template, "functions")?.value
  for (const each of namespaces?.kind === "list" ? namespaces.items : []) {
    if (each.kind !== "map") continue
    for (const { key, value } of mapIn(each, "members")?.entries ?? []) {
      const name = `${textIn(each, "namespace")}.${key}`.toLowerCase()
      if (value.kind === "map") found.set(name, userFunction(value, environment))
    }
  }
  return found
}

/** A function sees its arguments and the other functions, and no parameter, variable or loop of the template. */
function userFunction(member: MapValue, environment: Environment): UserFunction {
  const names = parameterNames(member)
  const output = mapIn(member, "output")
  const body = output && findEntry(output, "value")?.value
  return {
    parameters: names,
    call(args) {
      const { evaluation } = environment
      if (!body)
        return unknownValue(evaluation.uniqueIdentity("function"), l10n.t`the function has no output`, member.range)
      const values = new Map(names.map((name, index) => [name.toLowerCase(), args[index]]))
      return expand(body, {
        ...environment,
        parameter: name => values.get(name.toLowerCase()),
        variable: () => undefined,
        loops: [],
        lambdaVariables: new Map(),
      })
    },
  }
}

function parameterNames(member: MapValue): readonly string[] {
  const declared = findEntry(member, "parameters")?.value
  const items = declared?.kind === "list" ? declared.items : []
  return items.flatMap(each => (each.kind === "map" ? [textIn(each, "name") ?? ""] : []))
}
