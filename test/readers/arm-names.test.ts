import { expect, test } from "vitest"
import { group, read } from "./arm-templates.ts"

test.each(["parameters('name')]", "[parameters('name')", "[concat('a-', parameters('name'))"])(
  "%s, which lacks a bracket, is a name as it is written",
  name => {
    expect(read({ resources: [group({ securityRules: [] }, { name })] })).toEqual([`${name}:`])
  },
)
