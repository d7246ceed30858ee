/** The values of an ordinary rule under Azure's names, for documents in which some of them differ. */
export const plainRule = {
  priority: 100,
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
}
