import { l10n, type QuickPickItem, Uri, window, workspace } from "vscode"
import {
  type DifferenceAnswer,
  type DifferenceArgument,
  differenceCommand,
  type Subject,
} from "../../server/src/protocol.ts"
import { chooseSubject, subjectName } from "./choose-subject.ts"
import { activeDiffSides, type DiffSides, fileOfVersion } from "./diff-sides.ts"
import { runServerCommand, type Session } from "./session.ts"

type Other = DifferenceArgument["other"]

/** What a group, or a whole document, does differently than at HEAD: what the lens above a group opens. */
export async function showDifference(session: Session, subject?: Subject): Promise<DifferenceAnswer | undefined> {
  const uri = subject?.uri ?? window.activeTextEditor?.document.uri.toString()
  if (uri === undefined) return undefined
  return showSince(session, { ...subject, uri }, await atRevision(session, uri, "HEAD"))
}

/**
 * `NSG: Compare Effective Traffic With…`: the other side of a diff editor, HEAD, another revision, or a file. `other` stands for the
 * user's choice.
 */
export async function compareTraffic(
  session: Session,
  { other, ...asked }: Subject & { readonly other?: Other } = {},
): Promise<DifferenceAnswer | undefined> {
  const sides = asked.uri === undefined ? await activeDiffSides() : undefined
  const choose = other ? async () => other : await chooseOther(sides)
  if (!choose) return undefined
  if (choose === "sides") return compareSides(session)
  const subject = asked.uri === undefined ? await chooseSubject(session) : asked
  if (subject?.uri === undefined) return undefined
  return showSince(session, subject, await choose(session, subject.uri))
}

/** What the right side of the active diff editor does differently than the left. */
export async function compareSides(session: Session): Promise<DifferenceAnswer | undefined> {
  const sides = await activeDiffSides()
  if (!sides) {
    void window.showInformationMessage(l10n.t("This is not a diff editor of a file with an NSG. Open one first."))
    return undefined
  }
  const { before, after } = sides
  const uri = session.server.client.code2ProtocolConverter.asUri(fileOfVersion(after))
  const other = { name: l10n.t("the left side"), text: before.getText() }
  return showSince(session, { uri, text: after.getText() }, other)
}

async function showSince(
  session: Session,
  subject: Subject & Pick<DifferenceArgument, "text">,
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

type Choose = (session: Session, uri: string) => Promise<Other | undefined>

interface Choice extends QuickPickItem {
  readonly choose: Choose | "sides"
}

async function chooseOther(sides: DiffSides | undefined): Promise<Choice["choose"] | undefined> {
  const choices: readonly Choice[] = [
    ...(sides ? [{ label: l10n.t("The other side of this diff editor"), choose: "sides" as const }] : []),
    {
      label: "HEAD",
      description: l10n.t("the last commit"),
      choose: (session, uri) => atRevision(session, uri, "HEAD"),
    },
    { label: l10n.t("A revision…"), description: l10n.t("commit, branch or tag"), choose: askRevision },
    { label: l10n.t("A file…"), choose: askFile },
  ]
  return (await window.showQuickPick(choices, { placeHolder: l10n.t("Compare the effective traffic with") }))?.choose
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
