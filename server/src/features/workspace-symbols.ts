import { SymbolKind, type WorkspaceSymbol } from "vscode-languageserver-types"
import type { IndexedText } from "../analysis/indexed-text.ts"
import type { Topology } from "../topology/topology.ts"
import { type Lines, lspRange } from "./lsp-range.ts"
import { networkThings } from "./network-things.ts"

/** Groups, rules, virtual networks, subnets, network interfaces and machines whose names have the letters of a query, in its order. */
export function workspaceSymbols(
  query: string,
  texts: readonly IndexedText[],
  topology: Topology,
  linesOf: (uri: string) => Lines,
): WorkspaceSymbol[] {
  const isMeant = matcher(query)
  const found = [...texts.flatMap(namedInGroups), ...namedInNetworks(topology)].filter(({ name }) => isMeant(name))
  return found.map(({ name, kind, uri, range, container }) => ({
    name,
    kind,
    location: { uri, range: lspRange(linesOf(uri), range) },
    ...(container !== undefined && { containerName: container }),
  }))
}

interface Named {
  readonly name: string
  readonly kind: SymbolKind
  readonly uri: string
  readonly range: { readonly start: number; readonly end: number }
  readonly container?: string
}

function namedInGroups({ uri, groups }: IndexedText): readonly Named[] {
  return groups.flatMap(({ name, nameRange, reference, rules }) => [
    ...(reference ? [] : [{ name, kind: SymbolKind.Class, uri, range: nameRange }]),
    ...rules
      .filter(({ implied }) => !implied)
      .map(rule => {
        return { name: rule.name, kind: SymbolKind.Method, uri, range: rule.at.name, container: name }
      }),
  ])
}

function namedInNetworks(topology: Topology): readonly Named[] {
  const networks = topology.virtualNetworks.map(({ name, place }): Named => {
    return { name, kind: SymbolKind.Namespace, uri: place.document, range: place.nameRange }
  })
  const things = networkThings(topology).map(({ name, kind, place }): Named => {
    return { name, kind: kinds[kind], uri: place.document, range: place.nameRange }
  })
  return [...networks, ...things]
}

const kinds = {
  subnet: SymbolKind.Package,
  networkInterface: SymbolKind.Interface,
  machine: SymbolKind.Object,
} as const

/** As VS Code looks for symbols: every letter in this order, whatever stands between, and in any case. */
function matcher(query: string): (name: string) => boolean {
  const letters = [...query.toLowerCase().replace(/\s/g, "")]
  return name => {
    const text = name.toLowerCase()
    let at = 0
    return letters.every(letter => {
      const found = text.indexOf(letter, at)
      at = found + 1
      return found >= 0
    })
  }
}
