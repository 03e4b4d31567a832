/** Colours of a drawing on light and on dark pages. Classes carry them: not every program that draws SVG knows variables. */
const themes = {
  light: {
    ...{paper: '#fff', card: '#f5f5f8', ink: '#1c1b22', faint: '#66646f', line: '#8d8a97'},
    ...{box: '#fff', block: '#e6e9fd', edge: '#b9b6c3', blockEdge: '#4453d6', past: '#c25a12'},
  },
  dark: {
    ...{paper: '#16161c', card: '#1f1f27', ink: '#f1eff5', faint: '#a8a5b3', line: '#8d8a97'},
    ...{box: '#2a2a33', block: '#2b3060', edge: '#565361', blockEdge: '#8b96ff', past: '#ff9f5a'},
  },
};

/** The style sheet of {@link formatSvg}. */
export const svgStyle: string = [
  'text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}',
  '.name{font-size:20px;font-weight:600}.stage{font-weight:600}.times{font-weight:600;font-size:12px}.label{font-size:12px}',
  '.middle{text-anchor:middle}.end{text-anchor:end;font-size:12px}',
  'path{fill:none;stroke-width:1.5}.changes{stroke-dasharray:5 4}',
  colours(themes.light),
  `@media(prefers-color-scheme:dark){${colours(themes.dark)}}`,
].join('');

function colours({paper, card, ink, faint, line, box, block, edge, blockEdge, past}: typeof themes.light): string {
  return (
    `.paper{fill:${paper}}.card{fill:${card}}text{fill:${ink}}.faint{fill:${faint}}.label{fill:${past}}` +
    `.times{fill:${blockEdge}}.box{fill:${box};stroke:${edge}}.block{fill:${block};stroke:${blockEdge}}` +
    `.flow{stroke:${line}}.past{stroke:${past}}.sum{fill:${card};stroke:${line};stroke-width:1.5}` +
    `.flow-tip{fill:${line}}.past-tip{fill:${past}}`
  );
}
