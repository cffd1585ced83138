//! Persons known by their office alone, across documents: "met Varnia's foreign minister" is whoever another document calls
//! so, if one person only holds that office in all of them.

use super::demonyms::is_demonym_of;
use super::lexicon::gazetteer;
use crate::model::{Case, Document, Entity, EntityKind, EventReport, Participant, ReportedParty};
use std::collections::{BTreeMap, BTreeSet};

/// Doubt that an office adds which another document fills.
const ELSEWHERE: u8 = 15;

/// Longest name of an owner that is looked for, in characters.
const LONGEST: usize = 120;

/// Names parties whom their document calls by office and owner, by the one person who holds that office in the case.
///
/// "the rector" is whoever alone in the case is a rector, if the document names that person too. Offices that several hold
/// stay unnamed.
pub fn name_holders(case: &mut Case) {
    let offices = Offices::of(case);
    let texts: BTreeMap<&str, &Document> = case.documents.iter().map(|d| (d.id.as_str(), d)).collect();
    for event in &mut case.events {
        let mut named: Vec<Participant> = Vec::new();
        for report in &mut event.reports {
            let text = texts.get(report.evidence.document.as_str()).and_then(|d| d.text.as_deref());
            let Some(text) = text else { continue };
            let document = report.evidence.document.as_str();
            let holder = |party: &ReportedParty| {
                let owned = offices.holder(text, party);
                owned.or_else(|| offices.bare_holder(document, party)).map(str::to_owned)
            };
            let holders: Vec<(usize, String)> =
                unnamed(report).filter_map(|(at, party)| Some((at, holder(party)?))).collect();
            for (at, holder) in holders {
                let known = report.parties.iter().any(|party| party.entity.as_ref() == Some(&holder));
                if known || event.participants.iter().any(|p| p.entity == holder) {
                    continue;
                }
                let party = &mut report.parties[at];
                named.push(Participant { entity: holder.clone(), role: party.role, side: None });
                party.entity = Some(holder);
                report.confidence = report.confidence.less(ELSEWHERE);
                report.reasons.push("office filled by another document".to_owned());
            }
        }
        named.sort();
        named.dedup_by(|a, b| a.entity == b.entity);
        if !named.is_empty() {
            event.participants.extend(named);
            event.participants.sort();
            event.confidence = event.reports.iter().map(|r| r.confidence).max().unwrap_or_default();
        }
    }
}

fn unnamed(report: &EventReport) -> impl Iterator<Item = (usize, &ReportedParty)> {
    report.parties.iter().enumerate().filter(|(_, party)| party.entity.is_none())
}

/// Who holds which office.
struct Offices {
    /// Persons by lower-case office and name of its owner.
    owned: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// Persons by the noun of an office, whosever it is.
    bare: BTreeMap<String, BTreeSet<String>>,
    /// Documents that name a person.
    documents: BTreeMap<String, BTreeSet<String>>,
}

impl Offices {
    fn of(case: &Case) -> Self {
        let entities: BTreeMap<&str, &Entity> = case.entities.iter().map(|e| (e.id.as_str(), e)).collect();
        let mut offices: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        let mut bare_offices: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut documents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for person in case.entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
            let named = person.mentions.iter().map(|mention| mention.document.clone());
            documents.insert(person.id.clone(), named.collect());
            for role in &person.roles {
                bare_offices.entry(noun(&role.title)).or_default().insert(person.id.clone());
                let owner = role.of.as_ref().and_then(|of| entities.get(of.as_str()));
                let Some(owner) = owner.filter(|owner| owner.kind != EntityKind::Person) else { continue };
                let owners = offices.entry(office(&role.title)).or_default();
                for name in names(owner) {
                    owners.entry(name).or_default().insert(person.id.clone());
                }
            }
        }
        Self { owned: offices, bare: bare_offices, documents }
    }

    /// Whom "the rector" means: the only one in the case, where the document names that person.
    fn bare_holder(&self, document: &str, party: &ReportedParty) -> Option<&str> {
        let lower = party.span.text.to_lowercase();
        let noun = lower.strip_prefix("the ").filter(|noun| !noun.contains(' '))?;
        let mut holders = self.bare.get(noun)?.iter();
        let only = holders.next().filter(|_| holders.next().is_none())?;
        self.documents.get(only).is_some_and(|named| named.contains(document)).then_some(only)
    }

    /// The one holder of the office that a party is called by.
    fn holder(&self, text: &str, party: &ReportedParty) -> Option<&str> {
        let words = text.get(party.span.start..party.span.end)?;
        let owned = words.split_once("'s ").or_else(|| words.split_once("’s "));
        let owners = self.owned.get(&office(owned.map_or(words, |(_, title)| title)))?;
        let owner = match owned {
            Some((owner, _)) => bare(owner),
            None => owner_behind(text.get(party.span.end..)?, owners.keys())?,
        };
        let fitting = owners.iter().filter(|(name, _)| is_owner(name, &owner));
        let holders: BTreeSet<&String> = fitting.flat_map(|(_, holders)| holders).collect();
        let mut holders = holders.into_iter();
        holders.next().filter(|_| holders.next().is_none()).map(String::as_str)
    }
}

/// The longest of these owners that follows: " of Leven Brewing", " of the Council".
fn owner_behind<'o>(rest: &str, owners: impl Iterator<Item = &'o String>) -> Option<String> {
    let near: String = rest.strip_prefix(" of ")?.chars().take(LONGEST).collect();
    let rest = bare(&near);
    let follows = |owner: &&String| {
        let behind = rest.strip_prefix(owner.as_str());
        behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
    };
    owners.filter(follows).max_by_key(|owner| owner.len()).cloned()
}

/// Lower-case names of an owner.
fn names(owner: &Entity) -> impl Iterator<Item = String> {
    std::iter::once(&owner.name).chain(&owner.aliases).map(|name| name.to_lowercase())
}

/// The noun that an office is: "rector" of "acting rector of the college".
pub(super) fn noun(title: &str) -> String {
    let title = bare(title);
    let own = title.split(" of ").next().unwrap_or_default();
    own.rsplit(' ').next().unwrap_or_default().to_owned()
}

/// Lower case, without an article.
fn bare(words: &str) -> String {
    let lower = words.trim().to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}

/// An office in lower case, by its usual name.
fn office(title: &str) -> String {
    let title = bare(title);
    match title.as_str() {
        "chief" | "boss" | "head" | "ceo" | "chief executive officer" => "chief executive".to_owned(),
        _ => title,
    }
}

/// The same name, or that of the people of an unlisted state: "Varnia" and "Varnian". Listed ones are known by both names.
fn is_owner(known: &str, owner: &str) -> bool {
    let listed = || [known, owner].iter().any(|name| gazetteer().country(name).is_some());
    known == owner || !listed() && (is_demonym_of(known, owner) || is_demonym_of(owner, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_have_usual_names_and_owners_their_people() {
        assert_eq!(
            [office("Chief"), office("the CEO"), office("Mayor")],
            ["chief executive", "chief executive", "mayor"]
        );
        assert!(is_owner("marovian", "marovia") && is_owner("leven brewing", "leven brewing"));
        assert!(!is_owner("mali", "malawi") && !is_owner("niger", "nigeria"));
    }
}
