import type { Access, Direction, Protocol } from "../engine/security-rule.ts"
import type { Range } from "../syntax/node.ts"
import type { WrittenEnd } from "../topology/endpoint.ts"
import type { PortRange } from "../values/port.ts"

/** A `.nsgflow` file: its lines but for comments and empty ones. */
export interface FlowFile {
  readonly lines: readonly FlowLine[]
}

export type FlowLine = UseLine | ClaimLine | BrokenLine

interface Line {
  /** Counted from zero. */
  readonly line: number
  /** Without blanks around it and without a comment behind. */
  readonly text: string
  readonly range: Range
}

/** `use nsg web in ./network.json`: what the claims below it are about. */
export interface UseLine extends Line {
  readonly kind: "use"
  readonly type: UseType
  readonly name: Word
  readonly file: Word | undefined
}

export const useTypes = ["nsg", "nic", "subnet"] as const
export type UseType = (typeof useTypes)[number]

export interface ClaimLine extends Line, WrittenClaim {
  readonly kind: "claim"
}

/** A line that cannot be read. */
export interface BrokenLine extends Line {
  readonly kind: "broken"
  /** The words at fault. */
  readonly at: Range
  readonly problem: string
}

/** What is claimed of all traffic between two sides. */
export interface WrittenClaim {
  readonly access: Access
  readonly direction: Direction | undefined
  readonly protocols: readonly Protocol[]
  readonly source: WrittenSide
  readonly destination: WrittenSide
}

export interface WrittenSide {
  readonly ends: readonly SideEnd[]
  /** Absent where all are meant, of protocols without ports as well. */
  readonly ports: readonly PortRange[] | undefined
  /** What is taken away from the ends. */
  readonly except: readonly SideEnd[]
}

export interface SideEnd extends Word {
  readonly end: WrittenEnd
}

export interface Word {
  readonly text: string
  readonly range: Range
}
