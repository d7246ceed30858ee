import type { Protocol } from "../engine/security-rule.ts"

/** The protocols of rules by the numbers that packets have (IANA's registry). */
export const numberedProtocols: Readonly<Record<number, Protocol>> = {
  1: "Icmp",
  6: "Tcp",
  17: "Udp",
  50: "Esp",
  51: "Ah",
}
