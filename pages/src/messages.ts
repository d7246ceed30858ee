import type {
  DrawnView,
  EffectiveRulesView,
  FlowChoices,
  Location,
  Settlement,
  Subject,
  VerdictView,
  VerifyFlowArgument,
} from "../../server/src/protocol.ts"

/** What a page shows. Everything in it is plain text of the documents: pages make text nodes of it and nothing else. */
export type PageContent = RulesContent | VerdictContent | TopologyContent

export interface RulesContent {
  readonly kind: "rules"
  readonly title: string
  readonly request: Subject
  readonly view: EffectiveRulesView
}

export interface VerdictContent {
  readonly kind: "verdict"
  readonly title: string
  /** Without a flow before anything is asked. */
  readonly request: VerifyFlowArgument
  /** Absent as long as there is no flow. */
  readonly view?: VerdictView
  readonly settle: readonly (Settlement & { readonly label: string })[]
  /** The flow that was asked about. */
  readonly fields?: FlowFields
  /** The flows that were verified last. */
  readonly recent: readonly string[]
  /** Whether a flow may be a path, which has no direction. */
  readonly isOfNetworks: boolean
}

/** A flow as a form has it. Empty: a direction of a path, a port that is any. */
export interface FlowFields {
  readonly direction: string
  readonly protocol: string
  readonly source: string
  readonly sourcePort: string
  readonly destination: string
  readonly destinationPort: string
}

export interface TopologyContent {
  readonly kind: "topology"
  readonly title: string
  readonly request: Subject
  readonly picture: DrawnView
}

/** What the extension says to a page. */
export type ToPage =
  | { readonly content: PageContent }
  /** Why what it shows is not up to date. */
  | { readonly problem: string }
  /** Why the flow of its form cannot be verified. */
  | { readonly refused: string }
  | { readonly choices: FlowChoices }

/** What a page says to the extension. */
export type FromPage =
  /** It has loaded, and shows nothing yet. */
  | { readonly ready: true }
  /** It shows what it was given last, with so many rows, and so many words that lead to a document. */
  | { readonly shown: ShownCounts }
  | { readonly place: Location }
  /** The settlement with these prefixes was chosen. */
  | { readonly settle: readonly string[] }
  | { readonly verifyAnother: true }
  /** The flow of the form, as a line. */
  | { readonly verify: string }
  /** The form is shown, and has nothing to offer yet. */
  | { readonly choices: true }
  /** The answer is to be written down as an expectation. */
  | { readonly saveExpectation: true }
  /** The picture of this number among those that it shows is to be written to a file. */
  | { readonly exportPicture: number }

export interface ShownCounts {
  readonly rows: number
  readonly links: number
}

/** What a page keeps while its window is reloaded: what it was about, and how it was looked at. */
export interface PageState {
  readonly request?: PageContent["request"]
  readonly look?: TableLook
  /** Whether the form below an answer is open. */
  readonly isFormOpen?: boolean
  /** What was typed into the form when it was about this flow. */
  readonly typed?: { readonly of: string; readonly fields: FlowFields }
}

/** How the tables of rules are looked at. */
export interface TableLook {
  readonly filter: string
  readonly hasDefaults: boolean
  readonly sort?: { readonly column: number; readonly descending: boolean }
}
