import type { Profile, Severity } from "../checks/check.ts"
import type { ConfigurationFault } from "../checks/configuration-fault.ts"
import type { Settings } from "./settings.ts"

/** What a configuration file states; what it leaves out is undefined. Paths and globs begin in its folder. */
export interface Configuration {
  readonly checks?: Settings["checks"]
  readonly profile?: Profile
  readonly virtualNetwork?: readonly string[]
  readonly onPremises?: readonly string[]
  /** Path of a service tag file. */
  readonly serviceTags?: string
  readonly parameters?: Settings["parameters"]
  readonly parameterFiles?: Settings["parameterFiles"]
  /** Globs of files that are not checked. */
  readonly ignore?: readonly string[]
  readonly overrides?: readonly Override[]
  readonly exposure?: { readonly width?: number }
}

/** Severities for some files. Of several the last one wins. */
export interface Override {
  readonly files: readonly string[]
  readonly checks: Readonly<Record<string, Severity | "off">>
}

/** A configuration with what is wrong with it: the rest of it counts all the same. */
export interface ReadConfiguration {
  readonly configuration: Configuration
  readonly faults: readonly ConfigurationFault[]
}

/** What a configuration file may be called: of two in one folder the first. */
export const configurationNames = [".nsgrc.json", ".nsgrc.yaml"] as const

/** Whether a file configures nsg, and is therefore never read as one with groups. */
export function isConfigurationFile(uri: string): boolean {
  return configurationNames.some(name => uri.endsWith(`/${name}`) || uri === name)
}
