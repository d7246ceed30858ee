/**
 * Whether a text may hold a network security group: every dialect writes one of a few words, and a rule without its
 * group still has a port field. Asked before a token is read, so that a large document of another kind costs little.
 *
 * The letters that the words share are looked for first, because a plain search is many times faster than a pattern.
 */
export function namesGroup(text: string): boolean {
  return ports.some(word => text.includes(word)) || namesSecurityGroup(text)
}

/** What a rule's request body names even where nothing else tells what it is; whatever the case of the first letter. */
const ports = ["estinationPortRange", "estination_port_range"]

/** securityRules, security_rule, SecurityGroup, azure_rm_securitygroup, … */
function namesSecurityGroup(text: string): boolean {
  for (let at = text.indexOf(shared); at >= 0; at = text.indexOf(shared, at + shared.length)) {
    if (ending.test(text.slice(at + shared.length, at + shared.length + longest))) return true
  }
  return false
}

const shared = "ecurity"
const ending = /^_?(rule|group)/i
const longest = "_group".length

/** Whether a text may hold a resource of which a network is made, with or without a group. */
export function namesResource(text: string): boolean {
  return resourceWords.test(text)
}

/** Azure's own types, Terraform's, Ansible's, the groups and packages of the tools that have kinds, and links to any of it. */
const resourceWords =
  /microsoft\.(network|compute)\/|azurerm_|azure_rm_|(network|compute)\.azure\.|azure(-native)?:|infrastructure\.cluster\.x-k8s\.io|"templateLink"/i
