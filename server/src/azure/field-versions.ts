/**
 * The first API version of Microsoft.Network in whose template schema a rule has a property (azure-resource-manager-schemas).
 * What the service makes of it in an older version was not observed.
 */
export const firstVersions: Readonly<Record<string, string>> = {
  sourceAddressPrefixes: "2017-06-01",
  sourcePortRanges: "2017-06-01",
  destinationAddressPrefixes: "2017-06-01",
  destinationPortRanges: "2017-06-01",
  sourceApplicationSecurityGroups: "2017-09-01",
  destinationApplicationSecurityGroups: "2017-09-01",
}

/** Whether a literal API version is surely before another one. A preview of a day is of that day. */
export function isOlder(apiVersion: string, least: string): boolean {
  const [date] = /^\d{4}-\d{2}-\d{2}/.exec(apiVersion) ?? []
  return date !== undefined && date < least
}
