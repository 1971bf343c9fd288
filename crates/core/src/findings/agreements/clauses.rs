//! What an agreement says: required provisions, notice clocks, what a notice holds, negotiated terms, and
//! how old its text is (45 CFR 164.504(e)(2), 164.314(a)(2)(i), 164.410, 164.532(e)).

use crate::{
    assessment::Assessment,
    baa::{self, Baa, Era, NoticeTrigger, ProvisionKey, ProvisionState, TermKey, TermState},
    engagement::{Engagement, Function, ProductType},
    findings::Findings,
    gates,
    prepare::Prepared,
    source::of_field,
    texts::Language::English,
    when::Truth,
};

impl Findings<'_> {
    /// What the agreements say that hold for some flow.
    pub(super) fn clauses(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let ephi = gates::Arises::of(prepared).ephi != Truth::False;
        let mined = is_mined(&assessment.engagement);
        for baa in gates::holding_agreements(assessment, prepared) {
            self.provisions(baa, ephi);
            self.breach_clock(baa);
            self.use_clock(baa);
            self.notice_content(baa);
            self.negotiated(baa, mined);
            self.age(baa);
        }
    }

    fn provisions(&mut self, baa: &Baa, ephi: bool) {
        for key in ProvisionKey::ALL {
            let exempt = baa.may_omit(*key) || (key.ephi_only() && !ephi);
            let state = baa::provision_state(&baa.provisions, *key);
            if exempt || state != Some(ProvisionState::Absent) {
                continue;
            }
            self.add(
                &format!("baa.provision.{key}"),
                &baa.id,
                vec![("agreement", baa.id.to_string())],
                [of_field("baas", &baa.id, &format!("provisions/{key}"))],
            );
        }
    }

    /// The one clock that the law limits. Where the vendor is the hospital's agent, what it discovers the
    /// hospital has discovered, and the hospital's own 60 days run beside it (45 CFR 164.404(a)(2)).
    fn breach_clock(&mut self, baa: &Baa) {
        let Some(notice) = &baa.notice.breach else {
            return;
        };
        let agent = baa.agent == Some(true);
        let case = agent.then_some("agent");
        let because = || [of_field("baas", &baa.id, "notice/breach")];
        let about = |kind: &str| {
            let key = if agent { "agent" } else { kind };
            let consequence = English.fill(&format!("baa.consequence.{key}"), &[]);
            vec![
                ("agreement", baa.id.to_string()),
                ("consequence", consequence),
            ]
        };
        let days = baa::most_calendar_days(notice);
        let over = days.filter(|days| *days > baa::BREACH_LIMIT_DAYS);
        let slow = days.is_none_or(|days| days > self.compiled.rubric.limits.slow_notice());
        if let Some(days) = over {
            let mut args = about("over");
            args.push(("days", days.to_string()));
            self.add_case(
                "baa.breach-notice-over-60-days",
                case,
                &baa.id,
                args,
                because(),
            );
        } else if slow {
            let (key, most) = match days {
                Some(days) => ("baa.notice.stated", days),
                None => ("baa.notice.unstated", baa::BREACH_LIMIT_DAYS),
            };
            let mut args = about("slow");
            args.push(("time", English.fill(key, &[("days", &most.to_string())])));
            self.add_case("baa.breach-notice-slow", case, &baa.id, args, because());
        }
        if notice.trigger == NoticeTrigger::Confirmation {
            self.add_case(
                "baa.breach-clock-late",
                case,
                &baa.id,
                about("late"),
                because(),
            );
        }
    }

    /// Nothing limits the notice of a use that is not permitted. Each breach is one first, so that a long time
    /// for the one eats up the time of the other.
    fn use_clock(&mut self, baa: &Baa) {
        let days = baa.notice.impermissible_use.as_ref();
        let days = days.and_then(baa::most_calendar_days);
        let Some(days) = days.filter(|days| *days > self.compiled.rubric.limits.slow_notice())
        else {
            return;
        };
        let time = English.fill("baa.notice.of-use", &[("days", &days.to_string())]);
        let consequence = English.text("baa.consequence.use").into_owned();
        let args = vec![
            ("agreement", baa.id.to_string()),
            ("time", time),
            ("consequence", consequence),
        ];
        let subject = format!("{} impermissible-use", baa.id);
        let because = [of_field("baas", &baa.id, "notice/impermissible_use")];
        self.add_case(
            "baa.breach-notice-slow",
            Some("use"),
            subject,
            args,
            because,
        );
    }

    /// The vendor owes the content of 45 CFR 164.410(c) by law; an agreement that says so can be held
    /// against it.
    fn notice_content(&mut self, baa: &Baa) {
        if baa.notice_content == Some(ProvisionState::Absent) {
            self.add(
                "baa.notice-content",
                &baa.id,
                vec![("agreement", baa.id.to_string())],
                [of_field("baas", &baa.id, "notice_content")],
            );
        }
    }

    /// Contract strength, never a legal violation. A term in two states counts as the worse.
    fn negotiated(&mut self, baa: &Baa, mined: bool) {
        for key in TermKey::ALL {
            let of_key = || baa.terms.iter().filter(|term| term.key == *key);
            let Some(worst) = of_key().max_by_key(|term| term.state) else {
                continue;
            };
            if worst.state == TermState::Agreed {
                continue;
            }
            let state = English.fill(&format!("baa.term-state.{}", worst.state), &[]);
            let words = match worst.text.trim() {
                "" => String::new(),
                text => format!(" {}", English.fill("baa.term-words", &[("text", text)])),
            };
            let args = vec![
                ("agreement", baa.id.to_string()),
                ("state", state),
                ("words", words),
            ];
            self.add_case(
                &format!("baa.term.{key}"),
                term_case(*key, worst.state, mined),
                &baa.id,
                args,
                [of_field("baas", &baa.id, &format!("terms/{key}"))],
            );
        }
    }

    fn age(&mut self, baa: &Baa) {
        let Some(day) = baa.text_of() else { return };
        let (case, key) = match Era::of(day) {
            Era::Before => (None, "baa.omnibus.before"),
            Era::Check => (Some("check"), "baa.omnibus.check"),
            Era::After => return,
        };
        let field = match baa.amended_on {
            Some(amended) if amended == day => "amended_on",
            _ => "execution",
        };
        let args = vec![
            ("agreement", baa.id.to_string()),
            ("day", day.to_string()),
            ("reach", English.fill(key, &[])),
        ];
        let because = [of_field("baas", &baa.id, field)];
        self.add_case("baa.pre-omnibus", case, &baa.id, args, because);
    }
}

/// Whether AI or analytics works on what the vendor gets: then its rights to de-identify and to train
/// models are worth more.
fn is_mined(engagement: &Engagement) -> bool {
    let product = matches!(
        engagement.product_type,
        Some(ProductType::AiService | ProductType::Analytics)
    );
    let flows = || {
        engagement
            .flows
            .iter()
            .any(|flow| flow.function == Some(Function::Ai))
    };
    product || engagement.ai == Some(true) || flows()
}

fn term_case(key: TermKey, state: TermState, mined: bool) -> Option<&'static str> {
    let reuse = matches!(key, TermKey::Deidentification | TermKey::AiTraining);
    match state {
        TermState::Against if reuse && mined => Some("against-in-play"),
        TermState::Against => Some("against"),
        _ if reuse && mined => Some("in-play"),
        TermState::Weak => Some("weak"),
        TermState::Silent | TermState::Agreed => None,
    }
}
