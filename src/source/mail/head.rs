//! Who wrote to whom, when and about what.

use super::people::People;
use crate::model::{
    Certainty, Confidence, Document, Event, EventKind, EventReport, Evidence, Participant, ParticipantRole,
    ReportedParty, TextSpan, When, span_id,
};
use jiff::civil::Date;
use mail_parser::{Address, Message};
use std::collections::BTreeSet;
use std::ops::Range;

/// Most recipients of one message that are told one by one; more is a mailing to nobody in particular.
const MOST_RECIPIENTS: usize = 500;

/// Somebody named in a head.
#[derive(Clone, Debug)]
pub(super) struct Party {
    /// Address in lower case.
    pub(super) address: String,
    /// Name as written, if any.
    pub(super) name: Option<String>,
    pub(super) role: ParticipantRole,
    /// Where the head names it.
    pub(super) span: Range<usize>,
}

/// The head of one message.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) subject: Option<String>,
    pub(super) day: Option<Date>,
    /// Sender first.
    pub(super) parties: Vec<Party>,
    /// The head in plain words: the document.
    pub(super) text: String,
    /// Where the day stands in it.
    day_span: Option<Range<usize>>,
}

impl Head {
    /// The head of a message, or what it lacks.
    pub(super) fn of(message: &Message<'_>) -> Result<Self, &'static str> {
        let subject = message.subject().map(one_line).filter(|subject| !subject.is_empty());
        let mut head =
            Self { subject, day: day(message), parties: Vec::new(), text: String::new(), day_span: None };
        let sender = message.from().or_else(|| message.sender());
        head.field("From", sender.into_iter(), ParticipantRole::Speaker);
        if head.parties.is_empty() {
            return Err("the message has no sender");
        }
        head.parties.truncate(1);
        head.field("To", message.all_to(), ParticipantRole::Addressee);
        head.field("Cc", message.all_cc(), ParticipantRole::Addressee);
        head.field("Bcc", message.all_bcc(), ParticipantRole::Addressee);
        match head.parties.len() - 1 {
            0 => return Err("the message has no recipient"),
            recipients if recipients > MOST_RECIPIENTS => {
                return Err("the message goes to more than 500 recipients");
            }
            _ => {}
        }
        if let Some(day) = head.day {
            let start = head.text.len() + "Date: ".len();
            head.day_span = Some(start..start + day.to_string().len());
            head.text.push_str(&format!("Date: {day}\n"));
        }
        if let Some(subject) = &head.subject {
            head.text.push_str(&format!("Subject: {subject}\n"));
        }
        if let Some(id) = message.message_id() {
            head.text.push_str(&format!("Message-ID: {}\n", one_line(id)));
        }
        let end = head.text.trim_end().len();
        head.text.truncate(end);
        Ok(head)
    }

    /// Writes one line of the head and notes who is in it; who is named twice counts once.
    fn field<'x>(
        &mut self,
        name: &str,
        addresses: impl Iterator<Item = &'x Address<'x>>,
        role: ParticipantRole,
    ) {
        let mut known: BTreeSet<String> = self.parties.iter().map(|party| party.address.clone()).collect();
        let mut open = false;
        for one in addresses.flat_map(Address::iter) {
            let Some(address) = one.address().map(clean_address).filter(|address| address.contains('@'))
            else {
                continue;
            };
            if role == ParticipantRole::Addressee && !known.insert(address.clone()) {
                continue;
            }
            self.text.push_str(if open { ", " } else { name });
            self.text.push_str(if open { "" } else { ": " });
            open = true;
            let start = self.text.len();
            let shown = one.name().map(readable_name).filter(|name| !name.is_empty() && !name.contains('@'));
            match &shown {
                Some(name) => self.text.push_str(&format!("{name} <{address}>")),
                None => self.text.push_str(&address),
            }
            self.parties.push(Party { address, name: shown, role, span: start..self.text.len() });
        }
        if open {
            self.text.push('\n');
        }
    }

    /// The message as an event; nothing if somebody wrote to himself alone.
    pub(super) fn event(&self, document: &Document, people: &People) -> Option<Event> {
        let id = span_id("er", &document.sha256, 0, self.text.len());
        let words = |span: &Range<usize>| TextSpan::of(&self.text, span.start, span.end);
        let mut entities = BTreeSet::new();
        let mut parties = Vec::new();
        for party in &self.parties {
            let entity = people.id(&party.address)?.to_owned();
            if entities.insert(entity.clone()) {
                let side = Some(u8::from(party.role == ParticipantRole::Addressee));
                parties.push(ReportedParty {
                    entity: Some(entity),
                    span: words(&party.span),
                    role: party.role,
                    side,
                });
            }
        }
        let participants: Vec<Participant> = parties
            .iter()
            .filter_map(|party| {
                Some(Participant { entity: party.entity.clone()?, role: party.role, side: None })
            })
            .collect();
        if participants.len() < 2 {
            return None;
        }
        let report = EventReport {
            evidence: Evidence {
                document: document.id.clone(),
                start: 0,
                end: self.text.len(),
                quote: self.text.clone(),
            },
            trigger: None,
            parties,
            place: None,
            time: self.day_span.as_ref().map(words),
            certainty: Certainty::Happened,
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            reasons: vec!["head of an e-mail".to_owned()],
            id,
        };
        Some(Event {
            id: format!("ev-{}", report.id.trim_start_matches("er-")),
            kind: EventKind::Tell,
            participants,
            certainty: Certainty::Happened,
            when: self.day.map(When::day),
            place: None,
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            statement: None,
            reports: vec![report],
        })
    }
}

/// The day in the sender's own time.
fn day(message: &Message<'_>) -> Option<Date> {
    let date = message.date()?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
        .ok()
}

/// White space and control characters as single spaces.
fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(plain).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn clean_address(address: &str) -> String {
    one_line(address).to_lowercase()
}

/// "Keller, Anna" is Anna Keller.
fn readable_name(name: &str) -> String {
    let name = one_line(name);
    let name = name.trim_matches(['"', '\'', ' ']);
    match name.split_once(", ") {
        Some((last, first)) if !first.contains(',') && !last.contains(' ') => format!("{first} {last}"),
        _ => name.to_owned(),
    }
}
