import { expect, test } from "vitest"
import { shortName } from "../../server/src/features/level-name.ts"

test("a name is never cut out of a call", () => {
  const id =
    "/subscriptions/{s}/resourceGroups/{r}/providers/Microsoft.Network/virtualNetworks/{coalesce(parameters('v'))}"
  expect(shortName(`format('{0}/subnets/AzureBastionSubnet',${id})`)).toBe("AzureBastionSubnet")
  expect(shortName(`concat(${id})`)).toBe(`concat(${id})`)
  expect(shortName(id)).toBe("{coalesce(parameters('v'))}")
  expect(
    shortName("/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/hub/subnets/app"),
  ).toBe("hub/app")
})
