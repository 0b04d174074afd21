"""How the page looks, on a screen and on paper: the session window's colours, no file from elsewhere."""

STYLE = """\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f7f5; color: #14302a;
  font: 16px/1.5 system-ui, "DejaVu Sans", "Segoe UI", Helvetica, Arial, sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 2.5rem 1.5rem; }
h1 { margin: 0 0 .3rem; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.4rem 0 .6rem; font-size: 1.25rem; color: #1b7767; }
header p, footer p, figcaption, caption { color: #4f6a62; }
p { margin: .4rem 0 .8rem; max-width: 44rem; }
.facts { display: grid; grid-template-columns: repeat(3, 1fr); gap: .8rem; margin: 0; }
.facts div { display: flex; flex-direction: column-reverse; justify-content: flex-end;
  padding: .9rem 1.1rem; border-radius: .8rem; background: #e3ece8; }
.facts dd { margin: 0; font-size: 1.5rem; font-weight: 700; }
.facts dt { color: #4f6a62; font-size: .88rem; line-height: 1.35; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .4rem; text-align: left; font-size: .9rem; }
th, td { padding: .45rem .8rem .45rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid #dde7e3; }
thead th { border-bottom: 2px solid #1b7767; font-size: .88rem; }
tbody th { font-weight: 600; }
th.figure, td.figure { padding-right: 0; padding-left: .8rem; text-align: right; }
figure { margin: 2rem 0 0; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { font-size: .9rem; }
ul { padding-left: 1.2rem; }
footer { margin-top: 2.4rem; border-top: 1px solid #dde7e3; }
@media (max-width: 34rem) { .facts { grid-template-columns: 1fr 1fr; } }
@page { size: A4; margin: 16mm; }
@media print {
  body { background: #fff; font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  section, figure, tr, .facts div { break-inside: avoid; }
  .facts div { border: 1px solid #b9ccc4; background: none; }
  .facts dd { font-size: 1.25rem; }
  thead { display: table-header-group; }
}
"""
