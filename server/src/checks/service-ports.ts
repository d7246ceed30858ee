/** Ports to which clients connect by TCP and from which nothing does; of FTP and DNS that is not so. */
export const servicePorts: ReadonlySet<number> = new Set([
  ...[22, 23, 25, 80, 110, 143, 389, 443, 445, 465, 587, 636, 993, 995, 1433, 1521, 3306, 3389, 5432, 5985, 5986],
  ...[6379, 8080, 8443, 27017],
])
