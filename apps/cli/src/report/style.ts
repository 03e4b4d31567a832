/** The look of a report: light or dark, as the reader's system is, and black on white on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --card: #fff; --ink: #1f2328; --quiet: #626b76; --line: #dfe3e8; --mark: 37 99 235;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #101317; --card: #191d23; --ink: #e6e9ee; --quiet: #98a2af; --line: #2c323b; --mark: 96 156 255; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 900px; margin: 0 auto; padding: 40px 20px 64px; }
h1 { margin: 0; font-size: 28px; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 0 0 12px; font-size: 17px; }
p { margin: 4px 0 0; }
.quiet { color: var(--quiet); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 24px 0; }
.facts div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.facts dt { color: var(--quiet); font-size: 13px; }
.facts dd { margin: 0; font-size: 18px; font-weight: 600; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.facts dd.long { font-size: 15px; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 20px; margin: 16px 0; }
.wide { overflow-x: auto; }
.wide svg { display: block; max-width: 100%; height: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
table.full { width: 100%; }
th, td { padding: 5px 12px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 500; font-size: 13px; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
tr:last-child td { border-bottom: 0; }
table.dense { font-size: 13px; }
table.dense :is(th, td):not(:first-child) { padding: 5px; }
table.settings td:not(:first-child) { white-space: normal; overflow-wrap: anywhere; }
tr.best td { font-weight: 600; }
table.confusion { font-size: 13px; }
table.confusion td { border: 1px solid var(--card); text-align: center; min-width: 34px; padding: 5px 8px; border-radius: 4px; }
table.confusion thead th { vertical-align: bottom; border: 0; }
table.confusion thead th span { writing-mode: sideways-lr; }
table.confusion tbody th { text-align: right; border: 0; padding-right: 12px; }
details summary { cursor: pointer; font-weight: 600; font-size: 17px; }
pre { margin: 12px 0 0; overflow-x: auto; font: 13px/1.5 ui-monospace, monospace; }
footer { color: var(--quiet); font-size: 13px; margin-top: 24px; }
@media print { body { background: #fff; } section, .facts div { break-inside: avoid; } }
`;
