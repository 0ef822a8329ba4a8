/** Style sheet of a report: light, dark, and for paper. Colors are those of the picture. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--ground:#ffffff;--text:#1f2328;--quiet:#57606a;--line:#d0d7de;--panel:#f6f8fa;--accent:#0550ae;--bar:#ddf4ff;--hatch:#57606a}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--text:#e6edf3;--quiet:#9198a1;--line:#3d444d;--panel:#161b22;--accent:#79c0ff;--bar:#0c2d4a;--hatch:#9198a1}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:85rem;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.6rem;margin:0}h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}h3{font-size:1rem;margin:1rem 0 .25rem}
p{margin:.5rem 0;max-width:60rem}
a,nav a{color:var(--accent)}nav a{margin-right:1rem}
.scroll{overflow:auto;max-width:100%}.diagram{max-width:max(100%,48rem);height:auto}#policy .scroll{max-height:30rem;border:1px solid var(--line)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
pre{margin:0;padding:.75rem;background:var(--panel);font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .75rem;border-bottom:1px solid var(--line);font-weight:normal;font-variant-numeric:tabular-nums;white-space:nowrap}
thead th{background:var(--panel)}tbody th{font-weight:600}
thead button{all:unset;cursor:pointer;font-weight:600;width:100%}thead button:focus-visible{outline:3px solid var(--accent)}
th[aria-sort=ascending] button::after{content:" \\2191"}th[aria-sort=descending] button::after{content:" \\2193"}
.unknown{color:var(--quiet);font-style:italic}
.search{display:flex;gap:1.5rem;align-items:baseline}.search input{font:inherit;padding:.25rem .5rem;border:1px solid var(--quiet);border-radius:4px;background:var(--ground);color:inherit}
.only-read{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.plan{margin:1rem 0;break-inside:avoid}.plan svg{display:block;width:100%;height:3rem;margin-top:.25rem}
.plan ul{columns:18rem;margin:.25rem 0;padding-left:1.2rem;font-size:.875rem}
.scale{display:flex;justify-content:space-between;color:var(--quiet);font-size:.8rem}
.bar{fill:var(--bar)}.shadow{fill:url(#hatching)}.hatch{fill:var(--hatch)}.own{fill:var(--accent)}
.outline{fill:none;stroke:var(--text);stroke-width:1.5;vector-effect:non-scaling-stroke}
.blank{border-bottom:1px solid var(--text);padding-bottom:1.5rem;color:var(--quiet)}
@media print{:root{--ground:#ffffff;--text:#000000;--quiet:#444444;--line:#999999;--panel:#ffffff;--accent:#0550ae;--bar:#ddf4ff;--hatch:#57606a;color-scheme:light}
body{max-width:none;padding:0;font-size:11px}.search,nav{display:none}.scroll,#policy .scroll{overflow:visible;max-height:none;border:0}
.diagram{max-width:100%;height:auto}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:9px}h2,h3{break-after:avoid}tr{break-inside:avoid}}
`;

/**
 * Script of a report: search and sorting of the table. Addresses sort by their numbers. Without it, the page is complete.
 */
export const REPORT_SCRIPT = `
(() => {
  const table = document.querySelector("table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const search = document.querySelector("input[type=search]");
  const count = document.querySelector("[role=status] b");
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
    count.textContent = rows.filter((row) => !row.hidden).length;
  });
  const heads = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator("en", { numeric: true }).compare;
  heads.forEach((head, column) => {
    head.firstElementChild.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const text = (row) => row.cells[column].textContent;
      rows.sort((a, b) => order(text(a), text(b)) * (up ? 1 : -1));
      body.append(...rows);
    });
  });
})();
`;
