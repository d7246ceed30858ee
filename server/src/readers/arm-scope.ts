import * as l10n from "@vscode/l10n"
import { ambientValue, type Environment, emptyEnvironment, type Loop, withLoop } from "../expressions/environment.ts"
import { Evaluation } from "../expressions/evaluation.ts"
import { expand } from "../expressions/expand.ts"
import { identityOf } from "../expressions/identity.ts"
import type { LiteralSizes } from "../expressions/literal.ts"
import { templateEnvironment } from "../expressions/template-environment.ts"
import { findEntry, isNull, unknownValue, type Value } from "../expressions/value.ts"
import { entriesOf, isMap, member, memberAt, textOf } from "../syntax/lookup.ts"
import type { MapNode, Node } from "../syntax/node.ts"
import { placedAt } from "../syntax/placed.ts"
import type { ResourceRef } from "../values/resource-ref.ts"
import { localMark, type Maybe } from "../values/unknown.ts"
import { partOf } from "./arm-choice.ts"
import { type LinkedTemplate, type Linking, linkedTemplate } from "./arm-linked.ts"
import { deploymentOutputs } from "./arm-outputs.ts"
import { asByDefault, type Outermost, type Supposition } from "./arm-supposition.ts"
import type { LinkedFiles } from "./linked-files.ts"
import type { Unread } from "./located-resource.ts"

/** Where a resource of a template stands: what its expressions see, and where it is deployed to. */
export interface ArmScope {
  /** Different for each template in a document, and for each iteration of a nested one. */
  readonly template: string
  /** The resource group and subscription: resources of one name are the same one where this is equal. */
  readonly target: string
  /** The resource group's name in lower case, where the template states it. */
  readonly resourceGroup?: string
  /** Where a deployment around the template says that its resources go, in other words than `target`. */
  readonly place: Pick<ResourceRef, "subscription" | "resourceGroup">
  readonly environment: Environment
  /** What `environment` takes to be so of parameters: of a resource that is absent by default, what makes it present. */
  readonly supposed: Supposition
  /** The environment that it would be under another supposition. */
  under(supposed: Supposition): Environment
  readonly outermost: Outermost
  /** The files that its deployments may link to; absent where none is at hand. */
  readonly linking?: Linking
}

/** Values for parameters, by their names in lower case. */
export type ParameterValues = ReadonlyMap<string, Node>

export interface OutermostOptions {
  readonly parameters?: ParameterValues | undefined
  readonly literals?: LiteralSizes | undefined
  readonly linkedFiles?: LinkedFiles | undefined
}

/** The scope of a document's outermost template, with the values that a parameter file gives. */
export function templateScope(
  template: MapNode,
  { parameters = new Map(), literals, linkedFiles }: OutermostOptions = {},
): ArmScope {
  const evaluation = new Evaluation(undefined, literals)
  const under: ArmScope["under"] = eachOnce(supposed =>
    templateEnvironment({
      evaluation,
      template,
      supplied: name => (supposed.isFree ? undefined : parameters.get(name)) ?? supposed.valueOf(name),
      deployment: "",
      isOpen: parameters.size === 0,
      ambient: () => undefined,
      outputs: outputsWithin(template, () => supposing(scope, supposed)),
    }),
  )
  const names = new Map(entriesOf(member(template, "parameters")).map(({ key }) => [key.toLowerCase(), key]))
  const scope: ArmScope = {
    ...scopeUnder(under, { under, spelling: name => names.get(name) ?? name }),
    ...(linkedFiles && { linking: { files: linkedFiles, through: [`${linkedFiles.own} `] } }),
  }
  return scope
}

function scopeUnder(under: ArmScope["under"], outermost: Outermost): ArmScope {
  const environment = under(asByDefault)
  return { template: "", target: "", place: {}, environment, supposed: asByDefault, under, outermost }
}

/** Variables and parameters are evaluated once in each environment: it is made once for each supposition. */
function eachOnce(make: ArmScope["under"]): ArmScope["under"] {
  const made = new Map<string, Environment>()
  return supposed => {
    const environment = made.get(supposed.key) ?? make(supposed)
    made.set(supposed.key, environment)
    return environment
  }
}

/** The same scope where something is supposed. */
export function supposing(scope: ArmScope, supposed: Supposition): ArmScope {
  return { ...scope, supposed, environment: scope.under(supposed) }
}

/** The scope within a loop. */
export function scopeInLoop(scope: ArmScope, loop: Loop): ArmScope {
  const under = eachOnce(supposed => withLoop(scope.under(supposed), loop))
  return { ...scope, under, environment: withLoop(scope.environment, loop) }
}

/** The scope of resources whose template is not in the document; `deployment` as in `Environment`. */
export function fragmentScope(deployment = ""): ArmScope {
  const outside = (kind: "parameters" | "variables") => (name: string) =>
    unknownValue(
      `${kind}('${name.toLowerCase()}')${deployment}`,
      kind === "parameters"
        ? l10n.t`the template that declares parameter '${name}' is not in this file`
        : l10n.t`the template that declares variable '${name}' is not in this file`,
      {
        start: 0,
        end: 0,
      },
    )
  const empty = emptyEnvironment(new Evaluation())
  const environment = { ...empty, deployment, parameter: outside("parameters"), variable: outside("variables") }
  const under = () => environment
  return scopeUnder(under, { under, spelling: name => name })
}

/** A template that a deployment holds or links, and its scope. */
export interface NestedTemplate {
  readonly template: MapNode
  readonly scope: ArmScope
  /** It is in a file of its own. */
  readonly isLinked: boolean
}

/**
 * The template of a `Microsoft.Resources/deployments` resource, held or linked, or why a linked one is not read; undefined where
 * there is neither.
 */
export function nestedTemplate(
  deployment: MapNode,
  outer: ArmScope,
  iteration: string,
): NestedTemplate | Unread | undefined {
  const own = outer.under(asByDefault)
  const linked = linkedTemplate(deployment, own, outer.linking)
  if (typeof linked === "string") return linked
  const template = linked?.template ?? memberAt(deployment, "properties", "template")
  if (!isMap(template)) return undefined
  const target = outer.target + targetOf(deployment, own)
  // Two deployments of one name to one place are one to Azure.
  const id = `${outer.template}/${nameOf(deployment, own)}${target}${iteration}`
  const isInner = linked !== undefined || isInnerScope(deployment)
  const under: ArmScope["under"] = eachOnce(supposed => {
    const outputs = outputsWithin(template, () => supposing(scope, supposed))
    return isInner
      ? innerEnvironment({ deployment, template, outputs, id, linked }, outer.under(supposed))
      : outer.under(supposed)
  })
  const { supposed, outermost } = outer
  const environment = under(supposed)
  const resourceGroup = resourceGroupOf(deployment, outer)
  const linking = linked ? { ...linked.linking, call: `${linked.linking.files.own}${id}` } : outer.linking
  const seen = { environment, supposed, under, outermost, ...(linking && { linking }) }
  const scope: ArmScope = {
    ...{ template: id, target, ...seen, place: placeOf(deployment, outer) },
    ...(resourceGroup !== undefined && { resourceGroup }),
  }
  return { template, scope, isLinked: linked !== undefined }
}

/** What the deployments within a template give back. */
function outputsWithin(template: MapNode, scopeOf: () => ArmScope): Environment["outputs"] {
  return deploymentOutputs(template, {
    environment: () => scopeOf().environment,
    nested: (deployment, loop) => {
      const scope = loop ? scopeInLoop(scopeOf(), loop) : scopeOf()
      const iteration = loop?.index.kind === "scalar" ? Number(loop.index.value) : undefined
      const found = nestedTemplate(deployment, scope, iterationMark(iteration))
      if (!found || typeof found === "string") return undefined
      return { template: found.template, environment: found.scope.environment }
    },
  })
}

/** Tells apart what the iterations of a deployment's own loop make. */
export function iterationMark(iteration: number | undefined): string {
  return iteration === undefined ? "" : `#${iteration}`
}

/** Whether the expressions of its template see the template's own parameters and variables. */
export function isInnerScope(deployment: MapNode): boolean {
  return textOf(memberAt(deployment, "properties", "expressionEvaluationOptions", "scope"))?.toLowerCase() === "inner"
}

function nameOf(deployment: MapNode, environment: Environment): string {
  const node = member(deployment, "name")
  return (node && identityOf(expand(node, environment))) ?? localMark(deployment.range.start)
}

const targets = ["subscriptionId", "resourceGroup", "scope"] as const

/** Where the deployment goes, if not where its own template goes. */
function targetOf(deployment: MapNode, environment: Environment): string {
  const written = targets.flatMap(key => {
    const node = member(deployment, key)
    return node ? [`${key}=${identityOf(expand(node, environment)) ?? localMark(node.range.start)}`] : []
  })
  return written.length > 0 ? `@${written.join(",").toLowerCase()}` : ""
}

/** What the deployment states, else what those around it do. */
function placeOf(deployment: MapNode, outer: ArmScope): ArmScope["place"] {
  const stated = (key: string): Maybe<string> | undefined => {
    const written = member(deployment, key)
    const value = written && expand(written, outer.under(asByDefault))
    if (value?.kind === "scalar") return String(value.value).toLowerCase()
    return value?.kind === "unknown" ? { ...value.unknown, identity: value.unknown.identity.toLowerCase() } : undefined
  }
  const subscription = stated("subscriptionId") ?? outer.place.subscription
  const resourceGroup = stated("resourceGroup") ?? outer.place.resourceGroup
  return { ...(subscription !== undefined && { subscription }), ...(resourceGroup !== undefined && { resourceGroup }) }
}

function resourceGroupOf(deployment: MapNode, outer: ArmScope): string | undefined {
  const written = member(deployment, "resourceGroup")
  if (!written) return outer.resourceGroup
  const value = expand(written, outer.under(asByDefault))
  return value.kind === "scalar" ? String(value.value).toLowerCase() : undefined
}

interface InnerTemplate {
  readonly deployment: MapNode
  readonly template: MapNode
  readonly outputs: Environment["outputs"]
  readonly id: string
  readonly linked: LinkedTemplate | undefined
}

/** The nested template's own parameters and variables; its resource group is the outer one unless it names another. */
function innerEnvironment(inner: InnerTemplate, outer: Environment): Environment {
  const { deployment, template, outputs, id } = inner
  const moves = targets.some(key => member(deployment, key))
  const shared = ["environment", "tenant", ...(moves ? [] : ["resourcegroup", "subscription", "managementgroup"])]
  return templateEnvironment({
    evaluation: outer.evaluation,
    template,
    supplied: suppliedBy(inner, outer),
    deployment: `@‹${id}›`,
    isOpen: false,
    ambient: name => (shared.includes(name) ? ambientValue(outer, name, deployment.range) : undefined),
    outputs,
  })
}

/** What a deployment hands over, by names in lower case: a linked template shows it where it declares the parameter. */
function suppliedBy(inner: InnerTemplate, outer: Environment): (name: string) => Value | undefined {
  const { deployment, template, linked } = inner
  const written = memberAt(deployment, "properties", "parameters")
  const given = written?.kind === "scalar" ? expand(written, outer) : written
  if (!linked) return name => suppliedValue(partOf(given, name), outer)
  const declared = new Map(entriesOf(member(template, "parameters")).map(one => [one.key.toLowerCase(), one.keyRange]))
  return name => {
    const value = suppliedValue(partOf(given, name), outer) ?? valueInFile(linked.values, name, inner, outer)
    const range = declared.get(name)
    return value && range ? placedAt(value, range) : value
  }
}

/** A parameter file has no expressions. One that is not at hand may give every parameter a value. */
function valueInFile(
  file: LinkedTemplate["values"],
  name: string,
  { id }: InnerTemplate,
  outer: Environment,
): Value | undefined {
  if (file === undefined) return undefined
  if (file) {
    const given = memberAt(file.root, "parameters", name)
    return given && valueIn(given, outer)
  }
  return unknownValue(`parameters('${name}')@‹${id}›`, l10n.t`the linked parameter file is not among these files`, {
    start: 0,
    end: 0,
  })
}

/**
 * What a deployment gives to a parameter, evaluated where the deployment stands: `{ "value": … }`, as Bicep compiles it also
 * with a loop of that name, or an expression that makes it. Null is not given; a secret by `reference` is not known.
 */
function suppliedValue(given: Node | undefined, environment: Environment): Value | undefined {
  const supplied = given && expand(given, environment)
  if (!supplied || isNull(supplied)) return undefined
  if (supplied.kind !== "unknown") return valueIn(supplied, environment)
  const { identity, reason } = supplied.unknown
  const value = unknownValue(`${identity}.value`, reason, supplied.range)
  const oneOf = supplied.oneOf?.map(({ value: each, condition }) => ({ condition, value: valueIn(each, environment) }))
  return oneOf ? { ...value, oneOf } : value
}

function valueIn(supplied: Value, { evaluation }: Environment): Value {
  if (isNull(supplied)) return supplied
  const value = supplied.kind === "map" ? findEntry(supplied, "value")?.value : undefined
  if (value) return value
  const isSecret = supplied.kind === "map" && findEntry(supplied, "reference") !== undefined
  const rest = supplied.kind === "map" ? supplied.rest?.reason : undefined
  const reason = isSecret
    ? l10n.t`its value is in a key vault`
    : l10n.t`the deployment does not set it as { "value": … }`
  return unknownValue(evaluation.uniqueIdentity("given"), rest ?? reason, supplied.range)
}
