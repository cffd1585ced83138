//! From Universal Dependencies to the relations of our model (ClearNLP's set), sentence by sentence.
//!
//! The two differ in what heads what: Universal Dependencies hang function words on content words, ClearNLP's relations let
//! prepositions and copulas govern. Each step below undoes one such choice. Sources: de Marneffe, Manning, Nivre and Zeman,
//! 2021, "Universal Dependencies"; Choi and Palmer, 2012, "Guidelines for the Clear Style Constituent to Dependency
//! Conversion".

use crate::language::labels::{Pos, Tag};

/// One word of a sentence on its way from one set to the other.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// In lower case.
    pub(super) lemma: String,
    pub(super) pos: Pos,
    pub(super) tag: Tag,
    /// Index in the sentence; none for the root.
    pub(super) head: Option<usize>,
    pub(super) relation: String,
}

/// Relations that only Universal Dependencies know; those that only ClearNLP's set knows tell the contrary.
const UNIVERSAL: &[&str] = &["obj", "obl", "root", "flat", "cop", "fixed", "iobj", "vocative", "discourse"];
const CLEAR_NLP: &[&str] =
    &["dobj", "pobj", "prep", "ROOT", "attr", "acomp", "auxpass", "nsubjpass", "relcl", "prt"];

/// Verbs that stand in the middle or at the end of what they report.
const REPORTING: &[&str] = &[
    "say",
    "tell",
    "add",
    "announce",
    "ask",
    "explain",
    "report",
    "write",
    "warn",
    "claim",
    "note",
    "declare",
    "state",
    "insist",
    "argue",
    "reply",
    "respond",
    "answer",
    "admit",
    "acknowledge",
    "confirm",
    "recall",
    "stress",
    "suggest",
    "think",
    "believe",
    "observe",
    "remark",
    "conclude",
    "continue",
    "recount",
    "tweet",
];

/// Whether the relations of a text are Universal Dependencies'.
pub(super) fn is_universal<'a>(relations: impl Iterator<Item = &'a str>) -> bool {
    let (mut universal, mut clear) = (0, 0);
    for relation in relations {
        let base = relation.split(':').next().unwrap_or_default();
        universal += usize::from(UNIVERSAL.contains(&base) || relation.contains(':'));
        clear += usize::from(CLEAR_NLP.contains(&relation));
    }
    universal > clear
}

/// Rewrites heads and relations of one sentence in place.
pub(super) fn to_clear_nlp(nodes: &mut [Node]) {
    let mut sentence = Sentence { nodes };
    sentence.turn_flat_names();
    sentence.chain_conjuncts();
    sentence.raise_copulas();
    sentence.raise_reporting_verbs();
    sentence.raise_prepositions();
    sentence.rename();
}

struct Sentence<'a> {
    nodes: &'a mut [Node],
}

impl Sentence<'_> {
    fn base(&self, node: usize) -> &str {
        self.nodes[node].relation.split(':').next().unwrap_or_default()
    }

    fn children(&self, head: usize) -> Vec<usize> {
        (0..self.nodes.len()).filter(|node| self.nodes[*node].head == Some(head)).collect()
    }

    fn children_by(&self, head: usize, relation: &str) -> Vec<usize> {
        self.children(head).into_iter().filter(|child| self.base(*child) == relation).collect()
    }

    fn set(&mut self, node: usize, head: usize, relation: &str) {
        self.nodes[node].head = Some(head);
        relation.clone_into(&mut self.nodes[node].relation);
    }

    /// `child` takes the place of its head, which hangs on it from now on.
    fn raise(&mut self, child: usize, head: usize, relation: &str) {
        let (above, place) = (self.nodes[head].head, self.nodes[head].relation.clone());
        self.nodes[child].head = above.filter(|above| *above != child);
        self.nodes[child].relation = place;
        self.set(head, child, relation);
    }

    /// "Anna Keller": the first name is the head there, the last one here.
    fn turn_flat_names(&mut self) {
        for first in 0..self.nodes.len() {
            let flat = self.children_by(first, "flat");
            let Some(&last) = flat.iter().max().filter(|last| **last > first) else { continue };
            for child in self.children(first).into_iter().filter(|child| !flat.contains(child)) {
                self.nodes[child].head = Some(last);
            }
            self.raise(last, first, "compound");
            for &part in flat.iter().filter(|part| **part != last) {
                self.set(part, last, "compound");
            }
        }
    }

    /// "A, B and C": all hang on A there; here B on A and C on B, with "and" on the word before.
    fn chain_conjuncts(&mut self) {
        for first in 0..self.nodes.len() {
            let mut before = first;
            for conjunct in self.children_by(first, "conj") {
                if conjunct < first {
                    continue;
                }
                self.nodes[conjunct].head = Some(before);
                for word in self.children(conjunct) {
                    if word < conjunct && matches!(self.base(word), "cc" | "punct") {
                        self.nodes[word].head = Some(before);
                    }
                }
                before = conjunct;
            }
        }
    }

    /// "Keller is the envoy": "envoy" is the head there, "is" here.
    fn raise_copulas(&mut self) {
        for predicate in 0..self.nodes.len() {
            let Some(&copula) = self.children_by(predicate, "cop").first() else { continue };
            let moved: Vec<usize> = self
                .children(predicate)
                .into_iter()
                .filter(|child| *child != copula && self.belongs_to_clause(*child, predicate, copula))
                .collect();
            let relation = match self.nodes[predicate].pos {
                _ if !self.cases(predicate).is_empty() => "obl",
                Pos::Adj | Pos::Verb => "acomp",
                Pos::Adv => "advmod",
                _ => "attr",
            };
            self.raise(copula, predicate, relation);
            for child in moved {
                self.nodes[child].head = Some(copula);
            }
        }
    }

    /// Whether a word that hangs on a predicate belongs to the clause and not to the predicate's own phrase.
    fn belongs_to_clause(&self, child: usize, predicate: usize, copula: usize) -> bool {
        match self.base(child) {
            "nsubj" | "csubj" | "aux" | "mark" | "advcl" | "punct" | "parataxis" | "expl" | "cc"
            | "discourse" | "vocative" | "dislocated" => true,
            "advmod" => {
                child < predicate.min(copula) || self.nodes[child].lemma == "not" || child < predicate
            }
            "obl" => child < copula,
            "conj" => {
                self.children(child).iter().any(|word| matches!(self.base(*word), "nsubj" | "cop" | "expl"))
            }
            _ => false,
        }
    }

    /// "We met, Keller said": what is said is the head there, the reporting verb here.
    fn raise_reporting_verbs(&mut self) {
        for said in 0..self.nodes.len() {
            for verb in self.children_by(said, "parataxis") {
                let reports = self.reports(verb) && !self.reports(said);
                if reports && self.children(said).iter().any(|child| *child < verb) {
                    let words = self.children(said);
                    self.raise(verb, said, "ccomp");
                    for word in words {
                        if self.base(word) == "punct" && word > verb {
                            self.nodes[word].head = Some(verb);
                        }
                    }
                    break;
                }
                if self.reports(said) && verb > said {
                    "ccomp".clone_into(&mut self.nodes[verb].relation);
                }
            }
        }
    }

    fn reports(&self, verb: usize) -> bool {
        let children = self.children(verb);
        REPORTING.contains(&self.nodes[verb].lemma.as_str())
            && children.iter().any(|child| self.base(*child) == "nsubj")
            && !children.iter().any(|child| matches!(self.base(*child), "ccomp" | "obj"))
    }

    /// Prepositions that hang on a word, genitive endings aside.
    fn cases(&self, word: usize) -> Vec<usize> {
        let cases = self.children_by(word, "case");
        cases.into_iter().filter(|case| self.nodes[*case].tag != Tag::PosTag).collect()
    }

    /// "met in Bern": "in" hangs on "Bern" there; here "Bern" on "in", and "in" on "met".
    fn raise_prepositions(&mut self) {
        for word in 0..self.nodes.len() {
            let governs = matches!(
                self.base(word),
                "obl"
                    | "nmod"
                    | "root"
                    | "ROOT"
                    | "conj"
                    | "acl"
                    | "advcl"
                    | "parataxis"
                    | "orphan"
                    | "xcomp"
                    | "ccomp"
                    | "iobj"
                    | "appos"
                    | "dep"
                    | "attr"
                    | "acomp"
            );
            let gerund = matches!(self.base(word), "advcl" | "acl") && self.nodes[word].tag == Tag::Vbg;
            let mut cases = self.cases(word);
            if gerund && cases.is_empty() {
                let marks = self.children_by(word, "mark");
                cases.extend(marks.into_iter().filter(|mark| self.nodes[*mark].tag == Tag::In));
            }
            let Some((&first, others)) = cases.split_first().filter(|_| governs) else { continue };
            let relation = self.preposition(word, first);
            let object = if self.nodes[word].pos == Pos::Verb && gerund { "pcomp" } else { "pobj" };
            self.raise(first, word, object);
            if let Some(relation) = relation {
                relation.clone_into(&mut self.nodes[first].relation);
            }
            let chain: Vec<usize> =
                self.children_by(first, "fixed").into_iter().chain(others.iter().copied()).collect();
            let mut above = first;
            for part in chain {
                self.set(part, above, "prep");
                self.nodes[word].head = Some(part);
                above = part;
            }
        }
    }

    /// The relation of a preposition to what its phrase hangs on; none if it takes its object's.
    fn preposition(&self, word: usize, case: usize) -> Option<&'static str> {
        let passive = |head: usize| {
            self.children(head).iter().any(|child| self.nodes[*child].relation == "aux:pass")
                || self.nodes[head].tag == Tag::Vbn
        };
        match self.base(word) {
            "conj" | "parataxis" | "root" | "ROOT" | "ccomp" => None,
            _ if self.nodes[word].relation == "obl:agent" => Some("agent"),
            "obl" if self.nodes[case].lemma == "by" && self.nodes[word].head.is_some_and(passive) => {
                Some("agent")
            }
            "iobj" => Some("dative"),
            _ => Some("prep"),
        }
    }

    /// Relations that stay where they are and only have another name.
    fn rename(&mut self) {
        for node in 0..self.nodes.len() {
            let relation = self.renamed(node);
            relation.clone_into(&mut self.nodes[node].relation);
        }
    }

    fn renamed(&self, node: usize) -> String {
        let whole = self.nodes[node].relation.as_str();
        let name = match whole {
            "nsubj:pass" | "nsubj:outer:pass" => "nsubjpass",
            "csubj:pass" => "csubjpass",
            "aux:pass" => "auxpass",
            "acl:relcl" => "relcl",
            "nmod:poss" | "det:poss" => "poss",
            "compound:prt" => "prt",
            "det:predet" => "predet",
            "cc:preconj" => "preconj",
            "obl:tmod" | "obl:npmod" | "obl:unmarked" | "nmod:tmod" | "nmod:npmod" | "nmod:unmarked" => {
                "npadvmod"
            }
            _ => match self.base(node) {
                "root" => "ROOT",
                "obj" => "dobj",
                "iobj" => "dative",
                "obl" => "npadvmod",
                "cop" => "aux",
                "nmod" if self.nodes[node].pos == Pos::Propn => "compound",
                "flat" | "goeswith" => "compound",
                "advmod" if matches!(self.nodes[node].lemma.as_str(), "not" | "n't" | "never") => "neg",
                "mark" if self.nodes[node].tag == Tag::To => "aux",
                "xcomp" if matches!(self.nodes[node].pos, Pos::Noun | Pos::Propn) => "oprd",
                "xcomp" if self.nodes[node].pos == Pos::Adj => "acomp",
                "discourse" => "intj",
                "vocative" => "npadvmod",
                "list" | "dislocated" | "orphan" | "reparandum" | "fixed" | "clf" => "dep",
                other => other,
            },
        };
        name.to_owned()
    }
}
