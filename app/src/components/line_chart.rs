//! Measurements as lines over time, drawn on the server. Lines are told apart by dashes and by the
//! form of their points too, never by colour alone. The same numbers stand in a table beside it, whose
//! rows lead to each item: the drawing itself is for who points and looks.
//!
//! Places are in percent of the drawing and letters in `em`, so that it fits 320 px without smaller
//! letters.

use inzage_domain::Language;
use leptos::prelude::*;

use crate::locales::use_texts;

/// A value on a line.
#[derive(Clone, Debug, PartialEq)]
pub struct LinePoint {
    /// When, in seconds from any beginning.
    pub at: f64,
    /// How much. What is not finite is not drawn.
    pub value: f64,
    /// When and how much, in words.
    pub text: String,
    /// The page of the item.
    pub href: String,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartLine {
    /// What it is; a chart of one line can do without.
    pub name: String,
    /// Its values, oldest first.
    pub points: Vec<LinePoint>,
}

/// Where the plot begins and ends, in percent: before it stand the numbers of the axis.
const LEFT: f64 = 17.0;
const RIGHT: f64 = 97.0;
/// Points up to which each is drawn with its form and leads to its item; above that there is a line.
const MOST_POINTS: usize = 120;

/// The numbers at a vertical axis.
#[derive(Clone, Debug, PartialEq)]
struct Axis {
    low: f64,
    high: f64,
    ticks: Vec<f64>,
    decimals: usize,
}

impl Axis {
    /// An axis with round numbers that holds all of the values; `None` without any.
    fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            return None;
        }
        // A flat line gets room above and below it.
        if high - low < f64::EPSILON * high.abs().max(1.0) {
            let room = if high.abs() < f64::EPSILON { 1.0 } else { high.abs() * 0.05 };
            low -= room;
            high += room;
        }
        let (step, decimals) = step(high - low);
        let low = (low / step + 1e-9).floor() * step;
        let high = (high / step - 1e-9).ceil() * step;
        let mut ticks = vec![low];
        while let Some(last) = ticks.last().copied()
            && last + step / 2.0 < high
            && ticks.len() < 20
        {
            ticks.push(last + step);
        }
        Some(Self { low, high, ticks, decimals })
    }

    /// The height of a value, in percent from above.
    fn height(&self, value: f64) -> f64 {
        (100.0 - (value - self.low) / (self.high - self.low) * 100.0).clamp(0.0, 100.0)
    }
}

/// The distance between round numbers, of which about four fit in a range, and its decimals.
fn step(range: f64) -> (f64, usize) {
    let raw = range / 4.0;
    let mut size = 1.0_f64;
    let mut decimals = 0_usize;
    while size * 10.0 <= raw && size < 1e15 {
        size *= 10.0;
    }
    while size > raw && decimals < 12 {
        size /= 10.0;
        decimals += 1;
    }
    // One of 1, 2, 2.5, 5 and 10 times a power of ten; `size` is at most the raw step.
    let share = raw / size - 1e-9;
    if share <= 1.0 {
        (size, decimals)
    } else if share <= 2.0 {
        (size * 2.0, decimals)
    } else if share <= 2.5 {
        (size * 2.5, if size < 10.0 { decimals + 1 } else { 0 })
    } else if share <= 5.0 {
        (size * 5.0, decimals)
    } else {
        (size * 10.0, decimals.saturating_sub(1))
    }
}

/// A number with the signs of the language: `1.250,5`.
fn decimal(value: f64, decimals: usize, language: Language) -> String {
    let written = format!("{value:.decimals$}");
    let written = if written.trim_start_matches(['-', '0', '.']).is_empty() {
        written.replace('-', "")
    } else {
        written
    };
    let (whole, fraction) = written.split_once('.').map_or((written.as_str(), None), |(w, f)| (w, Some(f)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let (point, thousands) = language.pick((",", "."), (".", ","));
    let mut out = sign.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(thousands);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push_str(point);
        out.push_str(fraction);
    }
    out
}

/// Where an instant stands, in percent from the left.
fn along(at: f64, first: f64, last: f64) -> f64 {
    let share = if last - first > 0.0 { (at - first) / (last - first) } else { 0.5 };
    LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
}

fn percent(place: f64) -> String {
    format!("{place:.2}%")
}

/// The form of a point: round, square or standing on its tip, by line.
fn point_form(line: usize, x: f64, y: f64) -> AnyView {
    let class = format!("line__point line--{}", line % 3);
    match line % 3 {
        0 => view! { <circle class=class cx=percent(x) cy=percent(y) r="6"></circle> }.into_any(),
        1 => view! {
            <rect class=class x=percent(x) y=percent(y) width="11" height="11" transform="translate(-5.5 -5.5)"></rect>
        }
        .into_any(),
        _ => view! {
            <svg x=percent(x) y=percent(y) overflow="visible">
                <path class=class d="M0 -8 8 0 0 8 -8 0z"></path>
            </svg>
        }
        .into_any(),
    }
}

/// What is usual, as a band behind the lines.
fn band(axis: &Axis, low: Option<f64>, high: Option<f64>) -> Option<AnyView> {
    let above = high.map_or(0.0, |high| axis.height(high));
    let below = low.map_or(100.0, |low| axis.height(low));
    (low.is_some() || high.is_some()).then(|| {
        view! {
            <rect
                class="line__usual"
                x=percent(LEFT)
                y=percent(above)
                width=percent(RIGHT - LEFT)
                height=percent((below - above).max(0.0))
            ></rect>
        }
        .into_any()
    })
}

fn drawn_line(
    place: usize,
    line: &ChartLine,
    axis: &Axis,
    first: f64,
    last: f64,
    with_points: bool,
) -> AnyView {
    let spots: Vec<(f64, f64, &LinePoint)> = line
        .points
        .iter()
        .filter(|point| point.value.is_finite())
        .map(|point| (along(point.at, first, last), axis.height(point.value), point))
        .collect();
    let class = format!("line__stroke line--{}", place % 3);
    let strokes = spots
        .iter()
        .zip(spots.iter().skip(1))
        .map(|((x, y, _), (to_x, to_y, _))| {
            view! { <line class=class.clone() x1=percent(*x) y1=percent(*y) x2=percent(*to_x) y2=percent(*to_y)></line> }
        })
        .collect_view();
    let points = with_points.then(|| {
        spots
            .iter()
            .map(|(x, y, point)| {
                let title = match line.name.as_str() {
                    "" => point.text.clone(),
                    name => format!("{name}, {}", point.text),
                };
                view! {
                    <a href=point.href.clone() tabindex="-1">
                        <title>{title}</title>
                        {point_form(place, *x, *y)}
                    </a>
                }
            })
            .collect_view()
    });
    view! {
        {strokes}
        {points}
    }
    .into_any()
}

/// What each line is, and what the band is.
fn legend(lines: Vec<ChartLine>, usual: String) -> AnyView {
    let names = lines
        .into_iter()
        .enumerate()
        .filter(|(_, line)| !line.name.is_empty())
        .map(|(place, line)| {
            view! {
                <li>
                    <svg class="line__key" aria-hidden="true" width="2.5em" height="1.2em">
                        <line class=format!("line__stroke line--{}", place % 3) x1="0" y1="50%" x2="100%" y2="50%"></line>
                        {point_form(place, 50.0, 50.0)}
                    </svg>
                    {line.name}
                </li>
            }
        })
        .collect_view();
    let usual = (!usual.is_empty()).then(|| {
        view! {
            <li>
                <svg class="line__key" aria-hidden="true" width="2.5em" height="1.2em">
                    <rect class="line__usual" width="100%" height="100%"></rect>
                </svg>
                {usual}
            </li>
        }
    });
    view! { <ul class="line__legend">{names} {usual}</ul> }.into_any()
}

/// Lines over time on one axis. A screen reader hears the title and the description; the numbers are
/// in the table that the page puts beside it.
#[component]
pub fn LineChart(
    /// A unique id; other ids are made from it.
    #[prop(into)]
    id: String,
    /// What it shows, with its unit: `Gewicht in kg`.
    #[prop(into)]
    title: String,
    /// What can be seen in it, in a few sentences.
    #[prop(into)]
    description: String,
    /// The lines, at most three that differ in form.
    lines: Vec<ChartLine>,
    /// From where on a value is usual.
    #[prop(optional_no_strip)]
    low: Option<f64>,
    /// Up to where.
    #[prop(optional_no_strip)]
    high: Option<f64>,
    /// What is usual, in words; empty for none.
    #[prop(optional, into)]
    usual: String,
    /// The first and the last day, in words.
    ends: (String, String),
) -> impl IntoView {
    let texts = use_texts();
    let values = lines.iter().flat_map(|line| &line.points).map(|point| point.value);
    let Some(axis) = Axis::of(values.chain(low).chain(high)) else { return ().into_any() };
    let times = || lines.iter().flat_map(|line| &line.points).map(|point| point.at);
    let (first, last) = (times().fold(f64::INFINITY, f64::min), times().fold(f64::NEG_INFINITY, f64::max));
    let grid = axis
        .ticks
        .iter()
        .map(|tick| {
            let y = percent(axis.height(*tick));
            view! {
                <line class="line__grid" x1="0" y1=y.clone() x2="100%" y2=y.clone()></line>
                <text class="line__number" x="0" y=y dy="-0.3em">{decimal(*tick, axis.decimals, texts.0)}</text>
            }
        })
        .collect_view();
    let with_points = lines.iter().map(|line| line.points.len()).sum::<usize>() <= MOST_POINTS;
    let drawn = lines
        .iter()
        .enumerate()
        .map(|(place, line)| drawn_line(place, line, &axis, first, last, with_points))
        .collect_view();
    let (title_id, description_id) = (format!("{id}-titel"), format!("{id}-uitleg"));
    let (labelled, described) = (title_id.clone(), description_id.clone());
    let (from, until) = ends;
    let one_day = from == until;
    let tells = lines.len() > 1 || !usual.is_empty();
    let legend = tells.then(|| legend(lines, usual));
    let labels = view! {
        <text class="line__day" x=percent(if one_day { f64::midpoint(LEFT, RIGHT) } else { LEFT }) y="100%" dy="-1.7em" text-anchor=if one_day { "middle" } else { "start" }>
            {from}
        </text>
        {(!one_day).then(|| view! { <text class="line__day" x=percent(RIGHT) y="100%" dy="-0.3em" text-anchor="end">{until}</text> })}
    };
    view! {
        <figure class="line" id=id>
            <svg
                class="line__drawing"
                role="group"
                aria-labelledby=labelled
                aria-describedby=described
                width="100%"
                height="22.5em"
            >
                <title id=title_id>{title}</title>
                <desc id=description_id>{description}</desc>
                <g aria-hidden="true">
                    <svg x="0" y="2em" width="100%" height="16.5em" overflow="visible">
                        {band(&axis, low, high)}
                        {grid}
                        {drawn}
                    </svg>
                    {labels}
                </g>
            </svg>
            {legend}
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use inzage_domain::Language::{Dutch, English};

    use super::{Axis, along, decimal, step};

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-9 * other.abs().max(1.0)
    }

    #[test]
    fn an_axis_has_a_few_round_numbers_around_all_values() {
        for (values, low, high, ticks) in [
            (vec![70.0, 72.5], 70.0, 73.0, 4),
            (vec![58.0], 54.0, 62.0, 5),
            (vec![0.0], -1.0, 1.0, 5),
            (vec![148.0, 84.0], 80.0, 160.0, 5),
            (vec![4.8, 5.1, 5.0], 4.8, 5.1, 4),
            (vec![1000.0, 1400.0], 1000.0, 1400.0, 5),
            (vec![-3.0, 3.0], -4.0, 4.0, 5),
            (vec![0.001, 0.002], 0.001, 0.002, 5),
        ] {
            let axis = Axis::of(values.clone().into_iter()).unwrap();
            assert!(near(axis.low, low) && near(axis.high, high), "{values:?}: {axis:?}");
            assert_eq!(axis.ticks.len(), ticks, "{values:?}: {axis:?}");
            assert!(values.iter().all(|value| (0.0..=100.0).contains(&axis.height(*value))), "{axis:?}");
            // No two ticks read the same.
            let mut words: Vec<String> =
                axis.ticks.iter().map(|tick| decimal(*tick, axis.decimals, Dutch)).collect();
            words.dedup();
            assert_eq!(words.len(), axis.ticks.len(), "{axis:?}");
        }
        assert_eq!(Axis::of([f64::NAN, f64::INFINITY].into_iter()), None);
        assert_eq!(Axis::of(std::iter::empty()), None);
    }

    #[test]
    fn the_highest_value_stands_above_the_lowest() {
        let axis = Axis::of([80.0, 160.0].into_iter()).unwrap();
        assert!(near(axis.height(axis.high), 0.0) && near(axis.height(axis.low), 100.0));
        assert!(axis.height(148.0) < axis.height(84.0));
        assert!(near(axis.height(1e9), 0.0), "outside is at the edge");
    }

    #[test]
    fn steps_are_round() {
        for (range, expected, decimals) in [
            (80.0, 20.0, 0),
            (2.5, 1.0, 0),
            (0.3, 0.1, 1),
            (1.0, 0.25, 2),
            (5.0, 2.0, 0),
            (10.0, 2.5, 1),
            (12.0, 5.0, 0),
            (100.0, 25.0, 0),
            (400.0, 100.0, 0),
        ] {
            let (found, written) = step(range);
            assert!(near(found, expected) && written == decimals, "{range}: {found} {written}");
        }
    }

    #[test]
    fn numbers_have_the_signs_of_the_language() {
        for (value, decimals, dutch, english) in [
            (72.5, 1, "72,5", "72.5"),
            (1250.0, 0, "1.250", "1,250"),
            (-1_234_567.25, 2, "-1.234.567,25", "-1,234,567.25"),
            (-0.0, 1, "0,0", "0.0"),
            (0.05, 2, "0,05", "0.05"),
        ] {
            assert_eq!(decimal(value, decimals, Dutch), dutch);
            assert_eq!(decimal(value, decimals, English), english);
        }
    }

    #[test]
    fn time_goes_from_left_to_right_and_one_moment_stands_in_the_middle() {
        assert!(near(along(10.0, 10.0, 20.0), 17.0) && near(along(20.0, 10.0, 20.0), 97.0));
        assert!(near(along(10.0, 10.0, 10.0), 57.0));
    }
}
