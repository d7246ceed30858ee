/**
 * A picture of the server's as a file by itself: on white, with colours of its own, and nothing in it that is pressed. Programs
 * that draw SVG know no variables of style sheets, so the colours stand there.
 */
export function standaloneSvg(svg: string): string {
  const still = svg.replaceAll(/ role="button" tabindex="0" data-place="\d+"/g, ' role="note"')
  return still.replace(
    /^<svg[^>]*>/,
    head => `${head}\n<style>${style}</style>\n<rect class="paper" width="100%" height="100%"/>`,
  )
}

const style = `
text { font: 12px system-ui, "Segoe UI", sans-serif; fill: #595959; }
.title { font-weight: 600; fill: #1f1f1f; }
text.label { fill: #1f1f1f; }
text.group { fill: #0b5cad; }
text.missing { fill: #1f1f1f; font-style: italic; }
rect { fill: #ffffff; stroke: #8c8c8c; }
.network rect { stroke: #0b5cad; stroke-width: 1.5; }
.subnet rect { fill: #f5f5f5; }
.missing rect, .fault rect { stroke: #9a6700; stroke-dasharray: 4 3; }
.group rect { stroke-dasharray: 4 3; }
rect.paper, .section rect, .more rect { stroke: none; }
.link { stroke: #0b5cad; stroke-width: 2; fill: none; }
.broken { stroke: #9a6700; stroke-dasharray: 6 4; }
.way, .arrow, .stop { fill: none; stroke-width: 2; }
path.passes, .passes rect { stroke: #1a7f37; }
path.perhaps, .perhaps rect { stroke: #9a6700; }
.way.perhaps, .perhaps rect { stroke-dasharray: 7 4; }
path.stopped, .stop, .stopped rect { stroke: #c5221f; }
.way.stopped, .stopped rect { stroke-dasharray: 2 3; }
.gate rect { fill: #1f1f1f; stroke: #ffffff; }
.gate.blocks rect { fill: #c5221f; }
`
