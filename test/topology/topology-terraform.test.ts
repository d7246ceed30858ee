// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what stands in a document.
import { expect, test } from "vitest"
import { describeTopology } from "./describe-topology.ts"

const place = { resource_group_name: "rg" }
const resource = {
  azurerm_network_security_group: {
    web: { name: "web", ...place, security_rule: [] },
    nic: { name: "nic-nsg", ...place },
  },
  azurerm_application_security_group: { asg: { name: "asg", ...place } },
  azurerm_virtual_network: {
    hub: { name: "hub", address_space: ["10.0.0.0/16"], ...place },
    spoke: {
      ...{ name: "spoke", address_space: ["10.1.0.0/16"], ...place },
      subnet: [
        { name: "own", address_prefixes: ["10.1.1.0/24"], security_group: "${azurerm_network_security_group.web.id}" },
      ],
    },
  },
  azurerm_subnet: {
    app: {
      ...{ name: "app", ...place, virtual_network_name: "${azurerm_virtual_network.hub.name}" },
      ...{ address_prefixes: ["10.0.1.0/24"], service_endpoints: ["Microsoft.Storage"] },
      delegation: { name: "d", service_delegation: { name: "Microsoft.Web/serverFarms" } },
      enforce_private_link_endpoint_network_policies: true,
    },
  },
  azurerm_virtual_network_peering: {
    a: {
      ...{ name: "a", ...place, virtual_network_name: "hub" },
      remote_virtual_network_id: "${azurerm_virtual_network.spoke.id}",
    },
    b: {
      ...{
        name: "b",
        ...place,
        virtual_network_name: "spoke",
        remote_virtual_network_id: "${azurerm_virtual_network.hub.id}",
      },
      use_remote_gateways: true,
    },
  },
  azurerm_route_table: {
    rt: { name: "rt", ...place, route: [{ name: "v", address_prefix: "10.9.0.0/16", next_hop_type: "VnetLocal" }] },
  },
  azurerm_route: {
    d: {
      name: "d",
      ...place,
      route_table_name: "${azurerm_route_table.rt.name}",
      address_prefix: "0.0.0.0/0",
      next_hop_type: "VirtualAppliance",
    },
  },
  azurerm_subnet_network_security_group_association: {
    a: { subnet_id: "${azurerm_subnet.app.id}", network_security_group_id: "${azurerm_network_security_group.web.id}" },
  },
  azurerm_subnet_route_table_association: {
    a: { subnet_id: "${azurerm_subnet.app.id}", route_table_id: "${azurerm_route_table.rt.id}" },
  },
  azurerm_public_ip: { ip: { name: "ip", ...place, sku: "Standard" } },
  azurerm_network_interface: {
    web: {
      ...{ name: "web-0", ...place },
      ip_configuration: {
        ...{ name: "ip", subnet_id: "${azurerm_subnet.app.id}", private_ip_address: "10.0.1.4" },
        public_ip_address_id: "${azurerm_public_ip.ip.id}",
      },
    },
  },
  azurerm_network_interface_security_group_association: {
    a: {
      network_interface_id: "${azurerm_network_interface.web.id}",
      network_security_group_id: "${azurerm_network_security_group.nic.id}",
    },
  },
  azurerm_network_interface_application_security_group_association: {
    a: {
      network_interface_id: "${azurerm_network_interface.web.id}",
      application_security_group_id: "${azurerm_application_security_group.asg.id}",
    },
  },
  azurerm_lb: {
    lb: {
      name: "lb",
      ...place,
      frontend_ip_configuration: [
        { name: "front", subnet_id: "${azurerm_subnet.app.id}", private_ip_address: "10.0.1.9" },
      ],
    },
  },
  azurerm_lb_backend_address_pool: { pool: { name: "pool", loadbalancer_id: "${azurerm_lb.lb.id}" } },
  azurerm_lb_rule: {
    http: {
      ...{
        name: "http",
        loadbalancer_id: "${azurerm_lb.lb.id}",
        protocol: "Tcp",
        frontend_port: 80,
        backend_port: 8080,
      },
      frontend_ip_configuration_name: "front",
      backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.pool.id}"],
    },
  },
  azurerm_lb_nat_rule: {
    ssh: {
      ...{
        name: "ssh",
        loadbalancer_id: "${azurerm_lb.lb.id}",
        protocol: "Tcp",
        frontend_port: 5022,
        backend_port: 22,
      },
      frontend_ip_configuration_name: "front",
    },
  },
  azurerm_network_interface_backend_address_pool_association: {
    a: {
      ...{ network_interface_id: "${azurerm_network_interface.web.id}", ip_configuration_name: "ip" },
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.pool.id}",
    },
  },
  azurerm_network_interface_nat_rule_association: {
    a: {
      ...{ network_interface_id: "${azurerm_network_interface.web.id}", ip_configuration_name: "ip" },
      nat_rule_id: "${azurerm_lb_nat_rule.ssh.id}",
    },
  },
  azurerm_linux_virtual_machine: {
    vm: { name: "vm", ...place, network_interface_ids: ["${azurerm_network_interface.web.id}"] },
  },
  azurerm_linux_virtual_machine_scale_set: {
    set: {
      ...{ name: "set", ...place },
      network_interface: [
        {
          ...{ name: "nic", primary: true, network_security_group_id: "${azurerm_network_security_group.nic.id}" },
          ip_configuration: [{ name: "ip", primary: true, subnet_id: "${azurerm_subnet.app.id}" }],
        },
      ],
    },
  },
}
const expected = [
  "network hub 10.0.0.0/16",
  "  peer spoke",
  "  subnet app 10.0.1.0/24 group web routes 10.9.0.0/16 VnetLocal, 0.0.0.0/0 VirtualAppliance delegated Microsoft.Web/serverFarms endpoints Microsoft.Storage policies Disabled",
  "network spoke 10.1.0.0/16",
  "  peer hub",
  "  subnet own 10.1.1.0/24 group web",
  "interface web-0 group nic-nsg virtualMachine vm primary",
  "  ip 10.0.1.4/32 in hub/app public ip security groups group:${azurerm_application_security_group.asg.id}",
  "interface nic group nic-nsg scaleSet set primary",
  "  ip dynamic in hub/app",
  "loadBalancer lb",
  "  front end front 10.0.1.9/32 in hub/app",
  "  rule http Tcp front:80 to web-0/ip:8080",
  "  nat ssh Tcp front:5022 to web-0/ip:22",
  "public ip Standard",
]

test("Terraform's JSON syntax, with all associations", () => {
  expect(describeTopology({ "m/main.tf.json": { resource } })).toEqual(expected)
})

test("each resource in a file of its own in the module", () => {
  const files = Object.entries(resource).map(([type, own], place) => [
    `m/${place}.tf.json`,
    { resource: { [type]: own } },
  ])
  expect(describeTopology(Object.fromEntries(files)).toSorted()).toEqual(expected.toSorted())
})

test("a plan: what is known only after apply is what the configuration refers to", () => {
  const blocks = Object.entries(resource).flatMap(([type, own]) =>
    Object.entries(own).map(([name, body]) => ({ type, name, body })),
  )
  const plan = {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {
      root_module: {
        resources: blocks.map(({ type, name, body }) => ({
          ...{ address: `${type}.${name}`, mode: "managed", type, name },
          values: known(body),
        })),
      },
    },
    configuration: {
      root_module: {
        resources: blocks.map(({ type, name, body }) => ({
          address: `${type}.${name}`,
          mode: "managed",
          type,
          name,
          expressions: expressions(body),
        })),
      },
    },
  }
  const withAddress = expected.map(line => line.replace(/\$\{(azurerm_application_security_group.asg.id)\}/, "$1"))
  expect(describeTopology({ "plan.json": plan })).toEqual(withAddress)
})

/** What a plan has of values that refer to others: nothing. Blocks stand in lists. */
function known(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(known)
    return value.length > 0 && items.every(item => item === undefined) ? undefined : items
  }
  if (typeof value === "string") return value.includes(".id}") ? undefined : plain(value)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const shown = known(isBlock(item) ? [item] : item)
      return shown === undefined ? [] : [[key, shown]]
    }),
  )
}

/** Names are known before apply. */
function plain(text: string): string {
  return text.replace(/\$\{azurerm_\w+\.(\w+)\.name\}/, "$1")
}

function expressions(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return expression(value)
  if (Array.isArray(value))
    return value.every(item => typeof item !== "object") ? expression(value) : value.map(expressions)
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isBlock(item) ? [expressions(item)] : expressions(item)]),
  )
}

function isBlock(item: unknown): boolean {
  return typeof item === "object" && item !== null && !Array.isArray(item)
}

function expression(value: unknown) {
  const addresses = [...JSON.stringify(value).matchAll(/\$\{([\w.]+)\.(id|name)\}/g)].flatMap(([, path, key]) => [
    `${path}.${key}`,
    `${path}`,
  ])
  return addresses.length > 0 ? { references: addresses } : { constant_value: value }
}

test("a state has ids, and computed values", () => {
  const id = (path: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/${path}`
  const own = (type: string, name: string, attributes: object) => ({
    mode: "managed",
    type,
    name,
    instances: [{ attributes }],
  })
  const state = {
    version: 4,
    terraform_version: "1.5.0",
    resources: [
      own("azurerm_virtual_network", "hub", {
        ...{ id: id("virtualNetworks/hub"), name: "hub", address_space: ["10.0.0.0/16"] },
        subnet: [
          { id: id("virtualNetworks/hub/subnets/app"), name: "app", security_group: id("networkSecurityGroups/web") },
        ],
      }),
      own("azurerm_subnet", "app", {
        ...{
          id: id("virtualNetworks/hub/subnets/app"),
          name: "app",
          virtual_network_name: "hub",
          resource_group_name: "rg",
        },
        ...{ address_prefixes: ["10.0.1.0/24"], private_endpoint_network_policies: "Enabled" },
      }),
      own("azurerm_network_security_group", "web", {
        id: id("networkSecurityGroups/web"),
        name: "web",
        security_rule: [],
      }),
      own("azurerm_subnet_network_security_group_association", "a", {
        subnet_id: id("virtualNetworks/hub/subnets/app"),
        network_security_group_id: id("networkSecurityGroups/web"),
      }),
      own("azurerm_network_interface", "nic", {
        ...{
          id: id("networkInterfaces/nic"),
          name: "nic",
          virtual_machine_id: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm",
        },
        ip_configuration: [
          {
            name: "ip",
            primary: true,
            subnet_id: id("virtualNetworks/hub/subnets/app"),
            private_ip_address: "10.0.1.4",
            public_ip_address_id: "",
          },
        ],
      }),
    ],
  }
  expect(describeTopology({ "terraform.json": state })).toEqual([
    "network hub 10.0.0.0/16",
    "  subnet app 10.0.1.0/24 group web policies Enabled",
    "interface nic virtualMachine vm",
    "  ip 10.0.1.4/32 in hub/app",
  ])
})

test("an association that a count decides about is none for certain, but one for each of several subnets is", () => {
  const parts = (count: object, own: object) => ({
    azurerm_network_security_group: { web: { name: "web", ...place } },
    azurerm_virtual_network: { hub: { name: "hub", ...place, address_space: ["10.0.0.0/16"] } },
    azurerm_subnet: {
      app: { name: "app", ...place, virtual_network_name: "hub", address_prefixes: ["10.0.1.0/24"], ...own },
    },
    azurerm_subnet_network_security_group_association: {
      a: {
        ...count,
        subnet_id: "${azurerm_subnet.app.id}",
        network_security_group_id: "${azurerm_network_security_group.web.id}",
      },
    },
  })
  const subnetLine = (resource: object) => describeTopology({ "m/main.tf.json": { resource } })[1]
  const count = { count: "${var.guarded ? 1 : 0}" }
  expect(subnetLine(parts({}, {}))).toBe("  subnet app 10.0.1.0/24 group web")
  expect(subnetLine(parts(count, {}))).toBe("  subnet app 10.0.1.0/24 group ?${azurerm_network_security_group.web.id}")
  expect(subnetLine(parts(count, count))).toBe("  subnet app 10.0.1.0/24 group web")
})
