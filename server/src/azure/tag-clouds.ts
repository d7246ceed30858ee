/** Azure's clouds, as Microsoft's service tag files name them. */
export const clouds: readonly string[] = ["Public", "AzureGovernment", "China"]

/**
 * Tags that are not in all three files (public 2025-10-28 and 2025-11-17, government and China 2026-07-20), or that the
 * documentation has without a file.
 */
const inSome: ReadonlyMap<string, readonly string[]> = new Map([
  ...`AzureDataLake AzureDeviceUpdate AzureDevOps AzureDevSpaces AzureFrontDoor.FirstParty
  AzureLoadTestingInstanceManagement AzureOpenDatasets AzureSphere AzureUpdateDelivery ChaosStudio
  CorpNetPublic CorpNetSaw Dynamics365BusinessCentral Grafana SecurityCopilot`
    .split(/\s+/)
    .map((tag): [string, readonly string[]] => [tag, ["Public"]]),
  ...`AzureFrontDoor.MicrosoftSecurity AzureMonitorForSAP MicrosoftDefenderForEndpoint StorageMover VideoIndexer`
    .split(" ")
    .map((tag): [string, readonly string[]] => [tag, ["Public", "AzureGovernment"]]),
  ["AutonomousDevelopmentPlatform", ["Public", "China"]],
  ["SystemServiceAzureSpringAppsResourceProvider", ["AzureGovernment", "China"]],
  // In no file, so that it is not known which clouds have it.
  ["AzureContainerAppsService", []],
])

/** The clouds that have a tag, as far as that is known, by its name without a region; of a regional form the one that has the region. */
export function cloudsOf(tag: string, region?: string): readonly string[] {
  const place = region?.toLowerCase()
  return place === undefined || place === noRegion ? (inSome.get(tag) ?? clouds) : [cloudOf(place)]
}

/** AzurePortal.AzureAppServiceUx is a part of the service, and no region. */
const noRegion = "azureappserviceux"

function cloudOf(region: string): string {
  if (region.startsWith("china")) return "China"
  return /^us(gov|dod)/.test(region) ? "AzureGovernment" : "Public"
}
