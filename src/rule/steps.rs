#![doc = include_str!("steps.md")]

use serde::Deserialize;

use super::{Award, Compiler, Formula, Test};
use crate::finding::Problem;
use crate::number::{Exact, Literal};

/// Parameters of the `steps` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Steps {
    /// The input measured, in its own unit; above the line when there is a denominator.
    pub numerator: String,
    /// The input below the line; the bands are then shares of one.
    pub denominator: Option<String>,
    /// The bands, which together leave no value out and claim none twice.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub bands: Vec<Band>,
    /// Whether the numerator may exceed the denominator.
    #[serde(default)]
    pub may_exceed: bool,
}

/// A stretch of values and what it is worth.
///
/// The lower end is `from` (included) or `above` (not included), the upper end is `below`
/// (not included) or `to` (included); an end left out has no limit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Lower end, included.
    pub from: Option<Literal>,
    /// Lower end, not included.
    pub above: Option<Literal>,
    /// Upper end, not included.
    pub below: Option<Literal>,
    /// Upper end, included.
    pub to: Option<Literal>,
    /// Points outright.
    pub points: Option<Literal>,
    /// A share of the maximum.
    pub share: Option<Literal>,
}

/// One end of a band: the value, and whether it belongs to the band.
#[derive(Debug, Clone, Copy)]
struct End {
    value: Literal,
    included: bool,
}

impl Band {
    fn lower(&self) -> Option<End> {
        match (self.from, self.above) {
            (Some(value), _) => Some(End {
                value,
                included: true,
            }),
            (None, Some(value)) => Some(End {
                value,
                included: false,
            }),
            (None, None) => None,
        }
    }

    fn upper(&self) -> Option<End> {
        match (self.to, self.below) {
            (Some(value), _) => Some(End {
                value,
                included: true,
            }),
            (None, Some(value)) => Some(End {
                value,
                included: false,
            }),
            (None, None) => None,
        }
    }
}

impl Steps {
    /// Returns the points of the band in which the measure lies.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        if compiler.is_too_long("bands", self.bands.len()) {
            return Formula::Constant(points.clone());
        }
        let bands = self.sorted_bands(points, compiler);
        let score = |measure: Formula| {
            // From the highest band down: the first whose lower end is reached.
            let mut rising = bands.iter();
            let lowest = rising
                .next()
                .map(|(_, worth)| worth.clone())
                .unwrap_or_default();
            rising.fold(Formula::Constant(lowest), |lower, (band, worth)| {
                let Some(end) = band.lower() else {
                    return lower;
                };
                let limit = Formula::Constant(end.value.exact());
                let test = if end.included {
                    Test::AtLeast(measure.clone(), limit)
                } else {
                    Test::Above(measure.clone(), limit)
                };
                Formula::when(test, Formula::Constant(worth.clone()), lower)
            })
        };
        match &self.denominator {
            Some(denominator) => compiler.quotient(
                [&self.numerator, denominator],
                self.may_exceed,
                points,
                score,
            ),
            None => score(compiler.number("numerator", &self.numerator)),
        }
    }

    /// Returns the bands from the lowest to the highest with their points, reporting holes
    /// and overlaps between neighbours and at the ends.
    fn sorted_bands(&self, points: &Exact, compiler: &mut Compiler) -> Vec<(&Band, Exact)> {
        let mut bands: Vec<(usize, &Band, Exact)> = Vec::new();
        for (index, band) in self.bands.iter().enumerate() {
            let key = format!("bands/{index}");
            let award = Award {
                points: band.points,
                share: band.share,
            };
            for (one, other) in [("from", "above"), ("to", "below")] {
                let given = |name| match name {
                    "from" => band.from.is_some(),
                    "above" => band.above.is_some(),
                    "to" => band.to.is_some(),
                    _ => band.below.is_some(),
                };
                if given(one) && given(other) {
                    let problem = Problem::UnknownKey {
                        key: other.to_owned(),
                        nearest: None,
                        allowed: vec![one.to_owned()],
                    };
                    compiler.report(&format!("{key}/{other}"), problem);
                }
            }
            if let (Some(lower), Some(upper)) = (band.lower(), band.upper())
                && lower.value.exact() > upper.value.exact()
            {
                let problem = Problem::RangeReversed {
                    lower: lower.value.to_string(),
                    upper: upper.value.to_string(),
                };
                compiler.report(&key, problem);
            }
            bands.push((index, band, award.of(points, &key, compiler)));
        }
        bands
            .sort_by_key(|(_, band, _)| band.lower().map(|end| (end.value.exact(), !end.included)));
        for pair in bands.windows(2) {
            let [(_, below, _), (index, above, _)] = pair else {
                continue;
            };
            report_seam(*index, below.upper(), above.lower(), compiler);
        }
        let lowest = bands
            .first()
            .and_then(|(index, band, _)| Some((*index, band.lower()?)));
        if let Some((index, end)) = lowest
            && !self.nothing_lies_below(end, compiler)
        {
            let problem = Problem::BandHole {
                from: None,
                to: Some(end.value.0),
            };
            compiler.report(&format!("bands/{index}"), problem);
        }
        let highest = bands
            .last()
            .and_then(|(index, band, _)| Some((*index, band.upper()?)));
        if let Some((index, end)) = highest
            && !self.nothing_lies_above(end, compiler)
        {
            let problem = Problem::BandHole {
                from: Some(end.value.0),
                to: None,
            };
            compiler.report(&format!("bands/{index}"), problem);
        }
        bands
            .into_iter()
            .map(|(_, band, worth)| (band, worth))
            .collect()
    }

    /// Returns whether the measure begins with this band: a share at zero, an input at its
    /// own minimum.
    fn nothing_lies_below(&self, end: End, compiler: &Compiler) -> bool {
        let least = match &self.denominator {
            Some(_) => Some(Exact::ZERO),
            None => compiler.minimum_of(&self.numerator),
        };
        end.included && least.is_some_and(|least| end.value.exact() <= least)
    }

    /// Returns whether the measure ends with this band: a share at one, an input at its own
    /// maximum.
    fn nothing_lies_above(&self, end: End, compiler: &Compiler) -> bool {
        let most = match &self.denominator {
            Some(_) => (!self.may_exceed).then_some(Exact::ONE),
            None => compiler.maximum_of(&self.numerator),
        };
        end.included && most.is_some_and(|most| end.value.exact() >= most)
    }
}

/// Reports a hole or an overlap where one band ends and the next begins.
fn report_seam(index: usize, upper: Option<End>, lower: Option<End>, compiler: &mut Compiler) {
    let key = format!("bands/{index}");
    let hole = |from: End, to: End| Problem::BandHole {
        from: Some(from.value.0),
        to: Some(to.value.0),
    };
    match (upper, lower) {
        (Some(upper), Some(lower)) => {
            let (end, start) = (upper.value.exact(), lower.value.exact());
            if end < start || (end == start && !upper.included && !lower.included) {
                compiler.report(&key, hole(upper, lower));
            } else if end > start || (upper.included && lower.included) {
                let problem = Problem::BandOverlap {
                    from: Some(lower.value.0),
                    to: Some(upper.value.0),
                };
                compiler.report(&key, problem);
            }
        }
        (upper, lower) => {
            let problem = Problem::BandOverlap {
                from: lower.map(|end| end.value.0),
                to: upper.map(|end| end.value.0),
            };
            compiler.report(&key, problem);
        }
    }
}
