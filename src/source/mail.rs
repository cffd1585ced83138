//! E-mail: single messages (`.eml`) and mailboxes (`.mbox`).
//!
//! Each message is one event: its sender told its recipients (To, Cc, Bcc) something, on the day of its `Date` field. The
//! document is the head of the message in plain words, with subject and message id; all of it is the evidence. The same
//! message in two mailboxes counts once. People are told apart by address: the name that comes most often with an address
//! is shown, the others are aliases. What a message says is read as text of its own only if asked for
//! ([`Options::mail_bodies`]).
//!
//! A message without sender, recipient or readable head is listed among the failures with its line; the others are read.

mod head;
mod mailbox;
mod people;

use super::english::looks_english;
use super::text::{NOT_ENGLISH, unix_lines};
use super::{EncodedFormat, Input, Options, stem};
use crate::error::{Error, Position};
use crate::model::{Case, Document, Metadata, Warned};
use head::Head;
use mail_parser::{Message, MessageParser};
use mailbox::{Letter, letters};
use people::People;
use std::collections::BTreeSet;

/// One event per message.
pub(super) const FORMAT: EncodedFormat = EncodedFormat {
    name: "mail",
    about: "e-mail, one message or a mailbox: who wrote to whom, with date and subject",
    extensions: &["eml", "mbox", "mbx"],
    recognise: mailbox::recognise,
    read,
};

const HINT: &str = "a message needs a `From:` and a `To:`, `Cc:` or `Bcc:` line";

fn read(name: &str, bytes: &[u8], options: &Options) -> Warned<Input> {
    let mut reading = Reading { name, options, input: Warned::clean(Input::default()), heads: Vec::new() };
    let letters: Vec<Letter<'_>> = letters(bytes).collect();
    let single = letters.len() == 1;
    for letter in letters {
        reading.letter(&letter, single);
    }
    reading.finish()
}

struct Reading<'a> {
    name: &'a str,
    options: &'a Options,
    input: Warned<Input>,
    /// Messages read, each with its document.
    heads: Vec<(Head, Document)>,
}

impl Reading<'_> {
    fn letter(&mut self, letter: &Letter<'_>, single: bool) {
        let parsed = MessageParser::default().parse(letter.bytes);
        let head = parsed.as_ref().ok_or("the message has no head").and_then(Head::of);
        let (Some(message), Ok(head)) = (&parsed, &head) else {
            let problem = head.err().unwrap_or("the message cannot be read");
            let position =
                Position { record: Some(letter.number), line: Some(letter.line), ..Position::default() };
            let failure = Error::unreadable(self.name, position, problem, Some(HINT));
            return self.input.value.failures.push(failure);
        };
        let name =
            if single { self.name.to_owned() } else { format!("{}-{}", stem(self.name), letter.number) };
        if head.day.is_none() {
            self.input.warn(self.name, format!("'{name}' has no readable date"));
        }
        let metadata = Metadata { name, title: head.subject.clone(), date: head.day, ..Metadata::default() };
        if self.options.mail_bodies {
            self.body(message, &metadata);
        }
        self.heads.push((head.clone(), Document::new(head.text.clone(), metadata)));
    }

    /// What the message says, as a document of its own.
    fn body(&mut self, message: &Message<'_>, metadata: &Metadata) {
        let Some(body) = message.body_text(0) else { return };
        let prose = own_words(&unix_lines(&body));
        if prose.is_empty() {
            return;
        }
        if !looks_english(&prose) {
            self.input.warn(self.name, format!("'{}' {NOT_ENGLISH}", metadata.name));
        }
        let name = format!("{} (text)", metadata.name);
        self.input.value.documents.push(Document::new(prose, Metadata { name, ..metadata.clone() }));
    }

    fn finish(mut self) -> Warned<Input> {
        let mut seen = BTreeSet::new();
        self.heads.retain(|(_, document)| seen.insert(document.id.clone()));
        self.heads.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        if !self.heads.is_empty() {
            let people = People::of(self.heads.iter().map(|(head, _)| head));
            let events = self.heads.iter().filter_map(|(head, document)| head.event(document, &people));
            let mut case = Case { events: events.collect(), ..Case::default() };
            case.entities = people.into_entities(&self.heads);
            case.documents = self.heads.into_iter().map(|(_, document)| document).collect();
            self.input.value.cases.push(case);
        }
        self.input
    }
}

/// The body without quoted messages and signature, which are others' words or none.
fn own_words(body: &str) -> String {
    let quoted = |line: &&str| !line.starts_with('>');
    let end = |line: &&str| {
        let line = line.trim_end();
        line != "--" && !line.starts_with("-----Original Message") && !line.starts_with("________________")
    };
    let lines: Vec<&str> = body.lines().take_while(end).filter(quoted).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests;
