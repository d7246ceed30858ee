import * as l10n from "@vscode/l10n"
import { RAL } from "vscode-languageserver"
import type { VersionComparison } from "../features/compare-versions.ts"
import { CondensedLog } from "../flows/replay/condensed-log.ts"
import { type ChangedFlows, changedFlows, type LoadedLog, type LogUse, useOf } from "../flows/replay/log-use.ts"
import { keyOfGroup, type ReplaySide } from "../flows/replay/replay-side.ts"
import type { LoadFlowLogParams, LoadFlowLogResult } from "../protocol.ts"
import type { LogSource } from "./log-source.ts"
import type { WorkspaceNetwork } from "./network-keeper.ts"
import type { Workspace } from "./workspace.ts"
import { sideOfWorkspace } from "./workspace-side.ts"

/** What became of a group since HEAD, and of the loaded flows that come to it. */
export interface HeadComparison extends VersionComparison {
  readonly flows?: ChangedFlows | undefined
}

/** The flow logs that the user has loaded, and what the rules of the workspace do with their flows. */
export class LoadedLogs {
  readonly #workspace: Workspace
  readonly #source: LogSource
  #log: LoadedLog | undefined
  /** Of the workspace's networks as they were when someone last asked. */
  #last: { readonly network: WorkspaceNetwork["judged"]; readonly use: Promise<LogUse> } | undefined

  constructor(workspace: Workspace, source: LogSource) {
    this.#workspace = workspace
    this.#source = source
  }

  /** In place of those before. */
  async load({ uris, group }: LoadFlowLogParams): Promise<LoadFlowLogResult> {
    const log = new CondensedLog()
    const problems: string[] = []
    for (const uri of uris) problems.push(...(await this.#source.read(uri, text => log.add(text), breathe)))
    if (log.unread > 0) problems.push(l10n.t`${log.unread} records or lines could not be read.`)
    if (log.leftOut > 0) problems.push(l10n.t`${log.leftOut} flows are not counted: there are too many different ones.`)
    const meant = group === undefined ? undefined : ({ kind: "group", name: group } as const)
    this.#log = log.flows > 0 ? { log, meant } : undefined
    this.#last = undefined
    await this.#workspace.index.whenFilled()
    const side = this.#log && (await this.#sideFor(undefined))
    const { unplaced = 0, why } = this.#log && side ? await this.#useIn(side, this.#log) : {}
    if (why) problems.push(l10n.t`${unplaced} flows are not counted: ${why.problem}.`)
    const names = why?.isOpen ? (side?.groups ?? []).map(({ ruled }) => ruled.group.name) : []
    return { flows: log.flows, problems, groups: [...new Set(names)].sort() }
  }

  unload(): void {
    this.#log = undefined
    this.#last = undefined
  }

  /** What the rules took; undefined while no log is loaded. */
  async use(uri: string): Promise<LogUse | undefined> {
    return this.#log && (await this.#useIn(await this.#sideFor(uri), this.#log))
  }

  /** What the flows that come to each group would have met before. */
  async withFlows(uri: string, comparisons: readonly VersionComparison[]): Promise<readonly HeadComparison[]> {
    if (!this.#log || comparisons.length === 0) return comparisons
    const side = await this.#sideFor(uri)
    const { flowsAt } = await this.#useIn(side, this.#log)
    return comparisons.map(comparison => {
      const { before, after } = comparison
      if (!before || !after) return comparison
      const [was, is] = [before, after].map(({ uri, ruled }) => ({ document: uri, ruled }))
      const flows = is && flowsAt.get(keyOfGroup(is))
      return was && is && flows ? { ...comparison, flows: changedFlows(flows, side, was, is) } : comparison
    })
  }

  async #sideFor(uri: string | undefined): Promise<ReplaySide> {
    const scope = uri ?? this.#workspace.folders[0] ?? ""
    const { judged } = await this.#workspace.network(scope)
    return sideOfWorkspace(judged, await this.#workspace.settingsOf(scope), this.#workspace.tagFiles.of(scope))
  }

  #useIn(side: ReplaySide, log: LoadedLog): Promise<LogUse> {
    if (this.#last?.network !== side.network) this.#last = { network: side.network, use: useOf(log, side, breathe) }
    return this.#last.use
  }
}

function breathe(): Promise<void> {
  return new Promise(resolve => {
    RAL().timer.setImmediate(resolve)
  })
}
