import { expect, test } from "vitest"
import { hoverAt, web } from "./hover-at.ts"

/** The rule `late` after what else is written. */
function late(more: string): string {
  const rule = (text: string) =>
    `- { ${text}, protocol: Tcp, sourceAddressPrefix: "*", sourcePortRange: "*", destinationAddressPrefix: "*", destinationPortRange: 443 }`
  const others = more.split(";").filter(text => text !== "")
  const rules = [...others, "name: late, priority: 200, direction: Inbound, access: Deny"]
  return `name: web\nsecurityRules:\n${rules.map(text => (text.startsWith("{{") ? text : rule(text))).join("\n")}\n`
}

test.each([
  ["name: a, priority: $(p), direction: Inbound, access: Allow", '"a" may come first: its priority is not known.'],
  ["name: a, priority: 100, direction: $(d), access: Allow", '"a" (100) may come first: its direction is not known.'],
  [
    "name: a, priority: $(p), direction: Inbound, access: Allow;name: b, priority: $(q), direction: $(d), access: Allow",
    '"a" and "b" may come first: their priorities are not known.',
  ],
  [
    "{{ with .Values.more }}{{ . }}{{ end }}",
    "A rule that is not known here may match first ({{ with .Values.more }} is filled in by a template engine).",
  ],
])("a rule before which another may come: %s", (more, sentence) => {
  const shown = hoverAt("late", late(more))
  expect(shown).toContain(`Matches all of its traffic, as far as is known here. ${sentence}\n`)
  expect(shown).not.toContain("no earlier rule")
})

test.each([
  ["a later priority of no known direction", "name: a, priority: 300, direction: $(d), access: Allow"],
  ["another direction", "name: a, priority: $(p), direction: Outbound, access: Allow"],
  ["an end of no known priority", "name: a, priority: 300, direction: Inbound, access: Allow"],
])("no rule may come first that cannot: %s", (_, more) => {
  expect(hoverAt("late", late(more))).toContain("Matches all of its traffic; no earlier rule matches any of it.")
})

test("no rule may come before the first priority, nor one for other traffic", () => {
  const hidden = late("{{ with .Values.more }}{{ . }}{{ end }}").replace("priority: 200", "priority: 100")
  const other = late("name: a, priority: $(p), direction: Inbound, access: Allow").replace("443", "22")
  for (const text of [hidden, other]) expect(hoverAt("late", text)).toContain("no earlier rule matches any of it.")
})

test("no rule is told to be redundant beside rules that are not known", () => {
  const redundant = (text: string) => hoverAt("late", text)?.includes("Redundant")
  const alone = late("").replace('sourceAddressPrefix: "*"', "sourceAddressPrefix: Internet")
  expect(redundant(alone)).toBe(true)
  expect(redundant(`${alone}{{ with .Values.more }}{{ . }}{{ end }}\n`)).toBe(false)
})

test("what may come first stands below the rules that do", () => {
  const text = late("name: a, priority: $(p), direction: Inbound, access: Allow") + web.split("\n").slice(5, 6).join("")
  expect(hoverAt("late", text)).toMatchInlineSnapshot(`
    "⟨{ name: late, priority: 200, direction: ⟩
    **late** · 200 · Inbound · Deny

    Still matches:
    - \`tcp ::/0 -> ::/0 port 443\`
    - \`tcp 0.0.0.0/0 except 203.0.113.0/24 -> 0.0.0.0/0:443\`

    Earlier rules match the rest:
    - "web" (110): Deny

    "a" may come first: its priority is not known.

    For example \`tcp 198.51.100.7:50000 -> 10.0.0.4:443\`."
  `)
})
