//! What a report says, in reading order: decision, notices, gates, duties counted, practice in
//! ranges, where PHI goes, findings, conditions, decisions, and what all of it rests on.

use vendorward_core::{
    assessment::ConditionState,
    baa::cite_of,
    basis::Basis,
    facts::Tier,
    finding::Severity,
    gate::GateState,
    result::{
        CellOutcome, DutyState, Finding, Gate, Outcome, OutcomeCondition, ReportOutcome, Score,
    },
    texts::{Language, has},
};

use super::{
    Block, Cell, Entry, Report, Table, Tone, lead,
    words::{Words, capital},
};
use crate::{VERSION, api::Scored, package::Package, result, set::Set};

pub(super) fn report(set: &Set, scored: &Scored, language: Language) -> Report {
    let words = Words(language);
    let (package, outcome) = (&scored.package, &scored.outcome);
    let engagement = &package.assessment.engagement;
    let vendor = lead::vendor(words, engagement);
    let package_sha256 = package.sha256();
    let title = if engagement.products.is_empty() {
        vendor.clone()
    } else {
        let products = words.list(&engagement.products);
        words.fill(
            "report.title",
            &[("vendor", &vendor), ("products", &products)],
        )
    };
    let rubric = words.fill(
        "report.named",
        &[("id", &set.rubric.id), ("version", &set.rubric.version)],
    );
    let margin = words.fill(
        "report.margin",
        &[
            ("vendor", &vendor),
            ("as_of", &outcome.as_of.to_string()),
            ("rubric", &rubric),
            ("package", package_sha256.get(..12).unwrap_or_default()),
        ],
    );
    let mut blocks = vec![Block::Paragraph(words.text("recommendation.disclaimer"))];
    blocks.extend(
        outcome
            .notices
            .iter()
            .map(|notice| Block::Notice(words.said(notice))),
    );
    blocks.push(Block::Facts(overview(words, package, outcome, &rubric)));
    gates(words, outcome, &mut blocks);
    duties(words, outcome, &mut blocks);
    practice(words, set, outcome, &mut blocks);
    agreements(words, outcome, &mut blocks);
    reports(words, outcome, &mut blocks);
    scope(words, outcome, &mut blocks);
    findings(words, outcome, &mut blocks);
    conditions(words, outcome, &mut blocks);
    decision(words, package, &mut blocks);
    inputs(words, set, scored, package_sha256, &mut blocks);
    Report {
        language,
        title,
        lead: lead::lead(engagement, outcome, language),
        margin,
        blocks,
    }
}

fn heading(words: Words, key: &str, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(words.text(key)));
}

fn head(words: Words, keys: &[&str]) -> Vec<String> {
    keys.iter()
        .map(|key| words.text(&format!("report.column.{key}")))
        .collect()
}

fn cell(tone: Tone, text: String) -> Cell {
    Cell { text, tone }
}

/// Who, what and how far, before anything else.
fn overview(
    words: Words,
    package: &Package,
    outcome: &Outcome,
    rubric: &str,
) -> Vec<(String, String)> {
    let engagement = &package.assessment.engagement;
    let mut facts = Vec::new();
    let mut say = |key: &str, value: String| {
        if !value.is_empty() {
            facts.push((words.text(&format!("report.fact.{key}")), value));
        }
    };
    say("vendor", engagement.vendor.legal_name.clone());
    say("customer", engagement.customer.name.clone());
    say("products", words.list(&engagement.products));
    let stage = engagement.stage.map_or("unknown", |stage| stage.as_str());
    say("stage", words.word("stage", stage));
    say("phi", words.word("phi", engagement.phi().as_str()));
    say("as-of", outcome.as_of.to_string());
    say("rubric", rubric.to_owned());
    let (tier, best) = (outcome.inherent.tier, outcome.inherent.best);
    say("tier", tiers(words, tier, best));
    let rating = outcome
        .rating
        .map(|rating| tiers(words, rating.now, rating.best));
    say(
        "rating",
        rating.unwrap_or_else(|| words.text("report.nothing-scorable")),
    );
    say("triage", words.word("triage", outcome.triage.as_str()));
    say(
        "determination",
        words.word("determination", outcome.baa.determination.as_str()),
    );
    if let Some(score) = &outcome.score {
        say("completeness", words.percent(score.completeness));
    }
    if let Some(day) = outcome.next_review {
        say("next-review", day.to_string());
    }
    facts
}

/// A tier, and what it is at best if that differs.
fn tiers(words: Words, now: Tier, best: Tier) -> String {
    let now_word = words.word("tier", now.as_str());
    if now == best {
        return now_word;
    }
    let best = words.word("tier", best.as_str());
    words.fill("report.at-best", &[("now", &now_word), ("best", &best)])
}

fn gates(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.gates", blocks);
    let (moot, arising): (Vec<&Gate>, Vec<&Gate>) = outcome
        .gates
        .iter()
        .partition(|gate| gate.state == GateState::NotApplicable);
    let title = |gate: &Gate| words.text(&format!("{}.title", gate.id));
    let row = |gate: &&Gate| {
        vec![
            title(gate).into(),
            cell(Tone::of_gate(gate.state), gate_state(words, gate)),
            words.word("report.effect", gate.effect.as_str()).into(),
            gate.citation.clone().into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(words, &["gate", "state", "effect", "citation"]),
        rows: arising.iter().map(row).collect(),
    }));
    if !moot.is_empty() {
        let titles: Vec<String> = moot.iter().map(|gate| title(gate)).collect();
        let line = words.fill("report.gates-moot", &[("gates", &words.list(&titles))]);
        blocks.push(Block::Paragraph(line));
    }
    let asked: Vec<Vec<Cell>> = arising
        .iter()
        .filter(|gate| !gate.needs.is_empty())
        .map(|gate| {
            let needs: Vec<String> = gate.needs.iter().map(|need| words.said(need)).collect();
            vec![title(gate).into(), needs.join("; ").into()]
        })
        .collect();
    if !asked.is_empty() {
        blocks.push(Block::Table(Table {
            head: head(words, &["gate", "needs"]),
            rows: asked,
        }));
    }
}

/// The state of a gate, and on what it is clear or how far an undetermined one has come.
fn gate_state(words: Words, gate: &Gate) -> String {
    let state = words.word("state", gate.state.as_str());
    let key = match gate.state {
        GateState::Clear => "report.clear-by",
        GateState::Undetermined => "report.so-far",
        GateState::Tripped | GateState::Pending | GateState::NotApplicable => return state,
    };
    match gate.basis {
        None => state,
        Some(basis) => {
            let basis = words.word("basis", basis.as_str());
            words.fill(key, &[("state", &state), ("basis", &basis)])
        }
    }
}

/// Counted, never scored.
fn duties(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.duties", blocks);
    let duties = &outcome.legal.duties;
    let status = words.word("legal", outcome.legal.status.as_str());
    let applies = duties
        .iter()
        .filter(|duty| duty.state != DutyState::NotApplicable)
        .count();
    blocks.push(Block::Paragraph(words.fill(
        "report.duties-counted",
        &[("status", &capital(&status)), ("n", &applies.to_string())],
    )));
    let row = |state: DutyState| {
        let of_state = || duties.iter().filter(move |duty| duty.state == state);
        let on = |basis: Basis| of_state().filter(|duty| duty.basis == Some(basis)).count();
        let by_basis: Vec<String> = Basis::ALL
            .iter()
            .rev()
            .filter(|basis| on(**basis) > 0)
            .map(|basis| format!("{} {}", on(*basis), words.word("basis", basis.as_str())))
            .collect();
        vec![
            cell(Tone::of_duty(state), words.word("duty", state.as_str())),
            of_state().count().to_string().into(),
            words.list(&by_basis).into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(words, &["duties", "count", "shown-by"]),
        rows: DutyState::ALL.iter().map(|state| row(*state)).collect(),
    }));
    let gaps: Vec<Vec<Cell>> = duties
        .iter()
        .filter(|duty| duty.state == DutyState::Gap)
        .map(|duty| {
            vec![
                cell(Tone::Bad, duty.title.clone()),
                duty.cite.clone().into(),
                words.list(&duty.because).into(),
            ]
        })
        .collect();
    if !gaps.is_empty() {
        blocks.push(Block::Table(Table {
            head: head(words, &["duty-gap", "citation", "because"]),
            rows: gaps,
        }));
    }
}

/// Scored, with its uncertainty.
fn practice(words: Words, set: &Set, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.practice", blocks);
    let Some(whole) = &outcome.score else {
        blocks.push(Block::Paragraph(words.text("report.nothing-scorable")));
        return;
    };
    blocks.push(Block::Paragraph(words.text("report.practice-means")));
    let row = |name: String, score: &Score| {
        vec![
            name.into(),
            words.range(score.claimed_lo, score.claimed_hi).into(),
            words.percent(score.evidenced_lo).into(),
            words.percent(score.completeness).into(),
            words.percent(score.na_weight).into(),
        ]
    };
    let mut rows = vec![row(words.text("report.whole"), whole)];
    rows.extend(
        outcome
            .domains
            .iter()
            .map(|(domain, score)| row(words.word("report.domain", domain.as_str()), score)),
    );
    let columns = ["part", "claimed", "shown", "answered", "na"];
    blocks.push(Block::Table(Table {
        head: head(words, &columns),
        rows,
    }));
    let sections: Vec<Vec<Cell>> = outcome
        .sections
        .iter()
        .map(|(questionnaire, section, score)| {
            let title = set
                .compiled
                .questionnaires
                .iter()
                .filter(|one| one.id == *questionnaire)
                .flat_map(|one| &one.sections)
                .find(|one| one.id == *section)
                .map_or_else(|| section.to_string(), |one| one.title.clone());
            row(title, score)
        })
        .collect();
    if sections.len() > 1 {
        let mut table = Table {
            head: head(words, &columns),
            rows: sections,
        };
        if let Some(first) = table.head.first_mut() {
            *first = words.text("report.column.section");
        }
        blocks.push(Block::Table(table));
    }
}

fn agreements(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.agreements", blocks);
    if outcome.baa.flows.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-flows")));
        return;
    }
    let rows = outcome
        .baa
        .flows
        .iter()
        .map(|flow| {
            let instruments: Vec<String> = flow
                .instruments
                .iter()
                .map(|one| words.word("report.instrument", one.as_str()))
                .collect();
            let standing = flow
                .standing
                .map(|one| words.word("report.standing", one.as_str()));
            let agreement = flow.agreement.as_ref().map(ToString::to_string);
            let held: Vec<String> = standing.into_iter().chain(agreement).collect();
            let rules: Vec<String> = flow
                .rules
                .iter()
                .map(|rule| words.fill("report.ruled", &[("rule", rule), ("cite", cite_of(rule))]))
                .collect();
            vec![
                flow.flow.to_string().into(),
                words
                    .word("determination", flow.determination.as_str())
                    .into(),
                rules.join("; ").into(),
                words.list(&instruments).into(),
                words.list(&held).into(),
                words.list(&flow.missing).into(),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        head: head(
            words,
            &[
                "flow",
                "agreement",
                "rules",
                "instruments",
                "standing",
                "missing",
            ],
        ),
        rows,
    }));
}

fn reports(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.assurance", blocks);
    let assurance = &outcome.assurance;
    if assurance.reports.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-reports")));
        return;
    }
    let row = |report: &ReportOutcome| {
        let used = match (
            assurance.relied_on.as_ref() == Some(&report.id),
            report.usable,
        ) {
            (true, true) => cell(Tone::Good, words.text("report.used.relied-on")),
            (true, false) => cell(Tone::Bad, words.text("report.used.unusable")),
            (false, true) => cell(Tone::Plain, words.text("report.used.beside")),
            (false, false) => cell(Tone::Moot, words.text("report.used.none")),
        };
        let products: Vec<String> = report
            .products
            .iter()
            .map(|(product, cell)| format!("{product}: {}", words.word("cell", cell.as_str())))
            .collect();
        vec![
            report.id.to_string().into(),
            used,
            report
                .ends
                .map(|day| day.to_string())
                .unwrap_or_default()
                .into(),
            report
                .uncovered_days
                .map(|days| days.to_string())
                .unwrap_or_default()
                .into(),
            products.join("; ").into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(words, &["report", "used", "ends", "uncovered", "products"]),
        rows: assurance.reports.iter().map(row).collect(),
    }));
    if let Some(count) = assurance.crosswalk {
        let number = |n: u32| n.to_string();
        blocks.push(Block::Paragraph(words.fill(
            "report.crosswalk",
            &[
                ("full", &number(count.full)),
                ("partial", &number(count.partial)),
                ("none", &number(count.none)),
                ("of", &number(count.of)),
            ],
        )));
    }
}

fn scope(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.scope", blocks);
    if outcome.scope.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-flows")));
        return;
    }
    let covers = |one: &CellOutcome| {
        let mut text = format!(
            "{}: {}",
            words.word("cell", one.cell.as_str()),
            words.said(&one.why)
        );
        if let Some(source) = &one.source {
            text.push_str(&format!(" ({source})"));
        }
        cell(Tone::of_cell(one.cell), text)
    };
    let rows = outcome
        .scope
        .iter()
        .map(|row| {
            let steps = [&row.product, &row.place, &row.party];
            let steps: Vec<&str> = steps
                .into_iter()
                .map(String::as_str)
                .filter(|one| !one.is_empty())
                .collect();
            vec![
                steps.join(" → ").into(),
                words.word("phi", row.phi.as_str()).into(),
                covers(&row.our_baa),
                covers(&row.their_baa),
                covers(&row.assurance),
            ]
        })
        .collect();
    blocks.push(Block::Table(Table {
        head: head(
            words,
            &["where", "phi", "our-baa", "their-baa", "assurance"],
        ),
        rows,
    }));
}

fn findings(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.findings", blocks);
    if outcome.findings.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-findings")));
        return;
    }
    // Findings come sorted by severity and rule: those of one rule stand together.
    let alike = |a: &Finding, b: &Finding| {
        a.rule.id == b.rule.id && a.severity == b.severity && question(a).and(question(b)).is_some()
    };
    let entry = |group: &[Finding]| match group {
        [one] => Some(finding(words, one)),
        [first, ..] => Some(about_questions(words, first, group)),
        [] => None,
    };
    blocks.push(Block::Entries(
        outcome.findings.chunk_by(alike).filter_map(entry).collect(),
    ));
}

/// The question a finding is about, in its own words.
fn question(finding: &Finding) -> Option<&str> {
    let named = finding.args.iter().find(|(name, _)| *name == "question");
    named.map(|(_, prompt)| prompt.as_str())
}

fn finding(words: Words, finding: &Finding) -> Entry {
    let text = |part: &str| {
        result::speak(
            words.0,
            &format!("{}.{part}", finding.rule.id),
            &finding.args,
        )
    };
    let mut meta = vec![
        words.fill(
            "report.about",
            &[("id", finding.rule.id), ("subject", &finding.subject)],
        ),
        words.word("law", finding.law.as_str()),
    ];
    meta.extend(finding.citations.iter().cloned());
    let mut paragraphs = vec![text("detail"), to_do(words, finding)];
    if !finding.because.is_empty() {
        let sources = words.list(&finding.because);
        paragraphs.push(words.fill("report.because", &[("sources", &sources)]));
    }
    Entry {
        label: words.word("severity", finding.severity.as_str()),
        tone: severity(finding.severity),
        title: text("title"),
        meta: meta.join("; "),
        paragraphs,
        table: None,
    }
}

/// What one rule found about several questions, said once.
fn about_questions(words: Words, first: &Finding, group: &[Finding]) -> Entry {
    let row = |one: &Finding| {
        vec![
            one.subject.clone().into(),
            question(one).unwrap_or_default().to_owned().into(),
            words.word("law", one.law.as_str()).into(),
            one.citations.join("; ").into(),
        ]
    };
    let title = words.text(&format!("{}.title", first.rule.id));
    Entry {
        label: words.word("severity", first.severity.as_str()),
        tone: severity(first.severity),
        title: words.fill(
            "report.times",
            &[("title", &title), ("n", &group.len().to_string())],
        ),
        meta: first.rule.id.to_owned(),
        paragraphs: vec![to_do(words, first)],
        table: Some(Table {
            head: head(words, &["question", "asks", "law", "citation"]),
            rows: group.iter().map(row).collect(),
        }),
    }
}

fn to_do(words: Words, finding: &Finding) -> String {
    let owner = capital(&words.word("owner", finding.owner.as_str()));
    let remediation = result::speak(
        words.0,
        &format!("{}.remediation", finding.rule.id),
        &finding.args,
    );
    words.fill(
        "report.to-do",
        &[("owner", &owner), ("remediation", &remediation)],
    )
}

const fn severity(severity: Severity) -> Tone {
    match severity {
        Severity::Critical | Severity::High => Tone::Bad,
        Severity::Medium | Severity::Low => Tone::Open,
        Severity::Info => Tone::Plain,
    }
}

fn conditions(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.conditions", blocks);
    if outcome.conditions.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-conditions")));
        return;
    }
    let row = |one: &OutcomeCondition| {
        let title = format!("{}.title", one.finding);
        let what = if has(&title) {
            words.text(&title)
        } else {
            one.finding.clone()
        };
        let about = if one.subject.is_empty() {
            one.finding.clone()
        } else {
            words.fill(
                "report.about",
                &[("id", &one.finding), ("subject", &one.subject)],
            )
        };
        let when = match (one.due, one.days) {
            (Some(due), _) => due.to_string(),
            (None, Some(days)) => words.count("report.days", usize::from(days)),
            (None, None) => String::new(),
        };
        vec![
            what.into(),
            about.into(),
            words
                .word("report.condition-kind", one.kind.as_str())
                .into(),
            when.into(),
            words.word("owner", one.owner.as_str()).into(),
            condition_state(words, one).into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(
            words,
            &["condition", "about", "by-when", "due", "owner", "state"],
        ),
        rows: outcome.conditions.iter().map(row).collect(),
    }));
}

/// Its state, and who accepts it until when, or what closed it.
fn condition_state(words: Words, one: &OutcomeCondition) -> String {
    let state = words.word("report.condition-state", one.state.as_str());
    match &one.accepted {
        Some(accepted) if one.state == ConditionState::Accepted => {
            let until = accepted.until.to_string();
            let args = [
                ("state", state.as_str()),
                ("by", &accepted.by),
                ("until", &until),
            ];
            words.fill("report.accepted", &args)
        }
        _ if one.evidence.is_empty() => state,
        _ => words.fill(
            "report.closed",
            &[("state", &state), ("evidence", &one.evidence)],
        ),
    }
}

fn decision(words: Words, package: &Package, blocks: &mut Vec<Block>) {
    heading(words, "report.decisions", blocks);
    let decisions = &package.assessment.decisions;
    if decisions.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-decision")));
    } else {
        let word = |one: vendorward_core::rating::Recommendation| {
            words.text(&format!("recommendation.{one}"))
        };
        let rows = decisions
            .iter()
            .map(|one| {
                vec![
                    one.on.to_string().into(),
                    word(one.outcome).into(),
                    word(one.recommendation).into(),
                    words.list(&[one.by.clone(), one.role.clone()]).into(),
                    one.reason.clone().into(),
                ]
            })
            .collect();
        blocks.push(Block::Table(Table {
            head: head(words, &["on", "decided", "recommended", "by", "reason"]),
            rows,
        }));
    }
    let lines = ["decision", "name", "role", "date", "signature"];
    blocks.push(Block::Signature(
        lines
            .iter()
            .map(|line| words.text(&format!("report.sign.{line}")))
            .collect(),
    ));
}

/// What the result rests on, for whoever wants to check it.
fn inputs(
    words: Words,
    set: &Set,
    scored: &Scored,
    package_sha256: String,
    blocks: &mut Vec<Block>,
) {
    heading(words, "report.inputs", blocks);
    let named = |kind: &str, one: &crate::set::Named| {
        let key = words.text(&format!("report.input.{kind}"));
        let name = words.fill(
            "report.named",
            &[("id", &one.id), ("version", &one.version)],
        );
        (format!("{key} {name}"), one.sha256.clone())
    };
    let mut facts = vec![
        (
            words.text("report.input.as-of"),
            scored.outcome.as_of.to_string(),
        ),
        (words.text("report.input.engine"), VERSION.to_owned()),
        (words.text("report.input.package"), package_sha256),
        (
            words.text("report.input.result"),
            result::sha256(&scored.json),
        ),
        named("rubric", &set.rubric),
    ];
    facts.extend(
        set.questionnaires
            .iter()
            .map(|one| named("questionnaire", one)),
    );
    blocks.push(Block::Facts(facts));
    let unknown = &scored.outcome.unknown_answers;
    if !unknown.is_empty() {
        let ids: Vec<String> = unknown.iter().map(ToString::to_string).collect();
        let line = words.fill("report.unknown-answers", &[("ids", &words.list(&ids))]);
        blocks.push(Block::Paragraph(line));
    }
}
