import { expect, test } from "vitest"
import { kindWords } from "../../server/src/features/topology-labels.ts"

test.each([
  ["networkSecurityGroup", "network security group"],
  ["publicIPAddress", "public IP address"],
  ["loadBalancer", "load balancer"],
  ["subnet", "subnet"],
])("the kind %s reads %s", (kind, words) => expect(kindWords(kind)).toBe(words))
