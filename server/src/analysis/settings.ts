import type { Profile, Severity } from "../checks/check.ts"
import { type Bounds, defaultBounds } from "../syntax/bounds.ts"

/** What the user has set; the same settings under `nsg.` in the editor and as options of the command line. */
export interface Settings {
  readonly profile: Profile
  /** Address prefixes that are inside the virtual network; then everything else is outside. Checks do not use them. */
  readonly virtualNetwork: readonly string[]
  /** Address prefixes behind gateways, which VirtualNetwork holds too. Of the checks only shadowed-in-network uses them. */
  readonly onPremises: readonly string[]
  readonly serviceTags: ServiceTagSettings
  /** Values for parameters of ARM templates, by name, where no parameter file gives any. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Which parameter file carries the values for a template, both as paths that begin in the same folder. */
  readonly parameterFiles: Readonly<Record<string, string>>
  /** Severity of a code, or "off". */
  readonly checks: Readonly<Record<string, Severity | "off">>
  readonly exposure: ExposureSettings
  /** Which files of a workspace are read besides the open ones, and whether their findings are shown. */
  readonly workspace: WorkspaceSettings
  /** What an editor shows behind values. */
  readonly inlayHints: InlayHintSettings
  /** Set for a file that its configuration leaves out: nothing is found in it. */
  readonly isIgnored?: true
  /** Steps that one proof may take, where that is less than usual: no user sets it, but examples do. */
  readonly proofSteps?: number
  /** Beyond these a document is refused before it is parsed. */
  readonly limits: Bounds
}

export interface ExposureSettings {
  /** A rule exposes what it lets in from at least so many public addresses. */
  readonly width: number
}

export interface ServiceTagSettings {
  /** Path of one of Microsoft's service tag files, absolute or from the folder; "" for none. */
  readonly file: string
}

export interface WorkspaceSettings {
  /** Globs, which begin in each folder of the workspace. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Of which files findings are shown. */
  readonly diagnostics: "openFiles" | "workspace"
}

export interface InlayHintSettings {
  /** The usual service of a port. */
  readonly portServices: boolean
  /** How many addresses a prefix has. */
  readonly addressCounts: boolean
  /** What an expression comes to. */
  readonly expressionValues: boolean
  /** That a rule never matches. */
  readonly neverMatches: boolean
  /** The rule that is evaluated before a priority. */
  readonly evaluationOrder: boolean
}

export const defaultSettings: Settings = {
  profile: "current",
  virtualNetwork: [],
  onPremises: [],
  serviceTags: { file: "" },
  parameters: {},
  parameterFiles: {},
  checks: {},
  exposure: { width: 2 ** 24 },
  workspace: {
    include: ["**/*.{json,jsonc,yaml,yml}"],
    exclude: ["**/node_modules/**", "**/.git/**"],
    diagnostics: "openFiles",
  },
  inlayHints: {
    portServices: true,
    addressCounts: false,
    expressionValues: true,
    neverMatches: true,
    evaluationOrder: false,
  },
  limits: defaultBounds,
}
