// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace forefetch {

// The style sheet of a report. The colours are those of the window (ui/theme), light and dark;
// paper is always light. No '<' or '&' within, so that the page is well-formed XML as well.
inline constexpr std::string_view kReportStyle = R"css(
:root { color-scheme: light dark;
  --page: #eff0f1; --card: #ffffff; --text: #1b1e20; --muted: #555b61; --rule: #dfe2e5;
  --border: #c6cacf; --accent: #1f6fc4; --good: #0d504a; --bad: #a32a1c; --unsure: #5c4a00;
  --hit: #298aec; --useful: #0d504a; --wasted: #ca7419; --ended: #8a9097; --open: #8a4f9e; }
@media screen and (prefers-color-scheme: dark) { :root {
  --page: #25292d; --card: #1b1e20; --text: #f1f3f4; --muted: #b4bac0; --rule: #363c42;
  --border: #4b5259; --accent: #5b9bdb; --good: #22dbae; --bad: #ff8d7a; --unsure: #e5c65a;
  --hit: #4a84ce; --useful: #22dbae; --wasted: #d8ab01; --ended: #8b939b; --open: #c9b8e8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 "DejaVu Sans", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif; }
header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.brand { color: var(--muted); font-size: .85rem; letter-spacing: .04em; margin: 0 0 .25rem; }
.facts { display: flex; flex-wrap: wrap; gap: .15rem 1.5rem; margin: 0 0 1rem; font-size: .87rem; }
.facts div { display: flex; gap: .4rem; min-width: 0; }
.facts dt { color: var(--muted); white-space: nowrap; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 0 0 1.25rem;
  padding: 0; font-size: .87rem; }
section { background: var(--card); border: 1px solid var(--border); border-radius: 10px;
  padding: 1.25rem; margin: 0 0 1.25rem; }
.verdict { border-left: 8px solid var(--muted); }
.verdict h2 { font-size: 1.35rem; margin-bottom: .35rem; }
.verdict p { margin: 0 0 .4rem; max-width: 62rem; }
.verdict .method, .note { color: var(--muted); font-size: .87rem; }
.verdict p:last-child, .note:last-child { margin-bottom: 0; }
.helps { border-left-color: var(--good); } .helps h2 { color: var(--good); }
.harms { border-left-color: var(--bad); } .harms h2 { color: var(--bad); }
.unsure { border-left-color: var(--unsure); } .unsure h2 { color: var(--unsure); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem;
  margin: 0; }
.cards div { border: 1px solid var(--rule); border-radius: 8px; padding: .7rem .85rem; }
.cards dt { color: var(--muted); font-size: .85rem; }
.cards dd { margin: 0; }
.cards .value { font-size: 1.55rem; line-height: 1.3; font-weight: 600;
  font-variant-numeric: tabular-nums; white-space: nowrap; }
.cards .of { color: var(--muted); font-size: .8rem; line-height: 1.4; }
.cards + .note { margin-top: .9rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr));
  gap: 1rem; }
figure { margin: 0; break-inside: avoid; }
figure svg { display: block; width: 100%; }
.charts svg { height: auto; border: 1px solid var(--rule); border-radius: 8px; }
.charts svg text { font-family: "DejaVu Sans", "Segoe UI", system-ui, Arial, sans-serif; }
.on-dark { display: none; }
@media screen and (prefers-color-scheme: dark) { .on-dark { display: block; } .on-light { display: none; } }
.bars { margin-bottom: 1rem; max-width: 44rem; }
.bars text { fill: var(--text); font-size: 13px; }
.bars text.small { fill: var(--muted); font-size: 12px; }
.track { fill: var(--rule); }
.hit { fill: var(--hit); } .useful { fill: var(--useful); } .wasted { fill: var(--wasted); }
.open { fill: var(--open); } .ended { fill: var(--ended); } .hatch { stroke: var(--card); stroke-width: 2; }
.whisker { stroke: var(--text); stroke-width: 2; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.25rem; list-style: none; padding: 0;
  margin: .5rem 0 1rem; font-size: .87rem; }
.key { font-weight: 600; margin-right: .35rem; }
.legend .useful, th .useful { color: var(--useful); } .legend .wasted, th .wasted { color: var(--wasted); }
.legend .open, th .open { color: var(--open); } .legend .ended, th .ended { color: var(--ended); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: var(--muted); font-size: .87rem; padding-bottom: .5rem; }
th, td { text-align: left; padding: .38rem .75rem .38rem 0; border-top: 1px solid var(--rule);
  vertical-align: baseline; }
thead th { border-top: 0; color: var(--muted); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.group th { font-weight: 600; padding-top: 1rem; }
.group .number { font-weight: 600; }
tfoot th, tfoot td { border-top: 2px solid var(--text); font-weight: 600; }
td.meaning { color: var(--muted); min-width: 12rem; }
.inner { padding-left: 1.1rem; }
code { font-family: "DejaVu Sans Mono", Consolas, Menlo, monospace; font-size: .85em;
  color: var(--muted); overflow-wrap: anywhere; }
.help { display: block; color: var(--muted); font-size: .82rem; max-width: 44rem; }
.changed .number { font-weight: 600; }
.mark { display: inline-block; border: 1px solid var(--accent); color: var(--accent);
  border-radius: 999px; padding: 0 .5rem; font-size: .75rem; font-weight: 600; margin-left: .5rem; }
footer { color: var(--muted); font-size: .82rem; padding-bottom: 2.5rem; }
@media (max-width: 40rem) {
  header, main, footer { padding-left: .75rem; padding-right: .75rem; }
  section { padding: .9rem; }
  .cards { grid-template-columns: 1fr 1fr; }
  th, td { padding-right: .5rem; }
  caption { max-width: calc(100vw - 3.5rem); }
}
@media print {
  @page { margin: 14mm; }
  body { background: #ffffff; font-size: 11px; }
  header, main, footer { max-width: none; padding: 0; }
  nav { display: none; }
  section { border: 0; border-top: 1px solid var(--border); border-radius: 0; padding: 1rem 0; }
  .verdict { border-left: 8px solid; padding-left: 1rem; }
  .verdict p { font-size: .9rem; }
  h2, h3, caption { break-after: avoid; }
  tr, .cards div { break-inside: avoid; }
  .cards { grid-template-columns: repeat(3, 1fr); }
  .charts { grid-template-columns: 1fr 1fr; }
  svg, .mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
}
)css";

} // namespace forefetch
