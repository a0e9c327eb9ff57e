#![doc = include_str!("steps.md")]

use serde::Deserialize;

use super::{Award, Compiler, Formula, Test};
use crate::finding::Problem;
use crate::number::{Exact, Literal, Rounding, RoundingMode};

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
#[derive(Debug, Clone)]
struct End {
    value: Exact,
    included: bool,
}

impl End {
    const fn at(value: Exact) -> End {
        End {
            value,
            included: true,
        }
    }

    /// Returns the same end of what lies on its other side.
    fn beyond(&self) -> End {
        End {
            value: self.value.clone(),
            included: !self.included,
        }
    }
}

/// The values that the measure can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Values {
    /// Whole numbers: bands of a count may be written 0–4, 5–9.
    Whole,
    /// All between two others.
    All,
}

impl Values {
    /// Returns whether there is a value from one end to another; no end is no limit.
    fn lie_between(self, low: Option<&End>, high: Option<&End>) -> bool {
        let (Some(low), Some(high)) = (low, high) else {
            return true;
        };
        match self {
            Values::All => {
                low.value < high.value || (low.value == high.value && low.included && high.included)
            }
            Values::Whole => {
                let first = first_whole(low);
                first < high.value || (first == high.value && high.included)
            }
        }
    }
}

/// Returns the first whole number from an end on.
fn first_whole(end: &End) -> Exact {
    let cut_off = Rounding {
        digits: 0,
        mode: RoundingMode::Down,
    };
    let whole = Exact::from(end.value.round(cut_off));
    if whole < end.value || (whole == end.value && !end.included) {
        &whole + &Exact::ONE
    } else {
        whole
    }
}

/// Returns whether an upper end lies before another.
fn is_nearer(one: Option<&End>, other: Option<&End>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one.value < other.value || (one.value == other.value && !one.included && other.included)
        }
        (one, other) => one.is_some() && other.is_none(),
    }
}

impl Band {
    fn lower(&self) -> Option<End> {
        match (self.from, self.above) {
            (Some(value), _) => Some(End {
                value: value.exact(),
                included: true,
            }),
            (None, Some(value)) => Some(End {
                value: value.exact(),
                included: false,
            }),
            (None, None) => None,
        }
    }

    fn upper(&self) -> Option<End> {
        match (self.to, self.below) {
            (Some(value), _) => Some(End {
                value: value.exact(),
                included: true,
            }),
            (None, Some(value)) => Some(End {
                value: value.exact(),
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
                let limit = Formula::Constant(end.value);
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
        let is_count = self.denominator.is_none() && compiler.is_count(&self.numerator);
        let values = if is_count { Values::Whole } else { Values::All };
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
            let worth = award.of(points, &key, compiler);
            let is_kept = match (band.lower(), band.upper()) {
                (Some(lower), Some(upper)) if lower.value > upper.value => {
                    let shown = |literal: Option<Literal>| literal.map(|end| end.to_string());
                    let problem = Problem::RangeReversed {
                        lower: shown(band.from.or(band.above)).unwrap_or_default(),
                        upper: shown(band.to.or(band.below)).unwrap_or_default(),
                    };
                    compiler.report(&key, problem);
                    false
                }
                (lower, upper) if !values.lie_between(lower.as_ref(), upper.as_ref()) => {
                    compiler.report(&key, Problem::BandEmpty);
                    false
                }
                _ => true,
            };
            if is_kept {
                bands.push((index, band, worth));
            }
        }
        bands.sort_by_key(|(_, band, _)| band.lower().map(|end| (end.value, !end.included)));
        let ends = bands.iter().map(|(index, band, _)| (*index, *band));
        self.report_seams(&ends.collect::<Vec<_>>(), values, compiler);
        bands
            .into_iter()
            .map(|(_, band, worth)| (band, worth))
            .collect()
    }

    /// Reports what belongs to no band or to two, of bands in the order of their lower ends.
    fn report_seams(&self, bands: &[(usize, &Band)], values: Values, compiler: &mut Compiler) {
        let Some(((lowest, first), rest)) = bands.split_first() else {
            return;
        };
        let shown = |end: &Option<End>| end.as_ref()?.value.to_decimal();
        let hole = |from: &Option<End>, to: &Option<End>| Problem::BandHole {
            from: shown(from),
            to: shown(to),
        };
        let is_between = |low: &Option<End>, high: &Option<End>| {
            let (low, high) = (
                low.as_ref().map(End::beyond),
                high.as_ref().map(End::beyond),
            );
            low.is_some() && high.is_some() && values.lie_between(low.as_ref(), high.as_ref())
        };
        let begins = first.lower();
        let least = self.least(compiler);
        if let Some(end) = &begins
            && values.lie_between(least.as_ref(), Some(&end.beyond()))
        {
            compiler.report(&format!("bands/{lowest}"), hole(&None, &begins));
        }
        // The band that reaches farthest up to here, and where it ends.
        let (mut farthest, mut reached) = (*lowest, first.upper());
        for (index, band) in rest {
            let (lower, upper) = (band.lower(), band.upper());
            let is_farther = is_nearer(reached.as_ref(), upper.as_ref());
            let both = if is_farther { &reached } else { &upper };
            if values.lie_between(lower.as_ref(), both.as_ref()) {
                let problem = Problem::BandOverlap {
                    bands: [farthest + 1, index + 1],
                    from: shown(&lower),
                    begins_above: lower.as_ref().is_some_and(|end| !end.included),
                    to: shown(both),
                    ends_below: both.as_ref().is_some_and(|end| !end.included),
                };
                compiler.report(&format!("bands/{index}"), problem);
            }
            if is_between(&reached, &lower) {
                compiler.report(&format!("bands/{index}"), hole(&reached, &lower));
            }
            if is_farther {
                (farthest, reached) = (*index, upper);
            }
        }
        let most = self.most(compiler);
        if let Some(end) = &reached
            && values.lie_between(Some(&end.beyond()), most.as_ref())
        {
            compiler.report(&format!("bands/{farthest}"), hole(&reached, &None));
        }
    }

    /// Returns where the measure begins: a share at zero, an input at its own minimum.
    fn least(&self, compiler: &Compiler) -> Option<End> {
        let least = match &self.denominator {
            Some(_) => Some(Exact::ZERO),
            None => compiler.minimum_of(&self.numerator),
        };
        least.map(End::at)
    }

    /// Returns where the measure ends: a share at one, an input at its own maximum.
    fn most(&self, compiler: &Compiler) -> Option<End> {
        let most = match &self.denominator {
            Some(_) => (!self.may_exceed).then_some(Exact::ONE),
            None => compiler.maximum_of(&self.numerator),
        };
        most.map(End::at)
    }
}
