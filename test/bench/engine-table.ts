export type Cell = string | number

/** A table of Markdown, its columns named by the first row's keys; numbers to three digits, on the right. */
export function printTable(title: string, rows: readonly Readonly<Record<string, Cell>>[]): void {
  const heads = Object.keys(rows[0]!)
  const texts = rows.map(row => heads.map(head => textOf(row[head]!)))
  const widths = heads.map((head, column) => Math.max(head.length, ...texts.map(row => row[column]!.length)))
  const isNumber = heads.map(head => rows.some(row => typeof row[head] === "number"))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, c) => (isNumber[c] ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!))).join(" | ")} |`
  const rule = widths.map((width, c) => "-".repeat(width - 1) + (isNumber[c] ? ":" : "-"))
  console.log(["", title, "", line(heads), line(rule), ...texts.map(line)].join("\n"))
}

function textOf(cell: Cell): string {
  if (typeof cell === "string") return cell
  return cell >= 1000 ? Math.round(cell).toLocaleString("en") : String(Number(cell.toPrecision(3)))
}
