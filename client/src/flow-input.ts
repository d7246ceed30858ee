import { l10n, type QuickInputButton, type QuickPick, type QuickPickItem, ThemeIcon, window } from "vscode"
import {
  type FlowChoices,
  type FlowSuggestion,
  flowChoicesRequest,
  type Subject,
  type ValidateFlowParams,
  type ValidateFlowResult,
  validateFlowRequest,
} from "../../server/src/protocol.ts"
import { subjectName } from "./choose-subject.ts"
import { recentFlows } from "./flow-history.ts"
import type { Session } from "./session.ts"
import { ShownItems } from "./shown-items.ts"

const example = "inbound tcp 203.0.113.7:50000 -> 10.0.0.4:22"
const networkExample = "tcp nic:NAME -> Internet:443"
const editButton: QuickInputButton = { iconPath: new ThemeIcon("edit"), tooltip: l10n.t("Edit this flow") }

/** What was typed or chosen: a flow, or that a form is wanted. */
export type FlowInput = { readonly flow: string } | { readonly form: true }

/**
 * Asks for a flow: one input box in which a new flow is typed, and judged at every keystroke, and the last ten are
 * offered below it, to be taken as they are or to be changed, those that `.nsgflow` files expect something of, and what the
 * networks of the workspace have to go on with. Undefined when the user gives up.
 */
export function inputFlow(session: Session, subject: Subject): Promise<FlowInput | undefined> {
  const input = window.createQuickPick<FlowItem>()
  input.title = l10n.t("Verify a flow through {0}", subjectName(subject))
  input.placeholder = l10n.t("Type a flow, such as {0}", isOfNetworks(subject) ? networkExample : example)
  input.ignoreFocusOut = true
  input.buttons = [{ iconPath: new ThemeIcon("list-selection"), tooltip: l10n.t("Fill in a form instead") }]
  let offered = recentItems(session)
  const shown = new ShownItems<FlowItem>()
  const show = (items: readonly FlowItem[]) => {
    shown.replace(items)
    input.items = items
  }
  const update = () => showTyped(session, subject, input, offered, show)
  void expectedItems(session, subject, offered).then(expected => {
    offered = [...offered, ...expected]
    return update()
  })
  return new Promise(resolve => {
    input.onDidChangeValue(update)
    input.onDidChangeActive(([item]) => shown.focus(item))
    input.onDidTriggerButton(() => {
      resolve({ form: true })
      input.hide()
    })
    input.onDidTriggerItemButton(({ item }) => {
      input.value = item.label
      return update()
    })
    input.onDidAccept(async () => {
      const item = shown.chosen
      if (item?.takes === "completion") {
        input.value = item.label
        return update()
      }
      const flow = item?.takes === "flow" ? item.label : input.value
      if ((await lookAt(session, subject, flow)).message !== null) return
      resolve({ flow })
      input.hide()
    })
    input.onDidHide(() => {
      resolve(undefined)
      input.dispose()
    })
    void update()
    input.show()
  })
}

interface FlowItem extends QuickPickItem {
  /** What Enter takes of it: a flow as it is, or what is typed, completed. Otherwise it is what is typed. */
  readonly takes?: "flow" | "completion"
}

/** Puts the typed text first, so that Enter takes it and no older flow, and what is wrong with it beneath. */
async function showTyped(
  session: Session,
  subject: Subject,
  input: QuickPick<FlowItem>,
  offered: readonly FlowItem[],
  show: (items: readonly FlowItem[]) => void,
): Promise<void> {
  const flow = input.value
  const typed: FlowItem[] = flow.trim() === "" ? [] : [{ label: flow, alwaysShow: true }]
  const others = offered.filter(item => item.label !== flow)
  show([...typed, ...others])
  const { message, completions, suggestions = [] } = await lookAt(session, subject, flow)
  if (input.value !== flow) return
  const detail = message === null ? `$(check) ${l10n.t("Press Enter to verify")}` : `$(error) ${message}`
  show([
    ...typed.map(item => ({ ...item, detail })),
    ...completions.map(completionItem),
    ...others,
    ...suggestions.filter(({ flow }) => !others.some(({ label }) => label === flow)).map(suggestedItem),
  ])
}

function completionItem(label: string): FlowItem {
  return { takes: "completion", label, alwaysShow: true, iconPath: new ThemeIcon("symbol-namespace") }
}

function recentItems({ memory }: Session): readonly FlowItem[] {
  return recentFlows(memory).map(label => ({
    takes: "flow",
    label,
    iconPath: new ThemeIcon("history"),
    buttons: [editButton],
  }))
}

/** What is expected of this group or of the networks; what was verified of it stands there already. */
async function expectedItems(
  { server: { client } }: Session,
  subject: Subject,
  known: readonly FlowItem[],
): Promise<readonly FlowItem[]> {
  const { flows } = await client.sendRequest<FlowChoices>(flowChoicesRequest, subject)
  const others = flows.filter(flow => !known.some(({ label }) => label === flow)).slice(0, mostExpected)
  return others.map(label => ({
    ...{ takes: "flow" as const, label, description: l10n.t("expected in a .nsgflow file") },
    ...{ iconPath: new ThemeIcon("beaker"), buttons: [editButton] },
  }))
}

/** The form has them all. */
const mostExpected = 10

/** Of a group: flows that its own rules are about. */
function suggestedItem({ flow, about }: FlowSuggestion): FlowItem {
  return { takes: "flow", label: flow, description: about, iconPath: new ThemeIcon("lightbulb"), buttons: [editButton] }
}

function lookAt({ server: { client } }: Session, subject: Subject, flow: string): Promise<ValidateFlowResult> {
  const params: ValidateFlowParams = { ...subject, flow, inNetworks: isOfNetworks(subject) }
  return client.sendRequest(validateFlowRequest, params)
}

export function isOfNetworks({ group, at }: Subject): boolean {
  return group === undefined && at === undefined
}
