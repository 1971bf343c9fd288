//! Citations name what exists, and what the law and the frameworks ask for is asked somewhere.
#![expect(clippy::expect_used, reason = "a test stops at the first surprise")]

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use vendorward_core::{
    Id,
    baa::ProvisionKey,
    law::PENALTIES,
    questionnaire::{AnswerKind, Law, Question, Questionnaire, Relation},
    rubric::Overlap,
    rules,
};
use vendorward_tests::{
    authority::{
        CITABLE, citations, citations_in_texts, cited, outside, questionnaires, scored, served,
        text,
    },
    content::{CONTROLS, RUBRIC},
};

/// The ids under a heading of the list.
fn ids(heading: &str) -> &'static BTreeSet<String> {
    CITABLE.get(heading).expect(heading)
}

/// Everything that may be cited.
fn known() -> BTreeSet<String> {
    let parts = CITABLE
        .iter()
        .filter(|(heading, _)| *heading != "proposals");
    parts.flat_map(|(_, ids)| ids.clone()).collect()
}

fn unknown(fields: &[(String, String)], known: &BTreeSet<String>) -> Vec<String> {
    let each = fields
        .iter()
        .flat_map(|(place, field)| cited(field).into_iter().map(move |id| (place, id)));
    each.filter(|(_, id)| !known.contains(id))
        .map(|(place, id)| format!("{place}: {id}"))
        .collect()
}

fn all(of: &[Questionnaire]) -> impl Iterator<Item = &Question> {
    of.iter().flat_map(Questionnaire::questions)
}

fn questionnaire<'q>(of: &'q [Questionnaire], id: &str) -> &'q Questionnaire {
    of.iter()
        .find(|one| one.id.as_str() == id)
        .expect("the questionnaire")
}

fn cites(question: &Question, id: &str) -> bool {
    question
        .cites
        .iter()
        .flat_map(|field| cited(field))
        .any(|one| one == id)
}

fn carries(question: &Question, control: &str) -> bool {
    let carried = question
        .covers
        .iter()
        .filter(|cover| cover.relation.carries());
    carried
        .into_iter()
        .any(|cover| cover.control.as_str() == control)
}

fn covers(question: &Question, control: &str) -> bool {
    question
        .covers
        .iter()
        .any(|cover| cover.control.as_str() == control)
}

/// What each control of the inventory rests on.
static SOURCES: LazyLock<BTreeMap<&str, Vec<String>>> = LazyLock::new(|| {
    let controls = CONTROLS.controls.iter();
    controls
        .map(|control| (control.key.as_str(), sources(&control.cites)))
        .collect()
});

fn sources(fields: &[String]) -> Vec<String> {
    fields.iter().flat_map(|field| cited(field)).collect()
}

/// Asked because the market does, after no rule, criterion or standard: they cite nothing, and a requirement of
/// its own stands behind each.
const CUSTOM: [&str; 12] = [
    "as-06", "as-08", "rd-04", "rd-20", "rd-22", "rd-23", "rd-24", "rd-25", "rd-26", "rd-27",
    "rd-29", "sb-11",
];

/// What nobody asks, or asks without saying what asks for it.
fn unasked(of: &[Questionnaire]) -> Vec<String> {
    let core = questionnaire(of, "healthcare-core");
    let mut missing = Vec::new();
    let mut ask = |asked: bool, what: &str| {
        if !asked {
            missing.push(what.to_owned());
        }
    };
    for leaf in ids("leaves") {
        let as_law = |question: &Question| {
            matches!(question.law, Law::Required | Law::Addressable) && cites(question, leaf)
        };
        ask(core.questions().any(as_law), leaf);
    }
    for control in RUBRIC.duties.iter().flat_map(|duty| &duty.controls) {
        ask(
            core.questions()
                .any(|question| covers(question, control.as_str())),
            control.as_str(),
        );
    }
    for key in ProvisionKey::ALL {
        let offered = |question: &Question| match &question.answer {
            AnswerKind::Choices { options } => options
                .iter()
                .any(|option| option.id.as_str() == key.as_str()),
            _ => false,
        };
        let about = core
            .questions()
            .filter(|question| covers(question, "baa.content"));
        ask(about.into_iter().any(offered), key.as_str());
    }
    for depth in ["attestation", "short", "healthcare-core"] {
        let depth = questionnaire(of, depth);
        let controls = RUBRIC.gates.values().flat_map(|gate| &gate.controls);
        // Artificial intelligence on PHI raises the tier to high: only the core is ever asked about it.
        let core_only = |control: &&Id| {
            depth.id.as_str() != "healthcare-core" && control.as_str().starts_with("ai.")
        };
        for control in controls.filter(|control| !core_only(control)) {
            let carried = |question: &Question| carries(question, control.as_str());
            ask(
                depth.questions().any(carried),
                &format!("{control} in {}", depth.id),
            );
        }
    }
    let readiness = questionnaire(of, "nprm-readiness");
    for line in ids("proposals") {
        let (key, controls) = line.split_once(" = ").expect("a key and its controls");
        for control in controls.split(' ') {
            let proposed = |question: &Question| {
                question.law == Law::Proposed
                    && carries(question, control)
                    && cites(question, "90 FR 898")
            };
            ask(readiness.questions().any(proposed), key);
        }
    }
    let goals = questionnaire(of, "hph-cpg");
    for goal in ids("goals") {
        ask(
            goals.questions().any(|question| cites(question, goal)),
            goal,
        );
    }
    for control in &CONTROLS.controls {
        ask(
            all(of).any(|question| covers(question, control.key.as_str())),
            control.key.as_str(),
        );
    }
    for question in all(of).filter(|question| scored(question)) {
        let custom = question.law == Law::Practice && CUSTOM.contains(&question.id.as_str());
        ask(custom == question.cites.is_empty(), question.id.as_str());
    }
    // Who is asked for a control is told what asks for it. Goals and the way to SOC 2 have sources of their own;
    // of the Privacy category, which few reports have, nobody has to be told.
    let apart = ["hph-cpg", "soc2-readiness"];
    let told = of.iter().filter(|one| !apart.contains(&one.id.as_str()));
    for question in told.flat_map(Questionnaire::questions) {
        let own = sources(&question.cites);
        let equal = question
            .covers
            .iter()
            .filter(|cover| cover.relation == Relation::Equal);
        for cover in equal {
            let rests = SOURCES.get(cover.control.as_str()).expect("linted").iter();
            let mut expected =
                rests.filter(|id| !id.starts_with("TSC P") || id.starts_with("TSC PI"));
            let below = |id: &String| own.iter().any(|one| one.starts_with(id));
            ask(expected.all(below), question.id.as_str());
        }
    }
    for duty in &RUBRIC.duties {
        for key in &duty.controls {
            let rests = SOURCES.get(key.as_str()).expect("linted");
            let close = |id: &String| {
                rests
                    .iter()
                    .any(|one| one.starts_with(id) || id.starts_with(one))
            };
            ask(
                cited(&duty.cite).iter().any(close),
                &format!("{key} under {}", duty.cite),
            );
        }
    }
    missing
}

#[test]
fn citations_exist() {
    let known = known();
    let mut fields = citations(&questionnaires());
    let in_texts = citations_in_texts();
    assert!(
        in_texts.len() > 500,
        "running text is read: {}",
        in_texts.len()
    );
    fields.extend(in_texts);
    assert_eq!(unknown(&fields, &known), Vec::<String>::new());
    for wrong in [
        "45 CFR 164.312(a)(2)(v)",
        "45 CFR 164.308(a)(9)",
        "TSC CC6.9",
        "NIST CSF 2.0 PR.AA-09",
        "45 CFR 164.312(a)-",
        "45 CFR 164.504(e)(2)(ii)(I)-(K)",
    ] {
        assert_eq!(
            unknown(&[("here".to_owned(), wrong.to_owned())], &known).len(),
            1,
            "{wrong}"
        );
    }
    // One that is struck from the list is missed, if anything cites it.
    let used: BTreeSet<String> = fields.iter().flat_map(|(_, field)| cited(field)).collect();
    for id in &used {
        let fewer: BTreeSet<String> = known.iter().filter(|one| *one != id).cloned().collect();
        assert!(!unknown(&fields, &fewer).is_empty(), "{id}");
    }
}

#[test]
fn forms_of_citation() {
    assert_eq!(cited("45 CFR 164.504(e)(2)(ii)(E)-(G)").len(), 3);
    assert_eq!(
        cited("164.502(e)(1)-(2)"),
        ["45 CFR 164.502(e)(1)", "45 CFR 164.502(e)(2)"]
    );
    assert_eq!(cited("45 CFR 164.504(e)(3)(i)-(ii)").len(), 2);
    assert_eq!(cited("TSC CC6.1"), ["TSC CC6.1"]);
    assert_eq!(cited("45 CFR 164.312(a"), ["45 CFR 164.312(a"]);
}

#[test]
fn what_is_asked_for_is_asked() {
    assert_eq!(unasked(&questionnaires()), Vec::<String>::new());
    let count = |heading| ids(heading).len();
    assert_eq!(
        (count("leaves"), ProvisionKey::ALL.len(), count("goals")),
        (47, 13, 20)
    );
    let leaves: BTreeSet<String> = RUBRIC
        .duties
        .iter()
        .filter(|duty| duty.security_rule)
        .map(|duty| duty.cite.clone())
        .collect();
    assert_eq!(&leaves, ids("leaves"));
    assert_eq!(RUBRIC.duties.len() - leaves.len(), 17);
    for key in ProvisionKey::ALL {
        let rule =
            rules::find(&format!("baa.provision.{key}")).expect("a finding for each provision");
        assert_eq!(rule.cite, key.cite());
    }
}

/// Asked because good practice asks, and for no row, duty, gate or goal alone.
const PRACTICE: [&str; 6] = ["at-07", "op-02", "op-09", "np-06", "sh-18", "sh-19"];

/// A copy in which this question is changed, or gone.
fn changed(
    of: &[Questionnaire],
    id: &Id,
    keep: impl Fn(&mut Question) -> bool,
) -> Vec<Questionnaire> {
    let mut copy = of.to_vec();
    for section in copy.iter_mut().flat_map(|one| &mut one.sections) {
        section
            .questions
            .retain_mut(|question| question.id != *id || keep(question));
    }
    copy
}

#[test]
fn a_question_that_is_gone_is_missed() {
    let of = questionnaires();
    let named: BTreeSet<String> = served().into_iter().flat_map(|row| row.by).collect();
    let lost: BTreeSet<&str> = all(&of)
        .filter(|question| scored(question) && !named.contains(question.id.as_str()))
        .filter(|question| unasked(&changed(&of, &question.id, |_| false)).is_empty())
        .map(|question| question.id.as_str())
        .collect();
    assert_eq!(lost, BTreeSet::from(PRACTICE));
}

#[test]
fn a_citation_that_is_gone_is_missed() {
    let of = questionnaires();
    let (mut quiet, mut count) = (0, 0);
    let custom: BTreeSet<String> = served().into_iter().flat_map(|row| row.by).collect();
    for id in CUSTOM {
        assert!(custom.contains(id), "{id} serves no requirement");
    }
    let cited = |question: &&Question| scored(question) && !question.cites.is_empty();
    for question in all(&of).filter(cited) {
        let none = changed(&of, &question.id, |question| {
            question.cites.clear();
            true
        });
        assert!(!unasked(&none).is_empty(), "{}", question.id);
        for cite in &question.cites {
            let fewer = changed(&of, &question.id, |question| {
                question.cites.retain(|one| one != cite);
                true
            });
            let missed = !unasked(&fewer).is_empty();
            let leaf = matches!(question.law, Law::Required | Law::Addressable)
                && ids("leaves").contains(cite);
            let carries = question
                .covers
                .iter()
                .any(|cover| cover.relation == Relation::Equal);
            assert!(
                missed
                    || !(leaf && carries
                        || ids("goals").contains(cite) && question.id.as_str().starts_with("hp-")),
                "{} {cite}",
                question.id
            );
            count += 1;
            quiet += usize::from(!missed);
        }
    }
    // The rest stand beside others on questions that overlap a control, and no rule says that they must.
    assert!(
        quiet * 4 < count,
        "{quiet} of {count} citations can go unnoticed"
    );
}

#[test]
fn lists_are_those_of_the_notes() {
    let (Some(crosswalk), Some(criteria), Some(landscape)) = (
        outside("data/crosswalk.json"),
        outside("data/tsc.json"),
        outside("LANDSCAPE.md"),
    ) else {
        return;
    };
    let crosswalk: Vec<serde_json::Value> = serde_json::from_str(&crosswalk).unwrap();
    let leaves = crosswalk
        .iter()
        .filter(|row| row["vendor_applicable"] == true);
    let leaves: BTreeSet<String> = leaves
        .map(|row| format!("45 CFR {}", row["hipaa"].as_str().unwrap()))
        .collect();
    assert_eq!(&leaves, ids("leaves"));
    let criteria: Vec<serde_json::Value> = serde_json::from_str(&criteria).unwrap();
    let criteria: BTreeSet<String> = criteria
        .iter()
        .map(|one| format!("TSC {}", one["id"].as_str().unwrap()))
        .collect();
    assert_eq!(&criteria, ids("criteria"));
    let keys = landscape
        .lines()
        .filter_map(|line| line.strip_prefix("| np."));
    let keys = keys.flat_map(|line| line.split('|').next().unwrap().split(", "));
    let keys: BTreeSet<String> = keys
        .map(|key| key.trim().trim_start_matches("np.").to_owned())
        .collect();
    // What the proposal would cost is told, not asked.
    assert!(text("questionnaires/nprm-readiness.md").contains("put the cost of the proposal at"));
    let mut mine: BTreeSet<String> = BTreeSet::from(["cost".to_owned()]);
    mine.extend(ids("proposals").iter().map(|line| {
        line.split(' ')
            .next()
            .unwrap()
            .trim_start_matches("np.")
            .to_owned()
    }));
    assert_eq!(keys, mine);
}

#[test]
fn figures_are_those_of_the_notes() {
    let (Some(crosswalk), Some(landscape)) =
        (outside("data/crosswalk.json"), outside("LANDSCAPE.md"))
    else {
        return;
    };
    let crosswalk: Vec<serde_json::Value> = serde_json::from_str(&crosswalk).unwrap();
    let word = |overlap: Overlap| match overlap {
        Overlap::Full => "F",
        Overlap::Partial => "P",
        Overlap::None => "N",
    };
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut leaves = 0;
    for row in crosswalk
        .iter()
        .filter(|row| row["vendor_applicable"] == true)
    {
        let cite = format!("45 CFR {}", row["hipaa"].as_str().unwrap());
        let mut duties = RUBRIC.duties.iter().filter(|duty| duty.security_rule);
        let duty = duties.find(|duty| duty.cite == cite).expect("a duty");
        let (one, three) = (word(duty.overlap), word(duty.overlap_sac));
        assert_eq!(
            (row["grade_security"].as_str(), row["grade_sac"].as_str()),
            (Some(one), Some(three)),
            "{cite}"
        );
        *counts.entry(("security", one)).or_default() += 1;
        *counts.entry(("sac", three)).or_default() += 1;
        leaves += 1;
    }
    let expected = [
        (("sac", "F"), 25),
        (("sac", "N"), 6),
        (("sac", "P"), 16),
        (("security", "F"), 22),
        (("security", "N"), 7),
        (("security", "P"), 18),
    ];
    assert_eq!((leaves, counts), (47, BTreeMap::from(expected)));

    let dollars = |amount: u32| {
        let digits = amount.to_string();
        let groups = digits.as_bytes().rchunks(3).rev();
        let groups: Vec<&str> = groups
            .map(|group| std::str::from_utf8(group).unwrap())
            .collect();
        format!("${}", groups.join(","))
    };
    for (from, cap) in PENALTIES.caps {
        let row = landscape
            .lines()
            .find(|line| line.starts_with('|') && line.contains(from));
        assert!(row.expect(from).contains(&dollars(*cap)), "{from}");
    }
    for tier in PENALTIES.tiers {
        for amount in [
            tier.least,
            tier.most.unwrap_or(tier.year),
            tier.year,
            tier.discretion,
        ] {
            assert!(landscape.contains(&dollars(amount)), "{amount}");
        }
    }
}
