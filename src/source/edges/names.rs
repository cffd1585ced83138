//! Numbers for names, in order of first appearance.

use std::collections::HashMap;

/// The names met so far.
#[derive(Default)]
pub(super) struct Names(HashMap<String, u32>);

impl Names {
    /// Takes the numbers of the edges for names, and numbers them anew.
    pub(super) fn of_numbers(edges: &mut [[u32; 2]]) -> Self {
        let mut new: HashMap<u32, u32> = HashMap::new();
        for end in edges.iter_mut().flatten() {
            let next = new.len() as u32;
            *end = *new.entry(*end).or_insert(next);
        }
        Self(new.into_iter().map(|(old, new)| (old.to_string(), new)).collect())
    }

    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.0.get(name) {
            return number;
        }
        let number = self.0.len() as u32;
        self.0.insert(name.to_owned(), number);
        number
    }

    /// In order of their numbers.
    pub(super) fn into_list(self) -> Vec<String> {
        let mut list = vec![String::new(); self.0.len()];
        self.0.into_iter().for_each(|(name, number)| list[number as usize] = name);
        list
    }
}
