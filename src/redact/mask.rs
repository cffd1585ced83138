//! Who becomes whom, and what is left of everything else.

use super::names::Names;
use super::plain::plain;
use super::{Dates, KeyEntry, Options, Places, word};
use crate::model::{
    Case, Document, Entity, EntityKind, Event, EventReport, Evidence, Participant, Role, Statement, When,
    content_hash,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What stands for every office.
pub(super) const OFFICE: &str = "office";

/// Old ids to new ones, and the pseudonyms.
pub(super) struct Mask {
    dates: Dates,
    /// Ids of entities, documents, events, reports and statements.
    ids: HashMap<String, String>,
    /// By the new id.
    names: HashMap<String, String>,
    sides: BTreeMap<String, String>,
}

impl Mask {
    pub(super) fn of(case: &Case, options: &Options<'_>) -> Self {
        let numbers = Numbers::of(case);
        let (ids, names, sides) = (HashMap::new(), HashMap::new(), BTreeMap::new());
        let mut mask = Self { dates: options.dates, ids, names, sides };
        for kind in EntityKind::ALL {
            mask.entities_of(case, kind, options.places, &numbers);
        }
        let reports = case.events.iter().flat_map(|event| &event.reports);
        mask.number("doc", case.documents.iter().map(|document| &document.id), &numbers);
        mask.number("ev", case.events.iter().map(|event| &event.id), &numbers);
        mask.number("er", reports.map(|report| &report.id), &numbers);
        mask.number("st", case.statements.iter().map(|statement| &statement.id), &numbers);
        let sides = case.entities.iter().filter_map(|entity| entity.side.as_ref());
        mask.sides.extend(numbers.pseudonyms("Side", sides.map(|side| (side.as_str(), side.clone()))));
        mask
    }

    /// Places of one country share their pseudonym, if asked.
    fn entities_of(&mut self, case: &Case, kind: EntityKind, places: Places<'_>, numbers: &Numbers) {
        let group = |entity: &Entity| match (kind, places) {
            (EntityKind::Place, Places::ByCountry(country)) => {
                let names = [&entity.name].into_iter().chain(&entity.aliases);
                let country = names.filter_map(|name| country(name)).next();
                country.map_or_else(|| entity.id.clone(), |country| format!("in {country}"))
            }
            _ => entity.id.clone(),
        };
        let entities: Vec<_> = match (kind, places) {
            (EntityKind::Place, Places::None) => return,
            _ => case.entities_of(kind).map(|entity| (entity.id.as_str(), group(entity))).collect(),
        };
        for (id, name) in numbers.pseudonyms(word(kind), entities) {
            let new = name.to_lowercase().replace(' ', "-");
            self.names.insert(new.clone(), name);
            self.ids.insert(id, new);
        }
    }

    fn number<'a>(&mut self, prefix: &str, ids: impl Iterator<Item = &'a String>, numbers: &Numbers) {
        let ids: BTreeSet<&String> = ids.collect();
        for (number, id) in numbers.shuffled(ids).into_iter().enumerate() {
            self.ids.insert(id.clone(), format!("{prefix}-{:06}", number + 1));
        }
    }

    pub(super) fn key(&self, case: &Case) -> Vec<KeyEntry> {
        let entities = case.entities.iter().filter_map(|entity| {
            let pseudonym = self.names.get(self.ids.get(&entity.id)?)?.clone();
            Some(KeyEntry { pseudonym, name: entity.name.clone() })
        });
        let sides = self.sides.iter();
        let sides =
            sides.map(|(name, pseudonym)| KeyEntry { pseudonym: pseudonym.clone(), name: name.clone() });
        let mut key: Vec<_> = entities.chain(sides).collect();
        key.sort_by_cached_key(|entry| {
            let (word, number) = entry.pseudonym.rsplit_once(' ').unwrap_or_default();
            (word.to_owned(), number.parse::<usize>().unwrap_or_default(), entry.name.clone())
        });
        key
    }

    pub(super) fn case(&self, case: &Case) -> Case {
        let mut redacted = Case {
            documents: case.documents.iter().map(|document| self.document(document)).collect(),
            entities: case.entities.iter().filter_map(|entity| self.entity(entity)).collect(),
            events: case.events.iter().map(|event| self.event(event)).collect(),
            statements: case.statements.iter().map(|statement| self.statement(statement)).collect(),
            ..Case::default()
        };
        // The order of the texts would tell where each stands.
        redacted.documents.sort_by(|a, b| a.id.cmp(&b.id));
        redacted.entities.sort_by(|a, b| a.id.cmp(&b.id));
        redacted.entities.dedup_by(|later, first| later.id == first.id);
        redacted.events.sort_by(|a, b| a.id.cmp(&b.id));
        redacted.statements.sort_by(|a, b| a.id.cmp(&b.id));
        redacted
    }

    /// The new id; what the case does not hold is nobody.
    fn id(&self, id: &str) -> String {
        self.ids.get(id).cloned().unwrap_or_else(|| "unknown".to_owned())
    }

    fn maybe(&self, id: Option<&String>) -> Option<String> {
        id.and_then(|id| self.ids.get(id).cloned())
    }

    fn all(&self, ids: &[String]) -> Vec<String> {
        let ids: BTreeSet<String> = ids.iter().filter_map(|id| self.maybe(Some(id))).collect();
        ids.into_iter().collect()
    }

    fn document(&self, document: &Document) -> Document {
        let id = self.id(&document.id);
        let name = id.replacen("doc-", "Document ", 1);
        Document {
            id,
            sha256: String::new(),
            name,
            title: None,
            date: None,
            publisher: None,
            url: None,
            bytes: 0,
            text: None,
        }
    }

    fn evidence(&self, evidence: &Evidence) -> Evidence {
        Evidence { document: self.id(&evidence.document), start: 0, end: 0, quote: String::new() }
    }

    fn entity(&self, entity: &Entity) -> Option<Entity> {
        let id = self.ids.get(&entity.id)?;
        let mut redacted = Entity::new(entity.kind, &self.names[id]);
        redacted.id.clone_from(id);
        redacted.side = entity.side.as_ref().and_then(|side| self.sides.get(side).cloned());
        redacted.affiliation = self.maybe(entity.affiliation.as_ref());
        redacted.stands_for = self.maybe(entity.stands_for.as_ref());
        redacted.members = self.all(&entity.members);
        let role = |role: &Role| {
            let of = Some(self.maybe(role.of.as_ref())?);
            Some(Role { title: OFFICE.to_owned(), of, evidence: self.evidence(&role.evidence) })
        };
        redacted.roles = entity.roles.iter().filter_map(role).collect();
        redacted.roles.sort();
        redacted.roles.dedup();
        Some(redacted)
    }

    fn event(&self, event: &Event) -> Event {
        let participant = |party: &Participant| Participant {
            entity: self.id(&party.entity),
            role: party.role,
            side: party.side,
        };
        let mut participants: Vec<_> = event.participants.iter().map(participant).collect();
        participants.sort();
        let mut reports: Vec<_> = event.reports.iter().map(|report| self.report(report)).collect();
        reports.sort_by(|a, b| a.id.cmp(&b.id));
        Event {
            id: self.id(&event.id),
            kind: event.kind,
            participants,
            certainty: event.certainty,
            when: self.when(event.when.as_ref()),
            place: self.maybe(event.place.as_ref()),
            claimed_by: self.maybe(event.claimed_by.as_ref()),
            confidence: event.confidence,
            statement: self.maybe(event.statement.as_ref()),
            reports,
        }
    }

    fn report(&self, report: &EventReport) -> EventReport {
        EventReport {
            id: self.id(&report.id),
            evidence: self.evidence(&report.evidence),
            trigger: None,
            parties: Vec::new(),
            place: None,
            time: None,
            certainty: report.certainty,
            claimed_by: self.maybe(report.claimed_by.as_ref()),
            confidence: report.confidence,
            reasons: Vec::new(),
        }
    }

    fn statement(&self, statement: &Statement) -> Statement {
        Statement {
            id: self.id(&statement.id),
            kind: statement.kind,
            source: self.maybe(statement.source.as_ref()),
            source_span: None,
            cue: None,
            content: Vec::new(),
            quotation: statement.quotation,
            speech: statement.speech,
            addressee: self.maybe(statement.addressee.as_ref()),
            addressee_span: None,
            about: self.all(&statement.about),
            medium: None,
            when: self.when(statement.when.as_ref()),
            claimed_by: self.maybe(statement.claimed_by.as_ref()),
            confidence: statement.confidence,
            reasons: Vec::new(),
            evidence: self.evidence(&statement.evidence),
        }
    }

    /// The month that a date falls into for certain, else the year, else nothing.
    fn when(&self, when: Option<&When>) -> Option<When> {
        let when = when?;
        let (first, last) = when.bounds()?;
        let year = (first.year() == last.year()).then(|| format!("{:04}", first.year()));
        let month = (first.first_of_month() == last.first_of_month())
            .then(|| format!("{:04}-{:02}", first.year(), first.month()));
        let edtf = match self.dates {
            Dates::Month => month.or(year),
            Dates::Year => year,
            Dates::None => None,
        };
        let edtf = Some(edtf?);
        Some(When { edtf, phrase: None, anchor: None, inferred: when.inferred, offset_days: None })
    }
}

/// Gives out numbers that say nothing, and no pseudonym that is somebody's name.
struct Numbers {
    salt: String,
    taken: HashSet<String>,
}

impl Numbers {
    fn of(case: &Case) -> Self {
        let taken = Names::of(case).wholes.iter().map(|name| plain(name)).collect();
        Self { salt: content_hash(case.to_json().as_bytes()), taken }
    }

    fn shuffled<T: AsRef<str>>(&self, ids: BTreeSet<T>) -> Vec<T> {
        let mut ids: Vec<T> = ids.into_iter().collect();
        ids.sort_by_cached_key(|id| content_hash(format!("{}{}", self.salt, id.as_ref()).as_bytes()));
        ids
    }

    /// Pseudonyms for ids; ids of one group get the same.
    fn pseudonyms<'a>(
        &self,
        word: &str,
        ids: impl IntoIterator<Item = (&'a str, String)>,
    ) -> Vec<(String, String)> {
        let ids: Vec<(&str, String)> = ids.into_iter().collect();
        let groups: BTreeSet<&String> = ids.iter().map(|(_, group)| group).collect();
        let free = (1..).map(|number| format!("{word} {number}"));
        let free = free.filter(|name| !self.taken.contains(&plain(name)));
        let names: HashMap<&String, String> = self.shuffled(groups).into_iter().zip(free).collect();
        ids.iter().map(|(id, group)| ((*id).to_owned(), names[group].clone())).collect()
    }
}
