//! The Trust Services Criteria by id, and sets of them.

/// The 61 criteria of 2017 (points of focus revised 2022), in the order of their publication.
pub const CRITERIA: [&str; 61] = [
    "CC1.1", "CC1.2", "CC1.3", "CC1.4", "CC1.5", "CC2.1", "CC2.2", "CC2.3", "CC3.1", "CC3.2",
    "CC3.3", "CC3.4", "CC4.1", "CC4.2", "CC5.1", "CC5.2", "CC5.3", "CC6.1", "CC6.2", "CC6.3",
    "CC6.4", "CC6.5", "CC6.6", "CC6.7", "CC6.8", "CC7.1", "CC7.2", "CC7.3", "CC7.4", "CC7.5",
    "CC8.1", "CC9.1", "CC9.2", "A1.1", "A1.2", "A1.3", "PI1.1", "PI1.2", "PI1.3", "PI1.4", "PI1.5",
    "C1.1", "C1.2", "P1.1", "P2.1", "P3.1", "P3.2", "P4.1", "P4.2", "P4.3", "P5.1", "P5.2", "P6.1",
    "P6.2", "P6.3", "P6.4", "P6.5", "P6.6", "P6.7", "P7.1", "P8.1",
];

/// The ids as numbers: reports name thousands of criteria, and numbers compare at once.
#[expect(
    clippy::indexing_slicing,
    reason = "worked out by the compiler, which refuses what is out of bounds"
)]
const PACKED: [u64; CRITERIA.len()] = {
    let mut all = [0; CRITERIA.len()];
    let mut at = 0;
    while at < CRITERIA.len() {
        if let Some(id) = packed(CRITERIA[at].as_bytes()) {
            all[at] = id;
        }
        at += 1;
    }
    all
};

/// Up to seven bytes as a number; none if there are more.
const fn packed(mut id: &[u8]) -> Option<u64> {
    let mut number = 1;
    while let [first, rest @ ..] = id {
        if number >> 56 != 0 {
            return None;
        }
        number = number << 8 | *first as u64;
        id = rest;
    }
    Some(number)
}

/// A set of criteria. Ids that are none are not in any set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Criteria(u64);

impl Criteria {
    /// The set of one criterion; empty if there is none of this id.
    #[must_use]
    pub fn of(id: &str) -> Self {
        let find = |id: &str| {
            let id = packed(id.as_bytes())?;
            PACKED.iter().position(|known| *known == id)
        };
        let place = find(id).or_else(|| find(id.trim()));
        Self(place.map_or(0, |place| 1 << place))
    }

    /// All of them.
    #[must_use]
    pub const fn every() -> Self {
        Self((1 << CRITERIA.len()) - 1)
    }

    /// The set of all these.
    #[must_use]
    pub fn all<'a>(ids: impl IntoIterator<Item = &'a String>) -> Self {
        ids.into_iter()
            .fold(Self::default(), |set, id| set.with(Self::of(id)))
    }

    /// The criteria that a question's citations name, as in `TSC CC6.1`.
    #[must_use]
    pub fn cited(citations: &[String]) -> Self {
        citations
            .iter()
            .filter_map(|cite| cite.strip_prefix("TSC "))
            .fold(Self::default(), |set, id| set.with(Self::of(id)))
    }

    /// What is in either.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this one and not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether it has none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many it has.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The ids, in order.
    pub fn ids(self) -> impl Iterator<Item = &'static str> {
        let bits = CRITERIA.iter().enumerate();
        bits.filter(move |(place, _)| self.0 & (1 << place) != 0)
            .map(|(_, id)| *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_of_ids() {
        let cited = Criteria::cited(&[
            "45 CFR 164.308(a)(8)".to_owned(),
            "TSC CC6.1".to_owned(),
            "TSC P8.1".to_owned(),
            "TSC CC6.9".to_owned(),
        ]);
        assert_eq!(cited.ids().collect::<Vec<_>>(), ["CC6.1", "P8.1"]);
        assert!(cited.shared(Criteria::of("CC6.2")).is_empty());
        assert_eq!(cited.without(Criteria::of("CC6.1")), Criteria::of(" P8.1 "));
        assert!(Criteria::of("cc6.1").is_empty() && Criteria::of("").is_empty());
        for (place, id) in CRITERIA.iter().enumerate() {
            assert_eq!(Criteria::of(id), Criteria(1 << place), "{id}");
        }
        assert!(Criteria::of("CC6.1.2.3").is_empty() && Criteria::of("\0CC6.1").is_empty());
    }
}
