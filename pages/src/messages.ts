import type {
  DrawnView,
  EffectiveRulesView,
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
  readonly request: VerifyFlowArgument
  readonly view: VerdictView
  readonly settle: readonly (Settlement & { readonly label: string })[]
}

export interface TopologyContent {
  readonly kind: "topology"
  readonly title: string
  readonly request: Subject
  readonly picture: DrawnView
}

/** What the extension says to a page: what to show, or why what it shows is not up to date. */
export type ToPage = { readonly content: PageContent } | { readonly problem: string }

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
}

/** How the tables of rules are looked at. */
export interface TableLook {
  readonly filter: string
  readonly hasDefaults: boolean
  readonly sort?: { readonly column: number; readonly descending: boolean }
}
