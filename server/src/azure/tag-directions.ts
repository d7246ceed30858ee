/**
 * Tags for outbound rules only, by Microsoft's overview of service tags (01/2023): their services are called and do not
 * call. A hint for people and no fact for proofs: the API takes any tag on either side.
 */
const outboundOnly: ReadonlySet<string> = new Set(
  `AppConfiguration AzureActiveDirectory AzureAdvancedThreatProtection AzureArcInfrastructure AzureAttestation AzureBackup
  AzureBotService AzureContainerRegistry AzureCosmosDB AzureDataLake AzureDevSpaces AzureInformationProtection AzureIoTHub
  AzureKeyVault AzureManagedGrafana AzureMonitor AzureOpenDatasets AzureResourceManager AzureSignalR AzureSiteRecovery
  AzureSpringCloud AzureStack AzureUpdateDelivery DataFactoryManagement EventHub GuestAndHybridManagement
  M365ManagementActivityApi MicrosoftAzureFluidRelay MicrosoftCloudAppSecurity MicrosoftContainerRegistry
  MicrosoftPurviewPolicyDistribution OneDsCollector PowerPlatformInfra ServiceBus Sql Storage WindowsAdminCenter`.split(
    /\s+/,
  ),
)

/** Whether a service only receives connections, by the name of its tag without a region. */
export function onlyReceives(tag: string): boolean {
  return outboundOnly.has(tag)
}
