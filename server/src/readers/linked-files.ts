import type { SyntaxDocument } from "../syntax/document.ts"
import { movedNode } from "../syntax/moved.ts"
import type { Node, Range } from "../syntax/node.ts"
import { type Link, linkTarget } from "./link-target.ts"

/** A file, parsed. */
export interface ParsedFile {
  readonly uri: string
  readonly syntax: SyntaxDocument
}

/** A file that templates link to, or that has the values of their parameters. */
export interface LinkedFile extends ParsedFile {
  /** Its tree, moved to where no range of another file is: so much lies before it. */
  readonly root: Node | undefined
  readonly base: number
}

/** The files that the templates of one document may link to, read together with it as if they stood in it. */
export class LinkedFiles {
  /** The URI of the document. */
  readonly own: string
  readonly #uris: readonly string[]
  readonly files: readonly LinkedFile[]

  constructor(own: string, files: readonly ParsedFile[]) {
    this.own = own
    this.#uris = files.map(({ uri }) => uri)
    this.files = files.map((file, index) => {
      const base = (index + 1) * longestText
      const [root] = file.syntax.roots
      return { ...file, base, root: root && rootAt(root, base) }
    })
  }

  /** Characters of all texts together. */
  get size(): number {
    return this.files.reduce((size, { syntax }) => size + syntax.text.length, 0)
  }

  /** The one file that a link leads to, of a template in another of them or, as a rule, in the document itself. */
  find(link: Link, from?: LinkedFile): LinkedFile | undefined {
    const target = linkTarget(link, from?.uri ?? this.own, this.#uris)
    return target === undefined ? undefined : this.files[this.#uris.indexOf(target)]
  }

  /** The file in which a range stands; undefined for the document itself. */
  at({ start }: Range): LinkedFile | undefined {
    return this.files[Math.floor(start / longestText) - 1]
  }
}

/** No text is longer, so that an offset shows the file. */
const longestText = 2 ** 32

const moved = new WeakMap<Node, Map<number, Node>>()

/** One tree as long as the file is the same: an edit of what links to it leaves it as it was. */
function rootAt(root: Node, base: number): Node {
  const known = moved.get(root) ?? new Map<number, Node>()
  const tree = known.get(base) ?? movedNode(root, base)
  moved.set(root, known.set(base, tree))
  return tree
}
