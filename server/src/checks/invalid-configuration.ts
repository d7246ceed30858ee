import type { DocumentCheck } from "./check.ts"
import { type ConfigurationFault, configurationMessage } from "./configuration-fault.ts"

export const invalidConfiguration: DocumentCheck<ConfigurationFault> = {
  code: "invalid-configuration",
  severity: "error",
  category: "style",
  azureErrors: [],
  aliases: [],
  scope: "document",
  summary: "An unknown key or value in a configuration file of nsg.",
  explanation: `
\`.nsgrc.json\` or \`.nsgrc.yaml\` configures the checks of the files in its folder and below: \`checks\`, \`profile\`, \`virtualNetwork\`,
\`onPremises\`, \`serviceTags\`, \`parameters\`, \`parameterFiles\`, \`ignore\`, \`overrides\`, \`exposure\`. In the editor the rest of the
file counts; the command line stops with exit code 2.
`,
  *run({ configurationFaults }) {
    for (const fault of configurationFaults) yield { at: fault.range, data: fault }
  },
  message: configurationMessage,
  json: ({ kind, key, text, instead }) => ({ kind, key, text, ...(instead !== undefined && { instead }) }),
  examples: [
    {
      title: "A key, a check and severities that do not exist",
      language: "yaml",
      file: ".nsgrc.yaml",
      source: `
profil: current
#^^^^^^ invalid-configuration: There is no key "profil". Did you mean profile?
checks:
  shadow-rule: error
# ^^^^^^^^^^^ invalid-configuration: There is no check "shadow-rule". Did you mean shadowed-rule?
  shadowed-rule: warn
#                ^^^^ invalid-configuration: checks.shadowed-rule must be error, warning, information, hint or off, not "warn". Did you mean warning?
  duplicate-name: off
virtualNetwork: [10.0.0.0/16, 10.1.0.0/33]
#                             ^^^^^^^^^^^ invalid-configuration: virtualNetwork must be a list of address prefixes such as 10.0.0.0/16, not "10.1.0.0/33".
overrides:
  - files: ["lab/**"]
    severities: {}
#   ^^^^^^^^^^ invalid-configuration: There is no key "severities" in overrides. Keys: files and checks.
`,
    },
    {
      title: "Values of the wrong kind",
      language: "json",
      file: ".nsgrc.json",
      source: `
{
  "profile": "2017",
//            ^^^^ invalid-configuration: profile must be current, 2017-09 or classic, not "2017". Did you mean 2017-09?
  "ignore": "lab/**",
//           ^^^^^^ invalid-configuration: ignore must be a list of globs, not "lab/**".
  "exposure": { "width": 0 },
//                       ^ invalid-configuration: exposure.width must be a whole number above 0, not 0.
  "parameters": { "adminPort": 22 }
}
`,
    },
  ],
}
