import type { GroupCheck } from "./check.ts"
import { type Refusal, refusals } from "./problems/refusals.ts"

export const descriptionTooLong: GroupCheck<Refusal> = {
  ...refusals("description-too-long"),
  code: "description-too-long",
  severity: "error",
  category: "refused",
  azureErrors: [],
  aliases: [],
  summary: "A description of more than 140 characters.",
  explanation: `
A description has at most 140 characters (template schema; azure-docs#53699). A longer one was refused when Defender's
just-in-time access wrote it (azure-docs#112218); the error code is not known. Whether Azure counts characters beyond the
Basic Multilingual Plane, such as emoji, once or twice is not known: they count twice here.
`,
  examples: [
    {
      title: "One sentence too many",
      language: "yaml",
      source: `
name: web
securityRules:
- { name: http, priority: 100, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8100, description: The web servers are reached from the office and from the two branches alone as the change request of March says and the older one before it too }
#                                                                                                                                                                                                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ description-too-long: "http" (100): the description has 143 characters; Azure accepts at most 140. Shorten it.
- { name: https, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: 10.1.0.0/16, sourcePortRange: "*", destinationAddressPrefix: 10.0.0.0/24, destinationPortRange: 8110, description: The office and the two branches }
`,
    },
  ],
}
