import type { Range } from "../syntax/node.ts"

/** A value that Azure cannot read. Data only: the check turns it into text. */
export interface RuleProblem {
  readonly property: string
  readonly reason: ProblemReason
  /** The offending text, where there is one. */
  readonly value?: string
  /** What would be right instead, where that is certain ("*" for "any", "VirtualNetwork" for "VIRTUAL_NETWORK"). */
  readonly instead?: string
  readonly range: Range
  /** Where the value is written, if an expression takes it from there. */
  readonly origin?: ValueOrigin
  /** What the tool takes, which refuses a value that Azure would take. */
  readonly accepted?: AcceptedWords
}

/** The words that a tool takes, spelled as it takes them: fewer than Azure does. */
export interface AcceptedWords {
  readonly tool: string
  readonly words: readonly string[]
}

/** Where a value is written that an expression takes from a parameter's default or a variable, and the name of that. */
export interface ValueOrigin {
  readonly kind: "parameter" | "variable"
  readonly name: string
  readonly range: Range
}

export type ProblemReason =
  /** Required, and neither written nor given by the dialect's defaults. */
  | "missing"
  /** Not a value of the property's type (an object for a priority, …). */
  | "wrong-type"
  /** Priority is not a whole number. */
  | "not-an-integer"
  /** Priority is outside 100–4096 (65000–65500 for stated default rules). */
  | "out-of-range"
  /** Not one of the property's words (direction, access, protocol). */
  | "unknown-word"
  /** A word of Azure's that the tool takes in another spelling, or not at all. It counts as what it says. */
  | "tool-word"
  /** Neither an address, a CIDR block nor a word that could be a tag. */
  | "bad-address"
  /** `10.0.0.5/24`: bits set behind the prefix length. */
  | "host-bits"
  /** An IPv4 address with octal, hexadecimal or missing parts. */
  | "ambiguous-address"
  /** `any`, which only `*` says. */
  | "any-word"
  /** VIRTUAL_NETWORK, AZURE_LOADBALANCER, INTERNET of the classic deployment model. */
  | "classic-tag"
  /** A host's name in an address field. */
  | "host-name"
  /** A port that is no number, no range and not `*`. */
  | "bad-port"
  /** An address or a port but for spaces or leading zeros, of which it is not published what Azure makes. */
  | "loose-form"
  /** `443-80`. */
  | "reversed-range"
  /** A port above 65535. */
  | "port-too-large"
  /** `80,443`, or `10.0.0.0/8,192.168.0.0/16`, in one text. */
  | "comma-list"
  /** Digits alone in the place of an address, which Azure is known to have stored. */
  | "all-digits"
  /** A list in a field that takes one value. */
  | "list-in-singular"
  /** One value in a field that takes a list. */
  | "value-in-plural"
  /** A service tag or `*` under a plural name of addresses, which takes addresses and CIDR blocks alone. */
  | "tag-in-list"
  /** `*` under a plural name of ports. */
  | "any-port-in-list"
  /** A side is written under more than one of prefix, prefixes and application security groups, or ports under both. */
  | "several-fields"
  /** More application security groups on a side than Azure takes. */
  | "too-many-groups"
  /** The rule has its values beside the missing `properties` under which they belong. */
  | "no-properties"
  /** A value that stands beside `properties` and belongs under it. */
  | "outside-properties"
  /** The group's rules stand under a key where Azure does not read them; the value is the key. */
  | "not-rules"
  /** The name stands under `properties` and belongs beside it. */
  | "name-in-properties"
  /** An object in the place of the list of rules. */
  | "object-for-list"
  /** A rule that is a resource of its own, whose name does not say its group, … */
  | "name-without-group"
  | "name-with-slashes"
  /** … or says it although the rule stands in its group. */
  | "name-with-group"
  /** A rule's name with a letter that names may not hold, or of more than 80. */
  | "bad-name"
  /** A description of more than 140 letters. */
  | "too-long"
  /** More rules than Azure takes in a group, and more than are judged. */
  | "too-many"
  | "far-too-many"
  /** The same where rules under a condition count with the rest. */
  | "perhaps-too-many"
  /** More different tags, groups and expressions than are told apart; the value is how many rules are judged. */
  | "too-many-names"
