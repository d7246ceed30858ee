import type { Protocol } from "../engine/security-rule.ts"
import { exposedServices } from "./exposed-services.ts"

export interface CommonService {
  readonly port: number
  readonly name: string
}

/** Services that are meant for everyone, by TCP (IANA's registry of ports). */
const publicServices: readonly CommonService[] = [
  { port: 443, name: "HTTPS" },
  { port: 80, name: "HTTP" },
  { port: 25, name: "SMTP" },
  { port: 53, name: "DNS" },
  { port: 88, name: "Kerberos" },
  { port: 389, name: "LDAP" },
  { port: 587, name: "SMTP submission" },
  { port: 636, name: "LDAPS" },
  { port: 993, name: "IMAPS" },
  { port: 8080, name: "HTTP" },
  { port: 8443, name: "HTTPS" },
]

/** What usually listens on which port, the most common first. */
export function commonServices(protocol: Extract<Protocol, "Tcp" | "Udp">): readonly CommonService[] {
  const isOf = ({ kind }: (typeof exposedServices)[number]) => (kind === "udp") === (protocol === "Udp")
  return [...(protocol === "Tcp" ? publicServices : []), ...exposedServices.filter(isOf)]
}
