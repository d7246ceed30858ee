import type { SecurityRule } from "../engine/security-rule.ts"
import type { Range } from "../syntax/node.ts"
import type { AddressPrefix } from "../values/address.ts"
import type { AbsentByDefault } from "./absent-by-default.ts"
import type { LeftOut } from "./left-out.ts"
import type { ReadResource } from "./located-resource.ts"
import type { RuleProblem } from "./rule-problem.ts"

/** What a reader makes of a document; its resources where it has come upon them already. */
export type Reading = Omit<ReadResult, "resources"> & Partial<Pick<ReadResult, "resources">>

export interface ReadResult {
  readonly dialect: Dialect
  readonly groups: readonly LocatedGroup[]
  /**
   * The resources around the groups of which a network is made, the groups among them, in the order of the text. They are
   * looked for when first asked for, and once: a keystroke does not need them.
   */
  resources(): readonly ReadResource[]
  /** Of a Terraform plan, the groups as they were before: kept for comparison, not judged. */
  readonly before?: readonly LocatedGroup[]
  /**
   * Evaluating the document's expressions was given up for too much work: what is unknown may be so for that alone. Of
   * "choices" only what other values of parameters would make is not known to the end.
   */
  readonly undecided?: "values" | "choices"
  /** The first of the values that PowerShell cut off when it printed the document. */
  readonly cutOff?: Range
  /** Groups that the values given to parameters leave out. */
  readonly leftOut?: readonly LeftOut[]
  /** What Azure refuses in the expressions of groups, rules and networks. */
  readonly expressionFaults?: readonly ExpressionFault[]
  /** The linked templates that were read as its deployments make them; what is in them stands as their trees do. */
  readonly calls?: readonly TemplateCall[]
}

/** A linked template as a deployment makes it. */
export interface TemplateCall {
  /** Equal in all that it makes. */
  readonly call: string
  /** Where the link is written. */
  readonly link: Range
  /** The linked template. */
  readonly range: Range
  /** Where each parameter gets its value, by its name in lower case. */
  readonly handed: ReadonlyMap<string, Range>
}

/** A fault of a template's expression, or of a resource's type. Data only: the check turns it into text. */
export interface ExpressionFault {
  /** It breaks the grammar, lacks the bracket at its end or its beginning, or names what is not there. */
  readonly kind: "syntax" | "unclosed" | "unopened" | "function" | "parameter" | "variable" | "type"
  /** What breaks the grammar, in words; the whole text that is not closed; else the name. */
  readonly text: string
  /** The name that was probably meant. */
  readonly instead?: string
  /** A nested template declares it, but its expressions see the names around it. */
  readonly isUnseen?: true
  /** Only a branch of an `if` names it, which Azure evaluates where it is taken. */
  readonly isBranch?: true
  readonly range: Range
}

/** The names of the dialects, as `nsg check --format json` prints them. */
export type Dialect =
  | "arm-template"
  | "arm-fragment"
  | "arm-parameters"
  | "arm-policy"
  | "az-cli-json"
  | "az-cli-yaml"
  | "az-rest-json"
  | "rest-examples"
  | "powershell-json"
  | "resource-graph"
  | "resource-export"
  | "effective-nsg"
  | "network-watcher"
  | "ansible"
  | "aso"
  | "crossplane"
  | "capz"
  | "pulumi-yaml"
  | "pulumi-state"
  | "azbb-parameters"
  | "tf-json"
  | "tf-plan"

/** A network security group as it stands in a document. */
export interface LocatedGroup {
  /** As known here: evaluated where that can be done, else the text of its expression. */
  readonly name: string
  /** Its literal resource id, where one is written. */
  readonly id?: string
  /** The whole resource. */
  readonly range: Range
  /** What its findings, lenses and hovers stand on: the value of its name, else the start of the resource. */
  readonly nameRange: Range
  /**
   * Set where the document only has rules of the group, which it names literally: the group itself is defined in another
   * document, and may be joined with these rules.
   */
  readonly reference?: true
  /** Set where the group is written out inside of a subnet or network interface, which refers to a group by its id. */
  readonly inside?: Inside
  /**
   * Set where the document has a list of rules that something else makes a group of, a template, a module or a task: its name
   * here is only what the list stands under.
   */
  readonly rulesOnly?: true
  /** URI of the document that defines it, for a group that was joined with rules of other documents. */
  readonly document?: string
  /** Resource group, namespace or module, in lower case, where the document states it. */
  readonly scope?: string
  /** What other documents of its folder call it, where that is not its name: the address of a Terraform resource. */
  readonly address?: string
  /** Its custom rules in file order, inline and standalone together, two copies of one rule once. */
  readonly rules: readonly LocatedRule[]
  /**
   * Set where only those of its rules are at hand that name application security groups: a hash of what all of them say
   * (analysis/text-summary.ts).
   */
  readonly rulesElsewhere?: string
  /** Those of them that are resources of their own; absent where none is. */
  readonly standaloneRules?: readonly StandaloneRule[]
  /** Its own list is what a tool found in Azure, and not what someone wrote: rules that are resources of their own are in it. */
  readonly listsWhatIs?: true
  /** Its own list is written, and empty: to the tool that means none, and not that there is no list. */
  readonly listsNone?: true
  /** Default rules that the document itself states (az output): they take the place of Azure's six. */
  readonly statedDefaults: readonly LocatedRule[]
  /** Where the document states it: what names in the rules stood for when Azure printed them. */
  readonly expansions?: Expansions
  /**
   * Why part of the rule list cannot be known (an expression, a loop, a group defined elsewhere), as the end of "… rules that
   * are not known here (…)"; absent where all of it is known.
   */
  readonly incompleteReason?: string
  /** The text of the condition under which the document makes the group, unless the parameters at hand make it true. */
  readonly condition?: string
  /** Set where the document makes the group only with other values for its parameters than their defaults. */
  readonly absentByDefault?: AbsentByDefault
  /** Where it is there only as parameters have their default values: these. */
  readonly presentByDefault?: readonly string[]
  /** Deploying the document leaves rules in the group that are there already and that it does not list (Ansible), or may. */
  readonly keepsOtherRules?: "yes" | "perhaps"
  /** The tool that deploys the rules numbers them in the order of the list, whatever priorities are written. */
  readonly numbersRules?: true
  /** The deployment model that it is for, where that is not Resource Manager. */
  readonly model?: "classic"
  /** The region that the document puts it in, as written. */
  readonly location?: string
  /** The resource's literal `apiVersion`. */
  readonly apiVersion?: string
  /** The zero-based iteration of the loop that makes the group: several groups then stand at one place of the text. */
  readonly iteration?: number
  /** The deployment whose linked template makes it: several may make a group at one place of a file. */
  readonly call?: string
  /** Health probes of load balancers of the same document, of which some machines that the group guards are back ends. */
  readonly probes?: readonly HealthProbe[]
  /** What could not be read in the group itself (its rule list is no list, …). */
  readonly problems: readonly RuleProblem[]
  /** Rules that the values given to parameters leave out. */
  readonly leftOut?: readonly LeftOut[]
  /** Rules that are written twice, inline and on their own. */
  readonly copies: readonly RuleCopy[]
}

/** A rule that is a resource of its own. */
export interface StandaloneRule {
  /** In lower case. */
  readonly name: string
  /** It stands in its group's own list, too. */
  readonly isListed: boolean
}

/** What a group is written inside of, and where its key stands there. */
export interface Inside {
  readonly holder: "subnet" | "network interface"
  readonly key: Range
}

/** The addresses of service tags and security groups, by `AddressTerm.key`. */
export type Expansions = ReadonlyMap<string, readonly AddressPrefix[]>

/** A health probe of a load balancer, which comes to its back ends by TCP from 168.63.129.16. */
export interface HealthProbe {
  /** The load balancer's name. */
  readonly loadBalancer: string
  /** Absent where it cannot be known. */
  readonly port?: number
  /** Nothing in the document says what group and load balancer are attached to, but they are alone in it. */
  readonly assumed?: true
}

/** A security rule, and where each part of it is written. */
export interface LocatedRule extends SecurityRule {
  /** URI of the document it stands in, for a rule of a group that was joined from several. */
  readonly document?: string
  readonly at: RuleLocation
  /** The values as written, evaluated where they can be, under Azure's property names; for display and for `effective`. */
  readonly written: WrittenRule
  /** The resource's or the rule's own literal `apiVersion`, for a standalone rule. */
  readonly apiVersion?: string
  /** The text of the condition under which the rule exists, when it is not literally true. */
  readonly condition?: string
  /** Set where the document makes the rule only with other values for its parameters than their defaults. */
  readonly absentByDefault?: AbsentByDefault
  /** Where it is there only as parameters have their default values: these. */
  readonly presentByDefault?: readonly string[]
  /** What its document calls each property. */
  readonly names: PropertyNames
  /** Its values stand, or belong, under `properties`. */
  readonly nested?: true
  /**
   * The branches of a template engine's blocks that it stands in, outermost first: rules of different branches of one block
   * are never there together. Absent where no template engine decides about the rule.
   */
  readonly branches?: readonly string[]
  /** What Azure cannot read of it. */
  readonly problems: readonly RuleProblem[]
  /** Keys that are no property of a rule in this dialect. */
  readonly unknownKeys: readonly UnknownKey[]
  /** The zero-based iteration of the loop that makes the rule: several rules then stand at one place of the text. */
  readonly iteration?: number
  /** Added by the operator that deploys the document (Cluster API): takes part in evaluation, is not counted. */
  readonly implied?: true
}

export interface RuleLocation {
  /** The whole rule. */
  readonly self: Range
  /** The value of its name, else the start of the rule. */
  readonly name: Range
  /** The value of each property that is written, under Azure's property name, whichever name the dialect has for it. */
  readonly properties: Readonly<Partial<Record<RuleProperty, Range>>>
  /** For each list-valued side the ranges of its terms, index by index with `source`, `sourcePorts`, …. */
  readonly terms: Readonly<Record<"source" | "sourcePorts" | "destination" | "destinationPorts", readonly Range[]>>
}

/** Azure's names of what a rule is made of. Singular and plural fields are kept apart here, and joined in the rule. */
export const ruleProperties = [
  "name",
  "description",
  "priority",
  "direction",
  "access",
  "protocol",
  "sourceAddressPrefix",
  "sourceAddressPrefixes",
  "sourceApplicationSecurityGroups",
  "sourcePortRange",
  "sourcePortRanges",
  "destinationAddressPrefix",
  "destinationAddressPrefixes",
  "destinationApplicationSecurityGroups",
  "destinationPortRange",
  "destinationPortRanges",
] as const

export type RuleProperty = (typeof ruleProperties)[number]

/** What a dialect calls each property that it has; where one key takes a value or a list, both properties have it. */
export type PropertyNames = Readonly<Partial<Record<RuleProperty, string>>>

/** A property's value as text or texts; `unknown` names the properties that hold an expression's own text. */
export interface WrittenRule {
  readonly values: Readonly<Partial<Record<RuleProperty, string | number | readonly string[]>>>
  readonly unknown: readonly RuleProperty[]
}

/** A key that no property of a rule has. */
export interface UnknownKey {
  readonly key: string
  readonly range: Range
  /** The name that was probably meant. */
  readonly instead?: string
  /** The property that was probably meant is required, and the rule has it nowhere else. */
  readonly required?: true
  /** What the tool does that refuses the whole rule for it, as a sentence without its end. */
  readonly error?: string
}

export interface RuleCopy {
  /** The copy whose values win: the standalone one. */
  readonly rule: LocatedRule
  /** The copy that is not used. */
  readonly other: LocatedRule
  /** The properties that differ, under Azure's names; none where the copies may be equal. */
  readonly properties: readonly RuleProperty[]
}
