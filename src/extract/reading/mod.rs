//! One document's reading: everything the rules found, as a case of its own.

mod entities;
mod events;
mod said;

use super::cast::{ActorId, Cast};
use super::certainty::certainty;
use super::contacts::{self, Contact};
use super::merge::{self, Draft};
use super::page::{Page, Tok};
use super::references::{Party, Reference, References};
use super::roles::{self, CastRole};
use super::statements::{self, Said};
use super::time::{self, Origin};
use crate::language::{Dep, NameLabel, NameSpan, Parse, Tag};
use crate::model::{Case, Certainty, Document, Event, Evidence, Statement, TextSpan, When, kebab, span_id};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::ops::Range;

/// Confidence of a finding that rests on plain names and a plain pattern.
const PLAIN: u8 = 95;

/// Reads one document, whose text `parse` analyses, into a case of one document.
///
/// `offset` is the byte at which the parsed text begins in the document's text.
pub(crate) fn read(document: &Document, text: &str, parse: &Parse, offset: usize) -> Case {
    let page = Page::new(text, parse);
    let cast = Cast::of(&page);
    let mut references = References::resolve_all(&page, &cast);
    let said = statements::find(&page, &cast, &mut references);
    let contacts = contacts::find(&page, &cast, &references);
    let roles = roles::find(&page, &cast);
    let origin = origin(&page, document);
    let writer = Writer { document, page: &page, cast: &cast, offset, origin, ids: BTreeMap::new() };
    writer.write(&said, contacts, &roles)
}

/// The document's day, or the weekday that its phrases suggest.
fn origin(page: &Page<'_>, document: &Document) -> Origin {
    if let Some(date) = document.date {
        return Origin::Known(date);
    }
    let mut named = Vec::new();
    for name in page.names.iter().filter(|name| name.label == NameLabel::Date) {
        if let Some(weekday) = time::weekday_in(&page.span(name.start..name.end).text) {
            named.push((weekday, is_future(page, name.start)));
        }
    }
    Origin::Unknown(time::likely_weekday(&named))
}

/// Whether the clause around a token speaks of what is to come.
fn is_future(page: &Page<'_>, tok: Tok) -> bool {
    let verb = std::iter::once(tok).chain(page.ancestors(tok)).find(|&t| page.is_verb(t));
    verb.is_some_and(|verb| certainty(page, verb) == Certainty::Planned)
}

/// "may have met", "had met": a verb in the perfect.
fn is_perfect(page: &Page<'_>, verb: Tok) -> bool {
    let have =
        |&kid: &Tok| page.dep(kid) == Dep::Aux && matches!(page.lower(kid), "have" | "had" | "has" | "'ve");
    page.tag(verb) == Tag::Vbn && page.kids(verb).iter().any(have)
}

/// How many times before it are tried for the day that "a day later" counts from.
const NEAR_DAYS: usize = 8;
/// How many such phrases may count from one another: "four days earlier … a day later".
const COUNTED_DAYS: usize = 3;

struct Writer<'p> {
    document: &'p Document,
    page: &'p Page<'p>,
    cast: &'p Cast,
    offset: usize,
    origin: Origin,
    ids: BTreeMap<ActorId, String>,
}

fn reference_doubt(party: &Party, part: &str) -> Option<String> {
    match party.reference {
        Reference::Pronoun => Some(format!("{part} by pronoun")),
        Reference::Role => Some(format!("{part} by role noun")),
        Reference::Unnamed => Some(format!("{part} without a name")),
        Reference::Name | Reference::Group => None,
    }
}

/// Events stand in the order of their first report.
pub(crate) fn order(event: &Event) -> (String, usize, String) {
    let first = &event.reports[0];
    (
        first.evidence.document.clone(),
        first.trigger.as_ref().map_or(first.evidence.start, |t| t.start),
        event.id.clone(),
    )
}

impl Writer<'_> {
    fn write(mut self, said: &[Said], contacts: Vec<Contact>, roles: &[CastRole]) -> Case {
        let mut drafts: Vec<Draft> = contacts.into_iter().map(|contact| self.draft(contact, said)).collect();
        drafts.extend(said.iter().filter_map(|s| self.interview(s)).map(|contact| self.draft(contact, said)));
        self.count_from_others(&mut drafts);
        merge::within_document(&mut drafts, self.cast);
        self.name_entities(said, &drafts, roles);
        let entities = self.entities(roles);
        let mut statements: Vec<Statement> = said.iter().filter_map(|s| self.statement(s, said)).collect();
        said::dedup_statements(&mut statements);
        let mut case = Case { entities, statements, ..Case::default() };
        case.events = drafts.iter().map(|draft| self.event(draft)).collect();
        case.events.extend(said.iter().filter_map(|s| self.tell(s, said, &case.statements)));
        merge::same_ids(&mut case.events);
        events::sides_from_delegations(&mut case);
        case.events.sort_by_cached_key(order);
        case
    }

    fn span(&self, toks: Range<Tok>) -> TextSpan {
        let mut span = self.page.span(toks);
        span.start += self.offset;
        span.end += self.offset;
        span
    }

    /// The sentences from the one that holds the first token to the one that holds the last.
    fn evidence(&self, first: Tok, last: Tok) -> Evidence {
        let start = self.page.sentence_bytes(first).start;
        let end = self.page.sentence_bytes(last).end;
        let quote = self.page.text.get(start..end).unwrap_or_default().to_owned();
        Evidence {
            document: self.document.id.clone(),
            start: start + self.offset,
            end: end + self.offset,
            quote,
        }
    }

    fn id(&self, prefix: &str, span: &TextSpan) -> String {
        span_id(prefix, &self.document.sha256, span.start, span.end)
    }

    fn entity_id(&self, actor: ActorId) -> String {
        self.ids.get(&actor).cloned().unwrap_or_else(|| kebab(&self.cast.actors[actor].name))
    }

    fn when(&self, time: &Range<Tok>, trigger: Tok, told: Certainty) -> When {
        let ahead =
            told == Certainty::Planned || told == Certainty::Proposed || is_future(self.page, trigger);
        // "may have met on March 3" looks back, however little it says for sure.
        let future = ahead && !is_perfect(self.page, trigger);
        let phrase = self.page.span(time.clone()).text;
        let when = time::resolve(&phrase, future, self.origin);
        let counted = || {
            let days = time::days_after_last(&phrase).filter(|_| when.edtf.is_none())?;
            Some(time::shifted_from(self.counted_from(time.start, future, days, 0)?, days, &phrase))
        };
        counted().unwrap_or(when)
    }

    /// The day that a phrase of so many days counts from. What came earlier than the news stands in a paragraph of its own,
    /// and counts from the day of the news; all else counts from the last day named.
    fn counted_from(&self, before: Tok, future: bool, days: i32, depth: usize) -> Option<Date> {
        let paragraph = self.page.paragraphs()[self.page.paragraph_of(before)].start;
        let near = |from: Tok| self.last_day(before, from, future, depth);
        let here = near(paragraph);
        if days >= 0 || here.is_some() {
            return here.or_else(|| near(0));
        }
        self.first_day(paragraph, depth).or_else(|| near(0))
    }

    /// The first day that the text names outside of quotations, if it is not ahead: the day of the news.
    fn first_day(&self, before: Tok, depth: usize) -> Option<Date> {
        let page = self.page;
        let named = page.names.iter().take_while(|name| name.end <= before);
        let plain = |name: &&NameSpan| {
            matches!(name.label, NameLabel::Date | NameLabel::Time)
                && page.quotes.of(name.start).is_none()
                && !self.is_open(name)
        };
        let mut days = named.filter(plain).take(NEAR_DAYS).filter_map(|name| self.day_of(name, depth + 1));
        days.find(|&day| !self.is_ahead(day))
    }

    /// "since Thursday" begins a stretch of time that goes on.
    fn is_open(&self, name: &NameSpan) -> bool {
        let before = name.start.checked_sub(1).map(|tok| self.page.lower(tok));
        matches!(before, Some("since" | "until" | "till"))
    }

    /// The last calendar day that the text names before a token and not before another, in this or the three sentences before;
    /// what stands in a quotation counts for that alone. Unless the time looks ahead, days ahead are passed over.
    fn last_day(&self, before: Tok, from: Tok, future: bool, depth: usize) -> Option<Date> {
        let page = self.page;
        let first = page.sentence(page.sentence_of(before).saturating_sub(3)).start.max(from);
        let near = |name: &&NameSpan| {
            matches!(name.label, NameLabel::Date | NameLabel::Time)
                && name.start >= first
                && name.end <= before
                && page.quotes.of(name.start).is_none_or(|quote| page.quotes.of(before) == Some(quote))
        };
        let days = page.names.iter().rev().filter(near).filter(|name| !self.is_open(name));
        let mut days = days.take(NEAR_DAYS).filter_map(|name| self.day_of(name, depth));
        days.find(|&day| future || !self.is_ahead(day))
    }

    /// The calendar day of a name, counted from an earlier one if need be.
    fn day_of(&self, name: &NameSpan, depth: usize) -> Option<Date> {
        let page = self.page;
        let phrase = page.span(name.start..name.end).text;
        let future = is_future(page, name.start);
        let when = time::resolve(&phrase, future, self.origin);
        let counted = || {
            let days = time::days_after_last(&phrase).filter(|_| when.edtf.is_none())?;
            let last = self.counted_from(name.start, future, days, depth + 1)?;
            last.checked_add(days.days()).ok()
        };
        match when.bounds() {
            Some((first, last)) => (first == last).then_some(first),
            None if depth < COUNTED_DAYS => counted(),
            None => None,
        }
    }

    /// Whether a day comes after that of the document.
    fn is_ahead(&self, day: Date) -> bool {
        matches!(self.origin, Origin::Known(today) if day > today)
    }
}
