use super::*;
use crate::model::{EntityKind, EventKind, ParticipantRole};
use jiff::civil::date;

const LETTER: &str = "From: \"Keller, Anna\" <Anna@Example.org>\r\nTo: Ben Osei <ben@example.org>,\r\n dana@example.net\r\n\
Cc: press@example.org\r\nDate: Thu, 6 Mar 2031 10:00:00 +0100\r\nSubject: =?utf-8?q?Caf=C3=A9_talks?=\r\n\
Message-ID: <1@example.org>\r\n\r\nWe met Ben Osei in Bern.\r\n> Old words.\r\n-- \r\nAnna\r\n";

fn read_mail(bytes: &[u8], mail_bodies: bool) -> Warned<Input> {
    assert!(mailbox::recognise(bytes));
    read("box.mbox", bytes, &Options { mail_bodies, ..Options::default() })
}

#[test]
fn a_message_is_a_directed_contact() {
    let input = read_mail(LETTER.as_bytes(), false).value;
    assert!(input.failures.is_empty() && input.documents.is_empty());
    let case = &input.cases[0];
    assert_eq!(case.validate(), []);
    let event = &case.events[0];
    assert_eq!(
        (event.kind, event.when.as_ref().unwrap().edtf.as_deref()),
        (EventKind::Tell, Some("2031-03-06"))
    );
    let roles: Vec<_> = event.participants.iter().map(|p| (p.entity.as_str(), p.role)).collect();
    assert_eq!(
        roles,
        [
            ("anna-keller", ParticipantRole::Speaker),
            ("ben-osei", ParticipantRole::Addressee),
            ("danaexamplenet", ParticipantRole::Addressee),
            ("pressexampleorg", ParticipantRole::Addressee),
        ]
        .map(|(id, role)| (
            case.entities.iter().find(|e| e.id.replace('-', "") == id.replace('-', "")).unwrap().id.as_str(),
            role
        ))
    );
    assert!(event.reports[0].evidence.quote.contains("Subject: Café talks"));
    assert_eq!(case.documents[0].title.as_deref(), Some("Café talks"));
    assert_eq!(case.documents[0].date, Some(date(2031, 3, 6)));
    let kinds: Vec<_> = case.entities.iter().filter(|e| e.kind == EntityKind::Organisation).collect();
    assert_eq!(kinds.len(), 1);
}

#[test]
fn bodies_come_on_request_without_quotations_and_signature() {
    let input = read_mail(LETTER.as_bytes(), true).value;
    assert_eq!(input.documents[0].text.as_deref(), Some("We met Ben Osei in Bern."));
    assert_eq!(input.documents[0].date, Some(date(2031, 3, 6)));
}

#[test]
fn a_broken_message_is_told_with_its_line_and_skipped() {
    let good = LETTER.replace("\r\n", "\n");
    let mail = format!(
        "From anna Thu Mar  6 10:00:00 2031\n{good}\nFrom nobody Thu Mar  6 10:00:00 2031\nSubject: nothing\n\n\
         text\n\nFrom anna Thu Mar  6 10:00:00 2031\n{good}\n"
    );
    let input = read_mail(mail.as_bytes(), false).value;
    assert_eq!(input.cases[0].events.len(), 1, "the same message counts once");
    let line = 1 + mail.lines().position(|line| line.starts_with("From nobody")).unwrap();
    assert_eq!(
        input.failures[0].to_string(),
        format!("box.mbox, record 2, line {line}: the message has no sender")
    );
}

#[test]
fn one_person_with_two_addresses_and_two_names_is_one() {
    let letter = |from: &str, to: &str, id: usize| {
        format!(
            "From x\nFrom: {from}\nTo: {to}\nDate: 6 Mar 2031 10:00 +0000\nMessage-ID: <{id}@x>\n\nHello.\n\n"
        )
    };
    let mail = [
        letter("Anna Keller <anna@a.org>", "Ben Osei <ben@b.org>", 1),
        letter("Anna Keller <keller@b.org>", "ben@b.org", 2),
        letter("A. Keller <anna@a.org>", "Ben Osei <ben@b.org>", 3),
        letter("Anna Keller <anna@a.org>", "Anna Keller <keller@b.org>", 4),
    ]
    .concat();
    let case = read_mail(mail.as_bytes(), false).value.cases.remove(0);
    assert_eq!(case.validate(), []);
    let names: Vec<_> = case.entities.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["Anna Keller", "Ben Osei"]);
    assert!(case.entities[0].aliases.contains(&"keller@b.org".to_owned()));
    assert_eq!(case.events.len(), 3, "a note to oneself is no contact");
}

#[test]
fn prose_and_article_heads_are_no_mail() {
    for text in [
        "From Bern, Anna Keller wrote to Ben.\n\nText.",
        "Title: A\nDate: 2031-03-06\n\nText.",
        "Anna: hello",
    ] {
        assert!(!mailbox::recognise(text.as_bytes()), "{text}");
    }
}
