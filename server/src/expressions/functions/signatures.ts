import { findFunction } from "./index.ts"

/** How a function is called, and what it returns, after Microsoft's reference of the template functions. */
export interface FunctionSignature {
  /** As the reference spells it. */
  readonly name: string
  readonly parameters: readonly FunctionParameter[]
  /** A sentence or two. */
  readonly text: string
}

export interface FunctionParameter {
  readonly name: string
  readonly isOptional: boolean
  /** It stands for this and every further argument. */
  readonly isRest: boolean
}

/** The signature of a function by its name, without case and without the namespace of ARM's own. */
export function signatureOf(name: string): FunctionSignature | undefined {
  const plain = name.toLowerCase().replace(/^(sys|az)\./, "")
  const own = signatures.get(plain)
  if (own || !findFunction(plain)) return own
  return read("list*(resourceId, apiVersion, [functionValues])", listText, name)
}

export const listText = "What a resource provider lists for a resource, such as its keys; known only at deployment."

/** By name: `[optional]`, `...` for any number. */
export const functionTexts: Readonly<Record<string, string>> = {
  "add(operand1, operand2)": "The sum of two integers.",
  "and(arg1, arg2, ...)": "Whether all values are true.",
  "array(convertToArray)": "The value as an array: of one item, unless it is an array already.",
  "base64(inputString)": "The base64 form of a string.",
  "base64ToJson(base64Value)": "The JSON value that a base64 string holds.",
  "base64ToString(base64Value)": "The string that a base64 string holds.",
  "bool(arg1)": "The value as true or false.",
  "cidrHost(network, hostIndex)": "The usable address with this index in an address block, counted from 0.",
  "cidrSubnet(network, newCIDR, subnetIndex)":
    "The block with this index, counted from 0, when an address block is split into blocks of a new prefix length.",
  "coalesce(arg1, arg2, ...)": "The first value that is not null. Empty strings, arrays and objects are not null.",
  "concat(arg1, arg2, ...)": "Strings joined to one string, or arrays to one array.",
  "contains(container, itemToFind)":
    "Whether an array has an item, an object a key, or a string a part. Strings and items are compared with case, keys without.",
  "copyIndex([loopName], [offset])":
    "The index of the current iteration of a copy loop, counted from 0, plus the offset. Without a name the loop of the resource is meant.",
  "createArray(arg1, arg2, ...)": "An array of the values.",
  "createObject(key1, value1, ...)": "An object of keys and values.",
  "dataUri(stringToConvert)": "The value as a data URI.",
  "dataUriToString(dataUriToConvert)": "The string that a data URI holds.",
  "dateTimeAdd(base, duration, [format])": "A point in time plus an ISO 8601 duration.",
  "dateTimeFromEpoch(epochTime)": "The ISO 8601 form of a Unix time in seconds.",
  "dateTimeToEpoch(dateTime)": "The Unix time in seconds of an ISO 8601 date and time.",
  "deployer()": "Who deploys: `objectId`, `tenantId` and more; known only at deployment.",
  "deployment()": "The current deployment; known only at deployment.",
  "distinct(arrayObject)": "The items of an array, each once.",
  "div(operand1, operand2)": "The integer quotient of two integers.",
  "empty(itemToTest)": "Whether an array, object or string is empty.",
  "endsWith(stringToSearch, stringToFind)": "Whether a string ends with another one, whatever the case.",
  "environment()": "The endpoints of the cloud; known only at deployment.",
  "equals(arg1, arg2)": "Whether two values are equal. Strings are compared with case.",
  "extensionResourceId(resourceId, resourceType, resourceName1, ...)": "The id of a resource that extends another one.",
  "fail(message)": "Lets the deployment fail with a message.",
  "false()": "The value false.",
  "filter(inputArray, lambda)": "The items of an array for which a lambda is true.",
  "first(arg1)": "The first item of an array, or the first character of a string.",
  "flatten(arrayToFlatten)": "One array of the items of an array's arrays.",
  "float(arg1)": "The value as a number with a fraction.",
  "format(formatString, arg1, ...)": "A string with `{0}`, `{1}`, … replaced by the values.",
  "greater(arg1, arg2)": "Whether the first value is greater than the second.",
  "greaterOrEquals(arg1, arg2)": "Whether the first value is greater than the second, or equal to it.",
  "groupBy(inputArray, lambda)": "An object of arrays: the items of an array by the key that a lambda gives each.",
  "guid(baseString, ...)":
    "An identifier in the form of a GUID, the same for the same strings; known only at deployment.",
  "if(condition, trueValue, falseValue)":
    "The second value where the condition is true, else the third. Only that one is evaluated.",
  "indexFromEnd(sourceArray, reverseIndex)": "The item with this index from an array's end, counted from 1.",
  "indexOf(stringToSearch, stringToFind)":
    "The first place of an item in an array or of a part in a string, counted from 0; -1 where there is none.",
  "int(valueToConvert)": "The value as an integer.",
  "intersection(arg1, arg2, ...)": "The common items of arrays, or the common entries of objects.",
  "items(object)": "An array of an object's entries, each with `key` and `value`, in the order of the keys.",
  "join(inputArray, delimiter)": "The items of an array as one string, with a delimiter between them.",
  "json(arg1)": "The value that a string of JSON stands for.",
  "lambda(lambdaVariable, ..., body)":
    "A function that is handed to `filter`, `map` and their like; `lambdaVariables` gives its variables.",
  "lambdaVariables(variableName)": "The value of a variable of the lambda around it.",
  "last(arg1)": "The last item of an array, or the last character of a string.",
  "lastIndexOf(stringToSearch, stringToFind)":
    "The last place of an item in an array or of a part in a string, counted from 0; -1 where there is none.",
  "length(arg1)": "The number of items, characters or top-level entries.",
  "less(arg1, arg2)": "Whether the first value is less than the second.",
  "lessOrEquals(arg1, arg2)": "Whether the first value is less than the second, or equal to it.",
  "managementGroup()": "The management group that is deployed to; known only at deployment.",
  "managementGroupResourceId([managementGroupId], resourceType, resourceName1, ...)":
    "The id of a resource of a management group.",
  "map(inputArray, lambda)": "An array of what a lambda makes of each item.",
  "mapValues(inputObject, lambda)": "An object of what a lambda makes of each value.",
  "max(arg1, ...)": "The greatest of integers, or of an array of them.",
  "min(arg1, ...)": "The least of integers, or of an array of them.",
  "mod(operand1, operand2)": "The remainder of an integer division.",
  "mul(operand1, operand2)": "The product of two integers.",
  "newGuid()": "A GUID that is different in each deployment. Allowed only as a parameter's default value.",
  "not(arg1)": "The opposite of true or false.",
  "null()": "The value null.",
  "objectKeys(object)": "The keys of an object.",
  "or(arg1, arg2, ...)": "Whether any value is true.",
  "padLeft(valueToPad, totalLength, [paddingCharacter])":
    "The value as a string of at least this length, filled up from the left, with spaces unless another character is given.",
  "parameters(parameterName)": "The value of a parameter of the template.",
  "parseCidr(network)":
    "An object that describes an address block: `network`, `netmask`, `broadcast`, `firstUsable`, `lastUsable`, `cidr`.",
  "pickZones(providerNamespace, resourceType, location, [numberOfZones], [offset])":
    "Availability zones that a type of resource has in a region; known only at deployment.",
  "providers(providerNamespace, [resourceType])": "A resource provider and its types; known only at deployment.",
  "range(startIndex, count)": "An array of this many integers, from a first one on.",
  "reduce(inputArray, initialValue, lambda)":
    "What a lambda makes of an array's items one after another, each with what it made before.",
  "reference(resourceName, [apiVersion], ['Full'])":
    "The state of a resource when the template is deployed; of a deployment its outputs.",
  "references(resourceCollection, ['Full'])":
    "The states of the resources that a loop makes, when the template is deployed.",
  "replace(originalString, oldString, newString)": "The string with every place of one part replaced by another.",
  "resourceGroup()": "The resource group that is deployed to; known only at deployment.",
  "resourceId([subscriptionId], [resourceGroupName], resourceType, resourceName1, ...)":
    "The id of a resource: with a name for each part of its type, in the resource group that is deployed to unless another is given.",
  "shallowMerge(inputArray)":
    "One object of an array's objects. Of a key that several have the last one counts, as a whole.",
  "skip(originalValue, numberToSkip)": "What comes behind this many items of an array, or characters of a string.",
  "split(inputString, delimiter)": "The parts of a string between a delimiter, or between any of an array of them.",
  "startsWith(stringToSearch, stringToFind)": "Whether a string begins with another one, whatever the case.",
  "string(valueToConvert)": "The value as a string; an array or object as JSON.",
  "sub(operand1, operand2)": "The first integer less the second.",
  "subscription()": "The subscription that is deployed to; known only at deployment.",
  "subscriptionResourceId([subscriptionId], resourceType, resourceName1, ...)":
    "The id of a resource that belongs to a subscription and no resource group.",
  "substring(stringToParse, startIndex, [length])": "A part of a string, from an index on, counted from 0.",
  "take(originalValue, numberToTake)": "The first so many items of an array, or characters of a string.",
  "tenant()": "The tenant that is deployed to; known only at deployment.",
  "tenantResourceId(resourceType, resourceName1, ...)": "The id of a resource that belongs to the tenant.",
  "toLogicalZone(subscriptionId, location, physicalZone)":
    "The logical availability zone of a physical one; known only at deployment.",
  "toLogicalZones(subscriptionId, location, physicalZones)":
    "The logical availability zones of physical ones; known only at deployment.",
  "toLower(stringToChange)": "The string in lower case.",
  "toObject(inputArray, keyLambda, [valueLambda])":
    "An object of an array's items: lambdas give the key and the value of each.",
  "toPhysicalZone(subscriptionId, location, logicalZone)":
    "The physical availability zone of a logical one; known only at deployment.",
  "toPhysicalZones(subscriptionId, location, logicalZones)":
    "The physical availability zones of logical ones; known only at deployment.",
  "toUpper(stringToChange)": "The string in upper case.",
  "trim(stringToTrim)": "The string without white space at its ends.",
  "true()": "The value true.",
  "tryGet(itemToTest, keyOrIndex, ...)":
    "The value of a key or index, followed as far as there are any; null where there is none.",
  "tryIndexFromEnd(sourceArray, reverseIndex)":
    "The item with this index from an array's end, counted from 1; null where there is none.",
  "union(arg1, arg2, ...)":
    "All items of arrays, each once, or all entries of objects. Of a key that several objects have the last one counts.",
  "uniqueString(baseString, ...)":
    "A hash of the strings, 13 characters long, the same for the same strings; known only at deployment.",
  "uri(baseUri, relativeUri)": "An absolute URI of a base and what is relative to it.",
  "uriComponent(stringToEncode)": "The string encoded as a part of a URI.",
  "uriComponentToString(uriEncodedString)": "The string that an encoded part of a URI stands for.",
  "utcNow([format])": "The time of the deployment. Allowed only as a parameter's default value.",
  "variables(variableName)": "The value of a variable of the template.",
}

const signatures: ReadonlyMap<string, FunctionSignature> = new Map(
  Object.entries(functionTexts).map(([call, text]) => {
    const signature = read(call, text)
    return [signature.name.toLowerCase(), signature]
  }),
)

function read(call: string, text: string, as?: string): FunctionSignature {
  const [, name = "", inner = ""] = /^([\w*]+)\((.*)\)$/.exec(call) ?? []
  const parts = inner === "" ? [] : inner.split(", ")
  const parameters = parts.flatMap((part, index): FunctionParameter[] => {
    if (part === "...") return []
    const isRest = parts[index + 1] === "..."
    return [{ name: part.replace(/[[\]]/g, ""), isOptional: part.startsWith("["), isRest }]
  })
  return { name: as ?? name, parameters, text }
}

/** `resourceId([subscriptionId], …, resourceName1, …)`: as the reference shows calls. */
export function callText({ name, parameters }: FunctionSignature): {
  readonly text: string
  readonly labels: readonly string[]
} {
  const labels = parameters.map(
    ({ name, isOptional, isRest }) => `${isOptional ? `[${name}]` : name}${isRest ? ", …" : ""}`,
  )
  return { text: `${name}(${labels.join(", ")})`, labels }
}
