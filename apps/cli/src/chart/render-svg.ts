import type {TopLevelSpec} from 'vega-lite';

/** Draws a Vega-Lite chart as an SVG document. The library is read when the first chart is drawn. */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  const [{compile}, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const view = new vega.View(vega.parse(compile(spec).spec), {renderer: 'none'});
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
