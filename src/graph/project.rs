//! From a case to its graph: events become acts between pairs.

use super::filter::Filter;
use super::social::{Act, ActSource, Actor, Direction, SocialGraph, Tie};
use crate::model::{
    Case, Certainty, Confidence, Entity, Event, Layer, Participant, ParticipantRole, Statement,
};
use std::collections::BTreeMap;

impl SocialGraph {
    /// The graph of what `filter` keeps of `case`. Every actor of the case becomes a node, tied or not.
    ///
    /// ```
    /// use sociogram::graph::{Filter, SocialGraph};
    /// use sociogram::model::Case;
    /// assert_eq!(SocialGraph::of(&Case::default(), &Filter::default()).actors().count(), 0);
    /// ```
    pub fn of(case: &Case, filter: &Filter) -> Self {
        let actors = case.entities.iter().filter(|entity| entity.kind.is_actor()).map(actor).collect();
        let mut pairs = Pairs::default();
        for event in case.events.iter().filter(|event| filter.admits_event(event)) {
            pairs.add_event(event, filter);
        }
        if filter.layers.contains(&Layer::Statement) {
            for statement in case.statements.iter().filter(|statement| filter.admits_statement(statement)) {
                pairs.add_statement(statement);
            }
        }
        if filter.layers.contains(&Layer::Relation) {
            for entity in &case.entities {
                pairs.add_roles(entity);
            }
        }
        Self::from_parts(actors, pairs.into_ties())
    }
}

fn actor(entity: &Entity) -> Actor {
    Actor { id: entity.id.clone(), name: entity.name.clone(), kind: entity.kind, side: entity.side.clone() }
}

/// Acts collected per pair and layer; the pair's ids are in ascending order.
#[derive(Default)]
struct Pairs(BTreeMap<(String, String, Layer), Vec<Act>>);

impl Pairs {
    /// Adds an act that runs from `source` to `target` (or both ways).
    fn add(&mut self, source: &str, target: &str, layer: Layer, mut act: Act) {
        if source == target {
            return;
        }
        let (first, second) = if source < target { (source, target) } else { (target, source) };
        if act.direction == Direction::Forward && source > target {
            act.direction = Direction::Backward;
        }
        self.0.entry((first.to_owned(), second.to_owned(), layer)).or_default().push(act);
    }

    fn add_event(&mut self, event: &Event, filter: &Filter) {
        let present: Vec<_> =
            event.participants.iter().filter(|p| p.role != ParticipantRole::Absent).collect();
        let weight = 1.0 / present.len().saturating_sub(1).max(1) as f64;
        for (number, one) in present.iter().enumerate() {
            for other in &present[number + 1..] {
                let same_side = one.side.is_some() && one.side == other.side;
                if same_side && !filter.same_side {
                    continue;
                }
                let Some((source, target, direction)) = run(event, one, other) else { continue };
                let act = Act {
                    source: ActSource::Event(event.id.clone(), event.kind),
                    certainty: event.certainty,
                    claimed_by: event.claimed_by.clone(),
                    when: event.when.clone(),
                    direction,
                    weight,
                    same_side,
                    confidence: event.confidence,
                };
                self.add(source, target, event.layer(), act);
            }
        }
    }

    fn add_statement(&mut self, statement: &Statement) {
        let Some(source) = &statement.source else { return };
        for about in &statement.about {
            let act = Act {
                source: ActSource::Statement(statement.id.clone(), statement.kind),
                certainty: Certainty::Happened,
                claimed_by: statement.claimed_by.clone(),
                when: statement.when.clone(),
                direction: Direction::Forward,
                weight: 1.0,
                same_side: false,
                confidence: statement.confidence,
            };
            self.add(source, about, Layer::Statement, act);
        }
    }

    fn add_roles(&mut self, entity: &Entity) {
        for (number, role) in entity.roles.iter().enumerate() {
            let Some(of) = &role.of else { continue };
            let act = Act {
                source: ActSource::Role(entity.id.clone(), number, role.title.clone()),
                certainty: Certainty::Happened,
                claimed_by: None,
                when: None,
                direction: Direction::Forward,
                weight: 1.0,
                same_side: false,
                confidence: Confidence::CERTAIN,
            };
            self.add(&entity.id, of, Layer::Relation, act);
        }
    }

    fn into_ties(self) -> Vec<(String, String, Tie)> {
        let tie = |((first, second, layer), mut acts): (_, Vec<Act>)| {
            acts.sort_by_key(|act| {
                act.when.as_ref().and_then(|when| when.bounds()).map_or((1, None), |b| (0, Some(b)))
            });
            (first, second, Tie { layer, acts })
        };
        self.0.into_iter().map(tie).collect()
    }
}

/// Who reaches whom by this event; `None` for two addressees of one statement, who need not have met.
fn run<'a>(
    event: &Event,
    one: &'a Participant,
    other: &'a Participant,
) -> Option<(&'a str, &'a str, Direction)> {
    if !event.kind.is_directed() {
        return Some((&one.entity, &other.entity, Direction::Mutual));
    }
    match (one.role, other.role) {
        (ParticipantRole::Speaker, ParticipantRole::Addressee) => {
            Some((&one.entity, &other.entity, Direction::Forward))
        }
        (ParticipantRole::Addressee, ParticipantRole::Speaker) => {
            Some((&other.entity, &one.entity, Direction::Forward))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EntityKind, EventKind};

    fn participant(entity: &str, role: ParticipantRole, side: Option<u8>) -> Participant {
        Participant { entity: entity.into(), role, side }
    }

    fn case(kind: EventKind, participants: Vec<Participant>) -> Case {
        let mut case = Case::default();
        for p in &participants {
            case.entities.push(Entity::new(EntityKind::Person, p.entity.clone()));
        }
        case.events.push(Event {
            id: "ev-1".into(),
            kind,
            participants,
            certainty: Certainty::Happened,
            when: None,
            place: None,
            claimed_by: None,
            confidence: Confidence::CERTAIN,
            statement: None,
            reports: Vec::new(),
        });
        case
    }

    fn delegations() -> Case {
        let attendee = |id, side| participant(id, ParticipantRole::Attendee, Some(side));
        case(EventKind::Meet, vec![attendee("a", 0), attendee("b", 0), attendee("c", 1), attendee("d", 1)])
    }

    #[test]
    fn two_delegations_are_tied_across_sides() {
        let graph = SocialGraph::of(&delegations(), &Filter::default());
        let pairs: Vec<_> =
            graph.ties().map(|(a, b, _)| (graph.actor(a).id.as_str(), graph.actor(b).id.as_str())).collect();
        assert_eq!(pairs, [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]);
        assert!(graph.ties().all(|(_, _, tie)| (tie.weight() - 1.0 / 3.0).abs() < 1e-12));
    }

    #[test]
    fn same_side_ties_come_on_request_and_are_marked() {
        let graph = SocialGraph::of(&delegations(), &Filter { same_side: true, ..Filter::default() });
        assert_eq!(graph.ties().count(), 6);
        assert_eq!(graph.ties().filter(|(_, _, tie)| tie.acts[0].same_side).count(), 2);
    }

    #[test]
    fn telling_runs_from_speaker_to_addressee_only() {
        let case = case(
            EventKind::Tell,
            vec![
                participant("zoe", ParticipantRole::Speaker, None),
                participant("ann", ParticipantRole::Addressee, None),
                participant("bob", ParticipantRole::Addressee, None),
            ],
        );
        let graph = SocialGraph::of(&case, &Filter::default());
        let ties: Vec<_> = graph.ties().collect();
        assert_eq!(ties.len(), 2);
        assert!(ties.iter().all(|(_, _, tie)| tie.is_open(false) && !tie.is_open(true)));
    }

    #[test]
    fn absentees_have_no_tie() {
        let case = case(
            EventKind::Meet,
            vec![
                participant("ann", ParticipantRole::Attendee, None),
                participant("bob", ParticipantRole::Absent, None),
            ],
        );
        assert_eq!(SocialGraph::of(&case, &Filter::default()).ties().count(), 0);
    }
}
