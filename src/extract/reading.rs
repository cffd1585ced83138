//! One document's reading: everything the rules found, as a case of its own.

use super::cast::{ActorId, Cast};
use super::certainty::certainty;
use super::contacts::{self, Contact};
use super::merge::{self, Draft};
use super::page::{Page, Tok};
use super::references::{Party, Reference, References};
use super::roles::{self, CastRole, Owner};
use super::statements::{self, Said};
use super::time::{self, Origin};
use crate::language::{NameLabel, Parse};
use crate::model::{
    Case, Certainty, Confidence, Document, Entity, EntityKind, Event, EventKind, EventReport, Evidence,
    Mention, Participant, ParticipantRole, ReportedParty, ReportedPlace, Role, Statement, TextSpan, When,
    kebab, span_id,
};
use std::collections::{BTreeMap, BTreeSet};
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
    for name in page.parse.names.iter().filter(|name| name.label == NameLabel::Date) {
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

struct Writer<'p> {
    document: &'p Document,
    page: &'p Page<'p>,
    cast: &'p Cast,
    offset: usize,
    origin: Origin,
    ids: BTreeMap<ActorId, String>,
}

impl Writer<'_> {
    fn write(mut self, said: &[Said], contacts: Vec<Contact>, roles: &[CastRole]) -> Case {
        let mut drafts: Vec<Draft> = contacts.into_iter().map(|contact| self.draft(contact, said)).collect();
        drafts.extend(said.iter().filter_map(|s| self.interview(s)).map(|contact| self.draft(contact, said)));
        merge::within_document(&mut drafts, self.cast);
        self.name_entities(said, &drafts, roles);
        let entities = self.entities(roles);
        let mut statements: Vec<Statement> = said.iter().filter_map(|s| self.statement(s)).collect();
        dedup_statements(&mut statements);
        let mut case = Case { entities, statements, ..Case::default() };
        case.events = drafts.iter().map(|draft| self.event(draft)).collect();
        case.events.extend(said.iter().filter_map(|s| self.tell(s, said, &case.statements)));
        merge::same_ids(&mut case.events);
        sides_from_delegations(&mut case);
        case.events.sort_by_cached_key(order);
        case
    }

    // ---- spans

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
        let future =
            told == Certainty::Planned || told == Certainty::Proposed || is_future(self.page, trigger);
        time::resolve(&self.page.span(time.clone()).text, future, self.origin)
    }

    // ---- entities

    /// Gives ids to everything that will be written: whatever is named, and governments and countries that are used.
    fn name_entities(&mut self, said: &[Said], drafts: &[Draft], roles: &[CastRole]) {
        let mut used: BTreeSet<ActorId> = self.cast.mentions.iter().map(|mention| mention.actor).collect();
        for said in said {
            used.extend(
                said.source.iter().chain(&said.addressee).flat_map(|party| party.actors.iter().copied()),
            );
        }
        for draft in drafts {
            used.extend(draft.contacts.iter().flat_map(|c| c.parties().flat_map(|(_, p)| p.actors.clone())));
        }
        for role in roles {
            used.insert(role.actor);
        }
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for actor in used {
            let base = kebab(&self.cast.actors[actor].name);
            let count = taken.entry(base.clone()).or_insert(0);
            *count += 1;
            let id =
                if *count == 1 { base } else { format!("{base}-{}", self.cast.actors[actor].kind.as_str()) };
            let id = if self.ids.values().any(|known| *known == id) { format!("{id}-{count}") } else { id };
            self.ids.insert(actor, id);
        }
    }

    fn entities(&self, found: &[CastRole]) -> Vec<Entity> {
        let sides = roles::sides(self.cast, found);
        let mut entities: Vec<Entity> = self.ids.keys().map(|&actor| self.entity(actor)).collect();
        let at: BTreeMap<ActorId, usize> =
            self.ids.keys().enumerate().map(|(n, &actor)| (actor, n)).collect();
        let mut countries: BTreeMap<&'static str, String> = BTreeMap::new();
        for role in found {
            let of = role.of.as_ref().map(|owner| self.owner_id(owner, &mut entities, &mut countries));
            let evidence = self.evidence(role.at, role.at);
            entities[at[&role.actor]].roles.push(Role { title: role.title.clone(), of, evidence });
        }
        for (&actor, &number) in &at {
            if let Some(owner) = sides.get(&actor) {
                entities[number].affiliation = Some(self.owner_id(owner, &mut entities, &mut countries));
                entities[number].side = Some(self.owner_name(owner));
            } else if let Some(owner) = self.owner_of_group(actor) {
                entities[number].affiliation = Some(self.entity_id(owner));
                entities[number].side =
                    entities[at[&owner]].side.clone().or_else(|| Some(self.cast.actors[owner].name.clone()));
            } else if let (Some(country), true) =
                (self.cast.actors[actor].country, entities[number].kind != EntityKind::Place)
            {
                entities[number].side = Some(country.to_owned());
            }
        }
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        entities
    }

    /// The state or body that a group or a government belongs to, if it will be written.
    fn owner_of_group(&self, actor: ActorId) -> Option<ActorId> {
        let entry = &self.cast.actors[actor];
        let owner = entry.owner.or(entry.stands_for).filter(|_| entry.country.is_none())?;
        self.ids.contains_key(&owner).then_some(owner)
    }

    fn owner_name(&self, owner: &Owner) -> String {
        match owner {
            Owner::Actor(actor) => self.cast.actors[*actor].name.clone(),
            Owner::Country(country) => (*country).to_owned(),
        }
    }

    /// Entity id of an owner; a country known by its demonym only becomes a place without mentions.
    fn owner_id(
        &self,
        owner: &Owner,
        entities: &mut Vec<Entity>,
        countries: &mut BTreeMap<&'static str, String>,
    ) -> String {
        let country = match owner {
            Owner::Actor(actor) => return self.entity_id(*actor),
            Owner::Country(country) => *country,
        };
        if let Some(id) = countries.get(country) {
            return id.clone();
        }
        let known =
            entities.iter().find(|e| e.kind == EntityKind::Place && e.name == country).map(|e| e.id.clone());
        let id = known.unwrap_or_else(|| {
            let mut entity = Entity::new(EntityKind::Place, country);
            if entities.iter().any(|e| e.id == entity.id) {
                entity.id.push_str("-place");
            }
            entities.push(entity.clone());
            entity.id
        });
        countries.insert(country, id.clone());
        id
    }

    fn entity(&self, actor: ActorId) -> Entity {
        let entry = &self.cast.actors[actor];
        let mut entity = Entity::new(entry.kind, entry.name.clone());
        entity.id = self.entity_id(actor);
        let others = entry.forms.iter().filter(|form| **form != entry.name);
        let (full, weak): (Vec<&String>, Vec<&String>) = others.partition(|form| form.contains(' '));
        entity.aliases = full.into_iter().cloned().collect();
        entity.weak_aliases = weak.into_iter().cloned().collect();
        entity.aliases.sort();
        entity.weak_aliases.sort();
        entity.stands_for = entry.stands_for.map(|place| self.entity_id(place));
        for mention in self.cast.mentions.iter().filter(|mention| mention.actor == actor) {
            let span = self.span(mention.toks.clone());
            let id = self.id("men", &span);
            if entity.mentions.iter().all(|known: &Mention| known.id != id) {
                entity.mentions.push(Mention { id, document: self.document.id.clone(), span });
            }
        }
        entity
    }

    // ---- statements

    fn statement(&self, said: &Said) -> Option<Statement> {
        let content: Vec<TextSpan> = said
            .content
            .iter()
            .map(|range| self.span(range.clone()))
            .filter(|span| !span.text.is_empty())
            .collect();
        let first = content.first()?;
        let cue = said.cue.clone().map(|toks| self.span(toks));
        let anchor = cue.as_ref().unwrap_or(first);
        let (from, to) = self.extent(said);
        let speaker = said.speaker();
        let mut reasons = vec![said.rule.to_owned()];
        let mut doubt = said.doubt;
        if let Some(party) = &said.source {
            doubt = doubt.saturating_add(party.doubt);
            reasons.extend(reference_doubt(party, "speaker"));
        }
        Some(Statement {
            id: self.id("st", anchor),
            kind: said.kind,
            source: speaker.map(|actor| self.entity_id(actor)),
            source_span: said.source.as_ref().map(|party| self.span(party.toks.clone())),
            cue,
            content,
            quotation: said.quotation,
            speech: said.speech,
            addressee: said
                .addressee
                .as_ref()
                .and_then(|p| p.actors.first())
                .map(|&actor| self.entity_id(actor)),
            addressee_span: said.addressee.as_ref().map(|party| self.span(party.toks.clone())),
            about: self.about(said),
            medium: said.medium.clone().map(|toks| self.page.span(toks).text),
            when: said.verb.and_then(|verb| self.statement_time(verb)),
            claimed_by: None,
            confidence: Confidence::percent(PLAIN).less(doubt),
            reasons,
            evidence: self.evidence(from, to),
        })
    }

    /// First and last token of cue and content.
    fn extent(&self, said: &Said) -> (Tok, Tok) {
        let starts = said.content.iter().map(|r| r.start).chain(said.cue.iter().map(|r| r.start));
        let ends = said.content.iter().map(|r| r.end - 1).chain(said.cue.iter().map(|r| r.end - 1));
        (starts.min().unwrap_or(0), ends.max().unwrap_or(0))
    }

    /// Actors that the content names, in order, the speaker aside.
    fn about(&self, said: &Said) -> Vec<String> {
        let mut about: Vec<String> = Vec::new();
        for mention in self.cast.mentions.iter().filter(|mention| said.holds(mention.toks.start)) {
            let actor = mention.actor;
            let id = self.entity_id(actor);
            let counts = self.cast.actors[actor].kind.is_actor() && Some(actor) != said.speaker();
            if counts && !about.contains(&id) {
                about.push(id);
            }
        }
        about
    }

    /// A date under the verb of saying itself, outside the content.
    fn statement_time(&self, verb: Tok) -> Option<When> {
        let own = |name: &&crate::language::NameSpan| {
            name.label == NameLabel::Date
                && !time::is_duration(&self.page.span(name.start..name.end).text)
                && {
                    let head = super::typing::head_of(self.page, name.start..name.end);
                    let governor = self.page.head(head);
                    governor == verb || self.page.head(governor) == verb && !self.page.is_verb(governor)
                }
        };
        let name = self.page.parse.names.iter().find(own)?;
        Some(self.when(&(name.start..name.end), verb, Certainty::Happened))
    }

    // ---- contacts

    fn draft(&self, contact: Contact, said: &[Said]) -> Draft {
        let claimed_by =
            claimant(said, contact.trigger).map(|actor| self.cast.actors[actor].owner.unwrap_or(actor));
        let when = contact.time.as_ref().map(|time| self.when(time, contact.trigger, contact.certainty));
        Draft::of(contact, when, claimed_by, self.cast)
    }

    /// "said in an interview with the Herald": speaker and addressee were in contact.
    fn interview(&self, said: &Said) -> Option<Contact> {
        let medium = said.medium.clone()?;
        let noun = medium.end - 1;
        let addressee = said.addressee.clone().filter(|party| !party.actors.is_empty())?;
        let source = said.source.clone().filter(|party| !party.actors.is_empty())?;
        if self.page.lemma(noun) != "interview" || source.actors == addressee.actors {
            return None;
        }
        let doubt = said.doubt + source.doubt + addressee.doubt;
        Some(Contact {
            trigger: noun,
            kind: EventKind::Interview,
            sides: [vec![source], vec![addressee]],
            roles: [ParticipantRole::Attendee, ParticipantRole::Questioner],
            certainty: certainty(self.page, said.verb?),
            place: None,
            time: None,
            rule: "statement in an interview",
            doubt,
        })
    }

    fn event(&self, draft: &Draft) -> Event {
        let reports: Vec<EventReport> =
            draft.contacts.iter().zip(&draft.claims).map(|(c, claim)| self.report(c, *claim)).collect();
        let best = reports.iter().map(|report| report.confidence).max().unwrap_or_default();
        Event {
            id: format!("ev-{}", reports[0].id.trim_start_matches("er-")),
            kind: draft.kind,
            participants: self.participants(draft),
            certainty: draft.certainty,
            when: draft.when.clone(),
            place: draft.place.map(|place| self.entity_id(place)),
            claimed_by: draft.claimed_by().map(|actor| self.entity_id(actor)),
            confidence: best,
            statement: None,
            reports,
        }
    }

    fn participants(&self, draft: &Draft) -> Vec<Participant> {
        let mut participants: Vec<Participant> = draft
            .members
            .iter()
            .map(|member| Participant {
                entity: self.entity_id(member.actor),
                role: member.role,
                side: member.side,
            })
            .collect();
        let mut seen = BTreeSet::new();
        participants.retain(|participant| seen.insert(participant.entity.clone()));
        participants
    }

    fn report(&self, contact: &Contact, claim: Option<ActorId>) -> EventReport {
        let trigger = self.span(contact.trigger..contact.trigger + 1);
        let mut reasons = vec![format!("{}: {}", contact.rule, self.page.lower(contact.trigger))];
        for (_, party) in contact.parties() {
            reasons.extend(reference_doubt(party, "party"));
        }
        reasons.dedup();
        EventReport {
            id: self.id("er", &trigger),
            evidence: self.evidence(contact.trigger, contact.trigger),
            trigger: Some(trigger),
            parties: self.reported(contact),
            place: contact.place.clone().map(|toks| ReportedPlace {
                entity: self.cast.actor_at(toks.start).map(|actor| self.entity_id(actor)),
                span: self.span(toks),
            }),
            time: contact.time.clone().map(|toks| self.span(toks)),
            certainty: contact.certainty,
            claimed_by: claim.map(|actor| self.entity_id(actor)),
            confidence: Confidence::percent(PLAIN).less(contact.doubt),
            reasons,
        }
    }

    fn reported(&self, contact: &Contact) -> Vec<ReportedParty> {
        let two_sided = !contact.sides[1].is_empty();
        let mut reported = Vec::new();
        for (side, party) in contact.parties() {
            let span = self.span(party.toks.clone());
            let side_number = two_sided.then_some(side as u8);
            let role = contact.roles[side];
            if party.actors.is_empty() {
                reported.push(ReportedParty { entity: None, span: span.clone(), role, side: side_number });
            }
            for &actor in &party.actors {
                reported.push(ReportedParty {
                    entity: Some(self.entity_id(actor)),
                    span: span.clone(),
                    role,
                    side: side_number,
                });
            }
        }
        reported
    }

    /// A statement with a named addressee who is no newspaper: a directed contact.
    fn tell(&self, said: &Said, all: &[Said], statements: &[Statement]) -> Option<Event> {
        let verb = said.verb?;
        let source = said.source.as_ref()?;
        let addressee = said.addressee.as_ref()?;
        let speaker = said.speaker()?;
        let hearers: Vec<ActorId> = addressee
            .actors
            .iter()
            .copied()
            .filter(|&a| a != speaker && !self.cast.actors[a].media)
            .collect();
        let interviewed =
            said.medium.as_ref().is_some_and(|toks| self.page.lemma(toks.end - 1) == "interview");
        let spoken_to = matches!(
            self.page.lemma(verb),
            "tell" | "ask" | "inform" | "assure" | "warn" | "remind" | "urge"
        );
        if hearers.is_empty() || !said.speech || interviewed && !spoken_to {
            return None;
        }
        let statement = self.statement(said).map(|statement| statement.id);
        let statement = statement.and_then(|id| statements.iter().find(|known| known.id == id));
        let (from, to) = self.extent(said);
        let trigger = self.span(verb..verb + 1);
        let mut reasons = vec![format!("statement with addressee: {}", self.page.lower(verb))];
        reasons.extend(reference_doubt(source, "speaker"));
        reasons.extend(reference_doubt(addressee, "addressee"));
        let confidence = Confidence::percent(PLAIN)
            .less(said.doubt.saturating_add(source.doubt).saturating_add(addressee.doubt));
        let told = certainty(self.page, verb);
        let claim = claimant(all, verb).map(|actor| self.entity_id(actor));
        let party = |party: &Party, actor: ActorId, role| ReportedParty {
            entity: Some(self.entity_id(actor)),
            span: self.span(party.toks.clone()),
            role,
            side: Some(u8::from(role == ParticipantRole::Addressee)),
        };
        let mut parties = vec![party(source, speaker, ParticipantRole::Speaker)];
        parties.extend(hearers.iter().map(|&hearer| party(addressee, hearer, ParticipantRole::Addressee)));
        let report = EventReport {
            id: self.id("er", &trigger),
            evidence: statement.map_or_else(|| self.evidence(from, to), |s| s.evidence.clone()),
            trigger: Some(trigger),
            place: None,
            time: None,
            certainty: told,
            claimed_by: claim.clone(),
            confidence,
            reasons,
            parties,
        };
        let participants = report.parties.iter().map(|p| Participant {
            entity: p.entity.clone().unwrap_or_default(),
            role: p.role,
            side: None,
        });
        Some(Event {
            id: format!("ev-{}", report.id.trim_start_matches("er-")),
            kind: EventKind::Tell,
            participants: participants.collect(),
            certainty: told,
            when: statement.map_or_else(|| self.statement_time(verb), |s| s.when.clone()),
            place: None,
            claimed_by: claim,
            confidence,
            statement: statement.map(|s| s.id.clone()),
            reports: vec![report],
        })
    }
}

/// A person without a side takes the one that the rest of his delegation shares.
fn sides_from_delegations(case: &mut Case) {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for event in &case.events {
        for side in [0, 1] {
            let members: Vec<&str> = event
                .participants
                .iter()
                .filter(|p| p.side == Some(side))
                .map(|p| p.entity.as_str())
                .collect();
            let known: BTreeSet<&String> = members
                .iter()
                .filter_map(|id| case.entity(id))
                .filter_map(|entity| entity.side.as_ref())
                .collect();
            if let (1, Some(shared)) = (known.len(), known.first()) {
                for member in members {
                    found.entry(member.to_owned()).or_default().insert((*shared).clone());
                }
            }
        }
    }
    for entity in case.entities.iter_mut().filter(|entity| entity.side.is_none()) {
        if let Some(sides) = found.get(&entity.id).filter(|sides| sides.len() == 1) {
            entity.side = sides.first().cloned();
        }
    }
}

/// The speaker of the innermost speech that holds a token.
fn claimant(said: &[Said], tok: Tok) -> Option<ActorId> {
    let holding = said.iter().filter(|s| s.speech && s.verb != Some(tok) && s.holds(tok));
    let size = |s: &&Said| s.content.iter().map(Range::len).sum::<usize>();
    holding.min_by_key(size).and_then(Said::speaker)
}

fn reference_doubt(party: &Party, part: &str) -> Option<String> {
    match party.reference {
        Reference::Pronoun => Some(format!("{part} by pronoun")),
        Reference::Role => Some(format!("{part} by role noun")),
        Reference::Unnamed => Some(format!("{part} without a name")),
        Reference::Name | Reference::Group => None,
    }
}

fn dedup_statements(statements: &mut Vec<Statement>) {
    let mut seen = BTreeSet::new();
    statements.retain(|statement| seen.insert(statement.id.clone()));
    statements.sort_by(|a, b| (a.evidence.start, &a.id).cmp(&(b.evidence.start, &b.id)));
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
