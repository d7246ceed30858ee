import { l10n, type QuickPickItem, Uri, window, workspace } from "vscode"
import {
  type DifferenceAnswer,
  type DifferenceArgument,
  differenceCommand,
  type Subject,
} from "../../server/src/protocol.ts"
import { chooseSubject, subjectName } from "./choose-subject.ts"
import { runServerCommand, type Session } from "./session.ts"

type Other = DifferenceArgument["other"]

/** What a group, or a whole document, does differently than at HEAD: what the lens above a group opens. */
export async function showDifference(session: Session, subject?: Subject): Promise<DifferenceAnswer | undefined> {
  const uri = subject?.uri ?? window.activeTextEditor?.document.uri.toString()
  if (uri === undefined) return undefined
  return showSince(session, { ...subject, uri }, await atRevision(session, uri, "HEAD"))
}

/** `NSG: Compare Effective Traffic With…`: HEAD, another revision, or a file. `other` stands for the user's choice. */
export async function compareTraffic(
  session: Session,
  request: Subject & { readonly other?: Other } = {},
): Promise<DifferenceAnswer | undefined> {
  const { other: given, ...asked } = request
  const subject = asked.uri === undefined ? await chooseSubject(session) : asked
  if (subject?.uri === undefined) return undefined
  const other = given ?? (await chooseOther(session, subject.uri))
  return other && showSince(session, subject, other)
}

async function showSince(
  session: Session,
  subject: Subject,
  other: Other | undefined,
): Promise<DifferenceAnswer | undefined> {
  if (!other) return undefined
  const argument: DifferenceArgument = { ...subject, other }
  const answer = await runServerCommand<DifferenceAnswer>(session, differenceCommand, argument)
  if (!answer) return undefined
  const title =
    subject.group === undefined
      ? l10n.t("Traffic of the document since {0}", other.name)
      : l10n.t("Traffic of {0} since {1}", subjectName(subject), other.name)
  await session.documents.show(title, answer.client, subject.uri ?? "")
  return answer
}

interface Choice extends QuickPickItem {
  choose(): Promise<Other | undefined>
}

async function chooseOther(session: Session, uri: string): Promise<Other | undefined> {
  const choices: readonly Choice[] = [
    { label: "HEAD", description: l10n.t("the last commit"), choose: () => atRevision(session, uri, "HEAD") },
    {
      label: l10n.t("A revision…"),
      description: l10n.t("commit, branch or tag"),
      choose: () => askRevision(session, uri),
    },
    { label: l10n.t("A file…"), choose: () => askFile() },
  ]
  const chosen = await window.showQuickPick(choices, { placeHolder: l10n.t("Compare the effective traffic with") })
  return chosen?.choose()
}

async function askRevision(session: Session, uri: string): Promise<Other | undefined> {
  const ref = await window.showInputBox({
    prompt: l10n.t("A commit, branch or tag"),
    placeHolder: l10n.t("main, v1.2 or HEAD~3"),
  })
  return ref ? atRevision(session, uri, ref.trim()) : undefined
}

async function atRevision({ git }: Session, uri: string, ref: string): Promise<Other | undefined> {
  const text = await git.textOf(Uri.parse(uri), ref)
  if (text !== undefined) return { name: ref, text }
  const problem = workspace.isTrusted
    ? l10n.t("Nothing to compare with at {0}: git has no such file there, or git is not available.", ref)
    : l10n.t("Nothing to compare with at {0}: this workspace is not trusted, so git is not used.", ref)
  void window.showErrorMessage(problem)
  return undefined
}

async function askFile(): Promise<Other | undefined> {
  const [file] =
    (await window.showOpenDialog({
      openLabel: l10n.t("Compare"),
      title: l10n.t("Compare the effective traffic with"),
    })) ?? []
  if (!file) return undefined
  const document = await workspace.openTextDocument(file)
  return { name: workspace.asRelativePath(file), text: document.getText() }
}
