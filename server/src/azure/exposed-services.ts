/** What listens on a port, as far as attackers are concerned. */
export interface ExposedService {
  readonly port: number
  readonly name: string
  readonly kind: ServiceKind
}

export type ServiceKind = "management" | "database" | "file share" | "udp"

/**
 * TCP ports that give whoever reaches them a shell, the data or the files: of those that Microsoft lists as high-risk
 * management ports the ones of TCP, remote management of Windows and of Docker, and the usual ports of databases. Services
 * that are meant for everyone (web, mail, FTP) are not among them. Of UDP, services that answer a small question with a large answer, to whatever address it claims to come
 * from: attackers use them against others.
 */
export const exposedServices: readonly ExposedService[] = [
  ...services("management", {
    22: "SSH",
    23: "Telnet",
    111: "RPC portmapper",
    135: "RPC",
    512: "rexec",
    514: "rsh",
    593: "RPC over HTTP",
    2375: "Docker",
    3389: "RDP",
    5800: "VNC",
    5900: "VNC",
    5985: "WinRM",
    5986: "WinRM",
  }),
  ...services("database", {
    1433: "SQL Server",
    1434: "SQL Server",
    1521: "Oracle",
    3306: "MySQL",
    5432: "PostgreSQL",
    5984: "CouchDB",
    6379: "Redis",
    6380: "Redis",
    7687: "Neo4j",
    9042: "Cassandra",
    9160: "Cassandra",
    9200: "Elasticsearch",
    9300: "Elasticsearch",
    11211: "Memcached",
    27017: "MongoDB",
    27018: "MongoDB",
    27019: "MongoDB",
  }),
  ...services("udp", {
    17: "QOTD",
    19: "Chargen",
    53: "DNS",
    69: "TFTP",
    111: "RPC portmapper",
    123: "NTP",
    137: "NetBIOS",
    138: "NetBIOS",
    161: "SNMP",
    389: "LDAP",
    1434: "SQL Server",
    1900: "SSDP",
    3702: "WS-Discovery",
    5353: "mDNS",
    11211: "Memcached",
  }),
  ...services("file share", { 139: "SMB", 445: "SMB", 548: "AFP", 873: "rsync", 2049: "NFS" }),
]

function services(kind: ServiceKind, names: Readonly<Record<number, string>>): ExposedService[] {
  return Object.entries(names).map(([port, name]) => ({ port: Number(port), name, kind }))
}
