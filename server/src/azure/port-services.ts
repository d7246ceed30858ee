import { exposedServices } from "./exposed-services.ts"

/** Services that are meant for everyone, or that only their own network reaches, by their usual ports (IANA's registry). */
const otherServices: Readonly<Record<number, string>> = {
  20: "FTP data",
  21: "FTP",
  25: "SMTP",
  80: "HTTP",
  88: "Kerberos",
  110: "POP3",
  143: "IMAP",
  443: "HTTPS",
  464: "Kerberos password change",
  465: "SMTPS",
  500: "IKE",
  587: "SMTP submission",
  636: "LDAPS",
  853: "DNS over TLS",
  990: "FTPS",
  993: "IMAPS",
  995: "POP3S",
  1194: "OpenVPN",
  1688: "KMS",
  1812: "RADIUS",
  1813: "RADIUS accounting",
  3268: "LDAP global catalog",
  3269: "LDAPS global catalog",
  4500: "IPsec NAT traversal",
  5671: "AMQPS",
  5672: "AMQP",
  8080: "HTTP alternate",
  8443: "HTTPS alternate",
  8883: "MQTT over TLS",
}

/** What usually listens on a port, whatever the protocol; by port, each name once. */
export const portServices: ReadonlyMap<number, readonly string[]> = namesByPort()

function namesByPort(): ReadonlyMap<number, readonly string[]> {
  const others = Object.entries(otherServices).map(([port, name]) => ({ port: Number(port), name }))
  const names = new Map<number, string[]>()
  for (const { port, name } of [...others, ...exposedServices].toSorted((a, b) => a.port - b.port)) {
    const known = names.get(port) ?? []
    if (!known.includes(name)) names.set(port, [...known, name])
  }
  return names
}
