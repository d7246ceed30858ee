/** A rule that the building blocks have by name: inbound, Allow, all source ports. */
export interface NamedRule {
  readonly name: string
  readonly protocol: "TCP" | "UDP" | "*"
  readonly ports: string
}

/**
 * The rules that the building blocks make of a name, which they take in just this spelling
 * (mspnp/template-building-blocks, networkSecurityGroupSettings.js of version 2.2.4).
 */
export function namedRules(name: string): readonly NamedRule[] | undefined {
  if (name === "ActiveDirectory") return activeDirectory
  const own = single.get(name)
  return own && [{ name, ...own }]
}

const single: ReadonlyMap<string, Omit<NamedRule, "name">> = new Map([
  tcp("Cassandra", 9042),
  tcp("Cassandra-JMX", 7199),
  tcp("Cassandra-Thrift", 9160),
  tcp("CouchDB", 5984),
  tcp("CouchDB-HTTPS", 6984),
  tcp("DNS-TCP", 53),
  ["DNS-UDP", { protocol: "UDP", ports: "53" }],
  tcp("DynamicPorts", "49152-65535"),
  tcp("ElasticSearch", "9200-9300"),
  tcp("FTP", 21),
  tcp("HTTP", 80),
  tcp("HTTPS", 443),
  tcp("IMAP", 143),
  tcp("IMAPS", 993),
  tcp("Kestrel", 22133),
  tcp("LDAP", 389),
  tcp("MongoDB", 27017),
  tcp("Memcached", 11211),
  tcp("MSSQL", 1433),
  tcp("MySQL", 3306),
  tcp("Neo4J", 7474),
  tcp("POP3", 110),
  tcp("POP3S", 995),
  tcp("PostgreSQL", 5432),
  tcp("RabbitMQ", 5672),
  tcp("RDP", 3389),
  tcp("Redis", 6379),
  tcp("Riak", 8093),
  tcp("Riak-JMX", 8985),
  tcp("SMTP", 25),
  tcp("SMTPS", 465),
  tcp("SSH", 22),
  tcp("WinRM", 5986),
])

const activeDirectory: readonly NamedRule[] = [
  { name: "AllowADReplication", protocol: "*", ports: "389" },
  { name: "AllowADReplicationSSL", protocol: "*", ports: "636" },
  { name: "AllowADGCReplication", protocol: "TCP", ports: "3268" },
  { name: "AllowADGCReplicationSSL", protocol: "TCP", ports: "3269" },
  { name: "AllowDNS", protocol: "*", ports: "53" },
  { name: "AllowKerberosAuthentication", protocol: "*", ports: "88" },
  { name: "AllowADReplicationTrust", protocol: "*", ports: "445" },
  { name: "AllowSMTPReplication", protocol: "TCP", ports: "25" },
  { name: "AllowRPCReplication", protocol: "TCP", ports: "135" },
  { name: "AllowFileReplication", protocol: "TCP", ports: "5722" },
  { name: "AllowWindowsTime", protocol: "UDP", ports: "123" },
  { name: "AllowPasswordChangeKerberes", protocol: "*", ports: "464" },
  { name: "AllowDFSGroupPolicy", protocol: "UDP", ports: "138" },
  { name: "AllowADDSWebServices", protocol: "TCP", ports: "9389" },
  { name: "AllowNETBIOSAuthentication", protocol: "UDP", ports: "137" },
  { name: "AllowNETBIOSReplication", protocol: "TCP", ports: "139" },
]

function tcp(name: string, ports: number | string): [string, Omit<NamedRule, "name">] {
  return [name, { protocol: "TCP", ports: `${ports}` }]
}
