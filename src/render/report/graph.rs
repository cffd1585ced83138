//! What the passes found, one sentence each.

use super::heading;
use crate::analysis::{Input, Options, Watch, pass};
use crate::error::Error;
use crate::graph::{Filter, Network, SocialGraph};
use crate::model::Case;
use crate::render::escape::markdown as safe;

/// The passes whose findings are told, in this order: all but those whose tables stand in the report themselves.
const TOLD: &[&str] = &[
    "components",
    "brokers",
    "go-betweens",
    "cutpoints",
    "brokerage",
    "mixing",
    "communities",
    "missing",
    "timeline",
    "robustness",
    "degree",
    "closeness",
    "pagerank",
    "eigenvector",
    "holes",
    "cores",
    "clustering",
];
/// With fewer ties, the list of contacts says it all.
const FEWEST: usize = 4;
/// Sentences of one pass; the others are counted.
const SENTENCES: usize = 5;

/// The section, if there is enough contact to say something about; what cannot be calculated is left out.
pub(super) fn write(text: &mut String, case: &Case) {
    let Ok(findings) = findings(case) else { return };
    if findings.is_empty() {
        return;
    }
    heading(text, "What the graph says");
    for finding in findings {
        text.push_str(&format!("- {}\n", safe(&finding)));
    }
}

fn findings(case: &Case) -> Result<Vec<String>, Error> {
    let (filter, options) = (Filter::default(), Options::default());
    let network = Network::of(&SocialGraph::of(case, &filter), false)?;
    let mut all = Vec::new();
    if network.ties().len() < FEWEST {
        return Ok(all);
    }
    let input =
        Input { network: &network, case: Some(case), filter: &filter, options: &options, watch: Watch::NONE };
    for pass in TOLD.iter().filter_map(|name| pass(name)) {
        let found = (pass.run)(&input)?.findings;
        let more = found.len().saturating_sub(SENTENCES);
        all.extend(found.into_iter().take(SENTENCES));
        if more > 0 {
            all.push(format!("And {more} more: `sociogram analyze {}` tells them.", pass.name));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::PASSES;

    #[test]
    fn every_pass_is_told_but_the_tables() {
        let untold: Vec<_> =
            PASSES.iter().map(|pass| pass.name).filter(|name| !TOLD.contains(name)).collect();
        assert_eq!(untold, ["contacts", "matrix"]);
        assert!(TOLD.iter().all(|name| pass(name).is_some()));
    }
}
