//! Findings: what answers, agreements and reports raise. Severity comes from the rubric, words from
//! the catalogue of texts.

use crate::{
    assessment::Assessment,
    baa::{self, Baa, BaaStatus, Instrument, NoticeTrigger, ProvisionState, Standing},
    basis::Basis,
    compile::{At, Compiled},
    date::Date,
    engagement::{Engagement, Phi, PhiStartBasis, ProductType},
    facts::{Determination, Tier},
    finding::{Axis, Severity},
    gate::{GateId, GateState, LawStatus},
    gates::GateVerdict,
    id::Id,
    names,
    prepare::Prepared,
    questionnaire::Law,
    resolve::{State, Trouble},
    result::{Cell, Finding, ScopeRow},
    rules::{self, Rule},
    score::{self, AllSums, Scored},
    soc2::{self, Category, ControlResult, Opinion, ReportKind, Scope},
    units::Credit,
    when::Truth,
};

/// Collects findings; one for each rule and subject.
pub(crate) struct Findings<'a> {
    compiled: &'a Compiled,
    found: Vec<Finding>,
}

/// A finding about a question: the rule and the question's index.
pub type Brief = (&'static str, u32);

impl<'a> Findings<'a> {
    pub(crate) const fn new(compiled: &'a Compiled) -> Self {
        Self {
            compiled,
            found: Vec::new(),
        }
    }

    /// Adds a finding, once for each rule and subject. A rule the rubric does not rate is medium.
    fn add(
        &mut self,
        id: &str,
        subject: impl ToString,
        args: Vec<(&'static str, String)>,
        because: &[String],
    ) {
        let (Some(rule), subject) = (rules::find(id), subject.to_string()) else {
            return;
        };
        if !self
            .found
            .iter()
            .any(|known| known.rule.id == rule.id && known.subject == subject)
        {
            let finding = self.finding(rule, subject, args, because);
            self.found.push(finding);
        }
    }

    fn finding(
        &self,
        rule: &'static Rule,
        subject: String,
        args: Vec<(&'static str, String)>,
        because: &[String],
    ) -> Finding {
        let rated = self.compiled.rubric.findings.get(rule.id);
        let citations = rule
            .cite
            .split("; ")
            .filter(|cite| !cite.is_empty())
            .map(str::to_owned)
            .collect();
        Finding {
            rule,
            subject,
            severity: rated.map_or(Severity::Medium, |rated| rated.severity),
            owner: rule.owner,
            axis: rule.axis,
            law: rule.law,
            args,
            citations,
            because: because.to_vec(),
        }
    }

    /// In the order of a result: severity, id, subject.
    pub(crate) fn sorted(mut self) -> Vec<Finding> {
        self.found.sort_by(|a, b| {
            b.severity
                .cmp(&a.severity)
                .then_with(|| a.rule.id.cmp(b.rule.id))
                .then_with(|| a.subject.cmp(&b.subject))
        });
        self.found
    }

    /// Findings about questions; the question's citations come first, and a gap is judged by its law.
    pub(crate) fn questions(&mut self, briefs: &[Brief]) {
        for &(id, at) in briefs {
            let (Some(entry), Some(rule)) = (self.compiled.entry(at), rules::find(id)) else {
                continue;
            };
            let question = &entry.question;
            let args = vec![("question", question.prompt.clone())];
            let mut finding = self.finding(
                rule,
                question.id.to_string(),
                args,
                &[format!("answers/{}", question.id)],
            );
            finding
                .citations
                .splice(0..0, question.cites.iter().cloned());
            if id == "control.gap" {
                (finding.axis, finding.law) = match question.law {
                    Law::Required => (Axis::Legal, LawStatus::InForce),
                    Law::Addressable => (Axis::Legal, LawStatus::Addressable),
                    Law::Proposed => (Axis::Readiness, LawStatus::Proposed),
                    Law::Practice => (Axis::Practice, LawStatus::Practice),
                    Law::Contract => (Axis::Contract, LawStatus::Contract),
                };
            }
            self.found.push(finding);
        }
    }

    /// Findings of the whole questionnaire.
    pub(crate) fn sums(&mut self, sums: &AllSums) {
        let limit = self.compiled.rubric.limits.na_weight.value;
        if let Some(share) = sums.whole.na.basis_points().filter(|share| *share > limit) {
            self.add(
                "answer.na-over-limit",
                "answers",
                vec![
                    ("share", percent(share.get())),
                    ("limit", percent(limit.get())),
                ],
                &[],
            );
        }
    }

    /// Findings about agreements.
    pub(crate) fn agreements(&mut self, assessment: &Assessment, prepared: &Prepared) {
        for flow in &prepared.flows {
            let flow_source = format!("engagement/flows/{}", flow.id);
            if flow.determination.required != Determination::Undetermined && flow.phi != Phi::None {
                self.data_use(assessment, flow, prepared.as_of);
            }
            match flow.determination.required {
                Determination::NotRequired => {}
                Determination::Undetermined => {
                    let missing = flow.determination.missing.join(", ");
                    self.add(
                        "baa.undetermined",
                        &flow.id,
                        vec![("flow", flow.id.to_string()), ("facts", missing)],
                        &[flow_source],
                    );
                }
                Determination::Required if flow.phi != Phi::None => {
                    self.required_flow(assessment, flow, &flow_source)
                }
                Determination::Required => {}
            }
        }
        if prepared.determination == Determination::Undetermined
            && !assessment.engagement.says_where_phi_goes()
        {
            self.add(
                "baa.undetermined",
                "engagement",
                vec![("flow", String::new()), ("facts", "flows".to_owned())],
                &["engagement/flows".to_owned()],
            );
        }
        if prepared.determination == Determination::Required {
            self.lateness(assessment, prepared);
            let ephi = crate::gates::Arises::of(prepared).ephi != crate::when::Truth::False;
            for baa in crate::gates::relied_agreements(assessment, prepared) {
                self.terms(baa, ephi);
            }
        }
    }

    /// A limited data set goes out under a data use agreement, whoever gets it.
    fn data_use(&mut self, assessment: &Assessment, flow: &crate::prepare::FlowFacts, as_of: Date) {
        let product = assessment
            .engagement
            .flows
            .iter()
            .find(|one| one.id == flow.id)
            .map_or("", |one| one.product.as_str());
        if flow.determination.instruments.contains(&Instrument::Dua)
            && !assessment.data_use_agreement(product, as_of)
        {
            let args = vec![("flow", flow.id.to_string())];
            let because = [format!("engagement/flows/{}", flow.id)];
            self.add("baa.dua-missing", &flow.id, args, &because);
        }
    }

    fn required_flow(
        &mut self,
        assessment: &Assessment,
        flow: &crate::prepare::FlowFacts,
        source: &str,
    ) {
        let standing = flow
            .review
            .as_ref()
            .map_or(Standing::Missing, |review| review.standing);
        let baa = flow.agreement.and_then(|at| assessment.baas.get(at));
        let agreement = baa.map(|baa| baa.id.to_string()).unwrap_or_default();
        let mut because = vec![source.to_owned()];
        because.extend(baa.map(|baa| format!("baas/{}", baa.id)));
        match standing {
            Standing::Missing => self.add(
                "baa.missing",
                "engagement",
                vec![("vendor", assessment.engagement.vendor.name.clone())],
                &because,
            ),
            Standing::Refused => self.add(
                "baa.refused",
                &agreement,
                vec![("agreement", agreement.clone())],
                &because,
            ),
            Standing::Unfinished => self.add(
                "baa.not-executed",
                &agreement,
                vec![("agreement", agreement.clone())],
                &because,
            ),
            Standing::Defective | Standing::Unknown | Standing::InForce => {}
        }
        for defect in flow.review.iter().flat_map(|review| &review.defects) {
            let args = vec![
                ("agreement", agreement.clone()),
                ("about", defect.about.clone()),
            ];
            self.add(
                defect.finding,
                format!("{agreement} {}", defect.about),
                args,
                &because,
            );
        }
        if let Some(spelling) = flow
            .review
            .as_ref()
            .and_then(|review| review.spelling.as_ref())
        {
            let args = vec![
                ("agreement", agreement.clone()),
                ("about", spelling.clone()),
            ];
            self.add(
                "baa.wrong-party",
                format!("{agreement} {spelling}"),
                args,
                &because,
            );
        }
        let part2 = flow
            .determination
            .instruments
            .contains(&Instrument::Part2Terms);
        if part2 && baa.is_none_or(|baa| baa.part2_terms != Some(true)) {
            self.add(
                "baa.part2-missing",
                &flow.id,
                vec![("flow", flow.id.to_string())],
                &because,
            );
        }
    }

    /// A later signature does not cure PHI that flowed before it, nor does an earlier effective date.
    fn lateness(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let engagement: &Engagement = &assessment.engagement;
        if engagement.phi() != Phi::Flowing {
            return;
        }
        let start = engagement
            .phi_start
            .filter(|start| start.basis != PhiStartBasis::Unknown)
            .and_then(|start| Some((start.date?, start.basis)));
        let Some((start, basis)) = start else {
            self.add(
                "baa.phi-start-unknown",
                "engagement",
                Vec::new(),
                &["engagement/phi_start".to_owned()],
            );
            return;
        };
        // Agreements that followed each other without a break count from the first signature.
        let first = assessment.baas.iter().filter_map(bound_from).min();
        if first.is_some_and(|first| first <= start) {
            if basis == PhiStartBasis::NotLaterThan {
                self.add(
                    "baa.phi-start-unknown",
                    "engagement",
                    Vec::new(),
                    &["engagement/phi_start".to_owned()],
                );
            }
            return;
        }
        for baa in crate::gates::relied_agreements(assessment, prepared) {
            self.late(baa, start);
        }
    }

    fn late(&mut self, baa: &Baa, start: Date) {
        let (Some(bound), Some(signed)) = (bound_from(baa), signed_on(baa)) else {
            return;
        };
        let because = [
            format!("baas/{}/execution", baa.id),
            "engagement/phi_start".to_owned(),
        ];
        let args = vec![
            ("agreement", baa.id.to_string()),
            ("days", start.days_until(bound).to_string()),
            ("start", start.to_string()),
            ("bound", bound.to_string()),
        ];
        self.add("baa.after-phi-start", &baa.id, args, &because);
        if let Some(effective) = baa.effective.filter(|effective| *effective <= start) {
            let args = vec![
                ("agreement", baa.id.to_string()),
                ("effective", effective.to_string()),
                ("signed", signed.to_string()),
            ];
            self.add("baa.backdated", &baa.id, args, &because);
        }
    }

    fn terms(&mut self, baa: &Baa, ephi: bool) {
        let agreement = baa.id.to_string();
        for provision in &baa.provisions {
            // A provision listed twice counts as its last state in the order found, unclear, absent.
            let worst = baa
                .provisions
                .iter()
                .filter(|one| one.key == provision.key)
                .map(|one| one.state)
                .max();
            let exempt = baa.may_omit(provision.key) || (provision.key.ephi_only() && !ephi);
            if worst != Some(ProvisionState::Absent) || exempt {
                continue;
            }
            let args = vec![("agreement", agreement.clone())];
            self.add(
                &format!("baa.provision.{}", provision.key),
                &agreement,
                args,
                &[format!("baas/{agreement}/provisions/{}", provision.key)],
            );
        }
        let because = [format!("baas/{agreement}/notice/breach")];
        let Some(notice) = &baa.notice.breach else {
            return;
        };
        let args = |days: String| vec![("agreement", agreement.clone()), ("days", days)];
        match baa::most_calendar_days(notice) {
            Some(days) if days > baa::BREACH_LIMIT_DAYS => {
                self.add(
                    "baa.breach-notice-over-60-days",
                    &agreement,
                    args(days.to_string()),
                    &because,
                );
            }
            Some(days) if days > 30 => self.add(
                "baa.breach-notice-slow",
                &agreement,
                args(days.to_string()),
                &because,
            ),
            None => self.add(
                "baa.breach-notice-slow",
                &agreement,
                args(baa::BREACH_LIMIT_DAYS.to_string()),
                &because,
            ),
            Some(_) => {}
        }
        if notice.trigger == NoticeTrigger::Confirmation {
            self.add(
                "baa.breach-clock-late",
                &agreement,
                vec![("agreement", agreement.clone())],
                &because,
            );
        }
    }

    /// Findings about reports.
    pub(crate) fn reports(&mut self, assessment: &Assessment, prepared: &Prepared, as_of: Date) {
        if !soc2::expected(&assessment.engagement) {
            return;
        }
        let soc2_on_file = prepared
            .standings
            .iter()
            .any(|one| crate::gates::is_soc2(one.kind));
        for (report, standing) in assessment.reports.iter().zip(&prepared.standings) {
            if !crate::gates::is_soc2(standing.kind) && !soc2_on_file {
                let args = vec![
                    ("report", report.id.to_string()),
                    ("kind", standing.kind.to_string()),
                ];
                self.add(
                    "soc2.not-soc2",
                    &report.id,
                    args,
                    &[format!("reports/{}", report.id)],
                );
            }
        }
        if !soc2_on_file {
            self.add(
                "soc2.none",
                "engagement",
                vec![("vendor", assessment.engagement.vendor.name.clone())],
                &["reports".to_owned()],
            );
            return;
        }
        for (report, standing) in soc2::speaking(assessment, &prepared.standings) {
            self.report(assessment, report, &standing, as_of);
        }
    }

    fn report(
        &mut self,
        assessment: &Assessment,
        report: &soc2::Report,
        standing: &soc2::ReportStanding,
        as_of: Date,
    ) {
        let id = report.id.to_string();
        let source = |field: &str| [format!("reports/{id}/{field}")];
        let named = |args: Vec<(&'static str, String)>| {
            let mut all = vec![("report", id.clone())];
            all.extend(args);
            all
        };
        let limits = self.compiled.rubric.soc2.clone();
        let type2 = |one: &soc2::Report| one.scope.kind() == ReportKind::Soc2Type2;
        if standing.kind == ReportKind::Soc2Type1 && !assessment.reports.iter().any(type2) {
            self.add(
                "soc2.type1-only",
                &id,
                named(vec![]),
                &source("report_kind"),
            );
        }
        if let Some(ends) = standing.ends {
            let args = named(vec![("ends", ends.to_string())]);
            let aging = ends.add_months(i32::from(limits.aging_months.value)) < as_of;
            if standing.stale {
                self.add("soc2.stale", &id, args, &source("period_end"));
            } else if aging {
                self.add("soc2.aging", &id, args, &source("period_end"));
            }
            let days = ends.days_until(as_of);
            if days > i64::from(limits.uncovered_days.value) && !standing.stale {
                self.add(
                    "soc2.uncovered-days",
                    &id,
                    named(vec![("days", days.to_string())]),
                    &source("period_end"),
                );
            }
        }
        if let Scope::Type2 { period } = report.scope {
            let full = period
                .start()
                .add_months(i32::from(limits.short_period_months.value));
            if period.end().add_days(1) < full {
                let days = (period.start().days_until(period.end()) + 1).to_string();
                self.add(
                    "soc2.short-period",
                    &id,
                    named(vec![("days", days)]),
                    &source("period_start"),
                );
            }
        }
        match report.opinion_overall {
            Some(Opinion::Qualified) => {
                let criteria = report.qualified_criteria.join(", ");
                self.add(
                    "soc2.opinion-qualified",
                    &id,
                    named(vec![("criteria", criteria)]),
                    &source("opinion_overall"),
                );
            }
            Some(Opinion::Adverse) => self.add(
                "soc2.opinion-adverse",
                &id,
                named(vec![]),
                &source("opinion_overall"),
            ),
            Some(Opinion::Disclaimer) => self.add(
                "soc2.opinion-disclaimer",
                &id,
                named(vec![]),
                &source("opinion_overall"),
            ),
            Some(Opinion::Unqualified) | None => {}
        }
        if report.auditor.licensed == Some(false) {
            self.add(
                "soc2.signer-not-cpa-firm",
                &id,
                named(vec![("firm", report.auditor.firm.clone())]),
                &source("auditor"),
            );
        }
        self.categories(assessment.engagement.product_type, report, &id);
        for control in report
            .controls
            .iter()
            .filter(|control| control.result == ControlResult::Exception)
        {
            let args = named(vec![
                ("control", control.id.clone()),
                ("criteria", control.criteria.join(", ")),
            ]);
            self.add(
                "soc2.exception",
                format!("{id} {}", control.id),
                args,
                &source("controls"),
            );
        }
        self.inconsistent(report, &id, as_of);
        let org = &report.service_org_legal_name;
        let legal = &assessment.engagement.vendor.legal_name;
        if !org.is_empty() && !legal.is_empty() && !names::same_legal_name(org, legal) {
            let args = named(vec![("entity", org.clone()), ("vendor", legal.clone())]);
            self.add("scope.entity", &id, args, &source("service_org_legal_name"));
        }
        for (product, cell) in &standing.products {
            let covered = |report| soc2::product_scope(report, product) == Cell::Covered;
            if *cell == Cell::Gap && !assessment.reports.iter().any(covered) {
                self.add(
                    "scope.product",
                    product,
                    named(vec![("product", product.clone())]),
                    &source("products_in_scope"),
                );
            }
        }
    }

    fn categories(&mut self, product: Option<ProductType>, report: &soc2::Report, id: &str) {
        let Some(rule) = product.and_then(|product| self.compiled.rubric.categories.get(&product))
        else {
            return;
        };
        if report.categories.is_empty() {
            return;
        }
        let wanted: Vec<Category> = std::iter::once(Category::Security)
            .chain(rule.expected.iter().copied())
            .collect();
        for category in wanted {
            if !report.categories.contains(&category) {
                let args = vec![
                    ("report", id.to_owned()),
                    ("category", category.to_string()),
                ];
                self.add(
                    "soc2.category-missing",
                    format!("{id} {category}"),
                    args,
                    &[format!("reports/{id}/categories")],
                );
            }
        }
    }

    /// Dates and results that cannot all be true are findings, never silently mended.
    fn inconsistent(&mut self, report: &soc2::Report, id: &str, as_of: Date) {
        let mut say = |what: &'static str, field: &str| {
            let args = vec![("report", id.to_owned()), ("what", what.to_owned())];
            self.add(
                "soc2.record-inconsistent",
                format!("{id} {field}"),
                args,
                &[format!("reports/{id}/{field}")],
            );
        };
        if report.scope.end().is_some_and(|ends| ends > as_of) {
            say("it speaks of days that are still to come", "period_end");
        }
        if let (Some(issued), Some(ends)) = (report.issue_date, report.scope.end())
            && issued < ends
        {
            say("it was issued before its period ended", "issue_date");
        }
        let outside = |criterion: &String| {
            Category::of_criterion(criterion).is_none_or(|category| {
                category != Category::Security && !report.categories.contains(&category)
            })
        };
        if !report.categories.is_empty()
            && report
                .controls
                .iter()
                .flat_map(|control| &control.criteria)
                .any(outside)
        {
            say(
                "a control names a criterion of a category that is not in scope",
                "controls",
            );
        }
        if report.opinion_overall == Some(Opinion::Unqualified)
            && !report.qualified_criteria.is_empty()
        {
            say(
                "the opinion is unqualified and yet names qualified criteria",
                "qualified_criteria",
            );
        }
    }

    /// Findings that the matrix and the gates over records show.
    pub(crate) fn scope(
        &mut self,
        rows: &[ScopeRow],
        assessment: &Assessment,
        gates: &[GateVerdict<'_>],
    ) {
        for row in rows {
            let about = vec![
                ("product", row.product.clone()),
                ("place", row.place.clone()),
                ("party", row.party.clone()),
            ];
            let because = [format!("engagement/flows/{}", row.flow)];
            if row.assurance.cell == Cell::Gap && row.assurance.why.key == "scope.place-out" {
                self.add("scope.phi-location", &row.flow, about.clone(), &because);
            }
            match row.their_baa.cell {
                Cell::Gap => self.add("baa.subcontractor-missing", &row.party, about, &because),
                Cell::Unknown => self.add("scope.subcontractor", &row.party, about, &because),
                _ => {}
            }
        }
        for one in &assessment.subcontractors {
            if one.phi == Some(true) && one.baa == crate::assessment::SubcontractorBaa::None {
                let args = vec![
                    ("product", String::new()),
                    ("place", String::new()),
                    ("party", one.name.clone()),
                ];
                self.add(
                    "baa.subcontractor-missing",
                    &one.name,
                    args,
                    &[format!("subcontractors/{}", one.id)],
                );
            }
        }
        let tripped = |id| {
            gates
                .iter()
                .any(|(gate, verdict)| *gate == id && verdict.state == GateState::Tripped)
        };
        if tripped(GateId::Location) {
            for flow in &assessment.engagement.flows {
                let allowed = &assessment.engagement.customer.regions_allowed;
                if assessment.engagement.phi_of(flow) == Phi::None {
                    continue;
                }
                if let Some(region) = flow
                    .region
                    .as_ref()
                    .filter(|region| !allowed.iter().any(|one| one.eq_ignore_ascii_case(region)))
                {
                    let args = vec![
                        ("flow", flow.id.to_string()),
                        ("region", region.clone()),
                        ("allowed", allowed.join(", ")),
                    ];
                    self.add(
                        "scope.region",
                        &flow.id,
                        args,
                        &[format!("engagement/flows/{}/region", flow.id)],
                    );
                }
            }
        }
        for incident in &assessment.incidents {
            if incident.resolved_on.is_none() && incident.breach != Some(false) {
                let args = vec![("incident", incident.title.clone())];
                self.add(
                    "incident.unresolved",
                    &incident.id,
                    args,
                    &[format!("incidents/{}", incident.id)],
                );
            }
        }
    }
}

/// The day of the last signature of an agreement that was executed, also if it has ended since.
fn signed_on(baa: &Baa) -> Option<Date> {
    let bound = matches!(baa.status, BaaStatus::Executed | BaaStatus::Terminated);
    baa.execution.as_ref().filter(|_| bound)?.completed_on()
}

/// The first day it binds: signed by both and in effect.
fn bound_from(baa: &Baa) -> Option<Date> {
    signed_on(baa).map(|signed| {
        baa.effective
            .map_or(signed, |effective| effective.max(signed))
    })
}

fn percent(points: u16) -> String {
    format!("{}", points / 100)
}

/// Findings that single answers raise, as indices: in reading order, then those of answers that cannot
/// be read. A blank raises every finding that a bare "yes" would raise in its place.
pub(crate) struct OfAnswers<'p> {
    compiled: &'p Compiled,
    prepared: &'p Prepared,
    demanding: bool,
    /// What options and bands raise, by question; not yet reached.
    raised: &'p [(At, Id)],
    briefs: Vec<Brief>,
}

impl<'p> OfAnswers<'p> {
    pub(crate) fn new(compiled: &'p Compiled, prepared: &'p Prepared) -> Self {
        Self {
            compiled,
            prepared,
            demanding: prepared.inherent.tier >= Tier::High,
            raised: &prepared.answers.raised,
            // More than most assessments raise.
            briefs: Vec::with_capacity(compiled.scored.len() / 4),
        }
    }

    /// What a question raises. They come in reading order.
    #[inline]
    pub(crate) fn take(&mut self, (question, state, item): &Scored<'_>) {
        if !item.certain || item.na {
            return;
        }
        let at = question.at;
        // No way is left for it to earn full credit.
        let short = item.hi < Credit::FULL;
        if short && (question.required || question.critical) {
            self.briefs.push(("control.gap", at));
        }
        if short && *state == State::Refused {
            self.briefs.push(("answer.refused", at));
        }
        if self.demanding && question.critical && item.basis == Basis::Word {
            self.briefs.push(("answer.unsupported", at));
        }
        if self.raised.first().is_some_and(|(next, _)| *next <= at) {
            self.raise(at, item.asked);
        }
    }

    fn raise(&mut self, at: At, asked: bool) {
        while let [(of, id), rest @ ..] = self.raised
            && *of <= at
        {
            self.raised = rest;
            let here = self.briefs.iter().rev().take_while(|(_, same)| *same == at);
            if *of == at
                && asked
                && let Some(rule) = rules::find(id.as_str())
                && !here.into_iter().any(|(known, _)| *known == rule.id)
            {
                self.briefs.push((rule.id, at));
            }
        }
    }

    pub(crate) fn finish(mut self) -> Vec<Brief> {
        let (answers, applies) = (&self.prepared.answers, &self.prepared.applies);
        for (at, trouble) in &answers.troubles {
            // What is not asked does not count, well written or not.
            let hidden = applies.get(*at as usize) == Some(&Truth::False)
                || score::item(self.compiled, answers, applies, *at)
                    .is_some_and(|(_, item)| !item.asked);
            if hidden {
                continue;
            }
            self.briefs.push((
                if *trouble == Trouble::Conflict {
                    "answer.conflict"
                } else {
                    "answer.invalid"
                },
                *at,
            ));
        }
        self.briefs
    }
}
