/** Whether a type of either provider is a network security group: `azure-native:network/v20230201:NetworkSecurityGroup`. */
export function isPulumiGroup(type: string): boolean {
  return /^azure(-native)?:network[/\w]*:NetworkSecurityGroup$/.test(type)
}

/** The same for a rule that is a resource of its own. */
export function isPulumiRule(type: string): boolean {
  return /^azure(-native)?:network[/\w]*:(Network)?SecurityRule$/.test(type)
}
