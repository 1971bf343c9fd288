//! Made-up packs, and questions that ask at another depth what others ask.

use vendorward_core::{
    Id,
    engagement::Engagement,
    facts::{Tier, Triage},
    pack::{AskRule, Demand, DepthLimit, EvidenceRule, Item, Pack, TierRule},
    questionnaire::{AnswerKind, Good, NaRule, Question, Relation, Weight},
    when::{Expr, Op},
};

use super::{
    Choices,
    questions::{PLAIN, cover, of_fact, scored_kind, test},
};

/// The vendor questionnaires of a made-up set.
const SETS: [&str; 3] = ["first", "second", "third"];

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// Depth by tier, limits, which questionnaire is asked when, and whether a report is expected.
pub(super) fn pack(c: &mut Choices<'_>, engagement: &Engagement) -> Pack {
    use Triage::{Attestation, Full, NoAssessment, Short};
    let depths = c.of(&[
        [Attestation, Short, Full, Full],
        [NoAssessment, Short, Short, Full],
        [Short, Short, Full, Full],
        [Attestation, Attestation, Short, Short],
    ]);
    let tiers = Tier::ALL.iter().zip(depths).map(|(tier, depth)| {
        let rule = TierRule {
            depth,
            approver: "risk manager".to_owned(),
            reason: String::new(),
            source: String::new(),
        };
        (*tier, rule)
    });
    let limits = (0..c.of(&[1, 2])).map(|_| DepthLimit {
        depth: c.of(&[Short, Attestation, NoAssessment]),
        when: of_facts(c),
        reason: String::new(),
        source: String::new(),
    });
    let limits = limits.collect();
    let mut questionnaires = Vec::new();
    for (at, name) in SETS.iter().enumerate() {
        // Now and then one is named twice, or not at all.
        let rows = c.weighted(&[(70, 1), (20, 2), (10, 0)]);
        for _ in 0..rows {
            questionnaires.push(AskRule {
                questionnaire: id(name),
                when: asked_when(c, at, engagement),
                reason: String::new(),
                source: String::new(),
            });
        }
    }
    let evidence = (0..c.pick(3)).map(|_| EvidenceRule {
        item: c.of(&[Item::Soc2Type2, Item::Soc2Type2, Item::PenTest]),
        demand: c.of(Demand::ALL),
        when: of_facts(c),
        reason: String::new(),
        source: String::new(),
    });
    Pack {
        tiers: tiers.collect(),
        limits,
        questionnaires,
        evidence: evidence.collect(),
        substitutes: Vec::new(),
    }
}

/// The first mostly from some depth on, the others mostly by facts that may not be known.
fn asked_when(c: &mut Choices<'_>, at: usize, engagement: &Engagement) -> Expr {
    // The others often by one that is not.
    let open = [
        (engagement.ai.is_none(), "ai"),
        (engagement.offshore.is_none(), "offshore"),
        (engagement.connection.is_none(), "connection"),
    ];
    let mut open = open.iter().filter(|(unknown, _)| *unknown);
    if at > 0 && c.chance(30) {
        let path = open.next().map_or("ai", |(_, path)| *path);
        return test(path, Op::Is, "yes");
    }
    let by_depth = c.chance(if at == 0 { 60 } else { 35 });
    if !by_depth {
        return of_facts(c);
    }
    let depth = |c: &mut Choices<'_>| {
        let (op, word) = c.of(&[
            (Op::AtLeast, "attestation"),
            (Op::AtLeast, "short"),
            (Op::AtLeast, "full"),
            (Op::Is, "short"),
            (Op::Less, "full"),
            (Op::IsNot, "full"),
        ]);
        test("depth", op, word)
    };
    if c.chance(25) {
        return Expr::Any(vec![depth(c), of_facts(c)]);
    }
    depth(c)
}

/// One fact, or two; each may be unknown. The tier is one that packs take at its highest.
fn of_facts(c: &mut Choices<'_>) -> Expr {
    let one = |c: &mut Choices<'_>| {
        let test = of_fact(c);
        if matches!(&test, Expr::Test(test) if test.path == "depth") {
            // What limits the depth does not read it.
            return of_fact_but_depth();
        }
        test
    };
    match c.weighted(&[(50, 0), (25, 1), (15, 2), (10, 3)]) {
        0 => one(c),
        1 => Expr::Any(vec![one(c), one(c)]),
        2 => Expr::All(vec![one(c), one(c)]),
        _ => Expr::Not(Box::new(one(c))),
    }
}

fn of_fact_but_depth() -> Expr {
    test("access", Op::AtLeast, "write")
}

/// A question of another questionnaire that asks what one of these asks: the same in the same kind, the
/// same in another kind, more, or less.
pub(super) fn twin(at: usize, c: &mut Choices<'_>, of: &[Question]) -> Option<Question> {
    // Often the same one, so that several answers carry to it.
    let at_first = c.chance(50);
    let first = of.get(if at_first { 0 } else { c.pick(of.len()) })?;
    let mut made = first.clone();
    made.id = id(&format!("t-{}", at + 1));
    made.when = None;
    made.follows = None;
    made.covers
        .retain(|cover| matches!(cover.relation, Relation::Equal));
    made.covers.truncate(1);
    if made.covers.is_empty() {
        made.covers.push(cover(c.of(&PLAIN), Relation::Equal));
    }
    made.weight = c.of(&[Weight::Critical, Weight::Standard, Weight::Minor]);
    made.na = c.of(&[NaRule::WithReason, NaRule::Never]);
    match c.weighted(&[(48, 0), (10, 1), (24, 2), (18, 3)]) {
        0 => {
            // Yes and no mean the same with "partial" or without, and whichever is good.
            if matches!(
                made.answer,
                AnswerKind::YesNo { .. } | AnswerKind::YesNoPartial { .. }
            ) {
                let good = c.weighted(&[(70, Good::Yes), (30, Good::No)]);
                made.answer = if c.chance(40) {
                    AnswerKind::YesNo { good }
                } else {
                    AnswerKind::YesNoPartial { good }
                };
            }
        }
        1 => made.answer = scored_kind(c),
        3 => {
            made.covers[0].relation =
                c.weighted(&[(3, Relation::Narrower), (1, Relation::Overlaps)])
        }
        _ => {
            made.covers[0].relation = Relation::Broader;
            if c.chance(40) {
                made.covers.push(cover(c.of(&PLAIN), c.of(Relation::ALL)));
                made.covers.dedup_by(|a, b| a.control == b.control);
            }
        }
    }
    Some(made)
}
