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
