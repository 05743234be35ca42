// Draws every figure of the page from the table that stands in it, and then folds the table away.
"use strict";

const COLOURS = ["confirms", "denies", "link", "demands", "accuses", "mark-line", "accent", "neutral"];

// Where there are more parts than colours, a pattern tells two parts of one colour apart.
const PATTERNS = ["", "/", "x", "."];

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

// The library reads some HTML in labels; what stands in a cell is words.
const plain = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const unique = (values) => [...new Set(values)];

function rowsOf(table) {
  const names = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.name);
  return [...table.tBodies[0].rows].map((row) =>
    Object.fromEntries([...row.cells].map((cell, at) => [names[at], plain(cell.textContent.trim())])));
}

// Every day from the first to the last, of three weeks at least, so that a day without articles is seen.
function daysOf(values) {
  const sorted = values.toSorted();
  const [last, days] = [sorted.at(-1), []];
  const [first, weeks] = [new Date(`${sorted[0]}T00:00:00Z`), new Date(`${last}T00:00:00Z`)];
  weeks.setUTCDate(weeks.getUTCDate() - 20);
  for (let at = first < weeks ? first : weeks; at <= new Date(`${last}T00:00:00Z`); at.setUTCDate(at.getUTCDate() + 1)) {
    days.push(at.toISOString().slice(0, 10));
  }
  return days;
}

function heat(rows, { across, up, amounts }) {
  const [days, lanes] = [daysOf(rows.map((row) => row[across])), unique(rows.map((row) => row[up])).toSorted().toReversed()];
  const held = new Map(rows.map((row) => [`${row[across]} ${row[up]}`, Number(row[amounts])]));
  const z = lanes.map((lane) => days.map((day) => held.get(`${day} ${lane}`) ?? null));
  const scale = [[0, colour("confirms-mark")], [1, colour("confirms")]];
  return [{ type: "heatmap", x: days, y: lanes, z, xgap: 1, ygap: 1, zmin: 0, zmax: Math.max(...held.values()), colorscale: scale, hovertemplate: "%{y}, %{x}: %{z}<extra></extra>" }];
}

function bars(rows, { form, across, amounts, parts }) {
  const lying = form === "lying";
  const names = parts ? unique(rows.map((row) => row[parts])) : amounts.split(" ");
  const lanes = unique(rows.map((row) => row[across]));
  return names.map((name, number) => {
    const own = parts ? rows.filter((row) => row[parts] === name) : rows;
    const amount = own.map((row) => Number(row[parts ? amounts : name]));
    const place = own.map((row) => row[across]);
    const order = lanes.filter((lane) => place.includes(lane));
    const sorted = order.map((lane) => amount[place.indexOf(lane)]);
    const shape = lying ? { x: sorted, y: order, orientation: "h" } : { x: order, y: sorted };
    const pattern = { shape: PATTERNS[Math.floor(number / COLOURS.length) % PATTERNS.length], solidity: 0.4 };
    return { type: "bar", name: name.replaceAll("_", " "), marker: { pattern }, ...shape };
  });
}

function layoutOf(figure, traces, lanes) {
  // On a phone the library writes the names below each other.
  const columns = figure.clientWidth < 480 ? 1 : Math.floor(figure.clientWidth / 170);
  const names = traces.length > 1 ? 24 * Math.ceil(traces.length / columns) : 0;
  const axis = { gridcolor: colour("line"), zerolinecolor: colour("line"), automargin: true, fixedrange: true };
  const upright = figure.dataset.form === "bars";
  return {
    height: upright ? 320 : names + Math.max(160, 60 + 26 * lanes),
    barmode: "stack",
    margin: { t: 10 + names, r: 10, b: 40, l: 40 },
    paper_bgcolor: "transparent",
    plot_bgcolor: "transparent",
    font: { color: colour("ink"), family: getComputedStyle(document.body).fontFamily },
    colorway: COLOURS.map(colour),
    showlegend: traces.length > 1,
    legend: { orientation: "h", yanchor: "bottom", y: 1, maxheight: names + 20 },
    xaxis: { ...axis, type: figure.dataset.form === "lying" ? "linear" : "category" },
    yaxis: { ...axis, type: upright ? "linear" : "category", autorange: figure.dataset.form === "lying" ? "reversed" : true },
  };
}

async function draw(figure) {
  const rows = rowsOf(figure.querySelector("table"));
  const traces = figure.dataset.form === "heat" ? heat(rows, figure.dataset) : bars(rows, figure.dataset);
  const lanes = unique(rows.map((row) => row[figure.dataset.up || figure.dataset.across])).length;
  const place = figure.querySelector(".chart");
  place.hidden = false;
  try {
    await Plotly.newPlot(place, traces, layoutOf(figure, traces, lanes), { displayModeBar: false, responsive: true });
  } catch (error) {
    place.hidden = true; // the table stays as it is
    throw error;
  }
  figure.querySelector("details").open = false;
  figure.dataset.drawn = rows.length;
}

for (const figure of document.querySelectorAll("figure.drawn")) draw(figure);
