//! Numbers for the names, places and codes of rows, and what each code means.

use super::codes;
use super::keep::Keep;
use super::layout::{Columns, TableFormat};
use super::names::{Key, Names, Secret};
use crate::model::{EventLists, RowCode, RowFile, RowKind, RowPlace, TextList};

/// Between the parts of a key that has two.
pub(super) const JOINT: u8 = 0x1f;

/// How many places and codes are remembered.
const MET: usize = 1 << 8;

/// Whether a key is the one of these parts.
#[inline]
fn is_joined(key: &[u8], name: &[u8], country: &[u8]) -> bool {
    let Some(rest) = key.strip_prefix(name) else { return false };
    match rest {
        [] => country.is_empty(),
        [JOINT, rest @ ..] => !country.is_empty() && rest == country,
        _ => false,
    }
}

/// What a code was found to mean.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    /// Its number among the codes; none if it is not known.
    pub(super) code: Option<u16>,
    /// Whether its rows are asked for.
    pub(super) wanted: bool,
    /// Whether a lost zero was put back.
    pub(super) restored: bool,
}

/// The lists that rows point into, as they grow.
#[derive(Debug)]
pub(super) struct Lists {
    pub(super) names: Names,
    pub(super) labels: Vec<String>,
    pub(super) places: Names,
    /// Places met last, by a sketch of their keys: most are met again.
    met: Vec<([Key; 2], u32)>,
    lookup: Names,
    meanings: Vec<Meaning>,
    /// Codes met last, as the places.
    met_codes: Vec<(Key, usize)>,
    pub(super) codes: Vec<RowCode>,
    /// Whether rows of this actor, of this place, are asked for; empty if all are.
    pub(super) wanted_names: Vec<bool>,
    pub(super) wanted_places: Vec<bool>,
}

impl Lists {
    pub(super) fn new(secret: Secret, keep: &Keep) -> Self {
        let mut lists = Self {
            names: Names::new(secret),
            labels: Vec::new(),
            places: Names::new(secret),
            met: vec![Default::default(); MET],
            lookup: Names::new(secret),
            meanings: Vec::new(),
            met_codes: vec![(Key::default(), usize::MAX); MET],
            codes: Vec::new(),
            wanted_names: Vec::new(),
            wanted_places: Vec::new(),
        };
        lists.add_place(b"", keep);
        lists
    }

    /// The number of a place, by its name and its country; 0 if both are empty.
    #[inline(always)]
    pub(super) fn place(&mut self, parts: [(&[u8], Key); 2], keep: &Keep) -> u32 {
        let ([name, country], keys) = (parts.map(|part| part.0), parts.map(|part| part.1));
        if name.is_empty() && country.is_empty() {
            return 0;
        }
        let slot = (keys[0].sketch().rotate_left(4) ^ keys[1].sketch()) as usize % MET;
        let (known, number) = self.met[slot];
        let is_long = keys[0].is_long() || keys[1].is_long();
        if known == keys && (!is_long || is_joined(self.places.get(number), name, country)) {
            return number;
        }
        let number = self.add_joined(name, country, keep);
        self.met[slot] = (keys, number);
        number
    }

    #[cold]
    fn add_joined(&mut self, name: &[u8], country: &[u8], keep: &Keep) -> u32 {
        let mut key = name.to_vec();
        if !country.is_empty() {
            key.push(JOINT);
            key.extend_from_slice(country);
        }
        self.add_place(&key, keep)
    }

    /// The number of a place, `name JOINT country`.
    pub(super) fn add_place(&mut self, key: &[u8], keep: &Keep) -> u32 {
        let known = self.places.len();
        let number = self.places.intern(key);
        if number as usize == known && !keep.places.is_empty() {
            self.wanted_places.push(keep.admits_place(&String::from_utf8_lossy(key)));
        }
        number
    }

    /// Notes a name that was just added: its label, and whether its rows are asked for.
    #[cold]
    pub(super) fn added(&mut self, number: u32, label: Option<String>, keep: &Keep) {
        if !keep.actors.is_empty() {
            let name = String::from_utf8_lossy(self.names.get(number));
            let in_label = label.as_ref().is_some_and(|label| keep.admits_actor(label));
            self.wanted_names.push(in_label || keep.admits_actor(&name));
        }
        if let Some(label) = label {
            self.labels.resize(number as usize, String::new());
            self.labels.push(label);
        }
    }

    /// What a code means, perhaps with [`JOINT`] and what stands beside it.
    #[inline(always)]
    pub(super) fn meaning(
        &mut self,
        (text, key): (&[u8], Key),
        format: TableFormat,
        columns: &Columns,
        keep: &Keep,
    ) -> &Meaning {
        let slot = key.sketch() as usize % MET;
        let (known, met) = self.met_codes[slot];
        if known == key && !key.is_long() && met < self.meanings.len() {
            return &self.meanings[met];
        }
        let number = self.lookup.number(key, self.lookup.hash(key, || text), || text) as usize;
        if number == self.meanings.len() {
            let meaning = self.find_meaning(text, format, columns, keep);
            self.meanings.push(meaning);
        }
        self.met_codes[slot] = (key, number);
        &self.meanings[number]
    }

    #[cold]
    fn find_meaning(&mut self, key: &[u8], format: TableFormat, columns: &Columns, keep: &Keep) -> Meaning {
        let key = String::from_utf8_lossy(key);
        let (code, more) = key.split_once(char::from(JOINT)).unwrap_or((&key, ""));
        let code = code.trim();
        let (text, kind) = match format {
            TableFormat::Gdelt1 | TableFormat::Gdelt2 => {
                let text = if more.len() == 1 { format!("0{code}") } else { code.to_owned() };
                let kind = codes::cameo(&text);
                (text, kind)
            }
            TableFormat::Icews => {
                let text = codes::icews_text(more).filter(|_| code.len() < 3).unwrap_or(code);
                (text.to_owned(), codes::cameo(text))
            }
            TableFormat::Polecat => {
                let mode = if more == "None" { "" } else { more };
                (format!("{code} {mode}").trim_end().to_owned(), codes::plover(code, mode))
            }
            TableFormat::Acled => (format!("{code}/{more}"), codes::acled(code, more)),
            TableFormat::Mapped => {
                (code.to_owned(), codes::free(columns.kinds.get(code).map_or(code, String::as_str)))
            }
        };
        let restored =
            kind.is_some() && !matches!(format, TableFormat::Polecat | TableFormat::Acled) && text != code;
        match kind {
            Some(kind) => {
                let wanted = keep.admits_kind(&text, &kind);
                Meaning { code: self.code(text, kind), wanted, restored }
            }
            None => Meaning { code: None, wanted: false, restored: false },
        }
    }

    /// The number of a code; none when there are more than a row can tell apart.
    pub(super) fn code(&mut self, text: String, kind: RowKind) -> Option<u16> {
        let known = self.codes.iter().position(|code| code.text == text && code.kind == kind);
        let number = u16::try_from(known.unwrap_or(self.codes.len())).ok().filter(|&number| number < 4096)?;
        if known.is_none() {
            self.codes.push(RowCode { text, kind });
        }
        Some(number)
    }

    /// The lists as plain data.
    pub(super) fn to_plain(&self, files: Vec<RowFile>) -> EventLists {
        let place = |text: &str| {
            let (name, country) = text.split_once(char::from(JOINT)).unwrap_or((text, ""));
            RowPlace { name: name.to_owned(), country: country.to_owned() }
        };
        let mut labels: TextList = self.labels.iter().map(String::as_str).collect();
        if !labels.is_empty() {
            (labels.len()..self.names.len()).for_each(|_| labels.push(""));
        }
        EventLists {
            names: self.names.to_list(),
            labels,
            codes: self.codes.clone(),
            places: self.places.to_list().iter().map(place).collect(),
            files,
        }
    }
}
