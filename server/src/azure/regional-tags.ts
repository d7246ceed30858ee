/**
 * How service tags name regions, and which tag has which of them (Microsoft's service tag files: public 2025-10-28 and
 * 2025-11-17, government and China 2026-07-20). Azure refuses a region in a spelling that is not the tag's own
 * (bicep-registry-modules#5313, terraform-provider-azurerm#16761).
 */

/** The regions of a tag as it spells them, by that spelling in lower case; undefined for a tag that has none. */
export function regionsOf(tag: string): ReadonlyMap<string, string> | undefined {
  return regionalTags.get(tag)
}

/** A region's name, `NorwayEast`, from any of its spellings; undefined for a word that names none. */
export function regionName(word: string): string | undefined {
  return regionNames.get(word)
}

/** A region as a tag spells it, where the tag has it: AzureCloud has codes for some. */
export function spellingFor(tag: string, region: string): string | undefined {
  const spelling = tag === "AzureCloud" ? (azureCloudCodes[region] ?? region) : region
  return regionalTags.get(tag)?.get(spelling.toLowerCase())
}

/** The regions in which nearly every regional tag is. */
const usualRegions = words(`
  AustraliaCentral AustraliaCentral2 AustraliaEast AustraliaSoutheast AustriaEast BelgiumCentral BrazilSouth
  BrazilSoutheast CanadaCentral CanadaEast CentralIndia CentralUS CentralUSEUAP ChileCentral ChinaEast
  ChinaEast2 ChinaEast3 ChinaNorth ChinaNorth2 ChinaNorth3 EastAsia EastUS EastUS2 EastUS2EUAP EastUSSTG
  FranceCentral FranceSouth GermanyNorth GermanyWestCentral IndonesiaCentral IsraelCentral IsraelNorthwest
  ItalyNorth JapanEast JapanWest JioIndiaCentral JioIndiaWest KoreaCentral KoreaSouth MalaysiaSouth MalaysiaWest
  MexicoCentral NewZealandNorth NorthCentralUS NorthEurope NorwayEast NorwayWest PolandCentral QatarCentral
  SouthAfricaNorth SouthAfricaWest SouthCentralUS SouthCentralUS2 SouthCentralUSSTG SoutheastAsia SoutheastUS
  SoutheastUS3 SouthIndia SpainCentral SwedenCentral SwedenSouth SwitzerlandNorth SwitzerlandWest TaiwanNorth
  TaiwanNorthwest UAECentral UAENorth UKSouth UKWest USDoDCentral USDoDEast USGovArizona USGovTexas
  USGovVirginia WestCentralUS WestEurope WestIndia WestUS WestUS2 WestUS3
`)

/** AzureCloud has a code for some regions where every other tag has the name. */
const azureCloudCodes: Readonly<Record<string, string>> = {
  BrazilSoutheast: "brazilse",
  ChileCentral: "chilec",
  EastUSSTG: "usstagee",
  FranceCentral: "centralfrance",
  FranceSouth: "southfrance",
  GermanyNorth: "germanyn",
  GermanyWestCentral: "germanywc",
  NorwayEast: "norwaye",
  NorwayWest: "norwayw",
  SouthCentralUSSTG: "usstagec",
  SwitzerlandNorth: "switzerlandn",
  SwitzerlandWest: "switzerlandw",
}

/** Codes of AzureCloud that no other tag has. */
const azureCloudOnly = ["brazilne", "northeurope2"]

/** Tags in all of them. */
const everywhere = words(`
  ActionGroup ApiManagement AppService AppServiceManagement AzureArcInfrastructure AzureAttestation AzureBackup
  AzureBotService AzureCognitiveSearch AzureConnectors AzureContainerRegistry AzureCosmosDB AzureEventGrid
  AzureKeyVault AzureMachineLearning AzureMonitor AzurePortal AzureResourceManager BatchNodeManagement EventHub
  GatewayManager HDInsight LogicApps MicrosoftContainerRegistry PowerQueryOnline ServiceBus Sql Storage
  StorageSyncService
`)

/** Tags in all of them but these. */
const nearlyEverywhere: Readonly<Record<string, readonly string[]>> = {
  AzureDataExplorerManagement: words("SouthCentralUSSTG"),
  AzureDigitalTwins: words("USDoDEast USGovVirginia"),
  AzureIoTHub: words("AustriaEast BelgiumCentral ChileCentral IsraelNorthwest SouthCentralUS2 SoutheastUS3"),
  AzureSignalR: words(`
    BelgiumCentral ChileCentral ChinaEast IsraelNorthwest MalaysiaSouth SouthCentralUS2 SoutheastUS SoutheastUS3
    TaiwanNorthwest USDoDCentral USGovTexas
  `),
  DataFactory: words("SouthCentralUSSTG"),
  PowerBI: words("SouthCentralUSSTG"),
  ServiceFabric: words("ChinaEast ChinaEast2 ChinaEast3 ChinaNorth ChinaNorth2 ChinaNorth3"),
  WindowsVirtualDesktop: words("SouthCentralUS2 SoutheastUS SoutheastUS3"),
}

/** Tags in these alone. */
const inSome: Readonly<Record<string, readonly string[]>> = {
  AzureDataLake: words("AustraliaSoutheast CentralUS EastUS2 NorthEurope SoutheastAsia WestEurope"),
  AzureDevOps: words(`
    AustraliaEast AustraliaSoutheast BrazilSouth CanadaCentral CentralIndia CentralUS CentralUSEUAP EastAsia
    EastUS EastUS2 EastUS2EUAP NorthCentralUS NorthEurope SouthCentralUS SoutheastAsia SouthIndia SwedenCentral
    UAENorth UKSouth WestCentralUS WestEurope WestUS WestUS2 WestUS3
  `),
  AzureDevSpaces: words(`
    AustraliaEast AustraliaSoutheast CanadaCentral CanadaEast CentralUS EastAsia EastUS EastUS2 EastUS2EUAP
    JapanEast NorthEurope SouthCentralUS SoutheastAsia UKSouth WestCentralUS WestEurope WestUS WestUS2
  `),
  AzureOpenDatasets: words(`
    AustraliaCentral AustraliaCentral2 AustraliaEast AustraliaSoutheast BrazilSouth CanadaCentral CanadaEast
    CentralIndia CentralUS CentralUSEUAP EastAsia EastUS EastUS2 EastUS2EUAP EastUSSTG FranceCentral FranceSouth
    GermanyNorth GermanyWestCentral JapanEast JapanWest JioIndiaCentral KoreaCentral KoreaSouth NorthCentralUS
    NorthEurope NorwayEast NorwayWest SouthAfricaNorth SouthAfricaWest SouthCentralUS SouthCentralUSSTG
    SoutheastAsia SouthIndia SwedenCentral SwedenSouth SwitzerlandNorth SwitzerlandWest UAECentral UAENorth
    UKSouth UKWest WestCentralUS WestEurope WestIndia WestUS WestUS2 WestUS3
  `),
  AzureSecurityCenter: words(`
    AustraliaCentral AustraliaCentral2 AustraliaEast AustraliaSoutheast BrazilSouth BrazilSoutheast CanadaCentral
    CanadaEast CentralIndia CentralUS CentralUSEUAP ChinaEast ChinaEast2 ChinaEast3 ChinaNorth ChinaNorth2
    ChinaNorth3 EastAsia EastUS EastUS2 EastUS2EUAP EastUSSTG FranceCentral FranceSouth GermanyNorth
    GermanyWestCentral JapanEast JapanWest JioIndiaCentral JioIndiaWest KoreaCentral KoreaSouth NorthCentralUS
    NorthEurope NorwayEast NorwayWest SouthAfricaNorth SouthAfricaWest SouthCentralUS SouthCentralUSSTG
    SoutheastAsia SouthIndia SwedenCentral SwedenSouth SwitzerlandNorth SwitzerlandWest UAECentral UAENorth
    UKSouth UKWest USDoDCentral USDoDEast USGovArizona USGovTexas USGovVirginia WestCentralUS WestEurope WestIndia
    WestUS WestUS2 WestUS3
  `),
  AzureUpdateDelivery: words(
    "CentralUS EastAsia EastUS EastUS2 NorthEurope SouthCentralUS WestCentralUS WestEurope WestUS2",
  ),
  Dynamics365ForMarketingEmail: words(`
    AustraliaSoutheast BrazilSouth CanadaCentral CentralIndia EastAsia EastUS FranceCentral JapanEast NorthEurope
    SouthAfricaNorth SwitzerlandNorth UAENorth UKSouth USGovTexas USGovVirginia WestUS2
  `),
  MicrosoftCloudAppSecurity: words(`
    AustraliaEast AustraliaSoutheast BrazilSouth CanadaCentral CanadaEast CentralIndia CentralUS CentralUSEUAP
    ChinaEast ChinaEast2 ChinaNorth ChinaNorth2 EastAsia EastUS EastUS2 EastUS2EUAP FranceCentral FranceSouth
    GermanyWestCentral JapanEast NorthEurope SouthCentralUS SoutheastAsia UKSouth UKWest USDoDCentral USDoDEast
    USGovArizona USGovTexas USGovVirginia WestCentralUS WestEurope WestUS WestUS2 WestUS3
  `),
  PowerPlatformInfra: words(`
    AustraliaEast AustraliaSoutheast BrazilSouth BrazilSoutheast CanadaCentral CanadaEast CentralIndia CentralUS
    ChinaEast2 ChinaEast3 ChinaNorth2 ChinaNorth3 EastAsia EastUS EastUS2 FranceCentral FranceSouth GermanyNorth
    GermanyWestCentral IndonesiaCentral IsraelCentral ItalyNorth JapanEast JapanWest KoreaCentral KoreaSouth
    NewZealandNorth NorthEurope NorwayEast NorwayWest PolandCentral QatarCentral SouthAfricaNorth SouthAfricaWest
    SouthCentralUS SoutheastAsia SouthIndia SpainCentral SwedenCentral SwitzerlandNorth SwitzerlandWest UAECentral
    UAENorth UKSouth UKWest USDoDCentral USDoDEast USGovTexas USGovVirginia WestCentralUS WestEurope WestUS
    WestUS2
  `),
  PowerPlatformPlex: words(`
    AustraliaEast AustraliaSoutheast BrazilSouth BrazilSoutheast CanadaCentral CanadaEast CentralIndia CentralUS
    ChinaEast2 ChinaEast3 ChinaNorth2 ChinaNorth3 EastAsia EastUS EastUS2 FranceCentral FranceSouth GermanyNorth
    GermanyWestCentral IndonesiaCentral IsraelCentral ItalyNorth JapanEast JapanWest KoreaCentral KoreaSouth
    NewZealandNorth NorthEurope NorwayEast NorwayWest PolandCentral QatarCentral SouthAfricaNorth SouthAfricaWest
    SouthCentralUS SoutheastAsia SouthIndia SpainCentral SwedenCentral SwitzerlandNorth SwitzerlandWest UAECentral
    UAENorth UKSouth UKWest USDoDCentral USDoDEast USGovTexas USGovVirginia WestEurope WestUS
  `),
  SCCservice: words(`
    AustraliaCentral AustraliaCentral2 AustraliaEast AustraliaSoutheast BrazilSouth BrazilSoutheast CanadaCentral
    CanadaEast CentralIndia CentralUS CentralUSEUAP ChinaEast ChinaEast2 ChinaEast3 ChinaNorth ChinaNorth2
    EastAsia EastUS EastUS2 EastUS2EUAP EastUSSTG FranceCentral FranceSouth GermanyNorth GermanyWestCentral
    JapanEast JapanWest JioIndiaCentral JioIndiaWest KoreaCentral KoreaSouth NorthCentralUS NorthEurope NorwayEast
    NorwayWest SouthAfricaNorth SouthAfricaWest SouthCentralUS SouthCentralUSSTG SoutheastAsia SouthIndia
    SwedenCentral SwedenSouth SwitzerlandNorth SwitzerlandWest UAECentral UAENorth UKSouth UKWest USDoDCentral
    USDoDEast USGovArizona USGovTexas USGovVirginia WestCentralUS WestEurope WestIndia WestUS WestUS2 WestUS3
  `),
}

/** What single tags have besides. */
const besides: Readonly<Record<string, readonly string[]>> = {
  AzurePortal: ["AzureAppServiceUx"],
  Sql: ["EastUS2Stage", "NorthCentralUSStage"],
  Storage: ["EastUS2Stage", "NorthCentralUSStage"],
}

const regionalTags: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ...everywhere.map(tag => regional(tag, [...usualRegions, ...(besides[tag] ?? [])])),
  ...Object.entries(nearlyEverywhere).map(([tag, without]) =>
    regional(
      tag,
      usualRegions.filter(region => !without.includes(region)),
    ),
  ),
  ...Object.entries(inSome).map(([tag, regions]) => regional(tag, regions)),
  regional("AzureCloud", [
    ...usualRegions.map(region => azureCloudCodes[region] ?? region.toLowerCase()),
    ...azureCloudOnly,
  ]),
])

const regionNames: ReadonlyMap<string, string> = new Map([
  ...[...usualRegions, ...azureCloudOnly].map((region): [string, string] => [region.toLowerCase(), region]),
  ...Object.entries(azureCloudCodes).map(([region, code]): [string, string] => [code, region]),
])

function regional(tag: string, regions: readonly string[]): [string, ReadonlyMap<string, string>] {
  return [tag, new Map(regions.map(region => [region.toLowerCase(), region]))]
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
