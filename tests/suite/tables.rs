//! Contracts that every entry of the format tables keeps.

use sociogram::model::{Case, Entity, EntityKind};
use sociogram::render::{self, RenderOptions};
use sociogram::source;
use std::collections::BTreeSet;

fn talks() -> Case {
    Case::from_json(include_str!("data/talks.json")).expect("the fixture is a case")
}

fn hostile() -> Case {
    let mut case = talks();
    for (number, entity) in case.entities.iter_mut().enumerate() {
        entity.name = format!("\u{1b}]0;x\u{7}\"'<&>|`*_[](){{}}\\\n\r\t\u{202e}\u{0}\u{ffff}-->{number}");
    }
    case.entities.push(Entity::new(EntityKind::Person, ""));
    case.entities.push(Entity::new(EntityKind::Person, "x".repeat(100_000)));
    case
}

#[test]
fn the_fixture_holds_together() {
    assert_eq!(talks().validate(), []);
}

#[test]
fn names_and_extensions_of_output_formats_are_unique() {
    let names: BTreeSet<_> = render::FORMATS.iter().map(|format| format.name).collect();
    let extensions: BTreeSet<_> = render::FORMATS.iter().map(|format| format.extension).collect();
    assert_eq!((names.len(), extensions.len()), (render::FORMATS.len(), render::FORMATS.len()));
    for format in render::FORMATS {
        let found = render::format_for_extension(&format.extension.to_uppercase());
        assert_eq!(found.map(|format| format.name), Some(format.name));
    }
}

#[test]
fn every_output_format_gives_the_same_bytes_twice() {
    for format in render::FORMATS {
        let write = || (format.write)(&talks(), &RenderOptions::default());
        assert_eq!(write(), write(), "{}", format.name);
    }
}

#[test]
fn every_output_format_names_the_people_in_contact() {
    let case = talks();
    for format in render::FORMATS {
        let output = (format.write)(&case, &RenderOptions::default());
        for name in ["Keller", "Osei", "Diaz", "Ibarra", "Novak"] {
            assert!(output.contains(name), "{} leaves out {name}", format.name);
        }
    }
}

#[test]
fn every_output_format_survives_nothing_and_hostile_names() {
    for case in [Case::default(), hostile()] {
        for format in render::FORMATS {
            let output = (format.write)(&case, &RenderOptions::default());
            let raw_json = format.media_type.ends_with("json") || format.media_type.ends_with("jsonl");
            assert!(raw_json || !output.contains('\u{1b}'), "{} lets terminal codes through", format.name);
        }
    }
}

#[test]
fn input_formats_have_unique_names_and_tell_what_they_are() {
    let encoded = source::ENCODED_FORMATS.iter().map(|format| format.name);
    let names: BTreeSet<_> = source::FORMATS.iter().map(|format| format.name).chain(encoded).collect();
    assert_eq!(names.len(), source::FORMATS.len() + source::ENCODED_FORMATS.len());
    assert!(source::FORMATS.iter().all(|format| !format.about.is_empty() && !format.extensions.is_empty()));
}

#[test]
fn every_input_is_read_the_same_twice() {
    let inputs: [&[u8]; 5] =
        [b"", b"Anna spoke.", b"{\"text\": \"Anna spoke.\"}", b"[]", include_bytes!("data/talks.json")];
    for bytes in inputs {
        assert_eq!(source::read("input", bytes), source::read("input", bytes));
    }
}

#[test]
fn every_recogniser_survives_odd_texts() {
    for text in ["", "{", "[", "[{", "\u{feff}", "é", "{\"a\": ", "---\n", "---\n---\n", "Date:", "\u{1f600}"]
    {
        for format in source::FORMATS {
            let _ = (format.recognise)(text);
            let _ = (format.read)(source::File { name: "odd", text });
        }
    }
}
