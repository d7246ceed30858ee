import {
  type Diagnostic,
  type Disposable,
  EventEmitter,
  l10n,
  languages,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from "vscode"
import {
  type GroupNode,
  type NamedPlace,
  type NetworkNode,
  type NetworkTree,
  networkTreeRequest,
  type RuleNode,
  type Subject,
  showPlaceCommand,
} from "../../server/src/protocol.ts"
import { asRange } from "./as-range.ts"
import { findingCount, ruleCount } from "./counted.ts"
import { Debounced } from "./debounced.ts"
import { documentSelector } from "./document-selector.ts"
import type { Session } from "./session.ts"

/** A line of the view. */
type Line = NetworkLine | GroupLine | RuleLine
type NetworkLine = NetworkNode<NamedPlace>
type GroupLine = GroupNode<NamedPlace> & { readonly kind: "group" }
type RuleLine = RuleNode<NamedPlace> & { readonly kind: "rule"; readonly group: GroupLine }

/** A pause in typing, after which the view follows. */
const pauseInMilliseconds = 700

/** The NSGs of the workspace in the Explorer: networks, subnets, NICs, groups, rules, with the number of findings. */
export class NetworkView implements TreeDataProvider<Line>, Disposable {
  readonly #session: Session
  readonly #changed = new EventEmitter<undefined>()
  readonly #view: TreeView<Line>
  readonly #listeners: Disposable[]
  #tree: NetworkTree<NamedPlace> | undefined
  /** While nobody looks, the view forgets: it asks when it is shown again. */
  readonly #forget = new Debounced(pauseInMilliseconds, () => {
    this.#tree = undefined
    this.#changed.fire(undefined)
  })
  /** The documents with groups in the tree. */
  #documents: ReadonlySet<string> = new Set()

  readonly onDidChangeTreeData = this.#changed.event

  constructor(session: Session) {
    this.#session = session
    this.#view = window.createTreeView("nsg.networks", { treeDataProvider: this, showCollapseAll: true })
    this.#listeners = [
      session.server.onDidReadFiles(() => this.#forget.soon()),
      workspace.onDidChangeTextDocument(
        ({ document }) => languages.match(documentSelector, document) > 0 && this.#forget.soon(),
      ),
      languages.onDidChangeDiagnostics(
        ({ uris }) => uris.some(uri => this.#documents.has(uri.toString())) && this.#changed.fire(undefined),
      ),
    ]
  }

  async getChildren(line?: Line): Promise<Line[]> {
    if (line) return [...this.#childrenOf(line)]
    this.#tree ??= await this.#ask()
    const roots = this.#tree?.roots ?? []
    const [only] = roots
    // Without any network there is nothing to tell apart.
    return only?.kind === "heading" && roots.length === 1 ? [...this.#childrenOf(only)] : [...roots]
  }

  getTreeItem(line: Line): TreeItem {
    const item = new TreeItem(line.label, stateOf(line))
    const icon = iconOf(line)
    if (icon) item.iconPath = icon
    item.contextValue = `nsg.${line.kind}`
    item.description = [descriptionOf(line), findingsText(line)].filter(Boolean).join(" · ")
    item.accessibilityInformation = { label: [kindWords[line.kind], line.label, item.description].join(" ").trim() }
    if (line.place)
      item.command = { title: l10n.t("Show"), command: showPlaceCommand, arguments: [locationOf(line.place)] }
    return item
  }

  /** Asks again, and hands back what is shown. */
  async refresh(): Promise<NetworkTree<NamedPlace> | undefined> {
    this.#tree = await this.#ask()
    this.#changed.fire(undefined)
    return this.#tree
  }

  dispose(): void {
    this.#forget.dispose()
    for (const listener of this.#listeners) listener.dispose()
    this.#view.dispose()
    this.#changed.dispose()
  }

  async #ask(): Promise<NetworkTree<NamedPlace> | undefined> {
    const { server } = this.#session
    await server.start()
    const { client } = server
    if (!client.isRunning()) return undefined
    const tree = await client.sendRequest<NetworkTree<NamedPlace>>(networkTreeRequest)
    this.#documents = new Set(tree.groups.map(({ place }) => Uri.parse(place.uri).toString()))
    return tree
  }

  #childrenOf(line: Line): readonly Line[] {
    if (line.kind === "rule") return []
    if (line.kind === "group") return line.rules.map(rule => ({ ...rule, kind: "rule", group: line }))
    const groups = line.groups.flatMap((number): readonly GroupLine[] => {
      const group = this.#tree?.groups[number]
      return group ? [{ ...group, kind: "group" }] : []
    })
    return [...groups, ...line.children]
  }
}

/** What the commands of a line are about; those of a rule are about its NSG. */
export function subjectOf(line: Line): Subject | undefined {
  if (line.kind === "rule") return subjectOf(line.group)
  if (line.kind === "group") {
    const { uri, nameRange } = line.place
    return { uri, group: line.label, at: nameRange.start }
  }
  return line.end === undefined ? undefined : { end: line.end, ...uriOf(line) }
}

function uriOf({ place }: NetworkLine): Pick<Subject, "uri"> {
  return place ? { uri: place.uri } : {}
}

function stateOf(line: Line): TreeItemCollapsibleState {
  const hasChildren =
    line.kind === "group"
      ? line.rules.length > 0
      : line.kind !== "rule" && line.groups.length + line.children.length > 0
  if (!hasChildren) return TreeItemCollapsibleState.None
  return line.kind === "virtualNetwork" || line.kind === "heading"
    ? TreeItemCollapsibleState.Expanded
    : TreeItemCollapsibleState.Collapsed
}

function iconOf(line: Line): ThemeIcon | undefined {
  if (line.kind !== "rule") return icons[line.kind]
  if (!line.access) return new ThemeIcon("question")
  return line.access === "Allow"
    ? new ThemeIcon("pass", new ThemeColor("testing.iconPassed"))
    : new ThemeIcon("circle-slash", new ThemeColor("testing.iconFailed"))
}

const icons = {
  virtualNetwork: new ThemeIcon("type-hierarchy"),
  subnet: new ThemeIcon("symbol-namespace"),
  networkInterface: new ThemeIcon("plug"),
  group: new ThemeIcon("shield"),
  heading: undefined,
} as const

const kindWords: Readonly<Record<Line["kind"], string>> = {
  virtualNetwork: l10n.t("virtual network"),
  subnet: l10n.t("subnet"),
  networkInterface: "NIC",
  group: "NSG",
  rule: l10n.t("rule"),
  heading: "",
}

function descriptionOf(line: Line): string {
  return line.kind === "group" ? ruleCount(line.rules.length) : (line.description ?? "")
}

/** Of a group or rule, the findings that the editor shows in it. */
function findingsText(line: Line): string {
  if (line.kind !== "group" && line.kind !== "rule") return ""
  const { uri, range } = line.place
  const whole = asRange(range)
  const own = (finding: Diagnostic) => finding.source === "nsg" && whole.contains(finding.range)
  const count = languages.getDiagnostics(Uri.parse(uri)).filter(own).length
  return count === 0 ? "" : findingCount(count)
}

function locationOf({ uri, nameRange }: NamedPlace) {
  return { uri, range: nameRange }
}
