/** The directions of rules that Microsoft's overview of service tags (01/2023) lists a tag for. */
export type TagDirection = "Inbound" | "Outbound" | "Both"

/** Their services are called and do not call. A hint for people and no fact for proofs: the API takes any tag on either side. */
const outbound = tags(`
  AppConfiguration AzureActiveDirectory AzureAdvancedThreatProtection AzureArcInfrastructure AzureAttestation AzureBackup
  AzureBotService AzureContainerRegistry AzureCosmosDB AzureDataLake AzureDevSpaces AzureInformationProtection AzureIoTHub
  AzureKeyVault AzureManagedGrafana AzureMonitor AzureOpenDatasets AzureResourceManager AzureSignalR AzureSiteRecovery
  AzureSpringCloud AzureStack AzureUpdateDelivery DataFactoryManagement EventHub GuestAndHybridManagement
  M365ManagementActivityApi MicrosoftAzureFluidRelay MicrosoftCloudAppSecurity MicrosoftContainerRegistry
  MicrosoftPurviewPolicyDistribution OneDsCollector PowerPlatformInfra ServiceBus Sql Storage WindowsAdminCenter
`)

const inbound = tags(`
  ActionGroup ApiManagement ApplicationInsightsAvailability AzureCognitiveSearch AzureDataExplorerManagement AzureDevOps
  AzureDigitalTwins AzureLoadTestingInstanceManagement AzureMachineLearningInference AzureSentinel AzureTrafficManager
  CorpNetPublic CorpNetSaw GatewayManager HDInsight LogicAppsManagement M365ManagementActivityApiWebhook PowerPlatformPlex SerialConsole
`)

const both = tags(`
  AppServiceManagement AutonomousDevelopmentPlatform AzureActiveDirectoryDomainServices AzureCloud AzureConnectors
  AzureContainerAppsService AzureDatabricks AzureDeviceUpdate AzureEventGrid AzureFrontDoor.Backend
  AzureFrontDoor.FirstParty AzureFrontDoor.Frontend AzureHealthcareAPIs AzureMachineLearning AzureSphere AzureWebPubSub
  BatchNodeManagement ChaosStudio CognitiveServicesFrontend CognitiveServicesManagement DataFactory
  Dynamics365BusinessCentral Dynamics365ForMarketingEmail EOPExternalPublishedIPs KustoAnalytics LogicApps Marketplace
  MicrosoftDefenderForEndpoint PowerBI PowerQueryOnline ServiceFabric SqlManagement StorageSyncService
  WindowsVirtualDesktop
`)

/** By a tag's name without a region; undefined for a tag that the overview does not have. */
export function directionOf(tag: string): TagDirection | undefined {
  if (outbound.has(tag)) return "Outbound"
  if (inbound.has(tag)) return "Inbound"
  return both.has(tag) ? "Both" : undefined
}

/** Whether a service only receives connections, by the name of its tag without a region. */
export function onlyReceives(tag: string): boolean {
  return outbound.has(tag)
}

function tags(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}
