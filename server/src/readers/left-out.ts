/** A rule or group that the values given to parameters leave out. */
export interface LeftOut {
  readonly name: string
  /** What is false with these values, as written. */
  readonly condition: string
  /** The parameters that it hangs on, as far as they are the outermost template's own. */
  readonly parameters: readonly string[]
  /** The parameter file or setting that gives them, by its name. */
  readonly source?: string
}
