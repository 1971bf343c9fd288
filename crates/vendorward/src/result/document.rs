//! The result object: every member, in the order of the schema.

use vendorward_core::{
    assessment::Assessment,
    pack::PackOutcome,
    result::{
        Assurance, CellOutcome, End, Finding, Gate, Inherent, Legal, Outcome, OutcomeCondition,
        Proposal, ScopeRow, Score, Substitution,
    },
    units::Fraction,
};

use super::{
    FORMAT, agreements,
    assurance::{leaf, span},
    phrases::Phrases,
};
use crate::{
    VERSION,
    canonical::Writer,
    hash::FORMAT_VERSION,
    set::{Named, Set},
};

/// Writes a result.
pub(super) fn write(
    writer: &mut Writer,
    set: &Set,
    assessment: &Assessment,
    assessment_sha256: &str,
    outcome: &Outcome,
) {
    let phrases = Phrases::get();
    writer.object(|o| {
        o.at("format").word(FORMAT);
        o.at("format_version").number(FORMAT_VERSION);
        o.at("engine_version").word(VERSION);
        o.at("as_of").date(outcome.as_of);
        o.at("inputs").object(|o| {
            o.at("assessment").word(assessment_sha256);
            named(o.at("rubric"), &set.rubric);
            o.at("questionnaires").list(&set.questionnaires, named);
        });
        o.at("notices")
            .list(&outcome.notices, |w, notice| phrases.say(w, notice));
        o.at("engagement").serialized(&assessment.engagement);
        o.at("triage").word(outcome.triage.as_str());
        pack(o.at("pack"), &outcome.pack);
        inherent(o.at("inherent"), &outcome.inherent);
        agreements::baa(o.at("baa"), &outcome.baa);
        legal(o.at("legal"), &outcome.legal);
        assurance(o.at("assurance"), phrases, &outcome.assurance);
        match &outcome.score {
            Some(whole) => score(o.at("score"), whole),
            None => o.at("score").null(),
        }
        o.at("domains")
            .list(&outcome.domains, |w, (domain, of_domain)| {
                w.object(|o| {
                    o.at("domain").word(domain.as_str());
                    score(o.at("score"), of_domain);
                });
            });
        o.at("sections").list(
            &outcome.sections,
            |w, (questionnaire, section, of_section)| {
                w.object(|o| {
                    o.at("questionnaire").word(questionnaire.as_str());
                    o.at("section").word(section.as_str());
                    score(o.at("score"), of_section);
                });
            },
        );
        gates(o.at("gates"), &outcome.gates);
        o.at("scope").object(|o| {
            o.at("rows")
                .list(&outcome.scope, |w, one| row(w, phrases, one))
        });
        findings(o.at("findings"), &outcome.findings);
        match outcome.rating {
            Some(rating) => o.at("rating").object(|o| {
                o.at("now").word(rating.now.as_str());
                o.at("best").word(rating.best.as_str());
            }),
            None => o.at("rating").null(),
        }
        o.at("recommendation").word(outcome.recommendation.as_str());
        o.at("conditions")
            .list(&outcome.conditions, |w, one| condition(w, phrases, one));
        o.at("customer_duties")
            .list(&outcome.customer_duties, agreements::customer_duty);
        if let Some(day) = outcome.next_review {
            o.at("next_review").date(day);
        }
        o.at("unknown_answers")
            .list(&outcome.unknown_answers, |w, id| w.word(id.as_str()));
    });
}

fn named(writer: &mut Writer, one: &Named) {
    writer.object(|o| {
        o.at("id").text(&one.id);
        o.at("version").text(&one.version);
        o.at("sha256").word(&one.sha256);
    });
}

fn pack(writer: &mut Writer, pack: &PackOutcome) {
    writer.object(|o| {
        o.at("advice").word(pack.advice.as_str());
        o.at("because").texts(&pack.because);
        o.at("questionnaires")
            .list(&pack.questionnaires, |w, (id, certain)| {
                w.object(|o| {
                    o.at("id").word(id.as_str());
                    o.at("certain").boolean(*certain);
                });
            });
        o.at("evidence").list(&pack.evidence, |w, one| {
            w.object(|o| {
                o.at("item").word(one.item.as_str());
                o.at("demand").word(one.demand.as_str());
                o.at("certain").boolean(one.certain);
                if let Some(source) = &one.on_file {
                    o.at("on_file").text(source);
                }
                if let Some(source) = &one.instead {
                    o.at("instead").text(source);
                }
            });
        });
        o.at("substitutes")
            .list(&pack.substitutes, |w, (item, by)| {
                w.object(|o| {
                    o.at("item").word(item.as_str());
                    o.at("by").word(by.as_str());
                });
            });
        o.at("categories")
            .list(&pack.categories, |w, one| w.word(one.as_str()));
        if !pack.approver.is_empty() {
            o.at("approver").text(&pack.approver);
        }
        if let Some(months) = pack.review_months {
            o.at("review_months").number(months);
        }
        o.at("carried").list(&pack.carried, |w, (to, from)| {
            w.object(|o| {
                o.at("question").word(to.as_str());
                o.at("from").word(from.as_str());
            });
        });
        o.at("unasked")
            .list(&pack.unasked, |w, id| w.word(id.as_str()));
    });
}

fn inherent(writer: &mut Writer, inherent: &Inherent) {
    writer.object(|o| {
        o.at("tier").word(inherent.tier.as_str());
        o.at("best").word(inherent.best.as_str());
        o.at("factors").list(&inherent.factors, |w, factor| {
            w.object(|o| {
                o.at("id").word(factor.id.as_str());
                o.at("tier").word(factor.tier.as_str());
                o.at("certain").boolean(factor.certain);
            });
        });
    });
}

fn legal(writer: &mut Writer, legal: &Legal) {
    writer.object(|o| {
        o.at("status").word(legal.status.as_str());
        o.at("duties").list(&legal.duties, |w, duty| {
            w.object(|o| {
                o.at("cite").text(&duty.cite);
                o.at("title").text(&duty.title);
                o.at("state").word(duty.state.as_str());
                if let Some(basis) = duty.basis {
                    o.at("basis").word(basis.as_str());
                }
                o.at("because").texts(&duty.because);
            });
        });
    });
}

fn assurance(writer: &mut Writer, phrases: &Phrases, assurance: &Assurance) {
    writer.object(|o| {
        o.at("reports").list(&assurance.reports, |w, report| {
            w.object(|o| {
                o.at("id").word(report.id.as_str());
                o.at("usable").boolean(report.usable);
                o.at("relied_on")
                    .boolean(assurance.relied_on.as_ref() == Some(&report.id));
                if let Some(day) = report.ends {
                    o.at("ends").date(day);
                }
                if let Some(days) = report.uncovered_days {
                    // Never negative: days are counted from the end on.
                    o.at("uncovered_days").number(days.unsigned_abs());
                }
                o.at("whose").word(report.whose.as_str());
                o.at("products")
                    .list(&report.products, |w, (product, scope)| {
                        w.object(|o| {
                            o.at("product").text(product);
                            o.at("scope").word(scope.as_str());
                            o.at("relied_on")
                                .boolean(report.relied_for.contains(product));
                        });
                    });
            });
        });
        o.at("timeline").list(&assurance.timeline, span);
        if let Some(count) = assurance.crosswalk {
            o.at("crosswalk").object(|o| {
                o.at("full").number(count.full);
                o.at("partial").number(count.partial);
                o.at("none").number(count.none);
                o.at("of").number(count.of);
            });
        }
        o.at("leaves")
            .list(&assurance.leaves, |w, one| leaf(w, phrases, one));
        o.at("substitutions")
            .list(&assurance.substitutions, |w, one| {
                substitution(w, phrases, one)
            });
        o.at("proposals").list(&assurance.proposals, proposal);
    });
}

/// What a document replaces and leaves open.
fn substitution(writer: &mut Writer, phrases: &Phrases, one: &Substitution) {
    writer.object(|o| {
        o.at("evidence").text(&one.evidence);
        phrases.say(o.at("what"), &one.what);
        phrases.say(o.at("replaces"), &one.replaces);
        phrases.say(o.at("leaves"), &one.leaves);
        o.at("counts").boolean(one.counts);
    });
}

/// Controls of a report that may speak to a question.
fn proposal(writer: &mut Writer, proposal: &Proposal) {
    writer.object(|o| {
        o.at("question").word(proposal.question.as_str());
        o.at("report").word(proposal.report.as_str());
        o.at("criteria")
            .list(&proposal.criteria, |w, id| w.word(id));
        o.at("controls")
            .list(&proposal.controls, |w, (id, confirmed)| {
                w.object(|o| {
                    o.at("id").text(id);
                    o.at("confirmed").boolean(*confirmed);
                });
            });
    });
}

/// Ends in basis points, then all sums exact.
fn score(writer: &mut Writer, score: &Score) {
    let (claimed, evidenced) = (
        (score.claimed_lo, score.claimed_hi),
        (score.evidenced_lo, score.claimed_hi),
    );
    writer.object(|o| {
        points(o.at("claimed"), claimed);
        points(o.at("evidenced"), evidenced);
        o.at("completeness").number(score.completeness.points.get());
        o.at("na_weight").number(score.na_weight.points.get());
        o.at("sums").object(|o| {
            exact(o.at("claimed"), claimed);
            exact(o.at("evidenced"), evidenced);
            fraction(o.at("completeness"), score.completeness.exact);
            fraction(o.at("na_weight"), score.na_weight.exact);
            let [word, attested, document, tested] = score.by_basis;
            o.at("by_basis").object(|o| {
                o.at("word").number(word);
                o.at("attested").number(attested);
                o.at("document").number(document);
                o.at("tested").number(tested);
            });
        });
    });
}

fn points(writer: &mut Writer, (lo, hi): (End, End)) {
    writer.object(|o| {
        o.at("lo").number(lo.points.get());
        o.at("hi").number(hi.points.get());
    });
}

fn exact(writer: &mut Writer, (lo, hi): (End, End)) {
    writer.object(|o| {
        fraction(o.at("lo"), lo.exact);
        fraction(o.at("hi"), hi.exact);
    });
}

fn fraction(writer: &mut Writer, fraction: Fraction) {
    writer.object(|o| {
        o.at("got").number(fraction.got);
        o.at("of").number(fraction.of);
    });
}

pub(super) fn gates(writer: &mut Writer, all: &[Gate]) {
    let phrases = Phrases::get();
    writer.list(all, |w, one| gate(w, phrases, one));
}

fn gate(writer: &mut Writer, phrases: &Phrases, gate: &Gate) {
    writer.object(|o| {
        o.at("id").word(gate.id.as_str());
        o.at("law").word(gate.law.as_str());
        o.at("applies").boolean(gate.applies());
        o.at("state").word(gate.state.as_str());
        if let Some(basis) = gate.basis {
            o.at("basis").word(basis.as_str());
        }
        o.at("effect").word(gate.effect.as_str());
        o.at("needs")
            .list(&gate.needs, |w, need| phrases.say(w, need));
        o.at("because").texts(&gate.because);
        o.at("citation").text(&gate.citation);
    });
}

fn row(writer: &mut Writer, phrases: &Phrases, row: &ScopeRow) {
    writer.object(|o| {
        o.at("flow").word(row.flow.as_str());
        o.at("product").text(&row.product);
        o.at("place").text(&row.place);
        if !row.party.is_empty() {
            o.at("party").text(&row.party);
        }
        o.at("phi").word(row.phi.as_str());
        cell(o.at("our_baa"), phrases, &row.our_baa);
        cell(o.at("their_baa"), phrases, &row.their_baa);
        cell(o.at("assurance"), phrases, &row.assurance);
        cell(o.at("evidence"), phrases, &row.evidence);
    });
}

fn cell(writer: &mut Writer, phrases: &Phrases, cell: &CellOutcome) {
    writer.object(|o| {
        o.at("state").word(cell.cell.as_str());
        phrases.say(o.at("why"), &cell.why);
        if let Some(source) = &cell.source {
            o.at("source").text(source);
        }
    });
}

pub(super) fn findings(writer: &mut Writer, all: &[Finding]) {
    let phrases = Phrases::get();
    writer.list(all, |w, one| finding(w, phrases, one));
}

fn finding(writer: &mut Writer, phrases: &Phrases, finding: &Finding) {
    let [title, detail, remediation] = phrases.of_finding(finding);
    writer.object(|o| {
        o.at("id").word(finding.rule.id);
        o.at("subject").text(&finding.subject);
        o.at("severity").word(finding.severity.as_str());
        o.at("axis").word(finding.axis.as_str());
        o.at("owner").word(finding.owner.as_str());
        o.at("law").word(finding.law.as_str());
        phrases.tell(o.at("title"), title, &finding.args);
        phrases.tell(o.at("detail"), detail, &finding.args);
        o.at("citations").texts(finding.citations());
        o.at("because").texts(&finding.because);
        phrases.tell(o.at("remediation"), remediation, &finding.args);
    });
}

fn condition(writer: &mut Writer, phrases: &Phrases, one: &OutcomeCondition) {
    writer.object(|o| {
        o.at("id").text(&one.id);
        o.at("finding").text(&one.finding);
        o.at("subject").text(&one.subject);
        o.at("kind").word(one.kind.as_str());
        o.at("owner").word(one.owner.as_str());
        o.at("state").word(one.state.as_str());
        if let Some(day) = one.raised_on {
            o.at("raised_on").date(day);
        }
        if let Some(day) = one.due {
            o.at("due").date(day);
        }
        if let Some(days) = one.days {
            o.at("days").number(days);
        }
        if !one.needs.is_empty() {
            o.at("needs")
                .list(&one.needs, |w, need| phrases.say(w, need));
        }
        if !one.evidence.is_empty() {
            o.at("evidence").text(&one.evidence);
        }
        if let Some(day) = one.closed_on {
            o.at("closed_on").date(day);
        }
        if let Some(accepted) = &one.accepted {
            o.at("accepted").serialized(accepted);
        }
    });
}
