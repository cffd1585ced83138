'use strict';
// Everything shown comes from the picture itself: its tooltips and data- attributes.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const svg = $('main svg'), pane = $('#pane'), data = JSON.parse($('#data').textContent);
const make = (tag, text, props) => Object.assign(document.createElement(tag), { textContent: text || '' }, props);
const lines = text => text.split('\n');

const people = new Map($$('[data-node]', svg).map(el => {
  const [name, ...about] = lines($('title', el).textContent);
  return [el.dataset.node, { id: el.dataset.node, el, name, about: about.join(' '), side: el.dataset.side || '' }];
}));
const items = $$('[data-edge],[data-event]', svg).map(el => {
  const d = el.dataset, [text, ...proof] = lines($('title', el).textContent);
  const actors = d.actors ? d.actors.split(' ') : [d.source, d.target];
  const members = (d.members || d.event || d.edge).split(' ');
  const label = d.edge && $$('[data-label-for]', svg).find(t => t.dataset.labelFor === d.edge);
  const days = members.flatMap(id => data.days[id] || []).sort();
  return { el, actors, members, text, proof, days, kind: d.kind, told: d.certainty, layer: d.layer,
    oneway: data.oneway.includes(d.edge) || data.cells, parts: [el, label, label && label.previousElementSibling].filter(Boolean),
    shown: true };
});
let chosen = [];

// A wide invisible stroke makes thin lines easy to hit.
for (const item of items) {
  const line = $('path', item.el);
  if (line && item.el.dataset.edge) {
    const hit = line.cloneNode();
    hit.setAttribute('class', 'hit');
    hit.removeAttribute('stroke-dasharray');
    item.el.append(hit);
  }
  item.el.classList.add('pick');
  item.el.addEventListener('click', event => { event.preventDefault(); showItem(item); });
}
for (const person of people.values()) {
  Object.entries({ tabindex: 0, role: 'button', 'aria-label': person.name, class: 'pick' })
    .forEach(([key, value]) => person.el.setAttribute(key, value));
  person.el.addEventListener('click', () => choose(person.id));
  person.el.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(person.id); }
  });
}
svg.setAttribute('role', 'group');

// One chosen: contacts. Two: the way between them. A third starts anew.
function choose(id) {
  chosen = chosen.length === 1 && chosen[0] !== id ? [chosen[0], id] : [id];
  refresh();
}

function entries(list) {
  const ul = make('ul'), seen = new Set();
  for (const item of list) {
    const key = item.text + item.members;
    if (seen.has(key)) continue;
    seen.add(key);
    const li = make('li');
    li.append(make('strong', item.text));
    item.proof.forEach(sentence => li.append(make('blockquote', sentence)));
    ul.append(li);
  }
  return ul;
}

function show(title, about, ...parts) {
  pane.replaceChildren(make('h2', title), make('p', about), ...parts.filter(Boolean));
  if (title) {
    const button = make('button', 'Clear (Esc)', { type: 'button' });
    button.addEventListener('click', clear);
    pane.append(button);
  }
}

function showItem(item) {
  chosen = [];
  highlight(new Set(item.actors), new Set([item]));
  show(item.actors.map(nameOf).join(' – '), '', entries([item]));
}

const nameOf = id => (people.get(id) || { name: id }).name;
const clear = () => { chosen = []; refresh(); };

function refresh() {
  applyFilters();
  if (chosen.length === 2) return showPath(...chosen);
  if (chosen.length === 1) return showPerson(chosen[0]);
  highlight(null);
  show('', 'Choose a person for contacts and evidence, a second one for the path between them, or a line for its sentence.');
}

function showPerson(id) {
  const own = items.filter(item => item.shown && item.actors.includes(id));
  highlight(new Set([id, ...own.flatMap(item => item.actors)]), new Set(own));
  const others = new Set(own.flatMap(item => item.actors));
  others.delete(id);
  const count = others.size === 1 ? '1 contact' : others.size + ' contacts';
  show(nameOf(id), `${people.get(id).about}. ${count} shown.`, entries(own));
}

// Breadth first over what is shown and not denied; telling only from the speaker.
function path(from, to) {
  const came = new Map([[from, null]]), queue = [from];
  while (queue.length && !came.has(to)) {
    const here = queue.shift();
    for (const item of items) {
      if (!item.shown || item.told === 'denied' || !item.actors.includes(here)) continue;
      if (item.oneway && item.actors[0] !== here) continue;
      for (const next of item.actors) if (!came.has(next)) { came.set(next, here); queue.push(next); }
    }
  }
  if (!came.has(to)) return null;
  const way = [to];
  while (came.get(way[0]) !== null) way.unshift(came.get(way[0]));
  return way;
}

function showPath(from, to) {
  const way = path(from, to);
  if (!way) {
    highlight(new Set([from, to]), new Set());
    return show(`${nameOf(from)} → ${nameOf(to)}`, 'No chain of contact is shown between them. This proves nothing.');
  }
  const steps = way.slice(1).map((next, at) => items.filter(item => item.shown && item.told !== 'denied' &&
    item.actors.includes(way[at]) && item.actors.includes(next) && (!item.oneway || item.actors[0] === way[at])));
  highlight(new Set(way), new Set(steps.flat()));
  show(`${nameOf(from)} → ${nameOf(to)}`, way.map(nameOf).join(' – '),
    ...steps.flatMap((step, at) => [make('h3', `${at + 1}. ${nameOf(way[at])} – ${nameOf(way[at + 1])}`), entries(step)]));
}

function highlight(ids, lit) {
  for (const person of people.values()) {
    person.el.classList.toggle('dim', Boolean(ids) && !ids.has(person.id));
    person.el.classList.toggle('on', chosen.includes(person.id));
    person.el.setAttribute('aria-pressed', chosen.includes(person.id));
  }
  for (const item of items) item.parts.forEach(el => el.classList.toggle('dim', Boolean(ids) && !lit.has(item)));
}

// Filters: one row of boxes for each question that has more than one answer.
const filters = [['Certainty', 'told'], ['Kind', 'kind'], ['Layer', 'layer']].map(([title, key]) =>
  boxes(title, items.map(item => item[key]), (on, item) => on.has(item[key])));
filters.push(boxes('Side', [...people.values()].map(p => p.side), (on, item) =>
  item.actors.every(id => !people.has(id) || on.has(people.get(id).side))));

function boxes(title, values, admits) {
  const words = [...new Set(values)].sort(), on = new Set(words);
  if (words.length < 2) return () => true;
  const set = make('fieldset');
  set.append(make('legend', title));
  for (const word of words) {
    const label = make('label'), box = make('input', '', { type: 'checkbox', checked: true, value: word, name: title });
    box.addEventListener('change', () => { box.checked ? on.add(word) : on.delete(word); refresh(); });
    label.append(box, ' ' + (word.replaceAll('-', ' ') || 'none'));
    set.append(label);
  }
  $('#filters').append(set);
  return item => admits(on, item);
}

const days = [...new Set(items.flatMap(item => item.days))].sort();
if (days.length > 1) {
  const set = make('fieldset'), out = make('output'), last = days.length - 1;
  const range = (label, value) => {
    const input = make('input', '', { type: 'range', min: 0, max: last, value, ariaLabel: label });
    input.addEventListener('input', refresh);
    return input;
  };
  const since = range('From day', 0), until = range('To day', last);
  since.value = 0; until.value = last;
  filters.push(item => {
    const [a, b] = [Math.min(since.value, until.value), Math.max(since.value, until.value)];
    out.textContent = `${days[a]} to ${days[b]}` + (a > 0 || b < last ? ', undated left out' : '');
    if (a === 0 && b === last) return true;
    return item.days.length > 0 && item.days[item.days.length - 1] >= days[a] && item.days[0] <= days[b];
  });
  set.append(make('legend', 'Time'), since, until, out);
  $('#filters').append(set);
}

function applyFilters() {
  const tied = new Set();
  for (const item of items) {
    item.shown = filters.every(admits => admits(item));
    item.parts.forEach(el => el.classList.toggle('off', !item.shown));
    if (item.shown) item.actors.forEach(id => tied.add(id));
  }
  for (const person of people.values()) person.el.classList.toggle('alone', !tied.has(person.id));
  const shown = items.filter(item => item.shown).length;
  $('#status').textContent = shown === items.length ? `${shown} lines` : `${shown} of ${items.length} lines`;
}

// Search: names that hold all letters typed, accents aside; Enter chooses the first.
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const search = $('#search');
const found = () => [...people.values()].filter(p => search.value.trim() && plain(p.name).includes(plain(search.value.trim())));
search.addEventListener('input', () => {
  const hits = new Set(found());
  for (const person of people.values()) person.el.classList.toggle('found', hits.has(person));
  $('#status').textContent = search.value.trim() ? `${hits.size} found` : '';
});
search.addEventListener('keydown', event => {
  const hit = event.key === 'Enter' && found()[0];
  if (hit) { choose(hit.id); hit.el.focus(); }
});

// Pan by dragging, zoom by buttons, + and -, or Ctrl and wheel.
const whole = svg.viewBox.baseVal, home = [whole.x, whole.y, whole.width, whole.height];
let view = [...home], drag = null;
const setView = next => { view = next; svg.setAttribute('viewBox', view.map(n => n.toFixed(1)).join(' ')); };
function zoom(factor, cx = .5, cy = .5) {
  const w = Math.min(home[2], Math.max(home[2] / 12, view[2] * factor)), h = w * home[3] / home[2];
  setView(w === home[2] ? [...home] : [view[0] + (view[2] - w) * cx, view[1] + (view[3] - h) * cy, w, h]);
}
const actions = { in: () => zoom(.8), out: () => zoom(1.25), reset: () => setView([...home]) };
$$('[data-zoom]').forEach(b => b.addEventListener('click', actions[b.dataset.zoom]));
svg.addEventListener('wheel', event => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  const box = svg.getBoundingClientRect();
  zoom(event.deltaY > 0 ? 1.15 : .87, (event.clientX - box.x) / box.width, (event.clientY - box.y) / box.height);
}, { passive: false });
svg.addEventListener('pointerdown', event => { if (view[2] < home[2]) drag = [event.clientX, event.clientY, ...view]; });
addEventListener('pointermove', event => {
  if (!drag) return;
  const scale = view[2] / svg.clientWidth;
  setView([drag[2] - (event.clientX - drag[0]) * scale, drag[3] - (event.clientY - drag[1]) * scale, view[2], view[3]]);
});
addEventListener('pointerup', () => { drag = null; });
addEventListener('keydown', event => {
  if (event.key === 'Escape') { search.value = ''; search.dispatchEvent(new Event('input')); return clear(); }
  if (/INPUT|TEXTAREA/.test(event.target.tagName)) return;
  if (event.key === '/') { event.preventDefault(); search.focus(); }
  const action = { '+': 'in', '=': 'in', '-': 'out', '0': 'reset' }[event.key];
  if (action && !event.ctrlKey && !event.metaKey) actions[action]();
});
$('#tools').hidden = false;
refresh();
