//! What time reports and bridge letters cover, the vendor's and those of the organisations it leaves controls
//! to: a picture, and the same as a table.

use crate::prelude::*;
use vendorward::core::{
    Date,
    order::settle,
    result::{Span, SpanKind},
};

use crate::{
    components::source::sources,
    desk::review,
    review::Scored,
    texts::{count, date, fill, t, text, word},
};

/// Heights in the picture, in pixels: of a lane, and of what stands in it.
const LANE: i32 = 44;
const NAME: i32 = 14;
const BAR: i32 = 20;
const THICK: i32 = 14;

/// The whole width, and the least of a span that is to be seen, in hundredths of a percent.
const WIDTH: i64 = 10_000;
const LEAST: i64 = 40;

/// Most years that are named under the picture: more would touch on a phone.
const TICKS: usize = 5;

/// Picture and table, for each product whose reports are others; nothing if no report says when.
pub(super) fn timeline(scored: &Scored) -> View {
    scored
        .outcome
        .assurance
        .timeline
        .chunk_by(|a, b| a.product == b.product)
        .enumerate()
        .filter_map(|(at, spans)| of_product(at, spans, scored.outcome.as_of))
        .collect_view()
}

fn of_product(at: usize, spans: &[Span], as_of: Date) -> Option<View> {
    let scale = Scale::of(spans, as_of)?;
    let product = spans.first().map(|span| span.product.clone())?;
    let product = (!product.is_empty()).then(|| {
        view! { ": "<span translate={"no"}>{product}</span> }
    });
    let id = format!("timeline-{at}");
    Some(view! {
        <figure class={"timeline"} aria-labelledby={id.clone()}>
            <figcaption id={id.clone()}><h3>{t("site.timeline")}{product}</h3></figcaption>
            {picture(spans, &scale)}
            {table(spans, id)}
        </figure>
    })
}

/// From the first day to the last, today's or the last that anything speaks of.
struct Scale {
    first: Date,
    last: Date,
    as_of: Date,
}

impl Scale {
    fn of(spans: &[Span], as_of: Date) -> Option<Self> {
        let first = spans.iter().map(|span| span.from).min()?;
        let last = spans.iter().map(|span| span.to).max()?;
        Some(Self {
            first: first.min(as_of),
            last: last.max(as_of),
            as_of,
        })
    }

    /// Where a day begins, in hundredths of a percent of the width.
    fn at(&self, day: Date) -> i64 {
        let whole = self.first.days_until(self.last) + 1;
        let before = self.first.days_until(day).clamp(0, whole);
        before * WIDTH / whole
    }

    /// Start and width of a span, its last day included.
    fn span(&self, span: &Span) -> (String, String) {
        let from = self.at(span.from);
        let to = self.at(span.to.add_days(1));
        (percent(from), percent((to - from).max(LEAST)))
    }

    /// The first days of years to name.
    fn years(&self) -> Vec<Date> {
        let (from, to) = (self.first.ymd().0, self.last.ymd().0);
        let all: Vec<Date> = (from..=to)
            .filter_map(|year| Date::new(year, 1, 1).ok())
            .filter(|day| (self.first..=self.last).contains(day))
            .collect();
        let step = all.len().div_ceil(TICKS).max(1);
        all.into_iter().step_by(step).collect()
    }
}

fn percent(share: i64) -> String {
    format!("{}.{:02}%", share / 100, share % 100)
}

/// The report of a span: its letter stands in the same lane.
fn report_of(span: &Span) -> Option<&str> {
    span.source
        .as_deref()
        .and_then(|path| path.split('/').nth(1))
}

/// What a lane is of: an organisation with all that covers its time and does not, or of the vendor's a report, or
/// what none of them covers.
fn lane_of(span: &Span) -> (&str, Option<&str>) {
    match span.org.as_str() {
        "" => ("", report_of(span)),
        org => (org, None),
    }
}

/// A lane for each of the vendor's reports, one for what none covers, and one for each organisation. The table
/// says the same in words, so the picture itself is silent.
fn picture(spans: &[Span], scale: &Scale) -> View {
    let mut lanes: Vec<(&str, Option<&str>)> = Vec::new();
    for span in spans {
        if !lanes.contains(&lane_of(span)) {
            lanes.push(lane_of(span));
        }
    }
    // Organisations as they came, and what nothing covers under the reports of each.
    let orgs: Vec<&str> = lanes.iter().map(|(org, _)| *org).collect();
    settle(&mut lanes, |(org, report)| {
        (orgs.iter().position(|one| one == org), report.is_none())
    });
    let drawn = (0_i32..)
        .zip(&lanes)
        .map(|(at, of)| {
            let own = spans.iter().filter(|span| lane_of(span) == *of);
            lane(own.collect(), *of, at * LANE, scale)
        })
        .collect_view();
    let foot = i32::try_from(lanes.len()).unwrap_or(i32::MAX / LANE) * LANE;
    let years = scale
        .years()
        .into_iter()
        .map(|day| year(day, foot, scale))
        .collect_view();
    // The day itself is over: the line stands where bars that last to this day end.
    let today = percent(scale.at(scale.as_of.add_days(1)));
    let label = foot + LANE - 4;
    view! {
        <svg class={"spans"} width={"100%"} height={(foot + LANE).to_string()} aria-hidden={"true"} translate={"no"}>
            {years}
            {drawn}
            <line class={"as-of-day"} x1={today.clone()} x2={today.clone()} y1={"0"} y2={(foot + LANE / 2).to_string()} />
            <text class={"as-of-label"} x={today} y={label.to_string()}>{date(scale.as_of)}</text>
        </svg>
    }
}

fn lane(spans: Vec<&Span>, of: (&str, Option<&str>), top: i32, scale: &Scale) -> View {
    let bars = spans
        .into_iter()
        .map(|span| {
            let (x, width) = scale.span(span);
            view! {
                <rect class={span.kind.as_str()} data-span={key(span)} x={x} width={width} y={(top + BAR).to_string()} height={THICK.to_string()} />
            }
        })
        .collect_view();
    view! {
        <text x={"0"} y={(top + NAME).to_string()}>{name(of)}</text>
        {bars}
    }
}

fn year(day: Date, foot: i32, scale: &Scale) -> View {
    let at = scale.at(day);
    let (year, _, _) = day.ymd();
    // A name at the right edge ends there.
    let anchor = if at > WIDTH - WIDTH / 10 {
        "end"
    } else {
        "start"
    };
    let x = percent(at);
    view! {
        <line class={"year"} x1={x.clone()} x2={x.clone()} y1={"0"} y2={foot.to_string()} />
        <text class={"year"} x={x} y={(foot + NAME).to_string()} text-anchor={anchor}>{year.to_string()}</text>
    }
}

/// Kind and days, the same in picture and table.
fn key(span: &Span) -> String {
    format!("{} {} {}", span.kind.as_str(), span.from, span.to)
}

/// The organisation; or the system a report describes, and its id: two years of one report describe the same.
fn name((org, report): (&str, Option<&str>)) -> String {
    let Some(id) = report else {
        return match org {
            "" => text("site.span.gap"),
            org => org.to_owned(),
        };
    };
    let system = review().read(|assessment| {
        let mut all = assessment.reports.iter();
        let report = all.find(|report| report.id.as_str() == id)?;
        Some(report.system_name.trim().to_owned())
    });
    match system {
        Some(system) if !system.is_empty() => format!("{system} ({id})"),
        _ => id.to_owned(),
    }
}

fn table(spans: &[Span], id: String) -> View {
    let rows = spans.iter().map(row).collect_view();
    view! {
        <div class={"scroll"} role={"region"} tabindex={"0"} aria-labelledby={id}>
            <table>
                <thead><tr>
                    <th scope={"col"}>{t("site.timeline.what")}</th>
                    <th scope={"col"}>{t("site.timeline.when")}</th>
                    <th scope={"col"}>{t("site.timeline.days")}</th>
                    <th scope={"col"}>{t("site.timeline.source")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(span: &Span) -> View {
    let days = span.from.days_until(span.to) + 1;
    let days = usize::try_from(days).unwrap_or_default();
    let source = span
        .source
        .as_ref()
        .map(|source| sources(std::slice::from_ref(source)));
    let org = (!span.org.is_empty())
        .then(|| view! { <small translate={"no"}>{span.org.clone()}</small> });
    view! {
        <tr data-span={key(span)}>
            <th scope={"row"}><span class={format!("swatch {}", span.kind.as_str())} aria-hidden={"true"}>{mark(span.kind)}</span>{word("site.span", span.kind.as_str())}{org}</th>
            <td>{fill("site.period", &[("start", &date(span.from)), ("end", &date(span.to))])}</td>
            <td class={"number"}>{count("site.days", days)}</td>
            <td>{source}</td>
        </tr>
    }
}

/// A mark beside the word, so that no colour is needed to tell them apart.
const fn mark(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Type2 => "■",
        SpanKind::Type1 => "◆",
        SpanKind::Bridge => "▨",
        SpanKind::Gap => "□",
    }
}
