//! Charts. Bars are SVG that is stretched to the room there is, names and figures are text beside them:
//! they break on a narrow screen, are found, printed and read aloud as all text is.

use maud::{Markup, html};
use rust_decimal::Decimal;

use crate::report::chart::{Chart, Kind, Series};
use crate::report::export::chart::{greatest, parts};
use crate::text::Language;

/// How many parts the scale has.
const SCALE: usize = 1000;

/// Draws a chart.
pub(super) fn draw(chart: &Chart, language: Language) -> Markup {
    let unit = if chart.unit.is_empty() {
        String::new()
    } else {
        format!(" ({})", super::super::heading(&chart.unit))
    };
    let kind = match chart.kind {
        Kind::Bars => "bars",
        Kind::Columns => "columns",
        Kind::Line => "line",
    };
    html! {
        figure.chart.(kind).long[chart.is_long()] {
            figcaption { (super::super::heading(&chart.title)) (unit) }
            @if chart.series.len() > 1 {
                ul.key {
                    @for (index, series) in chart.series.iter().enumerate() {
                        li { span class=(of(index)) aria-hidden="true" { (sign(index)) } " " (super::super::heading(&series.name)) }
                    }
                }
            }
            @if chart.kind == Kind::Line {
                (line(chart))
            }
            ul.values {
                @for (index, category) in chart.categories.iter().enumerate() {
                    li {
                        span.name { (super::super::heading(category)) }
                        @for (number, series) in chart.series.iter().enumerate() {
                            (value(chart, (number, series), index, language))
                        }
                    }
                }
            }
        }
    }
}

/// The classes of a series.
const fn of(index: usize) -> &'static str {
    match index {
        0 => "s0",
        1 => "s1",
        _ => "s2",
    }
}

/// What tells one series from another besides colour.
const fn sign(index: usize) -> &'static str {
    match index {
        0 => "■",
        1 => "◆",
        _ => "●",
    }
}

/// One value: its bar, and what it is.
fn value(
    chart: &Chart,
    (number, series): (usize, &Series),
    index: usize,
    language: Language,
) -> Markup {
    let value = series.values.get(index).copied().flatten();
    let is_signed = chart.is_signed();
    let told = value.map(|value| {
        let magnitude = language.number(value.abs());
        match (value.is_zero(), value.is_sign_negative(), is_signed) {
            (false, true, _) => format!("▼ −{magnitude}"),
            (false, false, true) => format!("▲ +{magnitude}"),
            _ => magnitude,
        }
    });
    let length = value.map_or(0, |value| parts(value, greatest(chart), SCALE));
    let is_below = value.is_some_and(|value| value.is_sign_negative());
    html! {
        @if chart.kind == Kind::Bars {
            (bar(length, is_signed, is_below, of(number)))
        } @else if chart.kind == Kind::Columns {
            (column(length, of(number)))
        }
        span.value {
            @if chart.series.len() > 1 { span class=(of(number)) aria-hidden="true" { (sign(number)) } " " }
            (told.unwrap_or_default())
        }
    }
}

fn bar(length: usize, is_signed: bool, is_below: bool, class: &str) -> Markup {
    let (view, start) = match (is_signed, is_below) {
        (false, _) => (SCALE, 0),
        (true, false) => (2 * SCALE, SCALE),
        (true, true) => (2 * SCALE, SCALE - length),
    };
    html! {
        svg viewBox=(format!("0 0 {view} 10")) preserveAspectRatio="none" aria-hidden="true" {
            rect.ground width=(view) height="10" {}
            rect class=(if is_below { "below" } else { class }) x=(start) width=(length) height="10" {}
            @if is_signed {
                rect.zero x=(SCALE - 2) width="4" height="10" {}
            }
        }
    }
}

fn column(length: usize, class: &str) -> Markup {
    html! {
        svg viewBox=(format!("0 0 10 {SCALE}")) preserveAspectRatio="none" aria-hidden="true" {
            rect class=(class) y=(SCALE - length) width="10" height=(length) {}
        }
    }
}

/// A line through the values of each series, and a dot for each value: one alone is no line.
fn line(chart: &Chart) -> Markup {
    let width = chart.categories.len() * SCALE;
    let end = greatest(chart);
    let points = |series: &Series| -> Vec<[usize; 2]> {
        let point = |(index, value): (usize, &Option<Decimal>)| {
            let height = parts((*value)?.max(Decimal::ZERO), end, SCALE);
            Some([index * SCALE + SCALE / 2, SCALE - height])
        };
        series.values.iter().enumerate().filter_map(point).collect()
    };
    let joined = |points: &[[usize; 2]]| {
        let points = points.iter().map(|[x, y]| format!("{x},{y}"));
        points.collect::<Vec<_>>().join(" ")
    };
    let dots = |points: &[[usize; 2]]| {
        let dots = points.iter().map(|[x, y]| format!("M{x},{y}h0"));
        dots.collect::<String>()
    };
    html! {
        svg.plot viewBox=(format!("0 0 {width} {SCALE}")) preserveAspectRatio="none" aria-hidden="true" {
            @for (index, series) in chart.series.iter().enumerate() {
                @let points = points(series);
                polyline class=(of(index)) points=(joined(&points)) {}
                path class={ "dots " (of(index)) } d=(dots(&points)) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(kind: Kind, values: &[Option<i64>]) -> String {
        let chart = Chart {
            title: "title".to_owned(),
            kind,
            unit: "points".to_owned(),
            maximum: Some(Decimal::ONE_HUNDRED),
            categories: values.iter().map(|_| "name".to_owned()).collect(),
            series: vec![Series {
                name: "series".to_owned(),
                values: values
                    .iter()
                    .map(|value| value.map(Decimal::from))
                    .collect(),
            }],
        };
        draw(&chart, Language::Vietnamese).into_string()
    }

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let drawn = drawn(Kind::Bars, &[Some(25), None]);
        assert!(drawn.contains(r#"<rect class="s0" x="0" width="250" height="10">"#));
        assert!(drawn.contains(r#"<rect class="s0" x="0" width="0" height="10">"#));
        assert!(drawn.contains(r#"<span class="value">25</span>"#));
    }

    #[test]
    fn losses_go_the_other_way_and_are_told_by_a_sign() {
        let drawn = drawn(Kind::Bars, &[Some(10), Some(-10)]);
        assert!(drawn.contains(r#"<rect class="s0" x="1000" width="100" height="10">"#));
        assert!(drawn.contains(r#"<rect class="below" x="900" width="100" height="10">"#));
        assert!(drawn.contains("▲ +10") && drawn.contains("▼ −10"));
    }

    #[test]
    fn a_line_leaves_out_what_is_not_known_and_one_value_is_a_dot() {
        assert!(
            drawn(Kind::Line, &[Some(50), None, Some(100)]).contains(r#"points="500,500 2500,0""#)
        );
        assert!(drawn(Kind::Line, &[Some(50)]).contains(r#"d="M500,500h0""#));
        assert!(drawn(Kind::Line, &[]).contains(r#"points="""#));
    }

    #[test]
    fn columns_stand_on_the_ground() {
        let drawn = drawn(Kind::Columns, &[Some(25)]);
        assert!(drawn.contains(r#"<rect class="s0" y="750" width="10" height="250">"#));
    }
}
