//! Penn Treebank tags from Universal Dependencies' parts of speech and features, for files without the former.

use crate::language::labels::{Pos, Tag};

/// The fine tag: the one told, if it is one of the Penn set, else what the coarse part of speech and its features mean.
pub(super) fn tag(told: &str, pos: Pos, morph: &str, form: &str) -> Tag {
    if let Some(tag) = Tag::from_text(told).filter(|tag| *tag != Tag::Space) {
        return tag;
    }
    let has = |feature: &str| morph.split('|').any(|known| known == feature);
    let plural = has("Number=Plur");
    match pos {
        Pos::Noun if plural => Tag::Nns,
        Pos::Noun => Tag::Nn,
        Pos::Propn if plural => Tag::Nnps,
        Pos::Propn => Tag::Nnp,
        Pos::Verb | Pos::Aux => verb(&has),
        Pos::Pron | Pos::Det if has("PronType=Rel") || has("PronType=Int") => relative(&has, form),
        Pos::Pron if has("Poss=Yes") => Tag::PrpPoss,
        Pos::Pron => Tag::Prp,
        Pos::Det if has("Poss=Yes") => Tag::PrpPoss,
        Pos::Det => Tag::Dt,
        Pos::Adj if has("Degree=Cmp") => Tag::Jjr,
        Pos::Adj if has("Degree=Sup") => Tag::Jjs,
        Pos::Adj => Tag::Jj,
        Pos::Adv if has("Degree=Cmp") => Tag::Rbr,
        Pos::Adv if has("Degree=Sup") => Tag::Rbs,
        Pos::Adv if has("PronType=Int") || has("PronType=Rel") => Tag::Wrb,
        Pos::Adv => Tag::Rb,
        Pos::Adp | Pos::Sconj => Tag::In,
        Pos::Cconj => Tag::Cc,
        Pos::Num => Tag::Cd,
        Pos::Part => particle(form),
        Pos::Intj => Tag::Uh,
        Pos::Punct => punctuation(form),
        Pos::Sym if form == "$" => Tag::Dollar,
        Pos::Sym => Tag::Sym,
        Pos::Space | Pos::X => Tag::Xx,
    }
}

fn verb(has: &dyn Fn(&str) -> bool) -> Tag {
    if has("VerbForm=Inf") {
        Tag::Vb
    } else if has("VerbForm=Ger") || (has("VerbForm=Part") && has("Tense=Pres")) {
        Tag::Vbg
    } else if has("VerbForm=Part") {
        Tag::Vbn
    } else if has("Tense=Past") {
        Tag::Vbd
    } else if has("Number=Sing") && has("Person=3") {
        Tag::Vbz
    } else if has("Tense=Pres") {
        Tag::Vbp
    } else if has("VerbForm=Fin") {
        Tag::Md
    } else {
        Tag::Vb
    }
}

fn relative(has: &dyn Fn(&str) -> bool, form: &str) -> Tag {
    if has("Poss=Yes") {
        Tag::WpPoss
    } else if matches!(form.to_ascii_lowercase().as_str(), "which" | "that") {
        Tag::Wdt
    } else {
        Tag::Wp
    }
}

fn particle(form: &str) -> Tag {
    match form.to_ascii_lowercase().as_str() {
        "to" => Tag::To,
        "'s" | "’s" | "'" | "’" => Tag::PosTag,
        _ => Tag::Rb,
    }
}

fn punctuation(form: &str) -> Tag {
    match form {
        "." | "?" | "!" => Tag::Period,
        "," => Tag::Comma,
        "(" | "[" | "{" => Tag::LeftBracket,
        ")" | "]" | "}" => Tag::RightBracket,
        "“" | "``" | "‘" | "«" => Tag::OpenQuote,
        "\"" | "”" | "''" | "’" | "'" | "»" => Tag::CloseQuote,
        "-" => Tag::Hyph,
        _ => Tag::Colon,
    }
}
