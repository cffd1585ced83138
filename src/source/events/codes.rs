//! What the codes of event tables mean: CAMEO (as in GDELT and ICEWS), PLOVER (POLECAT), and ACLED's types.
//!
//! Codes are text: `042` is not 42. Leaves differ a little between published lists, so a leaf that is not known is read as
//! its root.

use crate::model::{Certainty, EventKind, Form, Layer, RowKind, StatementKind};

const CONTACT: Layer = Layer::Contact;
const STATEMENT: Layer = Layer::Statement;
const OTHER: Layer = Layer::Other;

fn kind(layer: Layer, name: &str, certainty: Certainty, form: Form) -> Option<RowKind> {
    Some(RowKind { layer, name: name.to_owned(), certainty, form })
}

fn contact(name: &str) -> Option<RowKind> {
    kind(CONTACT, name, Certainty::Happened, Form::Mutual)
}

fn visit(form: Form) -> Option<RowKind> {
    kind(CONTACT, "visit", Certainty::Happened, form)
}

fn directed(layer: Layer, name: &str) -> Option<RowKind> {
    kind(layer, name, Certainty::Happened, Form::Directed)
}

/// A CAMEO code; none if its root is not 01 to 20.
pub(super) fn cameo(code: &str) -> Option<RowKind> {
    let leaf = code.get(..3).unwrap_or(code);
    if let Some(found) = cameo_leaf(leaf) {
        return Some(found);
    }
    match code.get(..2)? {
        "01" => directed(STATEMENT, "state"),
        "02" => directed(STATEMENT, "appeal"),
        "03" => kind(STATEMENT, "agree", Certainty::Planned, Form::Directed),
        "04" => contact("meet"),
        "05" => directed(STATEMENT, "support"),
        "06" => directed(OTHER, "cooperate"),
        "07" => directed(OTHER, "aid"),
        "08" => directed(OTHER, "concede"),
        "09" => directed(OTHER, "investigate"),
        "10" => directed(STATEMENT, "demand"),
        "11" => directed(STATEMENT, "accuse"),
        "12" => directed(STATEMENT, "reject"),
        "13" => directed(STATEMENT, "threaten"),
        "14" => directed(OTHER, "protest"),
        "15" => directed(OTHER, "mobilize"),
        "16" => directed(OTHER, "sanction"),
        "17" => directed(OTHER, "coerce"),
        "18" | "19" | "20" => directed(OTHER, "assault"),
        _ => None,
    }
}

fn cameo_leaf(leaf: &str) -> Option<RowKind> {
    match leaf {
        "041" => contact("call"),
        "042" => visit(Form::Visit),
        "043" => visit(Form::Host),
        "045" => kind(CONTACT, "mediate", Certainty::Happened, Form::Mediate),
        "046" => contact("negotiate"),
        "036" => kind(CONTACT, "meet", Certainty::Planned, Form::Mutual),
        "026" => kind(CONTACT, "meet", Certainty::Proposed, Form::Mutual),
        "011" => directed(STATEMENT, "no-comment"),
        "015" => directed(STATEMENT, "admit"),
        "016" => directed(STATEMENT, "deny"),
        "051" => directed(STATEMENT, "praise"),
        "052" => directed(STATEMENT, "defend"),
        "057" => kind(OTHER, "sign", Certainty::Happened, Form::Mutual),
        "106" => directed(STATEMENT, "demand-meeting"),
        "110" | "111" | "114" => directed(STATEMENT, "criticise"),
        "125" | "126" => directed(STATEMENT, "refuse-meeting"),
        "164" => directed(OTHER, "halt-talks"),
        _ => None,
    }
}

/// The code behind a text of ICEWS that lost its zeros.
pub(super) fn icews_text(text: &str) -> Option<&'static str> {
    const TEXTS: [(&str, &str); 9] = [
        ("make statement", "010"),
        ("express intent to meet or negotiate", "036"),
        ("consult", "040"),
        ("discuss by telephone", "041"),
        ("make a visit", "042"),
        ("host a visit", "043"),
        ("meet at a 'third' location", "044"),
        ("engage in mediation", "045"),
        ("engage in negotiation", "046"),
    ];
    TEXTS.iter().find(|(known, _)| text.eq_ignore_ascii_case(known)).map(|(_, code)| *code)
}

/// A PLOVER type with its mode.
pub(in crate::source) fn plover(event: &str, mode: &str) -> Option<RowKind> {
    match (event, mode) {
        ("CONSULT", "visit") => visit(Form::Visit),
        ("CONSULT", "host") => visit(Form::Host),
        ("CONSULT", "phone") => contact("call"),
        ("CONSULT", _) => contact("meet"),
        ("AGREE", "meet") => kind(CONTACT, "meet", Certainty::Planned, Form::Mutual),
        ("AGREE", _) => kind(STATEMENT, "agree", Certainty::Planned, Form::Directed),
        ("REQUEST", "meet") => kind(CONTACT, "meet", Certainty::Proposed, Form::Mutual),
        ("REQUEST", _) => directed(STATEMENT, "demand"),
        ("REJECT", "meet") => directed(STATEMENT, "refuse-meeting"),
        ("ACCUSE" | "REJECT" | "THREATEN" | "SUPPORT", _) => directed(STATEMENT, &event.to_lowercase()),
        (
            "CONCEDE" | "COOPERATE" | "AID" | "RETREAT" | "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE"
            | "ASSAULT",
            _,
        ) => directed(OTHER, &event.to_lowercase()),
        _ => None,
    }
}

/// ACLED's event type with its sub-type. The order of its two actors means nothing.
pub(super) fn acled(event: &str, sub_event: &str) -> Option<RowKind> {
    let other = |name| kind(OTHER, name, Certainty::Happened, Form::Mutual);
    match (event, sub_event) {
        (_, "Agreement") => contact("negotiate"),
        ("Battles" | "Explosions/Remote violence" | "Violence against civilians", _) => other("assault"),
        ("Protests" | "Riots", _) => other("protest"),
        ("Strategic developments", _) => other("strategic-development"),
        _ => None,
    }
}

/// Words that people write for kinds of the vocabulary.
const SYNONYMS: &[(&str, &str)] = &[
    ("meeting", "meet"),
    ("phone", "call"),
    ("telephone", "call"),
    ("phone call", "call"),
    ("talks", "negotiate"),
    ("negotiation", "negotiate"),
    ("mediation", "mediate"),
    ("mail", "correspond"),
    ("email", "correspond"),
    ("e-mail", "correspond"),
    ("letter", "correspond"),
    ("message", "correspond"),
];

/// A code of a table with columns of its own: CAMEO if it begins with a digit, a word of the vocabulary or a usual synonym,
/// a PLOVER type. No code at all is a meeting; other words mean nothing until a mapping says what.
pub(super) fn free(code: &str) -> Option<RowKind> {
    if code.starts_with(|c: char| c.is_ascii_digit()) {
        return cameo(code);
    }
    let lower = code.to_lowercase();
    let synonym = SYNONYMS.iter().find(|(written, _)| *written == lower);
    let word = synonym.map_or(lower.as_str(), |(_, kind)| kind);
    if let Some(known) = EventKind::from_text(word) {
        let form = match known {
            EventKind::Visit => Form::Visit,
            EventKind::Mediate => Form::Mediate,
            EventKind::Tell => Form::Directed,
            _ => Form::Mutual,
        };
        return kind(known.layer(), word, Certainty::Happened, form);
    }
    if StatementKind::from_text(word).is_some() {
        return directed(STATEMENT, word);
    }
    if code.is_empty() { contact("meet") } else { plover(&code.to_uppercase(), "") }
}

/// Whether a text is a CAMEO code or a PLOVER type, rather than a word.
pub(super) fn is_code(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let cameo = matches!(digits, 2..=4) && text[digits..].bytes().all(|byte| byte.is_ascii_uppercase());
    let plover_type = || text.bytes().all(|byte| byte.is_ascii_uppercase()) && plover(text, "").is_some();
    if cameo { super::codes::cameo(text).is_some() } else { plover_type() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(found: Option<RowKind>) -> String {
        found.map_or("-".into(), |k| format!("{}/{}/{}", k.layer, k.name, k.certainty))
    }

    #[test]
    fn codes_keep_contact_apart_from_mention_and_plan_from_deed() {
        for (code, meaning) in [
            ("040", "contact/meet/happened"),
            ("04", "contact/meet/happened"),
            ("043", "contact/visit/happened"),
            ("036", "contact/meet/planned"),
            ("026", "contact/meet/proposed"),
            ("1122", "statement/accuse/happened"),
            ("111", "statement/criticise/happened"),
            ("057", "other/sign/happened"),
            ("13y", "statement/threaten/happened"),
            ("21", "-"),
            ("4", "-"),
            ("", "-"),
        ] {
            assert_eq!(short(cameo(code)), meaning, "{code}");
        }
        assert_eq!(short(plover("CONSULT", "phone")), "contact/call/happened");
        assert_eq!(short(plover("AGREE", "")), "statement/agree/planned");
        assert_eq!(short(plover("DANCE", "")), "-");
        assert_eq!(short(acled("Battles", "Armed clash")), "other/assault/happened");
        assert_eq!(short(free("E-Mail")), "contact/correspond/happened");
        assert_eq!(short(free("dance")), "-");
        assert_eq!(short(free("99")), "-");
        assert_eq!(short(free("Visit")), "contact/visit/happened");
    }
}
