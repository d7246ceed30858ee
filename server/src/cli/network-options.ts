/** The options of all commands that ask about one NSG or NIC, and what is known around it. */
export const networkOptions = {
  nic: { type: "string" },
  nsg: { type: "string" },
  "on-premises": { type: "string", multiple: true },
  parameters: { type: "string" },
  "service-tags": { type: "string" },
  format: { type: "string" },
} as const
