import { expect, test } from "vitest"
import { unknownName, unknownNote } from "../../server/src/flows/unknown-name.ts"
import { securityGroupName } from "../../server/src/readers/security-group-name.ts"

test.each([
  ["[parameters('adminAddress')]", "adminAddress"],
  ["[variables('subnet2')]", "subnet2"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what stands in a document.
  ["${var.admin_ip}", "admin_ip"],
  ["{{ admin_ip }}", "admin_ip"],
  ["{{- .Values.adminAddress -}}", "adminAddress"],
  ["#{AdminRange}#", "AdminRange"],
  ["__admin-range__", "__admin-range__"],
  // As words of a sentence these would be misread.
  ["[parameters('source')]", "[parameters('source')]"],
  ["{{ allowed }}", "{{ allowed }}"],
  ["[variables('subnet')]", "[variables('subnet')]"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what stands in a document.
  ["${var.admin}", "${var.admin}"],
  ["#{Admin}#", "#{Admin}#"],
  // What is not just a name stands as it is written.
  ["[concat(parameters('admin'), '/32')]", "[concat(parameters('admin'), '/32')]"],
  ["[variables('subnets')[0]]", "[variables('subnets')[0]]"],
  ["{{ admin | default('10.0.0.4') }}", "{{ admin | default('10.0.0.4') }}"],
])("%s is called %s", (text, name) => {
  expect(unknownName({ identity: "x", reason: "of the test", text })).toBe(name)
})

test("a value that stands nowhere has the name of the parameter it comes from, else none", () => {
  expect(unknownName({ identity: "parameters('nsgRules')[0].source", reason: "of the test" })).toBe("nsgRules")
  expect(unknownName({ identity: "destinationAddressPrefix of 15531 at 15847", reason: "of the test" })).toBeUndefined()
})

test.each([
  ["{{- if .Values.public }}", "filled in by {{- if .Values.public }}"],
  ["{% for port in ports %}", "filled in by {% for port in ports %}"],
  ["fn::join at 512", "created by fn::join"],
  ["(patch from spec.parameters.cidr)", "of the test"],
  ["203.0.113.9/24", "of the test"],
  ['the unknown source address of "ssh"', "of the test"],
])("%s is no name, it says why: %s", (text, note) => {
  const unknown = { identity: "x", reason: "of the test", text }
  expect(unknownName(unknown)).toBeUndefined()
  expect(unknownNote(unknown)).toBe(note)
})

test.each([
  ["group:/subscriptions/x/resourcegroups/rg/providers/microsoft.network/applicationsecuritygroups/web", "Web", "Web"],
  ["group:web", "web", "web"],
  [
    "group:/subscriptions/{subscription().subscriptionid}/resourcegroups/{resourcegroup().name}/providers/microsoft.network/applicationsecuritygroups/web",
    "[resourceId('Microsoft.Network/applicationSecurityGroups', variables('name'))]",
    "web",
  ],
  [
    "group:/subscriptions/{subscription().subscriptionid}/resourcegroups/{resourcegroup().name}/providers/microsoft.network/applicationsecuritygroups/{parameters('webgroup')}",
    "[resourceId('Microsoft.Network/applicationSecurityGroups', parameters('webGroup'))]",
    "webGroup",
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what stands in a document.
  ["group:x", "${azurerm_application_security_group.web.id}", "web"],
  ["group:reference('x').id", "[reference('x').id]", "[reference('x').id]"],
])("the group %s, written %s, is called %s", (key, written, name) => {
  expect(securityGroupName({ kind: "group", key, name: written })).toBe(name)
})
