// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in a document.
import { expect, test } from "vitest"
import { describeResources, id } from "./describe-resources.ts"

test("Terraform's JSON syntax: addresses, names, associations, data sources and loops", () => {
  const text = JSON.stringify({
    data: { azurerm_virtual_network: { hub: { name: "hub", resource_group_name: "net" } } },
    resource: {
      azurerm_network_security_group: { web: { name: "web-nsg", resource_group_name: "rg" } },
      azurerm_subnet: {
        app: {
          name: "app",
          resource_group_name: "net",
          virtual_network_name: "${data.azurerm_virtual_network.hub.name}",
        },
        db: { name: "db", resource_group_name: "net", virtual_network_name: "other" },
      },
      azurerm_subnet_network_security_group_association: {
        app: {
          subnet_id: "${azurerm_subnet.app.id}",
          network_security_group_id: "${azurerm_network_security_group.web.id}",
        },
      },
      azurerm_network_interface: {
        web: {
          name: "web-${count.index}",
          count: 2,
          ip_configuration: [{ name: "ip", subnet_id: "${azurerm_subnet.app.id}" }],
        },
      },
    },
  })
  expect(describeResources("a.tf.json", text)).toEqual([
    "virtualNetworks net: hub (existing)",
    "networkSecurityGroups rg: web-nsg",
    "virtualNetworks/subnets net: hub/app in net: hub",
    "virtualNetworks/subnets net: other/db in net: other",
    "virtualNetworks/subnets azurerm_subnet.app (association), group rg: web-nsg",
    "networkInterfaces {web-${count.index}} (any number) if count, subnet net: hub/app",
  ])
})

test("a Terraform plan: what is known only after apply is what the configuration refers to", () => {
  const planned = (address: string, values: object) => ({
    address,
    mode: "managed",
    type: address.split(".").at(-2),
    values,
  })
  const references = (...addresses: string[]) => ({ references: addresses.flatMap(each => [`${each}.id`, each]) })
  const text = JSON.stringify({
    format_version: "1.2",
    planned_values: {
      root_module: {
        child_modules: [
          {
            address: "module.net",
            resources: [
              planned("module.net.azurerm_virtual_network.hub", {
                name: "hub",
                resource_group_name: "rg",
                subnet: [],
              }),
              planned("module.net.azurerm_subnet.app", {
                name: "app",
                resource_group_name: "rg",
                virtual_network_name: "hub",
              }),
              planned("module.net.azurerm_network_interface.nic", {
                name: "nic",
                resource_group_name: "rg",
                ip_configuration: [{ name: "ip" }],
              }),
              planned("module.net.azurerm_subnet_network_security_group_association.a", {}),
              planned("module.net.azurerm_network_security_group.web", {
                name: "web",
                resource_group_name: "rg",
                security_rule: [],
              }),
            ],
          },
        ],
      },
    },
    configuration: {
      root_module: {
        module_calls: {
          net: {
            module: {
              resources: [
                {
                  address: "azurerm_network_interface.nic",
                  expressions: {
                    ip_configuration: [{ name: { constant_value: "ip" }, subnet_id: references("azurerm_subnet.app") }],
                  },
                },
                {
                  address: "azurerm_subnet_network_security_group_association.a",
                  expressions: {
                    subnet_id: references("azurerm_subnet.app"),
                    network_security_group_id: references("azurerm_network_security_group.web"),
                  },
                },
              ],
            },
          },
        },
      },
    },
  })
  expect(describeResources("plan.json", text)).toEqual([
    "virtualNetworks rg: hub",
    "virtualNetworks/subnets rg: hub/app in rg: hub",
    "networkInterfaces rg: nic, subnet rg: hub/app",
    "virtualNetworks/subnets module.net.azurerm_subnet.app (association), group rg: web",
    "networkSecurityGroups rg: web",
  ])
})

test("a Terraform state has ids, and a network's list repeats its subnets", () => {
  const subnet = {
    id: id("virtualNetworks/hub/subnets/app"),
    name: "app",
    virtual_network_name: "hub",
    resource_group_name: "rg",
  }
  const own = (type: string, name: string, attributes: object) => ({
    mode: "managed",
    type,
    name,
    instances: [{ attributes }],
  })
  const text = JSON.stringify({
    version: 4,
    terraform_version: "1.5.0",
    resources: [
      own("azurerm_virtual_network", "hub", {
        id: id("virtualNetworks/hub"),
        name: "hub",
        subnet: [{ id: subnet.id, name: "app" }, { name: "own" }],
      }),
      own("azurerm_subnet", "app", subnet),
    ],
  })
  expect(describeResources("terraform.json", text)).toEqual([
    "virtualNetworks rg: hub",
    "virtualNetworks/subnets rg: hub/own in rg: hub",
    "virtualNetworks/subnets rg: hub/app in rg: hub",
  ])
})
