import type { Access } from "../engine/security-rule.ts"

/** The answer for a flow, for people and for scripts. */
export interface Answer {
  readonly access: Access | "Unknown"
  text(): string
  json(): object
}
