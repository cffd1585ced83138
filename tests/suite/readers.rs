//! Web pages, Markdown, e-mail and grammars of other parsers, as the program reads them.

use crate::program::Sandbox;
use proptest::prelude::*;
use sociogram::model::Case;
use sociogram::pipeline::{self, Options};

const PAGE: &str = "<!DOCTYPE html><html><head><title>Envoys meet</title><meta property='og:site_name' content='Northfield Daily'>\
<meta property='article:published_time' content='2031-03-06'></head><body><nav><a href='/'>Home</a></nav><article><h1>Envoys meet</h1>\
<p>Anna Keller met Ben Osei in Bern on Monday, and the two envoys spoke for three hours about the river and the harbour.</p>\
<figure><figcaption>Carla Nunez met Dana Ibarra in Oslo.</figcaption></figure>\
<p>The envoys will meet again in May, if both of the governments agree to the plan and to its price, officials said.</p>\
</article></body></html>";

const MAIL: &str = "From anna Thu Mar  6 10:00:00 2031
From: Anna Keller <anna@example.org>
To: Eva Lind <eva@example.org>
Date: Thu, 6 Mar 2031 10:00:00 +0000
Subject: Bern

Eva, I met Ben Osei.

From nobody Thu Mar  6 10:00:00 2031
Subject: broken

Text.
";

#[test]
fn a_folder_of_many_formats_is_one_case() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("in")).unwrap();
    sandbox.write("in/page.html", PAGE);
    sandbox.write("in/box.mbox", MAIL);
    sandbox.write("in/note.md", "# Note\n\n**Ben Osei** met [Eva Lind](https://example.org) in Oslo.\n");
    let run = sandbox.run(&["extract", "in"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("box.mbox, record 2, line 9: the message has no sender"), "{}", run.stderr);
    let case = Case::from_json(&run.stdout).expect("the readable rest is a case");
    assert_eq!(case.validate(), []);
    let who = |event: &sociogram::model::Event| {
        event.participants.iter().map(|p| case.name_of(&p.entity).to_owned()).collect::<Vec<_>>().join(" – ")
    };
    let mut pairs: Vec<_> = case.events.iter().map(who).collect();
    pairs.sort();
    assert_eq!(pairs, ["Anna Keller – Ben Osei", "Anna Keller – Eva Lind", "Ben Osei – Eva Lind"]);
    assert!(!run.stdout.contains("Nunez"), "a caption was read as prose");
}

#[test]
fn mail_bodies_are_read_on_request() {
    let sandbox = Sandbox::new();
    sandbox.write("box.mbox", MAIL);
    let without = Case::from_json(&sandbox.run(&["extract", "box.mbox"]).stdout).unwrap();
    let with = Case::from_json(&sandbox.run(&["extract", "--mail-bodies", "box.mbox"]).stdout).unwrap();
    assert_eq!((without.documents.len(), with.documents.len()), (1, 2));
}

/// A page or a mailbox with bytes exchanged, cut or put in.
fn damaged(whole: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..6), 0usize..40);
    prop::collection::vec(change, 1..8).prop_map(move |changes| {
        let mut bytes = whole.as_bytes().to_vec();
        for (index, new, gone) in changes {
            let at = index.index(bytes.len() + 1);
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, new);
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_or_refused(bytes in prop_oneof![damaged(PAGE), damaged(MAIL)]) {
        let built = pipeline::case_from_bytes([("input", bytes.as_slice())], &Options::default());
        prop_assert_eq!(built.expect("there is a language model").case.validate(), []);
    }
}
