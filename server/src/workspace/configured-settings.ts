import type { Configuration } from "../analysis/configuration.ts"
import type { Settings } from "../analysis/settings.ts"
import type { PlacedConfiguration } from "./configurations.ts"
import { globMatcher } from "./file-globs.ts"
import { pathUri } from "./path-uri.ts"

/**
 * The settings of a file under its configuration: what that states takes the place of the setting of the same name, so that an
 * editor says what everyone else sees. Equal settings are one object. `elsewhere` is where globs begin for files that are not
 * below the configuration's folder.
 */
export function configuredSettings(base: Settings, placed: PlacedConfiguration, uri: string, elsewhere = ""): Settings {
  const { configuration } = placed
  const path = relativePath(uri, placed.folder) ?? relativePath(uri, elsewhere) ?? uri.replace(/^[^/]*\/+/, "")
  const overrides = (configuration.overrides ?? []).filter(({ files }) => globMatcher(files)(path))
  const isIgnored = globMatcher(configuration.ignore ?? [])(path)
  const parameterFile = parameterFileIn(placed, uri)
  const key = [isIgnored, parameterFile, ...overrides.map(each => configuration.overrides?.indexOf(each))].join(" ")
  return remembered(base, configuration, key, () => {
    const { profile, virtualNetwork, onPremises, parameters, serviceTags, exposure } = configuration
    const checks = configuration.checks ?? (overrides.length > 0 ? base.checks : undefined)
    return {
      ...base,
      ...(profile && { profile }),
      ...(virtualNetwork && { virtualNetwork }),
      ...(onPremises && { onPremises }),
      ...(parameters && { parameters }),
      ...(configuration.parameterFiles && { parameterFiles: parameterFile ? { [path]: parameterFile } : {} }),
      ...(serviceTags && { serviceTags: { file: pathUri(serviceTags, placed.folder) ?? "" } }),
      ...(exposure?.width !== undefined && { exposure: { width: exposure.width } }),
      ...(checks && { checks: Object.assign({}, checks, ...overrides.map(each => each.checks)) }),
      ...(isIgnored && { isIgnored: true as const }),
    }
  })
}

/**
 * Settings whose service tag file a configuration may have named, without that where it lies outside of the folders: what a
 * repository says must not lead to other files of the machine, nor to other machines.
 */
export function withOwnTags(settings: Settings, set: Settings, folders: readonly string[]): Settings {
  const { file } = settings.serviceTags
  const isOwn = !file.includes("/../") && folders.some(folder => file.startsWith(`${folder}/`))
  return isOwn || file === set.serviceTags.file ? settings : { ...settings, serviceTags: set.serviceTags }
}

const known = new WeakMap<Settings, WeakMap<Configuration, Map<string, Settings>>>()

function remembered(base: Settings, configuration: Configuration, key: string, make: () => Settings): Settings {
  const ofBase = known.get(base) ?? new WeakMap<Configuration, Map<string, Settings>>()
  known.set(base, ofBase)
  const settings = ofBase.get(configuration) ?? new Map<string, Settings>()
  ofBase.set(configuration, settings)
  const found = settings.get(key) ?? make()
  settings.set(key, found)
  return found
}

/** The URI of the parameter file that a configuration names for a template. */
function parameterFileIn({ configuration, folder }: PlacedConfiguration, template: string): string | undefined {
  const named = Object.entries(configuration.parameterFiles ?? {}).find(([name]) => pathUri(name, folder) === template)
  return named && pathUri(named[1], folder)
}

function relativePath(uri: string, folder: string): string | undefined {
  return folder !== "" && uri.startsWith(`${folder}/`) ? decodeURIComponent(uri.slice(folder.length + 1)) : undefined
}
