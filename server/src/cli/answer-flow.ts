import { askNetwork, askNetworkIfHere, type NotAnswered, namesThings } from "../features/ask-network.ts"
import { chooseGroupOf, type NamedDocument } from "../features/choose-group.ts"
import { isProblem } from "../features/flow-text.ts"
import { pathText } from "../features/path-text.ts"
import { pathVerification } from "../features/path-verification.ts"
import type { PathVerdict } from "../judging/verify-path.ts"
import type { AddressPrefix } from "../values/address.ts"
import { lazily } from "../values/lazily.ts"
import type { Answer } from "./answer.ts"
import { askGroup } from "./ask-group.ts"
import type { AskedFlow } from "./flow-option.ts"
import { prefixesOf } from "./prefix-option.ts"
import type { Workspace } from "./read-workspace.ts"
import { workspaceGroups } from "./workspace-groups.ts"
import { findInterface, workspaceNetwork } from "./workspace-network.ts"

/** What `nsg verify` is asked. */
export interface Asked {
  readonly flow: AskedFlow
  readonly vnet: readonly AddressPrefix[]
  readonly onPremises: readonly AddressPrefix[]
  readonly nic: string | undefined
  readonly nsg: string | undefined
}

/** The documents with groups, judged when they are first needed. */
type Groups = () => readonly NamedDocument[] | NotAnswered

/** Of the networks of the files where the flow says so or its addresses are there, else of a single NSG. */
export function answerFlow(workspace: Workspace, asked: Asked): Answer | NotAnswered {
  const { flow, vnet, nic, nsg } = asked
  if (nic !== undefined && nsg !== undefined) return { problem: "use either --nic or --nsg, not both." }
  const isOfNetwork = nic !== undefined || (nsg === undefined && namesThings(flow.written))
  if (isOfNetwork && vnet.length > 0) {
    return { problem: "--vnet is for a single NSG: these files already define the networks of this flow." }
  }
  if (isOfNetwork) return answerOfNetwork(workspace, asked)
  const groups = lazily(() => workspaceGroups(workspace))
  return nsg !== undefined || vnet.length > 0
    ? answerOfGroup(workspace, groups, asked)
    : answerOfEither(workspace, groups, asked)
}

function answerOfNetwork(workspace: Workspace, { flow, onPremises, nic }: Asked): Answer | NotAnswered {
  const network = workspaceNetwork(workspace, onPremises)
  const about = nic === undefined ? undefined : findInterface(network, nic)
  return isProblem(about) ? about : pathAnswer(askNetwork(network, flow.written, about))
}

/** A flow between plain addresses: the networks decide if they have these, else a single NSG. */
function answerOfEither(workspace: Workspace, groups: Groups, asked: Asked): Answer | NotAnswered {
  const { written } = asked.flow
  const network = workspaceNetwork(workspace, asked.onPremises)
  const isOnly = () => isOnlyGroup(groups())
  const verdict = askNetworkIfHere(network, written, isOnly)
  if (verdict) return pathAnswer(verdict)
  const answer = answerOfGroup(workspace, groups, asked)
  if (!isProblem(answer) || network.index.subnets.length === 0 || isOnly()) return answer
  const absence = askNetwork(network, written)
  return isProblem(absence) ? { problem: `${absence.problem} ${answer.problem}` } : answer
}

function pathAnswer(verdict: PathVerdict | NotAnswered): Answer | NotAnswered {
  if (isProblem(verdict)) return verdict
  return { access: verdict.access, text: () => pathText(verdict), json: () => pathVerification(verdict) }
}

function isOnlyGroup(documents: ReturnType<Groups>): boolean {
  return !isProblem(documents) && !isProblem(chooseGroupOf(documents, {}))
}

function answerOfGroup(
  { settings }: Workspace,
  groups: Groups,
  { flow, vnet, onPremises, nsg }: Asked,
): Answer | NotAnswered {
  const inside = vnet.length > 0 ? vnet : prefixesOf(settings.virtualNetwork)
  if (onPremises.length > 0 && inside.length === 0) {
    return {
      problem:
        "--on-premises needs a network: none of these files has the addresses of this flow. Use --vnet to say what is inside.",
    }
  }
  const behind = onPremises.length > 0 || inside.length === 0 ? onPremises : prefixesOf(settings.onPremises)
  const documents = groups()
  return isProblem(documents) ? documents : askGroup(documents, flow, nsg, [...inside, ...behind])
}
