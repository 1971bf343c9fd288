//! Generated assessments. A [`World`] is read off plain lists of numbers, one list for each question,
//! flow, agreement and so on, so that a failing case shrinks by dropping whole parts and by replacing
//! choices with the plainest one.

pub mod answers;
mod choices;
mod documents;
mod engagement;
mod pack;
mod questions;
mod records;

use std::{fmt, sync::Arc, sync::LazyLock};

use proptest::{collection::vec, prelude::*};
use vendorward_core::{
    assessment::Assessment, compile::Compiled, date::Date, facts::Triage, pack::Pack,
    rubric::Rubric, when::Truth,
};

use answers::Mood;
pub use choices::Choices;

use crate::oracle;

/// A compiled set, an assessment, an as-of date, and numbers for a law's own choices.
#[derive(Clone)]
pub struct World {
    /// Questionnaires and rubric.
    pub compiled: Arc<Compiled>,
    /// What is scored.
    pub assessment: Assessment,
    /// When.
    pub as_of: Date,
    /// What a law draws its own choices from.
    pub moves: Vec<u16>,
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "as of {}", self.as_of)?;
        let mut set = None;
        for entry in &self.compiled.questions {
            let q = &entry.question;
            if set.replace(entry.questionnaire) != Some(entry.questionnaire) {
                let set = &self.compiled.questionnaires[entry.questionnaire as usize];
                writeln!(f, "questionnaire `{}`", set.id)?;
            }
            write!(
                f,
                "{} {:?} weight {} {} {}",
                q.id, q.answer, entry.weight, q.law, q.na
            )?;
            if let Some(when) = &q.when {
                write!(f, " when {when}")?;
            }
            if let Some(parent) = &q.follows {
                write!(f, " follows {parent}")?;
            }
            for cover in &q.covers {
                write!(f, " covers {} ({})", cover.control, cover.relation)?;
            }
            writeln!(f)?;
        }
        let pack = &self.compiled.rubric.pack;
        for row in &pack.questionnaires {
            writeln!(f, "`{}` is asked when {}", row.questionnaire, row.when)?;
        }
        for limit in &pack.limits {
            writeln!(f, "depth at most {} when {}", limit.depth, limit.when)?;
        }
        let json = serde_json::to_string_pretty(&self.assessment).map_err(|_| fmt::Error)?;
        writeln!(f, "{json}\nmoves {:?}", self.moves)
    }
}

type Genes = Vec<u16>;

/// The numbers a world is read off.
#[derive(Debug, Clone)]
struct Genome {
    general: Genes,
    engagement: Genes,
    pack: Genes,
    flows: Vec<Genes>,
    backbone: Vec<Genes>,
    info: Vec<Genes>,
    scored: Vec<Genes>,
    twins: Vec<Genes>,
    baas: Vec<Genes>,
    reports: Vec<Genes>,
    subcontractors: Vec<Genes>,
    incidents: Vec<Genes>,
    documents: Vec<Genes>,
    moves: Genes,
}

fn genes(len: usize) -> impl Strategy<Value = Genes> {
    vec(any::<u16>(), len)
}

fn genomes() -> impl Strategy<Value = Genome> {
    (
        (genes(12), genes(29), genes(48), genes(24)),
        (
            vec(genes(32), 0..=4),
            vec(genes(28), 0..=20),
            vec(genes(28), 0..=4),
            vec(genes(36), 0..=6),
            vec(genes(28), 0..=5),
        ),
        (
            vec(genes(76), 0..=3),
            vec(genes(64), 0..=2),
            vec(genes(8), 0..=4),
            vec(genes(8), 0..=2),
            vec(genes(14), 0..=3),
        ),
    )
        .prop_map(
            |(
                (general, engagement, pack, moves),
                (mut flows, mut backbone, info, scored, twins),
                (mut baas, reports, mut subcontractors, incidents, documents),
            )| {
                // None at all is the exception, and a question for each control of a gate is common.
                flows.truncate(3);
                backbone.truncate(questions::GATED.len());
                baas.truncate(2);
                subcontractors.truncate(3);
                Genome {
                    general,
                    engagement,
                    pack,
                    flows,
                    backbone,
                    info,
                    scored,
                    twins,
                    baas,
                    reports,
                    subcontractors,
                    incidents,
                    documents,
                    moves,
                }
            },
        )
}

/// Generated worlds.
pub fn worlds() -> impl Strategy<Value = World> {
    genomes().prop_map(|genome| build(&genome))
}

/// The healthcare rubric without its prose, and with the duties that generated questions can meet.
static PLAIN_RUBRIC: LazyLock<Rubric> = LazyLock::new(|| {
    let mut rubric = crate::content::RUBRIC.clone();
    for rule in rubric.findings.values_mut() {
        rule.reason.clear();
        rule.source.clear();
    }
    for rule in rubric.gates.values_mut() {
        rule.reason.clear();
        rule.source.clear();
    }
    for factor in &mut rubric.tier {
        factor.reason.clear();
        factor.source.clear();
    }
    rubric.duties.retain(|duty| {
        duty.provision.is_some()
            || duty
                .controls
                .iter()
                .any(|control| control.as_str().starts_with("encryption"))
    });
    rubric.duties.truncate(8);
    rubric.pack = Pack::default();
    rubric
});

static OWN_SET: LazyLock<Arc<Compiled>> =
    LazyLock::new(|| Arc::new(crate::content::COMPILED.clone()));

fn build(genome: &Genome) -> World {
    let mut general = Choices::new(&genome.general);
    let as_of = Date::new(2026, 11, 22)
        .unwrap()
        .add_days(i32::try_from(general.pick(1_500)).unwrap() - 750);
    // Mostly made-up questionnaires; now and then the project's own.
    let own = general.chance(8);
    let mood = general.weighted(&[
        (36, Mood::Mixed),
        (33, Mood::Good),
        (19, Mood::Bad),
        (12, Mood::Unknown),
    ]);
    let records = general.weighted(&[(45, Mood::Mixed), (40, Mood::Good), (15, Mood::Bad)]);

    let mut assessment = Assessment {
        engagement: engagement::engagement(
            &mut Choices::new(&genome.engagement),
            &genome.flows,
            records,
        ),
        ..Assessment::default()
    };
    records::fill(
        &mut assessment,
        &records::Parts {
            baas: &genome.baas,
            reports: &genome.reports,
            subcontractors: &genome.subcontractors,
            incidents: &genome.incidents,
            documents: &genome.documents,
        },
        records,
        as_of,
    );
    assessment.attestation = records::attestation(&mut general, mood, as_of);

    let mut pack = Choices::new(&genome.pack);
    // Mostly everything is asked.
    let made_up = !own && pack.chance(30);
    if own {
        // Mostly the core, so that it is tried; else what the tier asks for.
        assessment.engagement.depth = pack.weighted(&[
            (78, Some(Triage::Full)),
            (14, None),
            (4, Some(Triage::Short)),
            (4, Some(Triage::Attestation)),
        ]);
    } else if pack.chance(if made_up { 45 } else { 12 }) {
        let deep = [
            Triage::Full,
            Triage::Full,
            Triage::Short,
            Triage::Attestation,
        ];
        assessment.engagement.depth = Some(pack.of(&deep));
    }
    let compiled = if own {
        Arc::clone(&OWN_SET)
    } else {
        let mut rubric = questions::rubric(&mut general, &PLAIN_RUBRIC);
        if made_up {
            rubric.pack = pack::pack(&mut pack, &assessment.engagement);
        }
        let twins: &[Genes] = if made_up { &genome.twins } else { &[] };
        let set = questions::set(&genome.backbone, &genome.info, &genome.scored, twins);
        Arc::new(
            Compiled::new(set, &crate::content::CONTROLS, rubric)
                .unwrap_or_else(|error| panic!("a generated set compiles: {error}")),
        )
    };
    let genes: Vec<&Genes> = genome
        .backbone
        .iter()
        .chain(&genome.info)
        .chain(&genome.scored)
        .collect();
    let turn = genes.len().max(1);
    for (at, entry) in compiled.questions.iter().enumerate() {
        if entry.question.fact.is_some() && !general.chance(3) {
            continue;
        }
        let empty = Genes::new();
        let list: &[u16] = genes.get(at % turn).map_or(&empty, |list| list.as_slice());
        // Answers draw from the other end, turned for each round over the genes.
        let mut list: Genes = list.iter().rev().copied().collect();
        if !list.is_empty() {
            let by = (at / turn) % list.len();
            list.rotate_left(by);
        }
        let mut choices = Choices::new(&list);
        let given = answers::answers(&entry.question, &mut choices, mood, &assessment, as_of);
        assessment.answers.extend(given);
    }
    if own || made_up {
        depth_changed(&mut assessment, &compiled, as_of, own, &mut pack);
    }
    World {
        compiled,
        assessment,
        as_of,
        moves: genome.moves.clone(),
    }
}

/// As if the depth had changed since it was answered: much that is asked now was said elsewhere only, or
/// nothing was said elsewhere.
fn depth_changed(
    assessment: &mut Assessment,
    compiled: &Compiled,
    as_of: Date,
    own: bool,
    c: &mut Choices<'_>,
) {
    let (asked, carriers) = oracle::within_reach(compiled, assessment, as_of);
    if c.chance(if own { 45 } else { 75 }) {
        let open = carriers.keys().filter(|_| c.chance(65));
        let open: Vec<_> = open.cloned().collect();
        assessment
            .answers
            .retain(|answer| !open.contains(&answer.question));
    } else if c.chance(if own { 80 } else { 20 }) {
        let homes = oracle::homes(compiled);
        assessment.answers.retain(|answer| {
            let home = homes.get(&answer.question);
            home.and_then(|set| asked.get(set)) != Some(&Truth::False)
        });
    }
}
