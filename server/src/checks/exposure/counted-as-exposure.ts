/** What counts as an exposure, on the page of each check that reports one. */
export const countedAsExposure = `A rule is judged by the traffic that earlier rules leave to it. It counts as an exposure if at least 16,777,216 public
addresses (a /8) can connect, however these are written: \`*\`, Internet, 0.0.0.0/0, two halves, a list. In IPv6 that is a
prefix shorter than /20. Other service tags count by their prefixes in a service tag file, or not at all without one; an
unknown source does not count. If the exposure depends on something unknown, the finding says "may" and is one severity
lower.

If all subnets and network interfaces that have the group are known, only what the NSG at the other level lets through
counts, and the message says where it is open. The finding may be wrong if they are not known, or if something else blocks
the traffic: a machine without a public address, a firewall on the way.
`
