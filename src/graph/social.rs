//! The graph type that users see.

use crate::model::{Certainty, Confidence, EntityKind, EventKind, Layer, StatementKind, When};
use petgraph::graph::{EdgeIndex, NodeIndex, UnGraph};
use std::collections::BTreeMap;

/// A node: somebody or some body that can act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Entity id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Person, organisation or group.
    pub kind: EntityKind,
    /// Camp or delegation in the case.
    pub side: Option<String>,
}

/// What an act is taken from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActSource {
    /// An event, by id.
    Event(String, EventKind),
    /// A statement about somebody, by id.
    Statement(String, StatementKind),
    /// A role of the entity with this id: the number of the role in its list, and its title.
    Role(String, usize, String),
}

impl ActSource {
    /// Id of the event or statement; entity id and number (`anna-keller#0`) for a role.
    pub fn id(&self) -> String {
        match self {
            Self::Event(id, _) | Self::Statement(id, _) => id.clone(),
            Self::Role(id, number, _) => format!("{id}#{number}"),
        }
    }

    /// The kind as a word; the title for a role.
    pub fn kind_name(&self) -> &str {
        match self {
            Self::Event(_, kind) => kind.as_str(),
            Self::Statement(_, kind) => kind.as_str(),
            Self::Role(_, _, title) => title,
        }
    }
}

/// Which way an act runs between the two ends of its tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Both ways: a meeting.
    Mutual,
    /// From the tie's first end to its second.
    Forward,
    /// From the tie's second end to its first.
    Backward,
}

/// One event, statement or relation between the two ends of a tie.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// Where it comes from.
    pub source: ActSource,
    /// Told as happened, planned, proposed or denied.
    pub certainty: Certainty,
    /// Entity id of the source on whose word alone it stands.
    pub claimed_by: Option<String>,
    /// When.
    pub when: Option<When>,
    /// Which way it runs.
    pub direction: Direction,
    /// Share of the event that falls on this pair: 1/(n−1) for n participants.
    pub weight: f64,
    /// Whether both ends stand on one side of the event.
    pub same_side: bool,
    /// How far the reading may be trusted.
    pub confidence: Confidence,
}

/// A line between two actors in one layer, with every act it stands for.
///
/// The first end is the actor whose id sorts first.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// The layer; ties of different layers run side by side.
    pub layer: Layer,
    /// At least one act, in order of date, then of the case.
    pub acts: Vec<Act>,
}

impl Tie {
    /// Sum of the acts' weights.
    pub fn weight(&self) -> f64 {
        self.acts.iter().map(|act| act.weight).sum()
    }

    /// The strongest certainty among the acts.
    pub fn certainty(&self) -> Certainty {
        self.acts.iter().map(|act| act.certainty).max().unwrap_or(Certainty::Denied)
    }

    /// Whether the tie may be walked from its first end to its second (`forward`) or back.
    pub fn is_open(&self, forward: bool) -> bool {
        self.acts.iter().any(|act| act.runs(forward))
    }
}

impl Act {
    /// Whether the act runs from the tie's first end to its second (`forward`) or back.
    pub fn runs(&self, forward: bool) -> bool {
        match self.direction {
            Direction::Mutual => true,
            Direction::Forward => forward,
            Direction::Backward => !forward,
        }
    }
}

/// Actors and the ties among them, in canonical order: nodes by id, ties by ends and layer.
///
/// Wraps a petgraph graph, which [`SocialGraph::as_petgraph`] lends to every algorithm of that library.
#[derive(Clone, Debug, Default)]
pub struct SocialGraph {
    graph: UnGraph<Actor, Tie>,
    index: BTreeMap<String, NodeIndex>,
}

impl SocialGraph {
    /// Builds a graph from actors and ties given by actor ids.
    ///
    /// Order of the input does not matter: both lists are sorted. Ties with an unknown end are left out; a tie whose ends
    /// come in descending order is turned, with its acts.
    pub fn from_parts(mut actors: Vec<Actor>, ties: Vec<(String, String, Tie)>) -> Self {
        actors.sort_by(|a, b| a.id.cmp(&b.id));
        actors.dedup_by(|a, b| a.id == b.id);
        let mut social = Self::default();
        for actor in actors {
            let id = actor.id.clone();
            let node = social.graph.add_node(actor);
            social.index.insert(id, node);
        }
        let mut ties: Vec<_> = ties.into_iter().map(ascending).collect();
        ties.sort_by(|a, b| (&a.0, &a.1, a.2.layer).cmp(&(&b.0, &b.1, b.2.layer)));
        for (first, second, tie) in ties {
            if let (Some(&a), Some(&b)) = (social.index.get(&first), social.index.get(&second)) {
                social.graph.add_edge(a, b, tie);
            }
        }
        social
    }

    /// The graph as petgraph sees it; node indices follow the order of ids.
    pub fn as_petgraph(&self) -> &UnGraph<Actor, Tie> {
        &self.graph
    }

    /// The node with this entity id.
    pub fn node(&self, id: &str) -> Option<NodeIndex> {
        self.index.get(id).copied()
    }

    /// The actor at a node.
    pub fn actor(&self, node: NodeIndex) -> &Actor {
        &self.graph[node]
    }

    /// All actors in order of id.
    pub fn actors(&self) -> impl Iterator<Item = (NodeIndex, &Actor)> {
        self.graph.node_indices().map(|node| (node, &self.graph[node]))
    }

    /// All ties with their ends, in canonical order.
    pub fn ties(&self) -> impl Iterator<Item = (NodeIndex, NodeIndex, &Tie)> {
        self.graph.edge_indices().map(|edge| {
            let (a, b) = self.ends(edge);
            (a, b, &self.graph[edge])
        })
    }

    /// The two ends of a tie, first end first.
    pub fn ends(&self, edge: EdgeIndex) -> (NodeIndex, NodeIndex) {
        self.graph.edge_endpoints(edge).expect("edge indices come from this graph")
    }

    /// The ties between two actors, one per layer.
    pub fn between(&self, a: NodeIndex, b: NodeIndex) -> impl Iterator<Item = &Tie> {
        let mut edges: Vec<_> = self.graph.edges_connecting(a, b).map(|edge| edge.weight()).collect();
        edges.sort_by_key(|tie| tie.layer);
        edges.into_iter()
    }

    /// The ties of one actor: neighbour, whether the actor is the first end, tie; in canonical order.
    pub fn ties_of(&self, node: NodeIndex) -> Vec<(NodeIndex, bool, &Tie)> {
        let mut edges: Vec<_> =
            self.graph.edges(node).map(|edge| petgraph::visit::EdgeRef::id(&edge)).collect();
        edges.sort();
        edges.dedup();
        let ends = |edge| {
            let (a, b) = self.ends(edge);
            if a == node { (b, true, &self.graph[edge]) } else { (a, false, &self.graph[edge]) }
        };
        edges.into_iter().map(ends).collect()
    }

    /// Number of actors that have at least one tie.
    pub fn connected(&self) -> usize {
        self.graph.node_indices().filter(|&node| self.graph.edges(node).next().is_some()).count()
    }
}

/// Puts the end with the smaller id first and turns the acts with it.
fn ascending((first, second, mut tie): (String, String, Tie)) -> (String, String, Tie) {
    if first <= second {
        return (first, second, tie);
    }
    for act in &mut tie.acts {
        act.direction = match act.direction {
            Direction::Mutual => Direction::Mutual,
            Direction::Forward => Direction::Backward,
            Direction::Backward => Direction::Forward,
        };
    }
    (second, first, tie)
}
