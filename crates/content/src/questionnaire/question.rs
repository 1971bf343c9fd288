//! One question: its heading, help and attributes.

use std::ops::Range;

use vendorward_core::{
    Id,
    questionnaire::{Audience, Block, Cover, Law, NaRule, Question, Relation, Weight},
};

use super::{
    answer::{self, Context},
    attributes::{self, Attributes},
    condition, help,
};
use crate::{
    cites::{self, Cited, Wrong},
    codes,
    markdown::{Node, NodeKind},
    parsed::{Placed, QuestionIndex},
    read,
    source::{Report, quote},
    suggest::list,
};

/// A level-2 heading and what stands under it.
pub(super) struct Raw<'n> {
    pub(super) id: Id,
    /// The id in backticks, or other words where there is none.
    pub(super) name: String,
    pub(super) id_range: Range<usize>,
    pub(super) prompt: String,
    pub(super) nodes: &'n [Node],
}

/// Reads a question. The index is given even if the question is wrong.
pub(super) fn read(
    report: &mut Report<'_>,
    raw: &Raw<'_>,
    audience: Option<Audience>,
) -> (Option<Question>, QuestionIndex) {
    let found = attributes::find(report, raw.nodes);
    let list = found.and_then(|at| raw.nodes.get(at));
    let empty = Attributes::default();
    let attributes = match list.map(|node| &node.kind) {
        Some(NodeKind::Bullets(items)) => attributes::read(report, items),
        _ => {
            attributes::explain_missing(report, raw.nodes, &raw.name, raw.id_range.clone());
            empty
        }
    };
    let help: Vec<Block> = raw
        .nodes
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != found)
        // Deeper headings are reported by the reader of the file.
        .filter(|(_, node)| !matches!(node.kind, NodeKind::Heading { .. }))
        .filter_map(|(_, node)| help::block(report, node))
        .collect();
    let mut reader = Reader {
        report,
        raw,
        attributes: &attributes,
        listed: found.is_some(),
    };
    let weight = reader.required("weight", Weight::WORDS, Weight::parse);
    let law = reader.required("law", Law::WORDS, Law::parse);
    let na = match attributes.get("na") {
        None => Some(NaRule::WithReason),
        Some(na) => read::word(
            reader.report,
            na.value(),
            "`na`",
            NaRule::WORDS,
            NaRule::parse,
        ),
    };
    let mut context = Context {
        weight,
        good: attributes.get("good"),
        findings: Vec::new(),
    };
    let answer = attributes
        .get("answer")
        .and_then(|answer| answer::read(reader.report, answer, &mut context));
    let findings = context.findings;
    let cites = reader.cites(law);
    let evidence = reader.texts("evidence");
    let when = attributes
        .get("when")
        .and_then(|when| condition::read(reader.report, when.value()));
    let follows = reader.follows();
    let covers = reader.covers();
    let aliases = reader.aliases();
    let fact = reader.fact(audience);
    if audience == Some(Audience::Hospital) {
        reader.unscored(weight);
    }
    let span = |range: &Range<usize>| report.span(range.clone());
    let placed = |(value, range): &(Id, Range<usize>)| Placed {
        value: value.clone(),
        at: span(range),
    };
    let answer_range = attributes
        .get("answer")
        .map_or(raw.id_range.clone(), |answer| answer.value().range());
    let index = QuestionIndex {
        id: Placed {
            value: raw.id.clone(),
            at: span(&raw.id_range),
        },
        weight,
        answer: answer.clone(),
        answer_at: span(&answer_range),
        na,
        when: when.clone(),
        follows: follows.as_ref().map(placed),
        covers: covers
            .iter()
            .map(|(cover, range)| Placed {
                value: cover.control.clone(),
                at: span(range),
            })
            .collect(),
        aliases: aliases.iter().map(placed).collect(),
        fact: fact.as_ref().map(|(value, range)| Placed {
            value: value.clone(),
            at: span(range),
        }),
        findings: findings.iter().map(placed).collect(),
    };
    let question = answer
        .zip(weight)
        .zip(law.zip(na))
        .map(|((answer, weight), (law, na))| Question {
            id: raw.id.clone(),
            prompt: raw.prompt.clone(),
            help,
            answer,
            weight,
            law,
            cites,
            evidence,
            na,
            when: when.map(|when| when.expr),
            follows: follows.map(|(id, _)| id),
            covers: covers.into_iter().map(|(cover, _)| cover).collect(),
            aliases: aliases.into_iter().map(|(id, _)| id).collect(),
            fact: fact.map(|(fact, _)| fact),
        });
    (question, index)
}

struct Reader<'a, 'r, 't, 'n> {
    report: &'r mut Report<'t>,
    raw: &'a Raw<'n>,
    attributes: &'a Attributes<'n>,
    /// Whether the question has an attribute list; if not, that alone is reported.
    listed: bool,
}

impl Reader<'_, '_, '_, '_> {
    fn required<T>(
        &mut self,
        key: &str,
        vocabulary: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let Some(attribute) = self.attributes.get(key) else {
            if self.listed && !self.attributes.is_misspelt(key) {
                self.report.add_help(
                    codes::ATTRIBUTE_MISSING,
                    self.raw.id_range.clone(),
                    format!("{} has no `{key}`", self.raw.name),
                    format!("add `- {key}: …`, {}", list(vocabulary)),
                );
            }
            return None;
        };
        let what = format!("`{key}`");
        read::word(self.report, attribute.value(), &what, vocabulary, parse)
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        let Some(attribute) = self.attributes.get(key) else {
            return Vec::new();
        };
        read::parts(self.report, attribute.value())
            .iter()
            .map(|part| part.text.to_owned())
            .collect()
    }

    fn cites(&mut self, law: Option<Law>) -> Vec<String> {
        let Some(attribute) = self.attributes.get("cites") else {
            if self.listed
                && !self.attributes.is_misspelt("cites")
                && let Some(law @ (Law::Required | Law::Addressable)) = law
            {
                self.report.add_help(
                    codes::CITES_MISSING,
                    self.raw.id_range.clone(),
                    format!("{} says `law: {law}` and cites no law", self.raw.name),
                    "add `- cites: 45 CFR …`, or say `law: practice`",
                );
            }
            return Vec::new();
        };
        let binding = law.filter(|law| matches!(law, Law::Required | Law::Addressable));
        let mut any_law = false;
        let mut any_wrong = false;
        let mut found = Vec::new();
        for part in read::parts(self.report, attribute.value()) {
            match cite(self.report, part.range(), part.text, binding.is_some()) {
                Some(cited) => any_law |= cited == Cited::Law,
                None => any_wrong = true,
            }
            found.push(part.text.to_owned());
        }
        if let Some(law) = binding
            && !any_law
            && !any_wrong
        {
            self.report.add_help(
                codes::CITES_MISSING,
                attribute.value().range(),
                format!("{} says `law: {law}` and cites no law", self.raw.name),
                "cite the rule, as in `45 CFR 164.312(a)(1)`, or say `law: practice`",
            );
        }
        found
    }

    fn follows(&mut self) -> Option<(Id, Range<usize>)> {
        let value = self.attributes.get("follows")?.value();
        let id = read::id(self.report, value, "the question it follows")?;
        if id == self.raw.id {
            self.report.add(
                codes::FOLLOWS_SELF,
                value.range(),
                format!("`{id}` follows itself"),
            );
            return None;
        }
        Some((id, value.range()))
    }

    fn covers(&mut self) -> Vec<(Cover, Range<usize>)> {
        let Some(attribute) = self.attributes.get("covers") else {
            return Vec::new();
        };
        let mut found: Vec<(Cover, Range<usize>)> = Vec::new();
        for part in read::parts(self.report, attribute.value()) {
            let sides = part
                .split_once('(')
                .and_then(|(key, rest)| Some((key, rest.split_once(')')?)))
                .filter(|(key, (_, after))| !key.is_empty() && after.is_empty());
            let Some((key, (relation, _))) = sides else {
                self.report.add_help(
                    codes::COVERS_FORM,
                    part.range(),
                    format!("{} is not a control with its relation", quote(part.text)),
                    "as in `access.unique-id (equal); access.review (broader)`",
                );
                continue;
            };
            let control = read::id(self.report, key, "a control");
            let relation = read::word(
                self.report,
                relation,
                "the relation",
                Relation::WORDS,
                Relation::parse,
            );
            if let Some((control, relation)) = control.zip(relation) {
                if found.iter().any(|(cover, _)| cover.control == control) {
                    self.report.add(
                        codes::LIST_PART_DUPLICATE,
                        key.range(),
                        format!("the control `{control}` stands twice"),
                    );
                    continue;
                }
                found.push((Cover { control, relation }, key.range()));
            }
        }
        found
    }

    fn aliases(&mut self) -> Vec<(Id, Range<usize>)> {
        let Some(attribute) = self.attributes.get("aliases") else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for part in read::parts(self.report, attribute.value()) {
            if let Some(id) = read::id(self.report, part, "a question") {
                found.push((id, part.range()));
            }
        }
        found
    }

    /// The hospital states facts; only what the vendor answers is scored.
    fn unscored(&mut self, weight: Option<Weight>) {
        if let (Some(attribute), Some(Weight::Critical | Weight::Standard | Weight::Minor)) =
            (self.attributes.get("weight"), weight)
        {
            self.report.add_help(
                codes::HOSPITAL_SCORED,
                attribute.value().range(),
                format!("{} asks the hospital and is scored", self.raw.name),
                "questions for the hospital have `weight: info`",
            );
        }
    }

    fn fact(&mut self, audience: Option<Audience>) -> Option<(String, Range<usize>)> {
        let attribute = self.attributes.get("fact")?;
        let value = attribute.value();
        if audience == Some(Audience::Vendor) {
            self.report.add_help(
                codes::FACT_AUDIENCE,
                attribute.key().range(),
                "a questionnaire for the vendor cannot set facts of the engagement",
                "the hospital states them, in a questionnaire with `audience = \"hospital\"`",
            );
        }
        Some((value.text.to_owned(), value.range()))
    }
}

/// Checks one citation; `binding` asks for a form that is known.
pub(crate) fn cite(
    report: &mut Report<'_>,
    place: Range<usize>,
    text: &str,
    binding: bool,
) -> Option<Cited> {
    match cites::read(text) {
        Ok(Cited::Other) if binding => {
            report.add_help(
                codes::CITE_FORM,
                place,
                format!("{} is no citation of law", quote(text)),
                "as in `45 CFR 164.312(a)(2)(i)`, `42 USC 17934` or `TSC CC6.1`; other sources only with `law: practice`, `contract` or `proposed`",
            );
            None
        }
        Ok(cited) => Some(cited),
        Err(Wrong::Form(form)) => {
            report.add_help(
                codes::CITE_FORM,
                place,
                format!("{} is not a citation that is known", quote(text)),
                form,
            );
            None
        }
        Err(Wrong::Section) => {
            report.add_help(
                codes::CITE_FORM,
                place,
                format!("{} names a section that 45 CFR part 164 does not have", quote(text)),
                "its sections are 164.102 to 164.106, 164.302 to 164.318, 164.400 to 164.414 and 164.500 to 164.535",
            );
            None
        }
        Err(Wrong::Criterion(near)) => {
            report.put(
                codes::CITE_TSC,
                place,
                format!("{} is not one of the 61 Trust Services criteria", quote(text)),
                Some(match near {
                    Some(near) => format!("did you mean `TSC {near}`?"),
                    None => "they are CC1.1 to CC9.2, A1.1 to A1.3, PI1.1 to PI1.5, C1.1, C1.2 and P1.1 to P8.1".to_owned(),
                }),
            );
            None
        }
    }
}
