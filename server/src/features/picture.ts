import type { DocumentPlace } from "./topology-json.ts"

/** A picture of frames and boxes, before anything is known of its size. */
export interface Picture {
  /** One sentence on what is in it. */
  readonly label: string
  readonly nodes: readonly PictureNode[]
  readonly links: readonly PictureLink[]
}

/** A frame with others in it, or a box. */
export interface PictureNode {
  readonly kind: "network" | "subnet" | "interface" | "balancer" | "group" | "missing" | "fault" | "section" | "more"
  readonly title: string
  readonly lines: readonly PictureLine[]
  /** What a screen reader says of it. */
  readonly label: string
  /** Where it is written. */
  readonly place?: DocumentPlace
  readonly children: readonly PictureNode[]
}

export interface PictureLine {
  readonly text: string
  readonly tone?: "group" | "missing"
}

/** A line between two of the outermost nodes. */
export interface PictureLink {
  readonly from: PictureNode
  readonly to: PictureNode
  /** Whether it is drawn as one that holds. */
  readonly holds: boolean
}
