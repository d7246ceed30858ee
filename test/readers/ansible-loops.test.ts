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
  ["a loop with one name", task("web", { loop: items }, { destination_port_range: "{{ item.port }}" }), false],
  ["a loop that is filtered", task("web", { loop: items }, { destination_port_range: "{{ item.port | int }}" }), false],
  ["a loop with a condition", task("web", { loop: items, when: "item.port > 22" }, { name: "{{ item.name }}" }), false],
  ["a loop that counts", task("web", { loop: items }, { name: "{{ item.name }}", priority: "{{ index }}" }), false],
  ["a loop over what is not known", task("web", { loop: "{{ ports }}" }, { name: "{{ item['name'] }}" }), false],
  ["a loop of lists", task("web", { with_items: [items] }, { destination_port_range: "{{ item.port }}" }), false],
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

// Each run adds its rules, as the module keeps those that a task does not list.
test.each<readonly [string, object, readonly unknown[]]>([
  [
    "of maps",
    task("web", { loop: items }, { name: "allow-{{ item.name }}", destination_port_range: "{{ item['port'] }}" }),
    [
      ["allow-ssh", "22-22"],
      ["allow-web", "80-80"],
    ],
  ],
  [
    "of texts",
    task("web", { with_items: ["22", "443"] }, { name: "p{{item}}", destination_port_range: "{{item}}" }),
    [
      ["p22", "22-22"],
      ["p443", "443-443"],
    ],
  ],
  [
    "of lists in maps, under a name of its own",
    task(
      "web",
      { loop: [{ ports: [80, 443] }], loop_control: { loop_var: "open" } },
      { name: "open", destination_port_range: "{{ open.ports }}" },
    ),
    [["open", "80-80", "443-443"]],
  ],
  ["of none", task("web", { loop: [] }, { destination_port_range: "{{ item }}" }), []],
])("a loop that is written out makes its rules: %s", (_title, document, rules) => {
  const [group] = readDocument(parseText(JSON.stringify([document]), "yaml", defaultBounds))?.groups ?? []
  const made = group?.rules.map(({ name, destinationPorts }) => [
    name,
    ...destinationPorts.map(port => ("first" in port ? `${port.first}-${port.last}` : "?")),
  ])
  expect([made, group?.incompleteReason]).toEqual([rules, undefined])
})

test("a loop whose runs take each other's rules away, or make several groups, is not unrolled", () => {
  const purging = task("web", { loop: items }, { name: "{{ item.name }}" })
  purging["azure.azcollection.azure_rm_securitygroup"] = {
    ...purging["azure.azcollection.azure_rm_securitygroup"],
    ...{ purge_rules: true },
  }
  for (const document of [purging, task("{{ item.name }}", { loop: items }, { name: "{{ item.name }}" })]) {
    const [group] = readDocument(parseText(JSON.stringify([document]), "yaml", defaultBounds))?.groups ?? []
    expect([group?.rules.length, group?.incompleteReason]).toEqual([
      1,
      "the task makes these rules for each item of a loop",
    ])
  }
})
