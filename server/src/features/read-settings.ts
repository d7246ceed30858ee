import { defaultSettings, type Settings } from "../analysis/settings.ts"
import { profiles, type Severity } from "../checks/check.ts"

/** The user's settings from what an editor sends for the section `nsg`; whatever is not valid in it keeps its default. */
export function readSettings(section: unknown): Settings {
  if (!isObject(section)) return defaultSettings
  return {
    profile: profiles.find(profile => profile === section.profile) ?? defaultSettings.profile,
    virtualNetwork: readTexts(section.virtualNetwork) ?? defaultSettings.virtualNetwork,
    onPremises: readTexts(section.onPremises) ?? defaultSettings.onPremises,
    serviceTags: { file: readText(section.serviceTags, "file") },
    parameters: isObject(section.parameters) ? section.parameters : defaultSettings.parameters,
    parameterFiles: readPaths(section.parameterFiles),
    checks: readChecks(section.checks),
    exposure: readExposure(section.exposure),
    workspace: readWorkspace(section.workspace),
    inlayHints: readInlayHints(section.inlayHints),
    limits: readLimits(section.limits),
  }
}

function readExposure(exposure: unknown): Settings["exposure"] {
  return { width: readSize(isObject(exposure) ? exposure.width : undefined, defaultSettings.exposure.width) }
}

function readWorkspace(workspace: unknown): Settings["workspace"] {
  if (!isObject(workspace)) return defaultSettings.workspace
  const { include, exclude, diagnostics } = defaultSettings.workspace
  return {
    include: readTexts(workspace.include) ?? include,
    exclude: readTexts(workspace.exclude) ?? exclude,
    diagnostics: workspace.diagnostics === "workspace" ? "workspace" : diagnostics,
  }
}

function readInlayHints(hints: unknown): Settings["inlayHints"] {
  const { inlayHints } = defaultSettings
  if (!isObject(hints)) return inlayHints
  const read = (kind: keyof typeof inlayHints) => {
    const value = hints[kind]
    return typeof value === "boolean" ? value : inlayHints[kind]
  }
  return {
    portServices: read("portServices"),
    addressCounts: read("addressCounts"),
    expressionValues: read("expressionValues"),
    neverMatches: read("neverMatches"),
    evaluationOrder: read("evaluationOrder"),
  }
}

function readText(holder: unknown, key: string): string {
  const text = isObject(holder) ? holder[key] : undefined
  return typeof text === "string" ? text.trim() : ""
}

function readTexts(texts: unknown): readonly string[] | undefined {
  return Array.isArray(texts) ? texts.filter(text => typeof text === "string") : undefined
}

function readPaths(paths: unknown): Settings["parameterFiles"] {
  if (!isObject(paths)) return defaultSettings.parameterFiles
  return Object.fromEntries(
    Object.entries(paths).flatMap(([key, path]) => (typeof path === "string" ? [[key, path]] : [])),
  )
}

function readChecks(checks: unknown): Settings["checks"] {
  if (!isObject(checks)) return defaultSettings.checks
  return Object.fromEntries(Object.entries(checks).flatMap(([code, value]) => (isChoice(value) ? [[code, value]] : [])))
}

const choices: readonly unknown[] = ["error", "warning", "information", "hint", "off"]

function isChoice(value: unknown): value is Severity | "off" {
  return choices.includes(value)
}

/** Nesting cannot be raised above its default, beyond which a parser's stack is in danger. */
function readLimits(limits: unknown): Settings["limits"] {
  if (!isObject(limits)) return defaultSettings.limits
  const { json, yaml, nesting } = defaultSettings.limits
  return {
    json: readSize(limits.json, json),
    yaml: readSize(limits.yaml, yaml),
    nesting: Math.min(readSize(limits.nesting, nesting), nesting),
  }
}

function readSize(value: unknown, otherwise: number): number {
  return typeof value === "number" && value >= 0 ? value : otherwise
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
