import { entriesOf, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { Node } from "../syntax/node.ts"

/** A call of a module in a task. */
export interface AnsibleCall {
  /** The module's name as written, with or without its collection. */
  readonly module: string
  readonly args: Node
  /** What says besides the arguments how it is called: conditions, loops. */
  readonly task: Node
}

/** The calls of the wanted modules, wherever tasks may stand. */
export function ansibleCalls(node: Node, isWanted: (module: string) => boolean): readonly AnsibleCall[] {
  if (node.kind === "list") return node.items.flatMap(item => ansibleCalls(item, isWanted))
  const called = calledByAction(node, isWanted)
  if (called) return [called]
  return entriesOf(node).flatMap(({ key, value }) => {
    if (key === "module_defaults") return []
    return isWanted(key) ? [{ module: key, args: value, task: node }] : ansibleCalls(value, isWanted)
  })
}

/** The older way to call a module: `action: azure_rm_subnet` with its arguments under `args`, or in the action itself. */
export function calledByAction(task: Node, isWanted: (module: string) => boolean): AnsibleCall | undefined {
  const action = member(task, "local_action") ?? member(task, "action")
  const module = textOf(isMap(action) ? member(action, "module") : action) ?? ""
  const args = isMap(action) ? action : member(task, "args")
  return args && isWanted(module) ? { module, args, task } : undefined
}

/** The name of what the loop of a task sets for each run; undefined for a task without a loop. */
export function loopVariable(task: Node): string | undefined {
  if (!entriesOf(task).some(({ key }) => /^(loop|with_\w+)$/.test(key))) return undefined
  const own = textOf(memberAt(task, "loop_control", "loop_var")) ?? ""
  return /^\w+$/.test(own) ? own : "item"
}
