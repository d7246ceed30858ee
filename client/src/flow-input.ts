import { type QuickInputButton, type QuickPick, type QuickPickItem, ThemeIcon, window } from "vscode"
import { type ValidateFlowParams, type ValidateFlowResult, validateFlowRequest } from "../../server/src/protocol.ts"
import { recentFlows } from "./flow-history.ts"
import type { Session } from "./session.ts"

const example = "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"
const editButton: QuickInputButton = { iconPath: new ThemeIcon("edit"), tooltip: "Edit this flow" }

/**
 * Asks for a flow: one input box in which a new flow is typed, and judged at every keystroke, and the last ten are
 * offered below it, to be taken as they are or to be changed. Undefined when the user gives up.
 */
export function inputFlow(session: Session, groupName: string): Promise<string | undefined> {
  const input = window.createQuickPick()
  input.title = `Verify a flow through ${groupName}`
  input.placeholder = `Type a flow, such as ${example}`
  input.ignoreFocusOut = true
  const recent = recentItems(session)
  const update = () => showTyped(session, input, recent)
  return new Promise(resolve => {
    input.onDidChangeValue(update)
    input.onDidTriggerItemButton(({ item }) => {
      input.value = item.label
      return update()
    })
    input.onDidAccept(async () => {
      const flow = input.activeItems[0]?.label ?? input.value
      if ((await faultOf(session, flow)) !== null) return
      resolve(flow)
      input.hide()
    })
    input.onDidHide(() => {
      resolve(undefined)
      input.dispose()
    })
    input.items = recent
    input.show()
  })
}

/** Puts the typed text first, so that Enter takes it and no older flow, and what is wrong with it beneath. */
async function showTyped(session: Session, input: QuickPick<QuickPickItem>, recent: readonly QuickPickItem[]) {
  const flow = input.value
  if (flow.trim() === "") {
    input.items = recent
    return
  }
  const others = recent.filter(item => item.label !== flow)
  input.items = [{ label: flow, alwaysShow: true }, ...others]
  const fault = await faultOf(session, flow)
  if (input.value !== flow) return
  const detail = fault === null ? "$(check) Press Enter to verify" : `$(error) ${fault}`
  input.items = [{ label: flow, alwaysShow: true, detail }, ...others]
}

function recentItems({ memory }: Session): readonly QuickPickItem[] {
  return recentFlows(memory).map(label => ({ label, iconPath: new ThemeIcon("history"), buttons: [editButton] }))
}

async function faultOf({ server: { client } }: Session, flow: string): Promise<string | null> {
  const params: ValidateFlowParams = { flow }
  return (await client.sendRequest<ValidateFlowResult>(validateFlowRequest, params)).message
}
