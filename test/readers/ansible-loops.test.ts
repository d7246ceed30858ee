import { expect, test } from "vitest"
import { readDocument } from "../../server/src/readers/index.ts"
import { defaultBounds } from "../../server/src/syntax/bounds.ts"
import { parseText } from "../../server/src/syntax/parse.ts"

const task = (name: string, more: object, rule: object = {}) => ({
  name: "ports",
  "azure.azcollection.azure_rm_securitygroup": {
    ...{ resource_group: "rg", name },
    rules: [{ name: "a", priority: 100, destination_port_range: 22, ...rule }],
  },
  ...more,
})
const items = [
  { name: "ssh", port: 22 },
  { name: "web", port: 80 },
]

test.each<readonly [string, object, boolean]>([
  ["no loop", task("web", {}, { destination_port_range: "{{ item.port }}" }), true],
  ["a loop", task("web", { loop: items }, { destination_port_range: "{{ item.port }}" }), false],
  ["an older loop", task("web", { with_items: items }, { name: "{{item.name}}" }), false],
  ["a loop over what is not known", task("web", { loop: "{{ ports }}" }, { name: "{{ item['name'] }}" }), false],
  [
    "a loop with a name of its own",
    task("web", { loop: items, loop_control: { loop_var: "open" } }, { destination_port_range: "{{ open.port }}" }),
    false,
  ],
  [
    "a loop whose name is none",
    task("web", { loop: items, loop_control: { loop_var: "(" } }, { name: "{{ item }}" }),
    false,
  ],
  ["a loop of which the rules say nothing", task("{{ item.name }}", { loop: items }), true],
  ["a loop, and another word like it", task("web", { loop: items }, { name: "{{ my.item }}-{{ items }}" }), true],
])("the rules of a task are all there is, or not: %s", (_title, document, isWhole) => {
  const read = readDocument(parseText(JSON.stringify([document]), "yaml", defaultBounds))
  expect(read?.groups.map(({ rules, incompleteReason }) => [rules.length, incompleteReason === undefined])).toEqual([
    [1, isWhole],
  ])
})
