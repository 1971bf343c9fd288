//! Numbers with a meaning: credit, basis points, exact fractions.

use serde::{Deserialize, Deserializer, Serialize, de};

/// Credit of an answer in percent, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Credit(#[cfg_attr(feature = "schema", schemars(range(max = 100)))] u8);

impl Credit {
    /// No credit.
    pub const NONE: Self = Self(0);
    /// Half: a "partial" answer.
    pub const HALF: Self = Self(50);
    /// Full credit.
    pub const FULL: Self = Self(100);

    /// Credit of `percent`, if that is at most 100.
    #[must_use]
    pub const fn new(percent: u8) -> Option<Self> {
        if percent <= 100 {
            Some(Self(percent))
        } else {
            None
        }
    }

    /// Percent, 0 to 100.
    #[must_use]
    pub const fn percent(self) -> u8 {
        self.0
    }

    /// The sum of two credits, at most full.
    #[must_use]
    pub const fn saturating_add(self, other: Self) -> Self {
        let sum = self.0 + other.0;
        if sum > 100 { Self(100) } else { Self(sum) }
    }
}

impl<'de> Deserialize<'de> for Credit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let percent = u8::deserialize(deserializer)?;
        Self::new(percent)
            .ok_or_else(|| de::Error::custom(format_args!("credit `{percent}` is over 100")))
    }
}

/// Basis points: 0 to 10 000, hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct BasisPoints(#[cfg_attr(feature = "schema", schemars(range(max = 10_000)))] u16);

impl BasisPoints {
    /// All of it.
    pub const FULL: Self = Self(10_000);

    /// Basis points, if at most 10 000.
    #[must_use]
    pub const fn new(points: u16) -> Option<Self> {
        if points <= 10_000 {
            Some(Self(points))
        } else {
            None
        }
    }

    /// 0 to 10 000.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl<'de> Deserialize<'de> for BasisPoints {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let points = u16::deserialize(deserializer)?;
        Self::new(points).ok_or_else(|| {
            de::Error::custom(format_args!("`{points}` basis points are over 10000"))
        })
    }
}

/// An exact share: `got` of `of`, in weight × percent. `of` is 100 × the weight in the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fraction {
    /// Weight × credit earned.
    pub got: u64,
    /// Weight × 100 that could be earned.
    pub of: u64,
}

impl Fraction {
    /// Adds `weight` at `credit`.
    pub fn add(&mut self, weight: u32, credit: Credit) {
        self.got += u64::from(weight) * u64::from(credit.percent());
        self.of += u64::from(weight) * 100;
    }

    /// Rounded half up to basis points; `None` of nothing.
    #[must_use]
    pub fn basis_points(self) -> Option<BasisPoints> {
        if self.of == 0 {
            return None;
        }
        let points = (self.got * 20_000 + self.of) / (self.of * 2);
        u16::try_from(points).ok().and_then(BasisPoints::new)
    }

    /// Whether `credit` is below this ratio; false of nothing.
    #[must_use]
    pub fn exceeds(self, credit: Credit) -> bool {
        u64::from(credit.percent()) * self.of < self.got * 100
    }

    /// Whether `credit` is above this ratio; false of nothing.
    #[must_use]
    pub fn is_below(self, credit: Credit) -> bool {
        u64::from(credit.percent()) * self.of > self.got * 100
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_half_up_once() {
        let bp = |got, of| Fraction { got, of }.basis_points().map(BasisPoints::get);
        assert_eq!(bp(1, 3), Some(3333));
        assert_eq!(bp(2, 3), Some(6667));
        assert_eq!(bp(1, 20_000), Some(1), "half a point goes up");
        assert_eq!(bp(0, 7), Some(0));
        assert_eq!(bp(7, 7), Some(10_000));
        assert_eq!(bp(0, 0), None);
    }
}
