import type { Direction, Protocol } from "../engine/security-rule.ts"

/** What a service of Azure needs of the group on its subnet. */
export interface ServiceRequirements {
  readonly service: ServiceId
  /** As sentences name it. */
  readonly name: string
  readonly needs: readonly ServiceNeed[]
  /** Azure adds rules of its own to the group, or keeps others from it, so that little is up to whoever writes it. */
  readonly insertsRules?: true
  /** With which Azure refuses a group that blocks them. */
  readonly azureError?: string
  /** The document that says so. */
  readonly source: string
}

/** The ports of a need that is not for particular ones. */
export const everyPort = "0-65535"

/** Traffic that a service needs. */
export interface ServiceNeed {
  readonly direction: Direction
  readonly protocol: Protocol | "*"
  /** A service tag; `subnet` is the service's own. */
  readonly remote: string
  readonly ports: readonly string[]
  readonly purpose: string
  /** It was not found in a document of Microsoft's, or only in short, or is needed in some deployments alone. */
  readonly isUnsure?: true
}

export type ServiceId =
  | "bastion"
  | "applicationGatewayV2"
  | "applicationGatewayV1"
  | "sqlManagedInstance"
  | "databricks"
  | "containerApps"
  | "appServiceEnvironmentV3"
  | "dnsResolver"
  | "apiManagement"
  | "hdInsight"
  | "appServiceEnvironmentV2"
  | "kubernetes"
  | "redis"
  | "batch"
  | "batchClassic"
  | "serviceFabric"
  | "domainServices"
  | "machineLearning"
  | "machineLearningInside"
