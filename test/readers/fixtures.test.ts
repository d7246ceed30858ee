import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"
import { annotate, strip } from "../support/annotate.ts"
import { describeGroups } from "./describe-groups.ts"

// What a reader makes of each fixture is drawn in the fixture itself; `vitest -u` draws it anew. The file is named for
// its dialect, and for the trap in it.
const folder = "test/fixtures/readers"
const files = readdirSync(folder)

test.each(files)("%s", async file => {
  const language = file.endsWith(".json") ? "json" : "yaml"
  const text = strip(readFileSync(`${folder}/${file}`, "utf8"))
  const result = readDocument(parseText(text, language, defaultBounds))
  const drawn = annotate(text, describeGroups(result), language === "json" ? "//" : "#")
  await expect(drawn).toMatchFileSnapshot(`../fixtures/readers/${file}`)
})

test("every fixture's dialect is the one it is named for", () => {
  const dialects = files.map(file => {
    const text = strip(readFileSync(`${folder}/${file}`, "utf8"))
    return `${file}: ${readDocument(parseText(text, file.endsWith(".json") ? "json" : "yaml", defaultBounds))?.dialect}`
  })
  expect(dialects).toMatchInlineSnapshot(`
    [
      "ansible-actions.yaml: ansible",
      "ansible-anchors.yaml: ansible",
      "ansible-asg.yaml: ansible",
      "ansible-jinja.yaml: ansible",
      "ansible-variables.yaml: ansible",
      "ansible.yaml: ansible",
      "arm-fragment-properties.yaml: arm-fragment",
      "arm-fragment-resource.json: arm-fragment",
      "arm-fragment.json: arm-fragment",
      "arm-parameters.json: arm-parameters",
      "arm-template-conditions.json: arm-template",
      "arm-template-copies.json: arm-template",
      "arm-template-embedded.json: arm-template",
      "arm-template-expressions.json: arm-template",
      "arm-template-functions.json: arm-template",
      "arm-template-hidden.json: arm-template",
      "arm-template-loops.json: arm-template",
      "arm-template-misplaced.json: arm-template",
      "arm-template-modules.json: arm-template",
      "arm-template-names.json: arm-template",
      "arm-template-nested.json: arm-template",
      "arm-template-rule-names.json: arm-template",
      "arm-template.json: arm-template",
      "aso-names.yaml: aso",
      "aso.yaml: aso",
      "az-cli-json-defaults.json: az-cli-json",
      "az-cli-json-rule-list.json: az-cli-json",
      "az-cli-json-rules-by-name.json: az-cli-json",
      "az-cli-json.json: az-cli-json",
      "az-cli-yaml.yaml: az-cli-yaml",
      "az-rest-json-misplaced.json: az-rest-json",
      "az-rest-json-single-rule.json: az-rest-json",
      "az-rest-json-what-if.json: az-rest-json",
      "az-rest-json.json: az-rest-json",
      "azbb-parameters.json: azbb-parameters",
      "broken.json: az-cli-json",
      "broken.yaml: ansible",
      "capz-template.yaml: capz",
      "capz-v1alpha3.yaml: capz",
      "capz.yaml: capz",
      "crossplane-composition.yaml: crossplane",
      "crossplane-functions.yaml: crossplane",
      "crossplane.yaml: crossplane",
      "effective-nsg.json: effective-nsg",
      "helm.yaml: crossplane",
      "network-watcher.json: network-watcher",
      "powershell-json.json: powershell-json",
      "pulumi-state-preview.json: pulumi-state",
      "pulumi-state.json: pulumi-state",
      "pulumi-yaml.yaml: pulumi-yaml",
      "ranges.json: az-rest-json",
      "resource-export.json: resource-export",
      "resource-graph-rules.json: resource-graph",
      "resource-graph.json: resource-graph",
      "rest-examples.json: rest-examples",
      "tf-extract.json: tf-plan",
      "tf-json.json: tf-json",
      "tf-plan-changes.json: tf-plan",
      "tf-plan.json: tf-plan",
      "tf-state-flat.json: tf-plan",
      "tf-state-raw.json: tf-plan",
      "tf-state.json: tf-plan",
    ]
  `)
})
