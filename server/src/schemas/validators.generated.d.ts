/** What a validator says of one fault (ajv's ErrorObject, as far as it is used). */
export interface ShapeError {
  readonly keyword: string
  /** JSON pointer to the value at fault. */
  readonly instancePath: string
  readonly params: { readonly additionalProperty?: string }
}

export interface Validator {
  (value: unknown): boolean
  /** The faults of the last call. */
  errors?: readonly ShapeError[] | null
}

export const azureSecurityRule: Validator
export const azureSecurityRuleNames: readonly string[]
export const ansibleSecurityRule: Validator
export const ansibleSecurityRuleNames: readonly string[]
export const terraformSecurityRule: Validator
export const terraformSecurityRuleNames: readonly string[]
export const crossplaneSecurityRule: Validator
export const crossplaneSecurityRuleNames: readonly string[]
export const clusterApiSecurityRule: Validator
export const clusterApiSecurityRuleNames: readonly string[]
export const pulumiSecurityRule: Validator
export const pulumiSecurityRuleNames: readonly string[]
