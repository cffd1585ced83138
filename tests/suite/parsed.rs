//! Grammar made by other parsers: what we write comes back, Universal Dependencies mean the same, nothing hostile harms.

use proptest::prelude::*;
use sociogram::language::{ParsedText, read_conllu, read_spacy, write_conllu};
use sociogram::model::{Case, Document};
use sociogram::pipeline::{self, Built, Options};
use sociogram::source;

fn built(name: &str, bytes: &[u8]) -> Built {
    pipeline::case_from_bytes([(name, bytes)], &Options::default()).unwrap()
}

/// Sentences of Universal Dependencies as `form lemma upos xpos head relation name`, a word a line.
fn universal(sentences: &[&str]) -> String {
    let mut file = String::from("# newdoc id = hand\n");
    for sentence in sentences {
        for (index, line) in sentence.trim().lines().enumerate() {
            let parts: Vec<&str> = line.split_whitespace().collect();
            let [form, lemma, upos, xpos, head, relation] = parts[..6] else { panic!("{line}") };
            let misc = parts.get(6).map_or("_".to_owned(), |name| format!("ner={name}"));
            file += &format!(
                "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{relation}\t_\t{misc}\n",
                index + 1
            );
        }
        file.push('\n');
    }
    file
}

fn arcs(file: &str) -> Vec<String> {
    let (read, errors) = read_conllu("x.conllu", file);
    assert!(errors.is_empty(), "{errors:?}");
    let ParsedText { text, parse, .. } = &read[0];
    let word = |token: usize| &text[parse.tokens[token].start..parse.tokens[token].end];
    let arc = |(index, token): (usize, &sociogram::language::Token)| match token.head {
        head if head == index => format!("{} ROOT", word(index)),
        head => format!("{} {} {}", word(index), token.dep, word(head)),
    };
    parse.tokens.iter().enumerate().map(arc).collect()
}

#[test]
#[cfg(feature = "english")]
fn what_we_write_reads_as_the_text_does() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let mut stories = 0;
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let document = source::read("story.txt", &bytes).value.documents.remove(0);
        let parse = pipeline::parse(&document).unwrap();
        let day = document.date.map(|day| day.to_string()).into_iter();
        let about = [("id".to_owned(), "story.txt".to_owned())]
            .into_iter()
            .chain(day.map(|day| ("date".to_owned(), day)));
        let parsed = ParsedText { about: about.collect(), text: document.text.clone().unwrap(), parse };
        let conllu = write_conllu(&parsed);
        let (back, errors) = read_conllu("story.conllu", &conllu);
        assert_eq!((errors.len(), back[0].text == parsed.text), (0, true), "{}", path.display());
        assert_eq!(back[0].parse.names, parsed.parse.names, "{}", path.display());
        let (from_text, from_grammar) =
            (built("story.txt", &bytes), built("story.conllu", conllu.as_bytes()));
        assert!(!from_text.case.events.is_empty());
        assert_eq!(findings(&from_grammar.case), findings(&from_text.case), "{}", path.display());
        stories += 1;
    }
    assert!(stories >= 7);
}

/// The case without what a grammar file has no word for.
fn findings(case: &Case) -> Case {
    let mut case = case.clone();
    for document in &mut case.documents {
        *document = Document { title: None, publisher: None, url: None, ..document.clone() };
    }
    case
}

#[test]
fn universal_dependencies_become_the_relations_of_our_model() {
    let copula = "
        Anna Anna PROPN NNP 5 nsubj B-PERSON
        Keller Keller PROPN NNP 1 flat I-PERSON
        was be AUX VBD 5 cop
        the the DET DT 5 det
        envoy envoy NOUN NN 0 root
        of of ADP IN 7 case
        Lutania Lutania PROPN NNP 5 nmod B-GPE
        . . PUNCT . 5 punct";
    assert_eq!(
        arcs(&universal(&[copula])),
        [
            "Anna compound Keller",
            "Keller nsubj was",
            "was ROOT",
            "the det envoy",
            "envoy attr was",
            "of prep envoy",
            "Lutania pobj of",
            ". punct was"
        ]
    );
    let passive = "
        Osei Osei PROPN NNP 3 nsubj:pass B-PERSON
        was be AUX VBD 3 aux:pass
        told tell VERB VBN 0 root
        by by ADP IN 5 case
        Keller Keller PROPN NNP 3 obl:agent B-PERSON
        and and CCONJ CC 7 cc
        Lindqvist Lindqvist PROPN NNP 5 conj B-PERSON
        in in ADP IN 9 case
        Bern Bern PROPN NNP 3 obl B-GPE
        . . PUNCT . 3 punct";
    assert_eq!(
        arcs(&universal(&[passive])),
        [
            "Osei nsubjpass told",
            "was auxpass told",
            "told ROOT",
            "by agent told",
            "Keller pobj by",
            "and cc Keller",
            "Lindqvist conj Keller",
            "in prep told",
            "Bern pobj in",
            ". punct told"
        ]
    );
    let reported = "
        We we PRON PRP 2 nsubj
        met meet VERB VBD 0 root
        , , PUNCT , 5 punct
        Keller Keller PROPN NNP 5 nsubj B-PERSON
        said say VERB VBD 2 parataxis
        . . PUNCT . 2 punct";
    assert_eq!(
        arcs(&universal(&[reported])),
        ["We nsubj met", "met ccomp said", ", punct said", "Keller nsubj said", "said ROOT", ". punct said"]
    );
    let according = "
        Talks talk NOUN NNS 2 nsubj
        failed fail VERB VBD 0 root
        according accord VERB VBG 5 case
        to to ADP IN 3 fixed
        Keller Keller PROPN NNP 2 obl B-PERSON";
    assert_eq!(
        arcs(&universal(&[according])),
        ["Talks nsubj failed", "failed ROOT", "according prep failed", "to prep according", "Keller pobj to"]
    );
    let list = "
        Anna Anna PROPN NNP 6 nsubj B-PERSON
        , , PUNCT , 3 punct
        Ben Ben PROPN NNP 1 conj B-PERSON
        and and CCONJ CC 5 cc
        Carl Carl PROPN NNP 1 conj B-PERSON
        met meet VERB VBD 0 root";
    assert_eq!(
        arcs(&universal(&[list])),
        ["Anna nsubj met", ", punct Anna", "Ben conj Anna", "and cc Ben", "Carl conj Ben", "met ROOT"]
    );
}

#[test]
fn meetings_and_statements_are_read_from_universal_dependencies() {
    let met = "
        Anna Anna PROPN NNP 3 nsubj B-PERSON
        Keller Keller PROPN NNP 1 flat I-PERSON
        met meet VERB VBD 0 root
        Ben Ben PROPN NNP 3 obj B-PERSON
        Osei Osei PROPN NNP 4 flat I-PERSON
        in in ADP IN 7 case
        Bern Bern PROPN NNP 3 obl B-GPE
        . . PUNCT . 3 punct";
    let said = "
        Talks talk NOUN NNS 3 nsubj
        had have AUX VBD 3 aux
        failed fail VERB VBN 0 root
        , , PUNCT , 6 punct
        Keller Keller PROPN NNP 6 nsubj B-PERSON
        said say VERB VBD 3 parataxis
        . . PUNCT . 3 punct";
    let Built { case, warnings, failures } = built("hand.conllu", universal(&[met, said]).as_bytes());
    assert_eq!((warnings, failures, case.validate()), (vec![], vec![], vec![]));
    assert_eq!(case.documents[0].name, "hand");
    let event = &case.events[0];
    let people: Vec<_> = event.participants.iter().map(|part| case.name_of(&part.entity)).collect();
    assert_eq!(people, ["Anna Keller", "Ben Osei"]);
    assert_eq!(event.place.as_deref().map(|place| case.name_of(place)), Some("Bern"));
    let statement = &case.statements[0];
    assert_eq!(case.name_of(statement.source.as_deref().unwrap()), "Anna Keller");
    assert_eq!(statement.evidence.quote, "Talks had failed , Keller said .");
}

#[test]
fn spacys_json_is_read_whatever_the_dateline() {
    let json = r#"{"text": "BERN — Anna met Ben.", "id": "s1", "date": "2031-03-04",
        "ents": [{"start": 0, "end": 4, "label": "GPE"}, {"start": 7, "end": 11, "label": "PERSON"}, {"start": 16, "end": 19, "label": "PERSON"}],
        "sents": [{"start": 0, "end": 20}], "tokens": [
        {"id": 0, "start": 0, "end": 4, "tag": "NNP", "pos": "PROPN", "morph": "", "lemma": "BERN", "dep": "npadvmod", "head": 3},
        {"id": 1, "start": 5, "end": 6, "tag": ":", "pos": "PUNCT", "morph": "", "lemma": "—", "dep": "punct", "head": 0},
        {"id": 2, "start": 7, "end": 11, "tag": "NNP", "pos": "PROPN", "morph": "", "lemma": "Anna", "dep": "nsubj", "head": 3},
        {"id": 3, "start": 12, "end": 15, "tag": "VBD", "pos": "VERB", "morph": "", "lemma": "meet", "dep": "ROOT", "head": 3},
        {"id": 4, "start": 16, "end": 19, "tag": "NNP", "pos": "PROPN", "morph": "", "lemma": "Ben", "dep": "dobj", "head": 3},
        {"id": 5, "start": 19, "end": 20, "tag": ".", "pos": "PUNCT", "morph": "", "lemma": ".", "dep": "punct", "head": 3}]}"#;
    let built = built("one.json", json.as_bytes());
    assert_eq!((built.failures.len(), built.warnings.len()), (0, 0), "{built:?}");
    let names: Vec<_> = built.case.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names, ["Anna", "Ben"]);
    assert_eq!((built.case.events.len(), built.case.documents[0].name.as_str()), (1, "s1"));
}

#[test]
fn broken_grammar_is_told_with_its_line_and_the_rest_is_read() {
    let good = "1\tAnna\tAnna\tPROPN\tNNP\t_\t0\troot\t_\tner=S-PER\n\n";
    let bad = [
        ("1\tAnna\n", "2 columns instead of 10"),
        ("1\tAnna\t_\t_\t_\t_\tx\troot\t_\t_\n", "'x' is no number of a head"),
        ("2\tAnna\t_\t_\t_\t_\t0\troot\t_\t_\n", "word 2 where word 1 is expected"),
        ("1\tAnna\t_\t_\t_\t_\t9\troot\t_\t_\n", "there is no word 9"),
        ("1\tA\t_\t_\t_\t_\t2\tobj\t_\t_\n2\tB\t_\t_\t_\t_\t1\tobj\t_\t_\n", "in a circle"),
        ("2-1\tAnna\t_\t_\t_\t_\t_\t_\t_\t_\n", "is no range of words"),
        ("1-3\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n", "is no range of words"),
    ];
    for (lines, problem) in bad {
        let file = format!("# newdoc id = a\n{good}# newdoc id = b\n{lines}\n# newdoc id = c\n{good}");
        let (read, errors) = read_conllu("x.conllu", &file);
        assert_eq!((read.len(), errors.len()), (2, 1), "{lines}");
        let told = errors[0].to_string();
        assert!(told.starts_with("x.conllu, line 5") && told.contains(problem), "{told}");
    }
    let json = r#"{"text": "A", "tokens": [{"start": 0, "end": 1, "dep": "ROOT", "head": 4}]}"#;
    assert_eq!(read_spacy(json).unwrap_err(), "token 0: there is no token 4 to be its head");
    let json = r#"{"text": "A", "tokens": [{"start": 0, "end": 9, "dep": "ROOT", "head": 0}]}"#;
    assert_eq!(read_spacy(json).unwrap_err(), "token 0: it lies outside the text");
}

#[test]
fn words_of_one_surface_and_empty_nodes_are_read() {
    let file = "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n\
        1.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n\
        3-4\tcannae\t_\t_\t_\t_\t_\t_\t_\t_\n3\tcan\tcan\tAUX\tMD\t_\t1\taux\t_\t_\n4\tnot\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n\n";
    let (read, errors) = read_conllu("x.conllu", file);
    assert!(errors.is_empty(), "{errors:?}");
    let words: Vec<_> =
        read[0].parse.tokens.iter().map(|token| &read[0].text[token.start..token.end]).collect();
    assert_eq!((read[0].text.as_str(), words), ("don'tcannae", vec!["do", "n't", "c", "annae"]));
}

proptest! {
    #[test]
    fn any_lines_are_read_or_refused(
        rows in prop::collection::vec((0usize..5, "[A-Za-zé'.,|\\\\ ]{0,6}", 0usize..6, "(nsubj|obj|obl|case|cop|conj|cc|flat|root|parataxis|mark|fixed)", "(_|SpaceAfter=No|ner=B-PERSON|ner=I-PERSON|SpacesAfter=\\\\n|SpacesBefore=\\\\s)"), 0..30),
    ) {
        let mut file = String::new();
        let mut id = 0;
        for (kind, form, head, relation, misc) in rows {
            if kind == 0 {
                file.push('\n');
                id = 0;
                continue;
            }
            id += 1;
            file += &format!("{id}\t{form}\t{form}\tNOUN\t_\t_\t{head}\t{relation}\t_\t{misc}\n");
        }
        let (read, _) = read_conllu("x.conllu", &file);
        for parsed in read {
            let again = read_conllu("y.conllu", &write_conllu(&parsed));
            prop_assert_eq!(again.1.len(), 0);
            prop_assert_eq!(&again.0[0].text, &parsed.text);
            prop_assert_eq!(&again.0[0].parse.names, &parsed.parse.names);
        }
        let _ = built("x.conllu", file.as_bytes());
    }

    #[test]
    fn any_text_is_no_reason_to_panic(text in "\\PC{0,200}") {
        let _ = read_conllu("x.conllu", &text);
        let _ = read_spacy(&text);
    }
}
