import type { Check } from "../../server/src/checks/check.ts"

/**
 * The schema of `.nsgrc.json` and `.nsgrc.yaml`, for editors: completion and descriptions. It refuses no key and no word, as nsg
 * itself says in the file what is wrong and what was meant, and one fault is one finding.
 */
export function configurationSchema(checks: readonly Check[]) {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    $comment: "Generated; see test/checks.test.ts. nsg itself reports unknown keys and values.",
    title: "Configuration of nsg",
    description:
      "How nsg checks the files in this folder and below. Only the nearest configuration above a file counts.",
    definitions: { severity: oneOf(choices) },
    type: "object",
    properties: {
      $schema: { type: "string", description: "The schema of this file." },
      checks: { ...severities(checks), description: "The severity of a check, by its code; off disables it." },
      profile: oneOf(
        {
          current: "Today's documentation.",
          "2017-09": "The documentation of September 2017.",
          classic: "The classic deployment model: no lists and no application security groups.",
        },
        "Which version of Microsoft's documentation rules are checked against.",
      ),
      virtualNetwork: prefixes(
        "Address prefixes of the virtual network; every other address counts as outside. Used by verify, not by the checks.",
      ),
      onPremises: prefixes("Address prefixes behind VPN or ExpressRoute gateways: VirtualNetwork includes them."),
      serviceTags: {
        type: "string",
        description:
          "The path of one of Microsoft's service tag files (ServiceTags_Public_20251028.json), from this file's folder.",
      },
      parameters: {
        type: "object",
        description: "Values for ARM template parameters, by name. Those of a parameter file take precedence.",
        examples: [{ adminAddress: "198.51.100.0/24" }],
      },
      parameterFiles: {
        type: "object",
        additionalProperties: { type: "string" },
        description: "Which parameter file belongs to which template, both as paths from this file's folder.",
        examples: [{ "infra/main.json": "infra/prod.parameters.json" }],
      },
      ignore: globs("Files that are not checked, as globs from this file's folder."),
      overrides: {
        type: "array",
        description: "Severities for some of the files; if several overrides match a file, the last one counts.",
        items: {
          type: "object",
          properties: {
            files: globs("Which files, as globs from the configuration's folder."),
            checks: { ...severities(checks), description: "The severity of a check in these files, by its code." },
          },
        },
      },
      exposure: {
        type: "object",
        description: "When a rule counts as an exposure.",
        properties: {
          width: {
            type: "integer",
            default: 2 ** 24,
            description:
              "A rule counts as an exposure if at least this many public addresses can connect; 16777216 is a /8. For IPv6, a prefix shorter than /20 counts.",
          },
        },
      },
    },
  }
}

function severities(checks: readonly Check[]) {
  const properties = checks.map(({ code, summary, category, severity, isOff }) => {
    const usual = isOff ? "Off by default" : `Default severity: ${severity}`
    return [code, { $ref: "#/definitions/severity", description: `${summary} Category: ${category}. ${usual}.` }]
  })
  return { type: "object", properties: Object.fromEntries(properties) }
}

const choices = {
  error: "The command line fails.",
  warning: "Probably wrong.",
  information: "Worth knowing.",
  hint: "Shown faintly.",
  off: "Not reported.",
}

/** Offers these words, and refuses none. */
function oneOf(words: Readonly<Record<string, string>>, description?: string) {
  const offered = { enum: Object.keys(words), enumDescriptions: Object.values(words) }
  return { anyOf: [offered, {}], ...(description !== undefined && { description }) }
}

function prefixes(description: string) {
  return { type: "array", items: { type: "string" }, description, examples: [["10.0.0.0/16"]] }
}

function globs(description: string) {
  return { type: "array", items: { type: "string" }, description, examples: [["examples/**"]] }
}
