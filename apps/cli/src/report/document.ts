import {Html, html} from './html.js';
import {STYLE} from './style.js';

interface DocumentOptions {
  /** What a browser's tab says. */
  readonly title: string;
  /** The page's first line. */
  readonly heading: string;
  readonly content: Html;
}

/** A whole HTML document, which needs no other file. */
export function htmlDocument({title, heading, content}: DocumentOptions): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body><main>
<h1>${heading}</h1>
${content}
</main></body>
</html>
`;
  return page.text;
}
