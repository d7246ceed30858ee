/**
 * Functions that exist and are not evaluated here, in lower case: what Bicep's compiler may leave in a template, and those
 * of policies and blueprints, whose documents carry templates.
 */
export const otherFunctions: ReadonlySet<string> = new Set([
  "adddays",
  "artifacts",
  "blueprint",
  "builduri",
  "claims",
  "current",
  "existingresource",
  "exists",
  "extension",
  "extensions",
  "externalinput",
  "field",
  "getsecret",
  "iprangecontains",
  "like",
  "list",
  "parseuri",
  "policy",
  "requestcontext",
  "resourcegroups",
  "resourceinfo",
  "roledefinitions",
])
