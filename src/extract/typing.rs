//! The kind of every name: a vote over the whole document, since the model's own kinds are its weak point.

use super::demonyms::Demonyms;
use super::human;
use super::lexicon::gazetteer;
use super::names::{NameSpan, acts_as_person, defined_by, joined};
use super::page::{Page, Tok};
use super::short_names;
use super::teams;
use crate::language::{Dep, NameLabel, Tag};
use crate::model::EntityKind;
use std::collections::{HashMap, HashSet};

/// Points for each kind.
#[derive(Clone, Copy, Debug, Default)]
struct Votes {
    person: i32,
    organisation: i32,
    place: i32,
    group: i32,
    /// Products, works, events: no entity.
    nothing: i32,
}

impl Votes {
    fn add(&mut self, other: Votes) {
        self.person += other.person;
        self.organisation += other.organisation;
        self.place += other.place;
        self.group += other.group;
        self.nothing += other.nothing;
    }

    /// The kind with most points; on a tie the earlier of person, organisation, place, group, nothing.
    fn winner(self) -> Option<EntityKind> {
        let ballot = [
            (Some(EntityKind::Person), self.person),
            (Some(EntityKind::Organisation), self.organisation),
            (Some(EntityKind::Place), self.place),
            (Some(EntityKind::Group), self.group),
            (None, self.nothing),
        ];
        let most = ballot.iter().map(|b| b.1).max().unwrap_or(0);
        ballot.iter().find(|b| b.1 == most).and_then(|b| b.0)
    }
}

/// The kind of each name span, in the order given; none for what is no actor or place.
pub(crate) fn kinds(page: &Page<'_>, names: &[NameSpan], demonyms: &Demonyms) -> Vec<Option<EntityKind>> {
    let keys: Vec<String> = names.iter().map(|name| joined(page, name.toks.clone())).collect();
    let mut votes: HashMap<&str, Votes> = HashMap::new();
    let sport = teams::is_sport(page);
    for (name, key) in names.iter().zip(&keys) {
        let total = votes.entry(key).or_insert_with(|| from_word(key, demonyms));
        total.add(from_mention(page, name));
        let placed = || gazetteer().country(key).is_some() || gazetteer().is_place(key);
        if sport && placed() && teams::plays(page, name_head(page, name)) {
            total.organisation += 6;
        }
    }
    let surnames = surnames(names, &keys, &votes);
    let given = given_names(names, &keys, &votes);
    let acting = acting(page, names, &keys);
    let things = things(names, &keys, &votes);
    let decide = |key: &String| {
        // However often it is mentioned, and whatever the model calls it.
        if is_code(key) {
            return None;
        }
        let mut vote = votes[key.as_str()];
        if !key.contains(' ') && surnames.contains_key(key.as_str()) {
            let known_place = gazetteer().country(key).is_some();
            // Every mention adds to the model's kind, so what a person does must add up as well.
            let acts = acting.get(key.as_str()).copied().unwrap_or(0);
            vote.person += if known_place { 0 } else { 6 + 3 * acts };
        }
        if given.contains(key.as_str()) {
            vote.person += 6;
        }
        if things.contains(key.as_str()) {
            vote.nothing += 12;
        }
        vote.winner()
    };
    let mut kinds: Vec<_> = keys.iter().map(decide).collect();
    for (key, _) in short_names::find(page, names, &keys, &kinds) {
        let same = keys.iter().zip(&mut kinds).filter(|(known, _)| **known == key);
        same.for_each(|(_, kind)| *kind = Some(EntityKind::Organisation));
    }
    let defined = defined(page, names, &kinds);
    for (kind, name) in kinds.iter_mut().zip(names) {
        if let Some(&long) = defined.get(page.word(name.toks.start)).filter(|_| name.toks.len() == 1) {
            *kind = long;
        }
    }
    let states = keys.iter().zip(&kinds).filter(|(_, kind)| **kind == Some(EntityKind::Place));
    let adjectives: HashSet<&str> = states.flat_map(|(key, _)| demonyms.of_name(key)).collect();
    for (kind, key) in kinds.iter_mut().zip(&keys) {
        if adjectives.contains(key.as_str()) {
            *kind = None;
        }
    }
    kinds
}

/// Initials that the text defines in brackets, with the kind of the long form.
fn defined<'p>(
    page: &Page<'p>,
    names: &[NameSpan],
    kinds: &[Option<EntityKind>],
) -> HashMap<&'p str, Option<EntityKind>> {
    let definition = |(name, &kind)| defined_by(page, name).map(|tok| (page.word(tok), kind));
    names.iter().zip(kinds).filter_map(definition).collect()
}

/// What the lists and the document's own adjectives say of a name.
fn from_word(key: &str, demonyms: &Demonyms) -> Votes {
    let mut votes = from_lists(key);
    votes.place += if demonyms.of_name(key).next().is_some() { 4 } else { 0 };
    // Nouns that a capital makes a name of: "the Department said", "after Report Reveals".
    match key {
        "department" | "ministry" | "agency" | "bureau" | "committee" | "commission" | "council"
        | "court" | "foundation" | "institute" | "office" => votes.organisation += 12,
        "report" | "study" | "survey" | "poll" | "review" | "audit" | "dossier" | "memo" => {
            votes.nothing += 12
        }
        _ => {}
    }
    votes
}

/// How often each name is subject of a verb of saying or meeting.
fn acting<'k>(page: &Page<'_>, names: &[NameSpan], keys: &'k [String]) -> HashMap<&'k str, i32> {
    let mut acting = HashMap::new();
    for (name, key) in names.iter().zip(keys) {
        if acts_as_person(page, name_head(page, name)) {
            *acting.entry(key.as_str()).or_insert(0) += 1;
        }
    }
    acting
}

/// Last words of the names of vehicles and programs: "Discovery" after "Space Shuttle Discovery".
fn things<'k>(names: &[NameSpan], keys: &'k [String], votes: &HashMap<&str, Votes>) -> HashSet<&'k str> {
    let named = |(name, key): &(&NameSpan, &'k String)| {
        name.toks.len() > 1 && is_thing(key) && votes[key.as_str()].winner().is_none()
    };
    let last = |(_, key): (&NameSpan, &'k String)| key.rsplit(' ').next();
    names.iter().zip(keys).filter(named).filter_map(last).collect()
}

/// Whether a word of the name says that it is a vehicle, a vessel or a program.
fn is_thing(key: &str) -> bool {
    key.split([' ', '-']).any(|word| {
        matches!(
            word,
            "shuttle"
                | "spacecraft"
                | "satellite"
                | "rocket"
                | "missile"
                | "telescope"
                | "rover"
                | "airliner"
                | "browser"
                | "hurricane"
                | "typhoon"
                | "cyclone"
                | "uss"
                | "hms"
        )
    })
}

/// Last words of names of two to four words that are voted persons.
fn surnames<'k>(
    names: &[NameSpan],
    keys: &'k [String],
    votes: &HashMap<&str, Votes>,
) -> HashMap<&'k str, usize> {
    let mut surnames = HashMap::new();
    for (name, key) in names.iter().zip(keys) {
        let full = (2..=4).contains(&name.toks.len());
        if full && votes[key.as_str()].winner() == Some(EntityKind::Person) {
            let last = key.rsplit(' ').find(|word| !is_suffix(word)).unwrap_or(key);
            *surnames.entry(last).or_insert(0) += 1;
        }
    }
    surnames
}

/// Given names of the lists that begin the names of persons of the document: "Callum" of Callum Strand.
fn given_names<'k>(names: &[NameSpan], keys: &'k [String], votes: &HashMap<&str, Votes>) -> HashSet<&'k str> {
    let person = |(name, key): &(&NameSpan, &'k String)| {
        name.toks.len() > 1 && votes[key.as_str()].winner() == Some(EntityKind::Person)
    };
    let first = |(_, key): (&NameSpan, &'k String)| key.split(' ').next();
    let given = names.iter().zip(keys).filter(person).filter_map(first);
    given.filter(|word| gazetteer().first_name(word).is_some()).collect()
}

/// Jr., III: part of a name, no surname.
pub(crate) fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// What the lists say of a name, whatever the context.
fn from_lists(key: &str) -> Votes {
    let lists = gazetteer();
    let words: Vec<&str> = key.split([' ', '-']).collect();
    let mut votes = Votes::default();
    if lists.country(key).is_some() {
        votes.place += 8;
    } else if lists.body(key).is_some() {
        votes.organisation += 6;
    } else if lists.is_place(key) || lists.is_seat(key) {
        votes.place += 4;
    } else if lists.demonym(key).is_some() {
        votes.group += 6;
    }
    let last = &words[words.len() - 1..];
    let (body, place) = (lists.has_org_word(&words), lists.has_place_word(&words) && words.len() > 1);
    // "Bay Org", "Guard Base": of two words that tell, the last one does.
    let (body, place) = match (body && place, lists.has_org_word(last), lists.has_place_word(last)) {
        (true, true, false) => (true, false),
        (true, false, true) => (false, true),
        _ => (body, place),
    };
    if body {
        votes.organisation += if words.len() > 1 { 5 } else { 3 };
    }
    if place {
        votes.place += 4;
    }
    if words.len() > 1 {
        let building = facility(&words);
        votes.place += building;
        votes.organisation -= if building > 3 { 5 } else { building };
        votes.organisation += if is_national_body(&words) { 7 } else { 0 };
        votes.person += if has_syllable(key) { 5 } else { 0 };
    }
    if is_thing(key) {
        votes.nothing += 12;
    }
    let given = lists.first_name(words[0]).is_some();
    let looks_personal = given && (2..=4).contains(&words.len()) && votes.organisation == 0;
    if looks_personal {
        votes.person += 4;
    }
    votes
}

/// "Harvest Canada", "Air India": a word that is no place, direction or "new" before a country.
fn is_national_body(words: &[&str]) -> bool {
    let (first, last) = (words[0], words[words.len() - 1]);
    let part = matches!(
        first,
        "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "new"
            | "upper"
            | "lower"
            | "inner"
            | "outer"
            | "greater"
            | "great"
            | "mainland"
            | "republic"
            | "kingdom"
            | "united"
            | "st"
            | "st."
            | "san"
            | "papua"
            | "equatorial"
            | "french"
            | "british"
            | "dutch"
            | "soviet"
            | "team"
            | "mr"
            | "mr."
            | "ms"
            | "miss"
            | "former"
            | "the"
            | "northwest"
            | "northeast"
            | "southeast"
            | "southwest"
    );
    let lists = gazetteer();
    words.len() == 2
        && lists.country(last).is_some()
        && !part
        && !lists.is_place(first)
        && lists.first_name(first).is_none()
        && lists.demonym(first).is_none()
}

/// "chan tai-man": a given name of two syllables joined by a hyphen, behind or before a family name.
fn has_syllable(key: &str) -> bool {
    let parts = key.split(' ').filter(|word| {
        word.split_once('-').is_some_and(|(one, two)| {
            (2..=6).contains(&one.len()) && (2..=5).contains(&two.len()) && !two.contains('-')
        })
    });
    key.split(' ').count() == 2
        && parts.count() == 1
        && !gazetteer().has_org_word(&key.split([' ', '-']).collect::<Vec<_>>())
}

/// Points for a place where the last word, or the word before "of", is a building that people go to.
fn facility(words: &[&str]) -> i32 {
    let named_for = words.iter().position(|&word| matches!(word, "of" | "for"));
    let head = words[..named_for.unwrap_or(words.len())].last().copied().unwrap_or_default();
    match head {
        "museum" | "planetarium" | "zoo" | "aquarium" | "gallery" | "hospital" | "clinic" | "monastery" => 8,
        "center" | "centre" if named_for.is_none() => 3,
        _ => 0,
    }
}

/// "IE6", "STS-1", "F-16": letters and a number, as products and flights are called.
fn is_code(key: &str) -> bool {
    let letters = key.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = key[letters..].strip_prefix('-').unwrap_or(&key[letters..]);
    (1..=4).contains(&letters) && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// What one mention says: the model's kind and the words around it.
fn from_mention(page: &Page<'_>, name: &NameSpan) -> Votes {
    let mut votes = from_label(name.label);
    if let Some(title) = &name.title {
        votes.person += if page.is_capitalised(title.start) { 5 } else { 3 };
    }
    let head = name_head(page, name);
    let before = name.toks.start.checked_sub(1);
    if before.is_some_and(|tok| page.lower(tok) == "the") {
        votes.organisation += 1;
        votes.person -= 3;
    }
    if name.toks.len() == 1 && page.tag(name.toks.start) == Tag::Nnps {
        votes.group += 2;
    }
    if is_acronym(page, name) {
        votes.organisation += 1;
    }
    if page.kids_by(head, Dep::Appos).any(|kid| gazetteer().role_noun(page.lower(kid)).is_some()) {
        votes.person += 2;
    }
    if page
        .kids_by(head, Dep::Relcl)
        .any(|kid| page.subtree(kid).iter().any(|&t| matches!(page.lower(t), "who" | "whom")))
    {
        votes.person += 2;
    }
    if before.is_some_and(|tok| gazetteer().role_noun(page.lower(tok)).is_some_and(|role| !role.plural)) {
        votes.person += 2;
    }
    if before.is_some_and(|tok| is_body_noun(page.lower(tok))) {
        votes.organisation += 6;
    }
    if is_placed(page, name, head) {
        votes.place += 5;
    }
    if before.is_some_and(|tok| matches!(page.lower(tok), "in" | "near" | "outside")) && name.toks.len() <= 2
    {
        votes.place += if is_possessive(page, name) { 0 } else { 2 };
    }
    let words: Vec<&str> = name.toks.clone().map(|tok| page.lower(tok)).collect();
    let building = facility(&words);
    if building > 0 && (building > 3 || is_where(page, name)) {
        votes.place += 3;
    }
    if teams::is_team(page, name, head) {
        votes.organisation += 7;
    }
    if is_employer(page, name, head) {
        votes.organisation += 3;
    }
    if is_made(page, name, head) {
        votes.nothing += 6;
    }
    if name.title.is_none() && acts_as_person(page, head) {
        votes.person += if from_label(name.label).organisation > 0 { 1 } else { 3 };
    }
    if is_with_person(page, name, head) {
        votes.person += 2;
    }
    votes.person += human::points(page, name, head);
    votes
}

/// "at the Harbour Museum": a preposition of place before the article.
fn is_where(page: &Page<'_>, name: &NameSpan) -> bool {
    let article = name.toks.start.checked_sub(1).filter(|&tok| page.lower(tok) == "the");
    let before = article.unwrap_or(name.toks.start).checked_sub(1);
    before.is_some_and(|tok| {
        matches!(page.lower(tok), "at" | "in" | "inside" | "near" | "outside" | "from" | "to" | "into")
    })
}

/// "a Brightwater spokeswoman", "Brightwater officials": who speaks or works for it; a country stays a country.
fn is_employer(page: &Page<'_>, name: &NameSpan, head: Tok) -> bool {
    let noun = page.head(head);
    let before = page.dep(head) == Dep::Compound && noun >= name.toks.end;
    before
        && matches!(
            page.lemma(noun),
            "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "official"
                | "executive"
                | "attorney"
                | "lawyer"
                | "employee"
                | "member"
                | "staffer"
                | "CEO"
                | "headquarters"
                | "leadership"
                | "management"
        )
}

/// "the browser Lantern", "the cruise ship, Meridian": a common noun beside the name that says it is a thing.
fn is_made(page: &Page<'_>, name: &NameSpan, head: Tok) -> bool {
    let start = name.title.as_ref().map_or(name.toks.start, |title| title.start);
    let before = start.checked_sub(1).is_some_and(|tok| is_product(page.lower(tok)));
    let apposed = page.dep(head) == Dep::Appos && is_product(page.lower(page.head(head)));
    let noun = page.head(head);
    let behind = page.dep(head) == Dep::Compound && noun >= name.toks.end && is_product(page.lower(noun));
    before || apposed || behind
}

/// Common nouns for things that bear names.
fn is_product(lower: &str) -> bool {
    matches!(
        lower,
        "browser"
            | "database"
            | "software"
            | "ship"
            | "yacht"
            | "boat"
            | "vessel"
            | "ferry"
            | "trawler"
            | "tanker"
            | "freighter"
            | "submarine"
            | "aircraft"
            | "spacecraft"
            | "satellite"
            | "rocket"
            | "shuttle"
            | "drug"
            | "vaccine"
            | "film"
            | "movie"
            | "novel"
            | "album"
            | "song"
            | "smartphone"
    )
}

/// "the river Issen", "the town of Karsk", "flew to Selmar".
fn is_placed(page: &Page<'_>, name: &NameSpan, head: Tok) -> bool {
    let Some(before) = name.toks.start.checked_sub(1) else { return false };
    // "flew on to Arle, where he": only a place is followed by that.
    let end = name.toks.end;
    if end + 1 < page.len() && page.word(end) == "," && page.lower(end + 1) == "where" && name.toks.len() <= 2
    {
        return true;
    }
    if page.dep(head) == Dep::Pobj && page.head(head) == before {
        let governor = page.head(before);
        return match page.lower(before) {
            "of" => is_place_noun(page.lower(governor)) || is_office_of_state(page, governor),
            "to" => is_motion(page.lemma(governor)) && name.title.is_none(),
            _ => false,
        };
    }
    is_place_noun(page.lower(before)) && !page.is_capitalised(before)
}

/// "foreign minister of", "king of", "the ambassador of": what only states have.
fn is_office_of_state(page: &Page<'_>, noun: Tok) -> bool {
    let portfolio = || {
        page.kids(noun)
            .iter()
            .any(|&kid| super::names::is_portfolio(page.lower(kid)) || page.lower(kid) == "prime")
    };
    match page.lemma(noun).to_lowercase().as_str() {
        "minister" => portfolio(),
        "king" | "queen" | "emir" | "sultan" | "ambassador" | "embassy" | "republic" | "kingdom"
        | "citizen" => true,
        _ => false,
    }
}

fn is_place_noun(lower: &str) -> bool {
    matches!(
        lower,
        "river"
            | "lake"
            | "mountain"
            | "town"
            | "village"
            | "hamlet"
            | "city"
            | "suburb"
            | "port"
            | "island"
            | "peninsula"
            | "province"
            | "region"
            | "capital"
            | "resort"
            | "strait"
            | "valley"
    )
}

/// Verbs that take somebody to a place.
fn is_motion(lemma: &str) -> bool {
    matches!(
        lemma,
        "fly"
            | "invite"
            | "travel"
            | "return"
            | "drive"
            | "move"
            | "flee"
            | "deport"
            | "extradite"
            | "relocate"
            | "march"
    )
}

fn is_possessive(page: &Page<'_>, name: &NameSpan) -> bool {
    name.toks.end < page.len() && page.tag(name.toks.end) == Tag::PosTag
}

/// "Helmi Aaltonen and Bertil Nyqvist": several capitalised words coordinated with what the model takes for a person.
fn is_with_person(page: &Page<'_>, name: &NameSpan, head: Tok) -> bool {
    let partner =
        page.kid(head, &[Dep::Conj]).or_else(|| (page.dep(head) == Dep::Conj).then(|| page.head(head)));
    let person = |tok: Tok| {
        page.parse
            .names
            .iter()
            .any(|n| n.label == NameLabel::Person && n.start <= tok && tok < n.end && n.end - n.start > 1)
    };
    name.toks.len() > 1 && partner.is_some_and(person)
}

fn from_label(label: Option<NameLabel>) -> Votes {
    let mut votes = Votes::default();
    match label {
        Some(NameLabel::Person) => votes.person = 2,
        Some(NameLabel::Org) => votes.organisation = 2,
        Some(NameLabel::Gpe | NameLabel::Loc | NameLabel::Fac) => votes.place = 2,
        Some(NameLabel::Norp) => votes.group = 3,
        Some(_) => votes.nothing = 2,
        None => {}
    }
    votes
}

/// "the newspaper La Tribuna": a common noun before a name that says what body it is.
fn is_body_noun(lower: &str) -> bool {
    matches!(
        lower,
        "newspaper"
            | "daily"
            | "weekly"
            | "magazine"
            | "broadcaster"
            | "channel"
            | "station"
            | "agency"
            | "company"
            | "firm"
            | "bank"
            | "website"
            | "network"
            | "party"
            | "union"
            | "charity"
            | "tabloid"
            | "startup"
            | "retailer"
            | "maker"
    )
}

fn is_acronym(page: &Page<'_>, name: &NameSpan) -> bool {
    let word = page.word(name.toks.start);
    name.toks.len() == 1
        && (2..=5).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.')
}

/// The token of a name that governs the others.
pub(crate) fn name_head(page: &Page<'_>, name: &NameSpan) -> Tok {
    head_of(page, name.toks.clone())
}

/// The last token of a range whose head lies outside it.
pub(crate) fn head_of(page: &Page<'_>, toks: std::ops::Range<Tok>) -> Tok {
    let outside = |&tok: &Tok| page.is_root(tok) || !toks.contains(&page.head(tok));
    toks.clone().rev().find(outside).unwrap_or(toks.end - 1)
}
