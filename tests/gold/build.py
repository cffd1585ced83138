#!/usr/bin/env python3
"""Builds the annotated gold (*.jsonl) from the marked-up sources in tests/gold/source. Standard library only.

usage: build.py [--check] [--quiet] [--stats]

  --check   write nothing, exit 1 if a generated file differs from what the sources give

  --quiet   no warnings
  --stats   count what is there, by folder

Spans are marked in the sources by their text, never by offsets. One source file holds many documents:

  @ ID [DATE] [key=value ...]      a new document; file=PATH takes the text from a story file with a metadata block
  text, several lines
  --                               end of the text
  P: Full Name = alias, alias; Other Name      people       (every occurrence of name or alias is an entity)
  O: Name = alias; Name                        organisations
  L: Name; Name                                places
  X: Varnian; Kestevan                         adjectives of places and the like: kind place, named false
  G: Name                                      kind misc
  E: kind | SPAN | name            one more mention, where the lists above would be ambiguous; "| unnamed" leaves it unscored
  S: speaker | cue | content | to=SPAN; stance; claim=NAME
                                   a statement; "-" = none; content pieces are joined by " + ", a piece may be
                                   "first words … last words"; stance = no verb of saying
  M: kind certainty | a; b // c | trigger | at=SPAN; on=SPAN; when=EDTF; also=WORD; by=NAME; event=E1
                                   a contact event; "//" parts the sides; certainty: happened planned proposed denied
  C: kind status | a; b // c       an extra contact of the document that no M or S line gives
  N: word word                     tags (traps and patterns), kept as "tags"

Any SPAN may be written "text#2" (second occurrence) and "text=Name" (whom a pronoun or a role noun stands for;
"text=Name & Name" for a plural one).
Without "#" the occurrences lying closest together are taken; the builder complains when two choices are as good.
"""
import collections
import datetime
import glob
import itertools
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KINDS = {'P': 'person', 'O': 'organisation', 'L': 'place', 'X': 'place', 'G': 'misc'}
EVENT = {'meet': 'meeting', 'visit': 'visit', 'call': 'call', 'negotiate': 'talks', 'mediate': 'talks',
         'interview': 'interview', 'debate': 'debate', 'testify': 'testimony', 'correspond': 'email'}
STATUS = {'happened': 'happened', 'planned': 'planned', 'proposed': 'planned', 'denied': 'denied'}
SOFT = {'happened': 'happened', 'planned': 'planned', 'proposed': 'hypothetical', 'denied': 'denied'}
QUOTES = '"“”„«»‘'
DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
COMMON = re.compile(r"(?:I|I'\w+|Mr|Mrs|Ms|Dr|\w+days?|January|February|March|April|May|June|July|August|September|October|November|"
                    r"December|General|Colonel|Captain|Major|Presidents?|Rabbi|Engineer|Prime|Foreign|Finance|Energy|Health|Transport|Interior|"
                    r"Defence|Minister|Father|Judge|Justice|Senator|Cardinal|Lieutenant|Ward|Sister|Commander|Brother|Deputy|Premier|Speaker|Science|Trade|Industry|Economy|Justice|Culture|Sports|Education|Labour|Professor|Chancellor|King|Queen|Prince|Bishop|Sheikh|Sir|Lady|"
                    r"Archbishop|Inspector|Sergeant|Mayor|Governor|Ambassador|Secretary|Chief|Councillor|Admiral)(?:['’]s)?$")
DATE = r'\d{4}(?:-\d\d(?:-\d\d)?)?[?~%]?'
EDTF = re.compile(rf'{DATE}(?:/(?:{DATE}|\.\.))?|\[{DATE}\.\.{DATE}\]')
problems, warnings = [], []


def occurrences(text, piece):
    """All (start, end) of a piece; "a … b" reaches from a to the next b; edges of words are respected."""
    if ' … ' in piece:
        a, b = piece.split(' … ')
        out = []
        for s, e in occurrences(text, a):
            after = [z for y, z in occurrences(text, b) if y >= e]
            if after:
                out.append((s, after[0]))
        return out
    left = r'(?<!\w)' if re.match(r'\w', piece) else ''
    right = r'(?!\w)' if re.search(r'\w$', piece) else ''
    return [m.span() for m in re.finditer(left + re.escape(piece) + right, text)]


def mark(text, raw):
    """'text#2=Name' -> (candidates, resolved or None)"""
    resolved = None
    m = re.match(r'^(.*[^=\s])=([^=]+)$', raw, re.S)
    if m:
        raw, resolved = m[1].strip(), m[2].strip()
    nth = None
    m = re.match(r'^(.*)#(\d+)$', raw, re.S)
    if m:
        raw, nth = m[1], int(m[2])
    c = occurrences(text, raw)
    if nth is not None:
        c = c[nth - 1:nth]
    return c, resolved, raw


def choose(doc, line, groups, apart=()):
    """One occurrence of every group so that the window is smallest; apart: (i, j) that must not overlap."""
    text = doc['text']
    for c, _, raw in groups:
        if not c:
            problems.append(f"{doc['id']}: not found: {raw!r} in {line[:90]!r}")
            return None
    best = []
    for pick in itertools.product(*[c for c, _, _ in groups]):
        if any(pick[i][0] < pick[j][1] and pick[j][0] < pick[i][1] for i, j in apart):
            continue
        if len(set(pick)) < len(pick):
            continue
        a, b = min(p[0] for p in pick), max(p[1] for p in pick)
        ends = len(re.findall(r'[.!?]["”’]?\s+(?=["“A-Z])', text[a:b]))
        best.append((b - a + ends * (200 if line.startswith('M') else 30), pick))
    if not best:
        problems.append(f"{doc['id']}: no consistent choice in {line[:90]!r}")
        return None
    best.sort()
    if len(best) > 1 and best[1][0] - best[0][0] < 8:
        names = [text[a:b] for a, b in best[0][1]]
        warnings.append(f"{doc['id']}: two choices as good ({names}) in {line[:90]!r}")
    return best[0][1]


def span(text, p, resolved=None):
    out = {'start': p[0], 'end': p[1], 'text': text[p[0]:p[1]]}
    if resolved and ' & ' in resolved:
        out['members'] = [x.strip() for x in resolved.split(' & ')]
    elif resolved:
        out['resolved'] = resolved
    return out


def options(raw):
    out = {}
    for o in [x.strip() for x in raw.split(';') if x.strip()]:
        k, _, v = o.partition('=')
        out.setdefault(k, []).append(v)
    return out


def names_of(doc, lines):
    """The P, O, L, X, G lines -> entities, alias table, people, organisations"""
    text, table, people, others, forms = doc['text'], {}, [], [], []
    for key, body in lines:
        if key == 'E':
            continue
        for item in [x.strip() for x in body.split(';') if x.strip()]:
            name, _, rest = item.partition(' = ')
            virtual = name.startswith('~')
            name = name.lstrip('~').strip()
            aliases = [a.strip() for a in rest.split(',') if a.strip()]
            found = [f for f in ([] if virtual else [name]) + aliases if occurrences(text, f)]
            if not found:
                problems.append(f"{doc['id']}: entity not found: {item!r}")
            for a in aliases:
                if not occurrences(text, a):
                    problems.append(f"{doc['id']}: alias not found: {a!r}")
            if not virtual and not occurrences(text, name):
                problems.append(f"{doc['id']}: name not found: {name!r}")
            for f in [name] + aliases:
                if f in table and table[f] != name:
                    problems.append(f"{doc['id']}: two names for {f!r}")
                table[f] = name
            forms += [(f, key, name) for f in dict.fromkeys(found)]
            if key == 'P':
                people.append({'name': name, 'aliases': aliases, 'certainty': 'sure'})
            if key == 'O':
                others.append({'name': name, 'aliases': aliases})
    entities, taken = [], set()
    dateline = re.match(r'[A-Z][\w .,-]*\([^)]*\) (?:—|--?) ', text)
    head = dateline.end() if dateline else 0
    for f, key, name in sorted(forms, key=lambda x: -len(x[0])):
        for a, b in occurrences(text, f):
            if taken & set(range(a, b)):
                continue
            taken |= set(range(a, b))
            entities.append({'start': a, 'end': b, 'text': text[a:b], 'kind': KINDS[key],
                             'named': key != 'X' and a >= head, 'chain': name})
    if dateline:
        m = re.match(r"([A-Z][A-Z .'-]+?) \(([^)]*)\)", text)
        for g, kind in ((1, 'place'), (2, 'organisation')):
            if m and not taken & set(range(*m.span(g))):
                entities.append({'start': m.start(g), 'end': m.end(g), 'text': m[g], 'kind': kind,
                                 'named': False, 'chain': m[g]})
                taken |= set(range(*m.span(g)))
    for body in [b for k, b in lines if k == 'E']:
        f = [x.strip() for x in body.split('|')]
        c = mark(text, f[1])[0]
        if len(c) != 1:
            problems.append(f"{doc['id']}: mention {f[1]!r}: {len(c)} occurrences")
            continue
        taken |= set(range(*c[0]))
        entities.append({'start': c[0][0], 'end': c[0][1], 'text': text[c[0][0]:c[0][1]], 'kind': f[0],
                         'named': len(f) < 4, 'chain': f[2]})
    entities.sort(key=lambda e: e['start'])
    for m in re.finditer(r"(?<=[a-z,;] )[A-Z][\w’'-]+", text):
        if m.start() not in taken and not COMMON.match(m[0]):
            warnings.append(f"{doc['id']}: capital without entity: {m[0]!r}")
    return entities, table, people, others


def build(doc, lines):
    text = doc['text']
    declared = [(k, b) for k, b in lines if k in KINDS or k == 'E']
    entities, table, people, others = names_of(doc, declared)
    known = {p['name'] for p in people} | {o['name'] for o in others}
    statements, meetings, contacts = [], [], []

    def who(raw, resolved):
        return resolved or (table.get(raw) if table.get(raw) != raw else None)

    def party(sp):
        """The known names behind a span"""
        return [n for n in sp.get('members') or [sp.get('resolved') or table.get(sp['text'])] if n in known]

    def contact(kind, parts, sides, directed, status, window):
        names = [party(p) for p in parts]
        keep = list(dict.fromkeys(n for x in names for n in x))
        if sides and len(sides) == 2:
            two = [list(dict.fromkeys(n for i in s for n in names[i])) for s in sides]
            if not all(two):
                return
        else:
            two = None
        if len(keep) < 2:
            return
        c = {'kind': kind, 'participants': keep, 'sides': two, 'directed': directed, 'status': status,
             'start': window[0], 'end': window[1], 'certainty': 'sure'}
        same = [d for d in contacts if all(d[k] == c[k] for k in ('kind', 'participants', 'status'))]
        if not same:
            contacts.append(c)

    for key, body in lines:
        f = [x.strip() for x in re.split(r'\s\|(?:\s|$)', body)]
        line = f'{key}: {body}'
        if key == 'S':
            while len(f) < 4:
                f.append('')
            speaker, cue, content, opts = f[:4]
            o = options(opts)
            pieces = [] if content == '-' else content.split(' + ')
            groups, apart, at = [], [], {}
            for label, raw in [('speaker', speaker), ('cue', cue)]:
                if raw != '-':
                    at[label] = len(groups)
                    groups.append(mark(text, raw))
            first = len(groups)
            for p in pieces:
                m = re.match(r'^(.*)#(\d+)$', p, re.S)
                c = occurrences(text, m[1] if m else p)
                groups.append((c[int(m[2]) - 1:int(m[2])] if m else c, None, p))
            last = len(groups)
            if 'to' in o:
                at['to'] = len(groups)
                groups.append(mark(text, o['to'][0]))
            for i, j in itertools.combinations(range(len(groups)), 2):
                apart.append((i, j))
            pick = choose(doc, line, groups, apart)
            if not pick:
                continue
            s = {'speaker': None, 'cue': None, 'content': None}
            for label in ('speaker', 'cue'):
                if label in at:
                    _, r, raw = groups[at[label]]
                    s[label] = span(text, pick[at[label]], who(raw, r) if label == 'speaker' else None)
            if pieces:
                sp = sorted(pick[first:last])
                s['content'] = span(text, (sp[0][0], sp[-1][1]))
                if len(sp) > 1:
                    s['content']['spans'] = [list(x) for x in sp]
                body_text = ''.join(text[a:b] for a, b in sp)
                s['direct'] = any(q in body_text for q in QUOTES) or any(k.startswith('direct') for k in o)
            if 'to' in at:
                _, r, raw = groups[at['to']]
                s['addressee'] = span(text, pick[at['to']], who(raw, r))
            s['speech'] = 'stance' not in o
            if s['speaker']:
                s['resolved'] = s['speaker'].get('resolved') or s['speaker']['text']
            if 'claim' in o:
                s['claimed_by'] = o['claim'][0]
            statements.append(s)
            if s.get('addressee') and s['speaker'] and 'claim' not in o and 'nocontact' not in o:
                contact('told', [s['speaker'], s['addressee']], [[0], [1]], True, 'happened',
                        (min(p[0] for p in pick), max(p[1] for p in pick)))
        elif key == 'M':
            while len(f) < 4:
                f.append('')
            (kind, certainty), parts, trigger, opts = f[0].split(), f[1], f[2], f[3]
            assert kind in EVENT and certainty in STATUS, line
            o = options(opts)
            sides, raws = [], []
            for side in parts.split('//'):
                idx = []
                for r in [x.strip() for x in side.split(';') if x.strip()]:
                    idx.append(len(raws))
                    raws.append(r)
                sides.append(idx)
            groups = [mark(text, r) for r in raws] + [mark(text, trigger)]
            extra = [(k, o[k][0]) for k in ('at', 'on') if k in o]
            groups += [mark(text, v) for _, v in extra]
            n = len(groups)
            pick = choose(doc, line, groups, list(itertools.combinations(range(n), 2)))
            if not pick:
                continue
            ps = [span(text, pick[i], who(groups[i][2], groups[i][1])) for i in range(len(raws))]
            m = {'participants': ps, 'trigger': span(text, pick[len(raws)]), 'status': STATUS[certainty],
                 'kind': kind, 'certainty': certainty}
            if len(sides) > 1:
                m['sides'] = sides
            for i, (k, _) in enumerate(extra):
                p = pick[len(raws) + 1 + i]
                r = groups[len(raws) + 1 + i]
                m['place' if k == 'at' else 'time'] = span(text, p, r[1])
                if k == 'at':
                    m['place_name'] = r[1] or text[p[0]:p[1]]
            if 'when' in o and not EDTF.fullmatch(o['when'][0]):
                problems.append(f"{doc['id']}: no EDTF date: {o['when'][0]}")
            day = [i for i, d in enumerate(DAYS) if d in m.get('time', {}).get('text', '')]
            if len(day) == 1 and re.fullmatch(r'\d{4}-\d\d-\d\d', o.get('when', [''])[0]):
                if datetime.date.fromisoformat(o['when'][0]).weekday() != day[0]:
                    problems.append(f"{doc['id']}: {o['when'][0]} is no {DAYS[day[0]]}")
            for k, name in (('when', 'when'), ('by', 'claimed_by'), ('event', 'event')):
                if k in o:
                    m[name] = o[k][0]
            if 'also' in o:
                m['also'] = []
                for v in o['also']:
                    c = mark(text, v)[0]
                    if len(c) != 1:
                        problems.append(f"{doc['id']}: also {v!r}: {len(c)} occurrences")
                    else:
                        m['also'].append(span(text, c[0]))
            meetings.append(m)
            window = (min(p[0] for p in pick), max(p[1] for p in pick))
            contact(EVENT[kind], ps, m.get('sides'), False, SOFT[certainty], window)
        elif key == 'C':
            (kind, status), parts = f[0].split(), f[1]
            two = [[x.strip() for x in s.split(';') if x.strip()] for s in parts.split('//')]
            flat = [x for s in two for x in s]
            for x in flat:
                if x not in known:
                    problems.append(f"{doc['id']}: unknown party {x!r}")
            contacts.append({'kind': kind, 'participants': flat, 'sides': two if len(two) == 2 else None,
                             'directed': kind == 'told', 'status': status, 'start': None, 'end': None,
                             'certainty': 'sure'})
        elif key == 'N':
            doc['tags'] = body.split()
    out = {'id': doc['id']}
    for k in ('title', 'date', 'cluster', 'tags', 'story'):
        if doc.get(k):
            out[k] = doc[k]
    out.update({'text': text, 'words': len(text.split()),
                'layers': {'entities': 'full', 'statements': 'full', 'meetings': 'full',
                           'people': 'full', 'contacts': 'full'},
                'entities': entities, 'statements': statements, 'meetings': meetings,
                'people': people, 'others': others, 'contacts': contacts,
                'source': 'written for this project', 'licence': 'MIT OR Apache-2.0'})
    check(out)
    return out


def check(d):
    def walk(x):
        if isinstance(x, dict):
            if 'start' in x and 'text' in x and x['start'] is not None:
                if d['text'][x['start']:x['end']] != x['text']:
                    problems.append(f"{d['id']}: offset of {x['text']!r}")
            for v in x.values():
                walk(v)
        elif isinstance(x, list):
            for v in x:
                walk(v)
    walk([d['entities'], d['statements'], d['meetings']])
    spans = [x for s in d['statements'] for x in (s['speaker'], s.get('addressee')) if x]
    for x in spans + [p for m in d['meetings'] for p in m['participants']]:
        for e in d['entities']:
            inside = e['start'] <= x['start'] and x['end'] <= e['end'] and e['text'] != x['text']
            if inside and e['kind'] == 'person':
                problems.append(f"{d['id']}: {x['text']!r} cut out of {e['text']!r}")


def story(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as f:
        head, _, body = f.read().partition('\n\n')
    meta = dict((k.lower(), v.strip()) for k, _, v in (x.partition(':') for x in head.splitlines()))
    return meta, body.rstrip('\n')


def read(path):
    docs = []
    for raw in open(path, encoding='utf-8').read().split('\n@ ')[0:]:
        raw = raw[2:] if raw.startswith('@ ') else raw
        first, _, rest = raw.partition('\n')
        words = first.split()
        if not words or first.startswith('#'):
            continue
        doc = {'id': words[0]}
        for w in words[1:]:
            if '=' in w:
                k, _, v = w.partition('=')
                doc[k] = v
            else:
                datetime.date.fromisoformat(w)
                doc['date'] = w
        text, sep, notes = ('\n' + rest).partition('\n--\n')
        if not sep:
            problems.append(f"{doc['id']}: no line --")
        if 'file' in doc:
            meta, doc['text'] = story(doc['file'])
            doc['story'] = doc['file']
            for k in ('title', 'date'):
                if meta.get(k):
                    doc[k] = meta[k]
        else:
            doc['text'] = text.strip('\n')
        lines = []
        for l in notes.splitlines():
            if re.match(r'^[POLXGESMCN]: ', l):
                lines.append([l[0], l[3:].strip()])
            elif l.strip() and l.startswith(' ') and lines:
                lines[-1][1] += ' ' + l.strip()
            elif l.strip() and not l.startswith('#'):
                problems.append(f"{doc['id']}: unread line {l[:60]!r}")
        docs.append(build(doc, lines))
    return docs


def stats(total):
    """Counts by folder, for the README"""
    rows = collections.OrderedDict()
    for folder, d in total:
        c = rows.setdefault(folder, collections.Counter())
        for name, n in [('documents', 1), ('words', d['words']), ('documents without meeting', not d['meetings']),
                        ('mentions', len(d['entities'])), ('people', len(d['people'])),
                        ('statements', len(d['statements'])),
                        ('- with a quotation', sum(bool(s.get('direct')) for s in d['statements'])),
                        ('- with addressee', sum('addressee' in s for s in d['statements'])),
                        ('- without speaker', sum(not s['speaker'] for s in d['statements'])),
                        ('- stance', sum(not s['speech'] for s in d['statements'])),
                        ('contacts', len(d['contacts'])),
                        ('- told', sum(x['kind'] == 'told' for x in d['contacts'])),
                        ('meetings', len(d['meetings']))]:
            c[name] += n
        for m in d['meetings']:
            c['- certainty ' + m['certainty']] += 1
        for m in d['meetings']:
            c['- kind ' + m['kind']] += 1
            for k in ('place', 'time', 'when', 'claimed_by', 'event'):
                c['- with ' + k] += k in m
    order = ['- kind ' + k for k in EVENT] + ['- with ' + k for k in ('place', 'time', 'when', 'claimed_by', 'event')]
    names = list(dict.fromkeys(n for c in rows.values() for n in c if n not in order)) + order
    print('| | ' + ' | '.join(rows) + ' |\n|---|' + '---|' * len(rows))
    for n in names:
        print(f'| {n} | ' + ' | '.join(str(c[n]) for c in rows.values()) + ' |')


def main():
    stale, seen, total = [], set(), []
    for path in sorted(glob.glob(os.path.join(HERE, 'source', '*', '*.txt'))):
        theme, name = os.path.split(path)
        target = os.path.join(HERE, os.path.basename(theme), name[:-4] + '.jsonl')
        docs = read(path)
        for d in docs:
            if d['id'] in seen:
                problems.append(f"two documents are called {d['id']}")
            seen.add(d['id'])
        total += [(os.path.basename(theme), d) for d in docs]
        new = ''.join(json.dumps(d, ensure_ascii=False) + '\n' for d in docs)
        old = open(target, encoding='utf-8').read() if os.path.exists(target) else None
        if new != old:
            stale.append(os.path.relpath(target, ROOT))
            if '--check' not in sys.argv and not problems:
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, 'w', encoding='utf-8') as f:
                    f.write(new)
    for p in problems:
        print('error:', p)
    if '--stats' in sys.argv:
        stats(total)
    elif '--quiet' not in sys.argv:
        for w in warnings:
            print('warning:', w)
        for k in ('entities', 'statements', 'meetings'):
            print(sum(len(d[k]) for _, d in total), k, 'in', len(total), 'documents')
    if '--check' in sys.argv and stale:
        print('out of date:', *stale)
    sys.exit(bool(problems or ('--check' in sys.argv and stale)))


if __name__ == '__main__':
    main()
