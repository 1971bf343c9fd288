//! From answers as given to what each question is worth: state, credit interval and basis.

use crate::{
    assessment::{Answer, AnswerState, Assessment, Value, word_of},
    basis::Basis,
    compile::{At, Compiled, Entry, answer_words, date_number},
    date::Date,
    evidence::EvidenceStanding,
    facts::Fact,
    id::Id,
    known::{Facts, Known, answer_bit, evaluate},
    questionnaire::{AnswerKind, Good, NaRule, Question, band_of},
    soc2::ReportStanding,
    units::Credit,
    when::Truth,
};

/// How a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A value with this credit.
    Answered(Credit),
    /// "Partial" without the text that says which part: anything up to half.
    PartialUnexplained,
    /// No answer.
    Blank,
    /// "Don't know", two answers that differ, or a value that does not fit the question.
    Unclear,
    /// N/A that nobody has accepted.
    NaOpen,
    /// N/A, accepted or structural.
    Na,
    /// Refused.
    Refused,
}

impl State {
    /// Least and most credit it may come to; none if it leaves the sums.
    #[must_use]
    pub const fn credits(self) -> Option<(Credit, Credit)> {
        let most = match self {
            Self::PartialUnexplained => Credit::HALF,
            Self::Blank | Self::Unclear | Self::NaOpen => Credit::FULL,
            Self::Answered(_) | Self::Refused | Self::Na => Credit::NONE,
        };
        match self {
            Self::Answered(credit) => Some((credit, credit)),
            Self::Na => None,
            _ => Some((Credit::NONE, most)),
        }
    }

    /// Whether it is settled, for completeness.
    #[must_use]
    pub const fn is_answered(self) -> bool {
        matches!(self, Self::Answered(_) | Self::Refused)
    }
}

/// One question as scoring sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// How it stands by its own answer.
    pub state: State,
    /// What its answer rests on.
    pub basis: Basis,
    /// The same as far as a person has confirmed it, which is what a gate asks for: a criterion is wider
    /// than a question, and that a report tested one shows nothing of encryption by itself.
    pub confirmed: Basis,
}

impl Resolved {
    /// No answer.
    pub const BLANK: Self = Self::unfounded(State::Blank);

    /// A state that rests on nothing.
    #[must_use]
    pub const fn unfounded(state: State) -> Self {
        Self {
            state,
            basis: Basis::Word,
            confirmed: Basis::Word,
        }
    }
}

/// Why an answer could not be read as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The question has two answers that differ.
    Conflict,
    /// The value does not fit the question: what was expected.
    Invalid(&'static str),
}

/// All answers, by question index.
#[derive(Debug, Clone)]
pub struct Answers {
    /// Each question.
    pub resolved: Vec<Resolved>,
    /// Info questions: what is known of each.
    pub(crate) known: Vec<Known>,
    /// Findings of options and bands that were chosen.
    pub raised: Vec<(At, Id)>,
    /// Answers that could not be read.
    pub troubles: Vec<(At, Trouble)>,
    /// Answers to questions that are not loaded.
    pub unknown: Vec<Id>,
    /// Questions with an answer of their own, in reading order.
    pub(crate) given: Vec<At>,
    /// Questions answered by what was said at another depth, in reading order, and the question it was
    /// said to.
    pub(crate) carried: Vec<(At, At)>,
}

impl Answers {
    /// Reads every answer of an assessment.
    #[must_use]
    pub fn read(
        compiled: &Compiled,
        assessment: &Assessment,
        shown: Shown<'_>,
        as_of: Date,
    ) -> Self {
        let count = compiled.questions.len();
        let mut answers = Self {
            resolved: vec![Resolved::BLANK; count],
            known: vec![Known::UNKNOWN; count],
            raised: Vec::new(),
            troubles: Vec::new(),
            unknown: Vec::new(),
            given: Vec::new(),
            carried: Vec::new(),
        };
        let mut given: Vec<Option<&Answer>> = vec![None; count];
        let mut more: Vec<(At, &Answer)> = Vec::new();
        let mut finder = compiled.finder();
        for answer in &assessment.answers {
            match finder.find(&answer.question) {
                None => answers.unknown.push(answer.question.clone()),
                // An intake question keeps no answer: the engagement is the only store of facts.
                Some(at)
                    if compiled
                        .entry(at)
                        .is_some_and(|entry| entry.question.fact.is_some()) =>
                {
                    answers.unknown.push(answer.question.clone());
                }
                Some(at) => {
                    let first = given
                        .get_mut(at as usize)
                        .and_then(|slot| slot.replace(answer));
                    more.extend(first.map(|first| (at, first)));
                }
            }
        }
        answers.unknown.sort();
        answers.unknown.dedup();
        for (at, (entry, answer)) in (0..).zip(compiled.questions.iter().zip(given)) {
            let Some(answer) = answer else {
                continue;
            };
            let read = |answer| Reading::of(entry, assessment, shown, as_of, answer);
            let mut reading = read(answer);
            for (_, other) in more.iter().filter(|(same, _)| *same == at) {
                reading.join(read(other), other.says_the_same(answer));
            }
            answers.put(at, reading);
            // A record without a word is still a blank.
            let said = |one: &Answer| {
                one.state != AnswerState::Answered
                    || one.value.is_some()
                    || one
                        .r#override
                        .as_ref()
                        .is_some_and(|own| !own.reason.trim().is_empty())
            };
            if said(answer) || more.iter().any(|(same, one)| *same == at && said(one)) {
                answers.given.push(at);
            }
        }
        answers
    }

    /// Answers blank questions with what was said in a questionnaire that is not asked, on the basis it
    /// rests on there. Answers that differ leave the question unknown.
    pub(crate) fn carry(&mut self, compiled: &Compiled, asked: &[Truth]) {
        let truth = |at: At| is_asked(compiled, asked, at);
        let differ = Resolved::unfounded(State::Unclear);
        let says = |state: State, same: bool| match state {
            State::Answered(credit) => same || credit == Credit::FULL,
            _ => false,
        };
        for carrier in &compiled.carriers {
            let again = self.carried.last().is_some_and(|(to, _)| *to == carrier.to);
            let wanted = truth(carrier.from) == Truth::False
                && truth(carrier.to) != Truth::False
                && self.given.binary_search(&carrier.to).is_err();
            let Some(&from) = self.resolved.get(carrier.from as usize).filter(|_| wanted) else {
                continue;
            };
            let Some(to) = self
                .resolved
                .get_mut(carrier.to as usize)
                .filter(|_| says(from.state, carrier.same))
            else {
                continue;
            };
            if !again {
                *to = from;
            } else if to.state == from.state {
                to.basis = to.basis.max(from.basis);
                to.confirmed = to.confirmed.max(from.confirmed);
            } else {
                *to = differ;
            }
            self.carried.push((carrier.to, carrier.from));
        }
        // What may yet turn out not to be asked, and then differ, leaves it unknown already.
        for carrier in &compiled.carriers {
            let carried = self
                .carried
                .binary_search_by_key(&carrier.to, |(to, _)| *to);
            if carried.is_err() || truth(carrier.from) != Truth::Unknown {
                continue;
            }
            let from = self
                .resolved
                .get(carrier.from as usize)
                .map(|one| one.state);
            if let (Some(from), Some(to)) = (from, self.resolved.get_mut(carrier.to as usize))
                && says(from, carrier.same)
                && from != to.state
            {
                *to = differ;
            }
        }
    }

    fn put(&mut self, at: At, reading: Reading) {
        if let Some(slot) = self.resolved.get_mut(at as usize) {
            *slot = reading.resolved;
        }
        if let Some(slot) = self.known.get_mut(at as usize) {
            *slot = reading.known;
        }
        let raised = reading.raised.into_iter();
        self.raised.extend(raised.map(|finding| (at, finding)));
        self.troubles
            .extend(reading.trouble.map(|trouble| (at, trouble)));
    }

    /// Which questions apply, three-valued, by index.
    /// A question of a questionnaire that is not asked does not apply.
    pub(crate) fn applicability(
        &mut self,
        compiled: &Compiled,
        facts: &Facts,
        asked: &[Truth],
    ) -> Vec<Truth> {
        let mut conditions: Vec<Option<Truth>> = vec![None; compiled.conditions.len()];
        let mut applies = vec![Truth::True; compiled.questions.len()];
        // Info questions first, each after those it reads.
        for &at in &compiled.info_order {
            let truth = self
                .one(compiled, facts, at, &mut conditions)
                .and(is_asked(compiled, asked, at));
            if let Some(slot) = applies.get_mut(at as usize) {
                *slot = truth;
            }
            let fact = compiled.entry(at).and_then(|entry| entry.fact);
            if let Some(slot) = self.known.get_mut(at as usize) {
                if let Some(fact) = fact {
                    *slot = fact_answer(compiled, at, fact, facts);
                }
                slot.applies = truth;
            }
        }
        for at in 0..compiled.questions.len() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            if compiled.entry(at).is_some_and(|entry| entry.weight > 0) {
                let truth = self.follow(compiled, facts, asked, at, &mut conditions);
                if let Some(slot) = applies.get_mut(at as usize) {
                    *slot = truth;
                }
            }
        }
        applies
    }

    fn one(
        &self,
        compiled: &Compiled,
        facts: &Facts,
        at: At,
        conditions: &mut [Option<Truth>],
    ) -> Truth {
        let Some(when) = compiled.entry(at).and_then(|entry| entry.when) else {
            return Truth::True;
        };
        if let Some(Some(known)) = conditions.get(when as usize) {
            return *known;
        }
        let truth = compiled
            .conditions
            .get(when as usize)
            .map_or(Truth::True, |node| evaluate(node, facts, &self.known));
        if let Some(slot) = conditions.get_mut(when as usize) {
            *slot = Some(truth);
        }
        truth
    }

    /// A follow-up applies only where its parent does; chains are short and free of circles.
    fn follow(
        &self,
        compiled: &Compiled,
        facts: &Facts,
        asked: &[Truth],
        at: At,
        conditions: &mut [Option<Truth>],
    ) -> Truth {
        let mut truth = Truth::True;
        let mut next = Some(at);
        while let Some(at) = next {
            truth = truth
                .and(self.one(compiled, facts, at, conditions))
                .and(is_asked(compiled, asked, at));
            next = compiled.entry(at).and_then(|entry| entry.follows);
        }
        truth
    }
}

/// Whether the pack asks the questionnaire of a question.
pub(crate) fn is_asked(compiled: &Compiled, asked: &[Truth], at: At) -> Truth {
    compiled
        .entry(at)
        .and_then(|entry| asked.get(entry.questionnaire as usize))
        .copied()
        .unwrap_or(Truth::True)
}

/// One answer by itself.
struct Reading {
    resolved: Resolved,
    /// Of an info question.
    known: Known,
    /// Findings of its options or band.
    raised: Vec<Id>,
    trouble: Option<Trouble>,
}

impl Reading {
    fn of(
        entry: &Entry,
        assessment: &Assessment,
        shown: Shown<'_>,
        as_of: Date,
        answer: &Answer,
    ) -> Self {
        let mut reading = Self {
            resolved: Resolved::BLANK,
            known: Known::UNKNOWN,
            raised: Vec::new(),
            trouble: None,
        };
        if entry.weight == 0 {
            match known_of(&entry.question, answer) {
                Ok(known) => {
                    reading.known = known;
                    if known != Known::UNKNOWN {
                        reading.resolved.state = State::Answered(Credit::FULL);
                    }
                }
                Err(expected) => reading.trouble = Some(Trouble::Invalid(expected)),
            }
            return reading;
        }
        let word = word_of(assessment.attestation.as_ref(), answer.on, as_of);
        let mut state = match state_of(&entry.question, answer, as_of) {
            Ok((state, raised)) => {
                reading.raised = raised;
                state
            }
            Err(expected) => {
                reading.trouble = Some(Trouble::Invalid(expected));
                State::Unclear
            }
        };
        // An override without a reason is none. It is a judgement, not a document: the basis stays what
        // confirmations and links make it.
        let own = answer.r#override.as_ref();
        if let Some(own) = own.filter(|own| !own.reason.trim().is_empty()) {
            state = State::Answered(own.credit);
            // The reviewer's credit stands in the option's place, and so does what it raises.
            reading.raised.clear();
        }
        let (basis, confirmed) = shown.both(entry, assessment, answer);
        reading.resolved = Resolved {
            state,
            basis: word.max(basis),
            confirmed: word.max(confirmed),
        };
        reading
    }

    /// Two answers to one question, in whatever order: equal ones rest on the better basis; answers that
    /// differ, in words or in what a reviewer made of them, leave the question unknown.
    fn join(&mut self, other: Self, says_the_same: bool) {
        let equal = says_the_same
            && self.resolved.state == other.resolved.state
            && self.known == other.known;
        if equal {
            self.resolved.basis = self.resolved.basis.max(other.resolved.basis);
            self.resolved.confirmed = self.resolved.confirmed.max(other.resolved.confirmed);
            // A reviewer's credit on one of them stands for both.
            self.raised.retain(|finding| other.raised.contains(finding));
        } else {
            *self = Self {
                resolved: Resolved::unfounded(State::Unclear),
                known: Known::UNKNOWN,
                raised: Vec::new(),
                trouble: Some(Trouble::Conflict),
            };
        }
    }
}

/// An intake question's answer is the engagement's fact, in the words of its own options.
fn fact_answer(compiled: &Compiled, at: At, fact: Fact, facts: &Facts) -> Known {
    let known = *facts.get(fact);
    let Some(entry) = compiled.entry(at) else {
        return known;
    };
    let crate::facts::FactKind::Word { words, .. } = fact.kind() else {
        return known;
    };
    // The options may stand in another order than the vocabulary.
    let own = answer_words(&entry.question.answer);
    let map = |mask: u64| {
        words
            .iter()
            .enumerate()
            .filter(|(at, _)| mask & (1 << at) != 0)
            .fold(0, |to, (_, word)| to | answer_bit(&own, word))
    };
    if known == Known::UNKNOWN {
        known
    } else {
        Known {
            sure: map(known.sure),
            maybe: map(known.maybe),
            ..known
        }
    }
}

/// Whether an N/A that the question allows stands by itself or with a reviewer's acceptance. A reason is
/// what a reviewer accepts; without one there is nothing to accept.
fn na_stands(question: &Question, answer: &Answer) -> bool {
    match question.na {
        NaRule::Never => false,
        NaRule::Structural => true,
        NaRule::WithReason => answer.na_accepted.is_some() && !answer.text.trim().is_empty(),
    }
}

/// What an info answer makes known.
fn known_of(question: &Question, answer: &Answer) -> Result<Known, &'static str> {
    match answer.state {
        AnswerState::NotApplicable if question.na == NaRule::Never => {
            return Err("an answer; N/A is not allowed here");
        }
        AnswerState::NotApplicable if na_stands(question, answer) => return Ok(Known::NA),
        AnswerState::NotApplicable => return Ok(Known::UNKNOWN),
        AnswerState::DontKnow | AnswerState::Refused => return Ok(Known::UNKNOWN),
        AnswerState::Answered => {}
    }
    let Some(value) = &answer.value else {
        return Ok(Known::UNKNOWN);
    };
    let words = answer_words(&question.answer);
    match (&question.answer, value) {
        (
            AnswerKind::YesNo { .. } | AnswerKind::YesNoPartial { .. } | AnswerKind::Choice { .. },
            Value::Text(word),
        ) => match answer_bit(&words, word) {
            0 => Err("one of the words of the question"),
            bit => Ok(Known::word(bit)),
        },
        (AnswerKind::Choices { .. }, Value::Options(chosen)) => {
            let mut mask = 0;
            for word in chosen {
                match answer_bit(&words, word) {
                    0 => return Err("ids of the question's options"),
                    bit => mask |= bit,
                }
            }
            Ok(Known::set(mask, mask))
        }
        (AnswerKind::Number { min, max, .. }, Value::Number(number)) => {
            if (min..=max).contains(&number) {
                Ok(Known::number(*number))
            } else {
                Err("a number in the question's range")
            }
        }
        (AnswerKind::Date { .. }, Value::Text(text)) => Date::parse(text)
            .map(|date| Known::number(date_number(date)))
            .map_err(|_| "a date `YYYY-MM-DD`"),
        (AnswerKind::Text, Value::Text(_)) => Ok(Known::set(0, 0)),
        (AnswerKind::Table { columns }, Value::Rows(rows)) => {
            let fits = rows.iter().all(|row| row.len() == columns.len());
            if fits {
                Ok(Known::set(0, 0))
            } else {
                Err("rows with one cell for each column")
            }
        }
        // A table without rows and a choice of nothing are written alike.
        (AnswerKind::Table { .. }, Value::Options(chosen)) if chosen.is_empty() => {
            Ok(Known::set(0, 0))
        }
        _ => Err(expected(&question.answer)),
    }
}

const fn expected(kind: &AnswerKind) -> &'static str {
    match kind {
        AnswerKind::YesNo { .. } => "`yes` or `no`",
        AnswerKind::YesNoPartial { .. } => "`yes`, `no` or `partial`",
        AnswerKind::Choice { .. } => "the id of one option",
        AnswerKind::Choices { .. } => "a list of options' ids",
        AnswerKind::Text => "text",
        AnswerKind::Number { .. } => "a whole number",
        AnswerKind::Date { .. } => "a date `YYYY-MM-DD`",
        AnswerKind::Table { .. } => "rows of cells",
    }
}

/// The credit of an answer to a scored question by itself; none if it is no answer to it.
#[must_use]
pub fn worth(question: &Question, answer: &Answer, as_of: Date) -> Option<Credit> {
    match state_of(question, answer, as_of) {
        Ok((State::Answered(credit), _)) => Some(credit),
        _ => None,
    }
}

/// What a scored answer is worth, and the finding its option or band raises.
fn state_of(
    question: &Question,
    answer: &Answer,
    as_of: Date,
) -> Result<(State, Vec<Id>), &'static str> {
    match answer.state {
        AnswerState::DontKnow => return Ok((State::Unclear, Vec::new())),
        AnswerState::Refused => return Ok((State::Refused, Vec::new())),
        AnswerState::NotApplicable => {
            return match question.na {
                NaRule::Never => Err("an answer; N/A is not allowed here"),
                _ if na_stands(question, answer) => Ok((State::Na, Vec::new())),
                NaRule::Structural | NaRule::WithReason => Ok((State::NaOpen, Vec::new())),
            };
        }
        AnswerState::Answered => {}
    }
    let Some(value) = &answer.value else {
        return Ok((State::Blank, Vec::new()));
    };
    let wrong = expected(&question.answer);
    let earned = |credit: Credit, finding: Option<&Id>| {
        Ok((
            State::Answered(credit),
            finding.cloned().into_iter().collect(),
        ))
    };
    match (&question.answer, value) {
        (AnswerKind::YesNo { good } | AnswerKind::YesNoPartial { good }, Value::Text(word)) => {
            let partial = matches!(question.answer, AnswerKind::YesNoPartial { .. });
            match (word.as_str(), good) {
                ("yes", Good::Yes) | ("no", Good::No) => earned(Credit::FULL, None),
                ("no", Good::Yes) | ("yes", Good::No) => earned(Credit::NONE, None),
                ("partial", _) if partial && answer.text.trim().is_empty() => {
                    Ok((State::PartialUnexplained, Vec::new()))
                }
                ("partial", _) if partial => earned(Credit::HALF, None),
                _ => Err(wrong),
            }
        }
        (AnswerKind::Choice { options }, Value::Text(word)) => {
            let chosen = options
                .iter()
                .find(|option| option.id.as_str() == word)
                .ok_or(wrong)?;
            earned(chosen.credit, chosen.finding.as_ref())
        }
        (AnswerKind::Choices { options }, Value::Options(words)) => {
            let mut credit = Credit::NONE;
            let mut findings = Vec::new();
            for option in options {
                if words.iter().any(|word| word == option.id.as_str()) {
                    credit = credit.saturating_add(option.credit);
                    findings.extend(option.finding.clone());
                }
            }
            let known = words
                .iter()
                .all(|word| options.iter().any(|option| option.id.as_str() == word));
            if known {
                Ok((State::Answered(credit), findings))
            } else {
                Err(wrong)
            }
        }
        (
            AnswerKind::Number {
                min, max, bands, ..
            },
            Value::Number(number),
        ) => {
            if !(min..=max).contains(&number) {
                return Err("a number in the question's range");
            }
            let band = band_of(bands, *number).ok_or(wrong)?;
            earned(band.credit, band.finding.as_ref())
        }
        (AnswerKind::Date { bands }, Value::Text(text)) => {
            let date = Date::parse(text).map_err(|_| wrong)?;
            if date > as_of {
                return Err("a date that is not after the as-of date");
            }
            let band = band_of(bands, age_months(date, as_of)).ok_or(wrong)?;
            earned(band.credit, band.finding.as_ref())
        }
        _ => Err(wrong),
    }
}

/// Age in calendar months, begun months counting: a day past twelve months is over twelve.
fn age_months(date: Date, as_of: Date) -> i64 {
    let whole = date.months_until(as_of);
    let over = i32::try_from(whole).is_ok_and(|months| date.add_months(months) < as_of);
    whole + i64::from(over)
}

/// What a report gives without a reviewer's link: a Type 2 report that tested a criterion the question
/// cites is a document that speaks for the answer, not a test of it.
fn supported(entry: &Entry, reports: &[ReportStanding], product: Option<usize>) -> Basis {
    let speaks = |report: &ReportStanding, product: usize| {
        report.carries(product) && !report.tests.in_order().shared(entry.criteria).is_empty()
    };
    if product.is_some_and(|product| reports.iter().any(|one| speaks(one, product))) {
        Basis::Document
    } else {
        Basis::Word
    }
}

/// Documents as reviewed at the as-of date.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// Reports.
    pub reports: &'a [ReportStanding],
    /// Other documents.
    pub evidence: &'a [EvidenceStanding],
}

impl Shown<'_> {
    /// What shows an answer, with what reports say of the criteria it cites and as far as a person has
    /// confirmed it. Of the products bought the weakest counts, since an answer speaks for all of them.
    fn both(self, entry: &Entry, assessment: &Assessment, answer: &Answer) -> (Basis, Basis) {
        let of = |product: Option<usize>| {
            let confirmed = self.confirmed(assessment, answer, product);
            let basis = confirmed.max(supported(entry, self.reports, product));
            (basis, confirmed)
        };
        let products = 0..assessment.engagement.products.len();
        products
            .map(|product| of(Some(product)))
            .reduce(|least, one| (least.0.min(one.0), least.1.min(one.1)))
            // With no product entered only what speaks of all of them counts.
            .unwrap_or_else(|| of(None))
    }

    /// The best basis that confirmations and links give for the product at a place. Evidence can only help.
    fn confirmed(self, assessment: &Assessment, answer: &Answer, product: Option<usize>) -> Basis {
        let documents = answer
            .confirmed
            .iter()
            .map(|one| self.of_document(assessment, &one.document, product));
        let controls = answer.linked.iter().filter_map(|link| {
            let at = self.reports.iter().position(|one| one.id == link.report)?;
            let (report, standing) = (assessment.reports.get(at)?, self.reports.get(at)?);
            standing.basis_of_control(report, &link.control, product?)
        });
        documents.chain(controls).fold(Basis::Word, Basis::max)
    }

    /// What a document on file gives for a product to an answer that a reviewer found confirmed in it.
    fn of_document(self, assessment: &Assessment, document: &Id, product: Option<usize>) -> Basis {
        let evidence = self.evidence.iter().filter(|one| one.id == *document);
        let best = evidence.filter_map(|one| one.basis(product)).max();
        let read = || {
            let agreements = &assessment.baas;
            let carries = |report: &ReportStanding| {
                report.id == *document && product.is_some_and(|product| report.carries(product))
            };
            agreements
                .iter()
                .any(|baa| baa.id == *document && baa.reviewed.is_some())
                || self.reports.iter().any(carries)
        };
        best.unwrap_or_else(|| if read() { Basis::Document } else { Basis::Word })
    }
}
