/**
 * Whether a text may hold a network security group: every dialect writes one of these words. Asked before a token is
 * read, so that a large document of another kind costs one pass over its text.
 *
 * The letters that all of the words share are looked for first, because a plain search is many times faster than a
 * pattern.
 */
export function namesGroup(text: string): boolean {
  for (let at = text.indexOf(shared); at >= 0; at = text.indexOf(shared, at + shared.length)) {
    if (word.test(text.slice(at + shared.length, at + shared.length + longest))) return true
  }
  return false
}

/** Whether a load balancer, or a pool of one, stands in a text: then health probes come to what its rules guard. */
export function namesLoadBalancer(text: string): boolean {
  return /\bloadBalancers\b|loadBalancerBackendAddressPool|azurerm_lb\b|azure_rm_loadbalancer\b/i.test(text)
}

/** What the words have in common: securityRules, security_rule, SecurityGroup, azure_rm_securitygroup, … */
const shared = "ecurity"

/** How they go on. */
const word = /^_?(rule|group)/i
const longest = "_group".length
