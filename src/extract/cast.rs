//! Who is in the story: name spans gathered into one entry per person, body, place or group.

use super::demonyms::Demonyms;
use super::lexicon::{Gender, contact_verb, gazetteer, speech_verb};
use super::names::{self, NameSpan};
use super::page::{Page, Tok};
use super::people::{People, person_words};
use super::short_names;
use super::typing::{self};
use crate::language::{Dep, Pos, Tag};
use crate::model::EntityKind;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Index into [`Cast::actors`].
pub(crate) type ActorId = usize;

/// One person, body, place or group of one document.
#[derive(Clone, Debug)]
pub(crate) struct CastActor {
    pub(crate) kind: EntityKind,
    /// Name for people to read.
    pub(crate) name: String,
    /// Every form in which the text writes it.
    pub(crate) forms: Vec<String>,
    /// Evidence for pronouns.
    pub(crate) gender: Option<Gender>,
    /// The country it is, stands for or belongs to by its name.
    pub(crate) country: Option<&'static str>,
    /// The place that this government or office stands for.
    pub(crate) stands_for: Option<ActorId>,
    /// For a group: the person or body it belongs to ("Solheim's office").
    pub(crate) owner: Option<ActorId>,
    /// A newspaper, channel or agency.
    pub(crate) media: bool,
}

/// One naming of an actor.
#[derive(Clone, Debug)]
pub(crate) struct CastMention {
    pub(crate) toks: Range<Tok>,
    pub(crate) actor: ActorId,
    pub(crate) title: Option<Range<Tok>>,
    /// Whether the words name it by themselves ("US officials" does not).
    pub(crate) named: bool,
    /// The government that the name of a state means here: "Norway recalled its envoy".
    pub(crate) acts_as: Option<ActorId>,
}

impl CastMention {
    /// Whom the words mean.
    pub(crate) fn meant(&self) -> ActorId {
        self.acts_as.unwrap_or(self.actor)
    }
}

/// All actors and places of a page and where they are named.
#[derive(Default)]
pub(crate) struct Cast {
    pub(crate) actors: Vec<CastActor>,
    /// In text order.
    pub(crate) mentions: Vec<CastMention>,
    at: Vec<Option<usize>>,
    /// Government by the state's name.
    governments: BTreeMap<String, ActorId>,
    /// States that the lists do not know, by the adjective that the text makes of their names: "varnian" → Varnia.
    local_demonyms: BTreeMap<String, ActorId>,
}

impl Cast {
    pub(crate) fn of(page: &Page<'_>) -> Self {
        let spans = names::find(page);
        let demonyms = Demonyms::of(page);
        let kinds = typing::kinds(page, &spans, &demonyms);
        let mut cast = Self::default();
        cast.gather_persons(page, &spans, &kinds);
        cast.gather_others(page, &spans, &kinds);
        cast.find_local_demonyms(&demonyms);
        cast.gather_groups(page, &spans);
        cast.index(page);
        cast.add_governments(page);
        cast
    }

    /// The mention that covers a token.
    pub(crate) fn mention_at(&self, tok: Tok) -> Option<&CastMention> {
        self.at[tok].map(|number| &self.mentions[number])
    }

    /// The actor named at a token.
    pub(crate) fn actor_at(&self, tok: Tok) -> Option<ActorId> {
        self.mention_at(tok).map(|mention| mention.actor)
    }

    /// The actor who acts when a name at this token is subject of an act: for a country, capital or seat its government.
    pub(crate) fn acting_at(&self, tok: Tok) -> Option<ActorId> {
        let actor = self.actor_at(tok)?;
        if self.actors[actor].kind != EntityKind::Place {
            return Some(actor);
        }
        self.governments.get(&self.state_of(actor)?).copied()
    }

    /// Name of the state that a place is, or is capital or seat of.
    fn state_of(&self, place: ActorId) -> Option<String> {
        let entry = &self.actors[place];
        let local = self.local_demonyms.values().any(|&state| state == place);
        entry.country.map(str::to_owned).or_else(|| local.then(|| entry.name.clone()))
    }

    /// The state of this document whose adjective a word is.
    pub(crate) fn state_by_demonym(&self, lower: &str) -> Option<ActorId> {
        self.local_demonyms.get(lower).copied()
    }

    pub(crate) fn is_person(&self, actor: ActorId) -> bool {
        self.actors[actor].kind == EntityKind::Person
    }

    fn index(&mut self, page: &Page<'_>) {
        self.mentions.sort_by_key(|mention| (mention.toks.start, mention.toks.end));
        self.at = vec![None; page.len()];
        for (number, mention) in self.mentions.iter().enumerate() {
            for tok in mention.toks.clone() {
                self.at[tok] = Some(number);
            }
        }
    }

    pub(super) fn mention(&mut self, span: &NameSpan, actor: ActorId) {
        let (toks, title) = (span.toks.clone(), span.title.clone());
        self.mentions.push(CastMention { toks, actor, title, named: true, acts_as: None });
    }

    pub(super) fn add(&mut self, kind: EntityKind, name: &str) -> ActorId {
        self.actors.push(CastActor {
            kind,
            name: name.to_owned(),
            forms: vec![name.to_owned()],
            gender: None,
            country: None,
            stands_for: None,
            owner: None,
            media: false,
        });
        self.actors.len() - 1
    }

    fn gather_persons(&mut self, page: &Page<'_>, spans: &[NameSpan], kinds: &[Option<EntityKind>]) {
        let mut people = People::default();
        let persons: Vec<_> =
            spans.iter().zip(kinds).filter(|(_, k)| **k == Some(EntityKind::Person)).collect();
        let full = |span: &NameSpan| person_words(page, span).len() > 1;
        for (span, _) in persons.iter().filter(|(span, _)| full(span)) {
            people.full_name(self, page, span);
        }
        for (span, _) in persons.iter().filter(|(span, _)| !full(span)) {
            people.short_name(self, page, span);
        }
        people.choose_names(self);
    }

    fn gather_others(&mut self, page: &Page<'_>, spans: &[NameSpan], kinds: &[Option<EntityKind>]) {
        let keys: Vec<String> = spans.iter().map(|span| names::joined(page, span.toks.clone())).collect();
        let short = short_names::find(page, spans, &keys, kinds);
        let mut known: HashMap<(EntityKind, String), ActorId> = HashMap::new();
        for (span, kind) in spans.iter().zip(kinds) {
            let Some(kind) = kind.filter(|&kind| kind != EntityKind::Person) else { continue };
            if kind == EntityKind::Group && page.pos(typing::name_head(page, span)) == Pos::Adj {
                continue;
            }
            let text = page.span(span.toks.clone()).text.split_whitespace().collect::<Vec<_>>().join(" ");
            let name = canonical(kind, &text);
            let long = short.get(&name.to_lowercase()).filter(|_| kind == EntityKind::Organisation).cloned();
            let long = long.or_else(|| acronym_target(&known, kind, &name));
            let key = (kind, long.unwrap_or_else(|| name.to_lowercase()));
            let shown = if kind == EntityKind::Organisation { text.clone() } else { name.clone() };
            let actor = *known.entry(key).or_insert_with(|| self.add(kind, &shown));
            self.note_form(actor, &name);
            self.note_form(actor, &text);
            self.place_in_country(actor, &text);
            self.mention(span, actor);
        }
    }

    pub(super) fn note_form(&mut self, actor: ActorId, form: &str) {
        let forms = &mut self.actors[actor].forms;
        if !forms.iter().any(|known| known == form) {
            forms.push(form.to_owned());
        }
    }

    fn place_in_country(&mut self, actor: ActorId, form: &str) {
        let lower = form.to_lowercase();
        let lists = gazetteer();
        let entry = &mut self.actors[actor];
        entry.media |=
            lists.body(&lower).is_some_and(|body| body.media) || lower.split([' ', '-']).any(is_media_word);
        let country = match entry.kind {
            EntityKind::Place => lists.country(&lower).or_else(|| lists.government(&lower)),
            EntityKind::Group => lists.demonym(&lower),
            EntityKind::Organisation => lists.government(&lower).filter(|_| lists.is_seat(&lower)),
            EntityKind::Person => None,
        };
        entry.country = entry.country.or(country);
    }

    /// "US officials", "Kerala police": a party noun with a country, place or body before it.
    fn gather_groups(&mut self, page: &Page<'_>, spans: &[NameSpan]) {
        let mut span_at = vec![None; page.len()];
        for span in spans {
            span_at[span.toks.clone()].fill(Some(span));
        }
        let mut known: HashMap<String, ActorId> = HashMap::new();
        for tok in 0..page.len() {
            let nameable = gazetteer().group_noun(page.lower(tok)).is_some_and(|noun| noun.nameable);
            if !nameable || page.pos(tok) != Pos::Noun {
                continue;
            }
            for owner in self.owners(page, tok) {
                let name = group_name(page, &span_at, owner, tok);
                let key = name.to_lowercase();
                let actor = *known.entry(key).or_insert_with(|| self.add(EntityKind::Group, &name));
                self.actors[actor].country = nation(page, owner);
                self.actors[actor].owner =
                    self.named_at(owner).or_else(|| self.state_by_demonym(page.lower(owner)));
                self.mentions.push(CastMention {
                    toks: tok..tok + 1,
                    actor,
                    title: None,
                    named: false,
                    acts_as: None,
                });
            }
        }
    }

    /// Modifiers of a party noun that tell whose it is: "Ukrainian and US officials" has two.
    fn owners(&self, page: &Page<'_>, noun: Tok) -> Vec<Tok> {
        let owns = |tok: &Tok| {
            page.is_capitalised(*tok)
                && (nation(page, *tok).is_some()
                    || page.is_proper(*tok)
                    || self.state_by_demonym(page.lower(*tok)).is_some())
        };
        let mut owners = Vec::new();
        for &kid in page.kids(noun) {
            if matches!(page.dep(kid), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss) {
                owners.extend(page.conjuncts(kid).into_iter().filter(|&tok| tok < noun).filter(owns));
            }
            let plural = page.tag(noun) == Tag::Nns;
            if plural && page.dep(kid) == Dep::Prep && matches!(page.lower(kid), "for" | "of" | "from") {
                let objects = page.kids_by(kid, Dep::Pobj).flat_map(|object| page.conjuncts(object));
                owners.extend(objects.filter(owns));
            }
        }
        owners
    }

    /// The actor of a mention that covers a token, before the index is built.
    fn named_at(&self, tok: Tok) -> Option<ActorId> {
        self.mentions.iter().find(|m| m.named && m.toks.contains(&tok)).map(|m| m.actor)
    }

    /// Adjectives that the text makes of places which the lists do not know as countries.
    fn find_local_demonyms(&mut self, demonyms: &Demonyms) {
        for (number, actor) in self.actors.iter().enumerate() {
            if actor.kind == EntityKind::Place && actor.country.is_none() {
                for word in demonyms.of_name(&actor.name.to_lowercase()) {
                    self.local_demonyms.entry(word.to_owned()).or_insert(number);
                }
            }
        }
    }

    /// One government for every state whose name, capital or seat acts.
    fn add_governments(&mut self, page: &Page<'_>) {
        for number in 0..self.mentions.len() {
            let place = self.mentions[number].actor;
            if self.actors[place].kind != EntityKind::Place {
                continue;
            }
            let Some(state) = self.state_of(place) else { continue };
            if self.governments.contains_key(&state) || !self.acts_anywhere(page, &state) {
                continue;
            }
            let government = self.add(EntityKind::Organisation, &format!("Government of {state}"));
            self.actors[government].country = self.actors[place].country;
            self.actors[government].stands_for = Some(place);
            self.governments.insert(state, government);
        }
        self.mark_acting_states(page);
    }

    /// Names of states that do something are names of their governments.
    fn mark_acting_states(&mut self, page: &Page<'_>) {
        for number in 0..self.mentions.len() {
            let mention = &self.mentions[number];
            let acts = self.actors[mention.actor].kind == EntityKind::Place
                && acts_on_something(page, typing::head_of(page, mention.toks.clone()));
            if acts && let Some(state) = self.state_of(mention.actor) {
                self.mentions[number].acts_as = self.governments.get(&state).copied();
            }
        }
    }

    /// Whether a name of this state is ever a subject or an object: then its government may act.
    fn acts_anywhere(&self, page: &Page<'_>, state: &str) -> bool {
        let acts = |mention: &CastMention| {
            let head = typing::head_of(page, mention.toks.clone());
            let dep = page.dep(head);
            matches!(
                dep,
                Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj | Dep::Pobj | Dep::Conj | Dep::Poss | Dep::Dative
            )
        };
        self.mentions.iter().any(|m| acts(m) && self.state_of(m.actor).as_deref() == Some(state))
    }
}

/// Whether a token is the subject of a verb that says, meets or has an object or a clause, one that only somebody does.
fn acts_on_something(page: &Page<'_>, tok: Tok) -> bool {
    let verb = page.head(tok);
    let does = page.kid(verb, &[Dep::Dobj, Dep::Ccomp, Dep::Xcomp]).is_some()
        || speech_verb(page.lemma(verb)).is_some()
        || contact_verb(page.lemma(verb)).is_some();
    page.dep(tok) == Dep::Nsubj && page.is_verb(verb) && does && !is_state_of_affairs(page.lemma(verb))
}

/// Verbs whose subject may as well be a country as such.
fn is_state_of_affairs(lemma: &str) -> bool {
    matches!(
        lemma,
        "be" | "have"
            | "become"
            | "remain"
            | "see"
            | "face"
            | "lack"
            | "contain"
            | "include"
            | "experience"
            | "suffer"
            | "get"
            | "need"
            | "border"
            | "cover"
            | "share"
            | "lose"
            | "gain"
            | "produce"
            | "export"
            | "import"
            | "grow"
    )
}

/// Words that give a paper, channel or agency away.
pub(super) fn is_media_word(lower: &str) -> bool {
    matches!(
        lower,
        "radio"
            | "tv"
            | "television"
            | "times"
            | "post"
            | "herald"
            | "tribune"
            | "gazette"
            | "courier"
            | "kurier"
            | "news"
            | "daily"
            | "journal"
            | "press"
            | "magazine"
            | "observer"
            | "chronicle"
            | "mail"
            | "telegraph"
            | "dispatch"
            | "podcast"
    )
}

/// The country that a token names as adjective or noun.
pub(crate) fn nation(page: &Page<'_>, tok: Tok) -> Option<&'static str> {
    let lower = page.lower(tok);
    gazetteer()
        .demonym(lower)
        .or_else(|| gazetteer().country(lower))
        .or_else(|| gazetteer().government(lower))
}

/// "US officials": the owner's words and the noun.
fn group_name(page: &Page<'_>, span_at: &[Option<&NameSpan>], owner: Tok, noun: Tok) -> String {
    let toks = span_at[owner].map_or(owner..owner + 1, |span| span.toks.clone());
    let words = page.span(toks).text.split_whitespace().collect::<Vec<_>>().join(" ");
    if owner < noun {
        let possessive = page.kids(owner).iter().any(|&kid| page.tag(kid) == Tag::PosTag);
        format!("{words}{} {}", if possessive { "’s" } else { "" }, page.lower(noun))
    } else {
        format!("{} of {words}", page.lower(noun))
    }
}

/// The name that the lists prefer, without article.
fn canonical(kind: EntityKind, text: &str) -> String {
    let lower = text.to_lowercase();
    let listed = match kind {
        EntityKind::Place => gazetteer().place(&lower),
        EntityKind::Organisation => gazetteer().body(&lower).map(|body| body.name),
        _ => None,
    };
    listed.unwrap_or(text).to_owned()
}

/// For an acronym: the lower-case name already known whose initials it is.
fn acronym_target(
    known: &HashMap<(EntityKind, String), ActorId>,
    kind: EntityKind,
    name: &str,
) -> Option<String> {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    if !(2..=6).contains(&letters.len()) || !letters.chars().all(|c| c.is_ascii_uppercase()) {
        return None;
    }
    let mut matching: Vec<_> = known
        .keys()
        .filter(|(known, long)| *known == kind && initials(long) == letters)
        .map(|(_, long)| long.clone())
        .collect();
    matching.sort();
    matching.into_iter().next()
}

fn initials(long: &str) -> String {
    let counts = |word: &&str| !matches!(*word, "of" | "the" | "and" | "for" | "on" | "in" | "&" | "de");
    long.split([' ', '-'])
        .filter(counts)
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect()
}
