import { readdirSync, readFileSync } from "node:fs"
import { ExecuteCommandRequest } from "vscode-languageserver/node"
import { fieldsOf } from "../../pages/src/flow-line.ts"
import type { RulesContent, VerdictContent } from "../../pages/src/messages.ts"
import {
  type EffectiveRulesAnswer,
  effectiveRulesCommand,
  type Subject,
  type VerifyFlowAnswer,
  type VerifyFlowArgument,
  verifyFlowCommand,
} from "../../server/src/protocol.ts"
import { connect, pulling } from "../server/connect.ts"

const folder = "test/vscode/workspace/network"
const disk = new Map(
  readdirSync(folder).map(name => [`file:///w/${name}`, readFileSync(`${folder}/${name}`, "utf8")] as const),
)

/** A NIC, its subnet, and a group at each, in four files. */
const nic: Subject = { uri: "file:///w/nic.json", end: "nic:shop-0" }

/** The server's own answers, as the extension hands them to a page. */
export async function rulesContent(text: string): Promise<RulesContent> {
  const request = { uri: "file:///w/web.json" }
  return rulesOf(await answerTo<EffectiveRulesAnswer>(effectiveRulesCommand, request, text), request)
}

export async function nicContent(): Promise<RulesContent> {
  return rulesOf(await answerTo<EffectiveRulesAnswer>(effectiveRulesCommand, nic), nic)
}

export async function verdictContent(flow: string, text?: string): Promise<VerdictContent> {
  const request: VerifyFlowArgument = text === undefined ? { ...nic, flow } : { uri: "file:///w/web.json", flow }
  const { client } = await answerTo<VerifyFlowAnswer>(verifyFlowCommand, request, text)
  const settle = (client.settle ?? []).map(way => ({ ...way, label: way.title }))
  return {
    ...({ kind: "verdict", title: "Flow", request, view: client.view, settle } as const),
    ...{ recent: [], isOfNetworks: text === undefined, fields: fieldsOf(flow)! },
  }
}

function rulesOf({ client: { view } }: EffectiveRulesAnswer, request: Subject): RulesContent {
  return { kind: "rules", title: "Effective rules of web", request, view }
}

async function answerTo<Answer>(command: string, argument: Subject, text?: string): Promise<Answer> {
  const files = text === undefined ? disk : new Map([[argument.uri ?? "", text]])
  const client = await connect(pulling, { files: uri => files.get(uri), listed: () => [...files.keys()] })
  await client.open(files.get(argument.uri ?? "") ?? "", argument.uri)
  return client.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] })
}
