//! Facts of law that are shown with their date and decide nothing: penalties, the state of the proposal, and
//! what is often believed and wrong. To bring one up to date, change it here with the day of the check; the
//! words stand in [`crate::texts`].

/// Civil money penalties of HIPAA, in US dollars. Never scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Penalties {
    /// The day from which the amounts hold, as `YYYY-MM-DD`.
    pub since: &'static str,
    /// The day on which they were last checked.
    pub checked: &'static str,
    /// Citations.
    pub cites: &'static [&'static str],
    /// What HHS says it will not exceed, which does not bind it.
    pub discretion_cite: &'static str,
    /// From the least fault to the worst.
    pub tiers: &'static [PenaltyTier],
    /// The cap for one provision and calendar year by the day from which it held, oldest first.
    pub caps: &'static [(&'static str, u32)],
}

/// A tier of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PenaltyTier {
    /// Stable name; its words are `penalty.<id>`.
    pub id: &'static str,
    /// Least for one violation.
    pub least: u32,
    /// Most for one violation; where there is none of its own the yearly cap is the limit.
    pub most: Option<u32>,
    /// Most for violations of one provision in one calendar year.
    pub year: u32,
    /// The yearly cap that HHS applies at its discretion, rounded by our source.
    pub discretion: u32,
}

/// The amounts in force. No adjustment was made for 2026 after that of 28 January.
pub const PENALTIES: Penalties = Penalties {
    since: "2026-01-28",
    checked: "2026-11-22",
    cites: &["45 CFR 160.404", "45 CFR 102.3"],
    discretion_cite: "84 FR 18151",
    tiers: &[
        PenaltyTier {
            id: "unknowing",
            least: 145,
            most: Some(73_011),
            year: 2_190_294,
            discretion: 36_505,
        },
        PenaltyTier {
            id: "reasonable-cause",
            least: 1_461,
            most: Some(73_011),
            year: 2_190_294,
            discretion: 146_053,
        },
        PenaltyTier {
            id: "neglect-corrected",
            least: 14_602,
            most: Some(73_011),
            year: 2_190_294,
            discretion: 365_052,
        },
        PenaltyTier {
            id: "neglect",
            least: 73_011,
            most: None,
            year: 2_190_294,
            discretion: 2_190_294,
        },
    ],
    caps: &[
        ("2021-11-15", 1_806_757),
        ("2022-03-17", 1_919_173),
        ("2023-10-06", 2_067_813),
        ("2024-08-08", 2_134_831),
        ("2026-01-28", 2_190_294),
    ],
};

/// The proposal to change the Security Rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// Where it was published.
    pub cite: &'static str,
    /// When.
    pub published: &'static str,
    /// Year and month for which the regulatory agenda lists it, as a long-term action.
    pub agenda: (u16, u8),
    /// The day on which its state was last looked up.
    pub checked: &'static str,
}

/// HIPAA Security Rule to strengthen the cybersecurity of ePHI.
pub const PROPOSAL: Proposal = Proposal {
    cite: "90 FR 898",
    published: "2025-01-06",
    agenda: (2027, 7),
    checked: "2026-10-07",
};

/// Something often believed that the law or the standard does not say. Its words are `belief.<id>.believed`,
/// `.right` and `.tool`: what people think, what holds, and what this tool does about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belief {
    /// Stable name.
    pub id: &'static str,
    /// What in the tool does it: questions, gates, findings, rules of the determination, or a part of the rubric
    /// as `rubric:<path>`. Empty where nothing decides.
    pub by: &'static [&'static str],
    /// Citations.
    pub cites: &'static [&'static str],
}

const fn belief(
    id: &'static str,
    by: &'static [&'static str],
    cites: &'static [&'static str],
) -> Belief {
    Belief { id, by, cites }
}

/// The day on which what is said of the beliefs was last checked.
pub const BELIEFS_CHECKED: &str = "2026-11-22";

/// Every one, the law first.
pub static BELIEFS: &[Belief] = &[
    belief(
        "addressable",
        &["gate.encryption", "gv-09"],
        &["45 CFR 164.306(d)(3)"],
    ),
    belief(
        "mfa",
        &["gate.remote-access-mfa", "ac-04", "np-21"],
        &["45 CFR 164.312(d)", "90 FR 898"],
    ),
    belief(
        "encryption",
        &["gate.encryption", "en-01", "en-02"],
        &[
            "45 CFR 164.312(a)(2)(iv)",
            "45 CFR 164.312(e)(2)(ii)",
            "45 CFR 164.402",
        ],
    ),
    belief(
        "sixty-days",
        &[
            "gate.breach-clause",
            "baa.breach-notice-over-60-days",
            "baa.breach-clock-late",
            "bn-04",
            "bn-05",
        ],
        &[
            "45 CFR 164.410(a)(2)",
            "45 CFR 164.410(b)",
            "45 CFR 164.404(a)(2)",
        ],
    ),
    belief(
        "media-notice",
        &["bn-06", "rubric:tier.many-records"],
        &[
            "45 CFR 164.406(a)",
            "45 CFR 164.408(b)",
            "45 CFR 164.408(c)",
        ],
    ),
    belief(
        "privacy-notice",
        &["pv-07", "sv-03"],
        &[
            "45 CFR 164.520(a)(1)",
            "45 CFR 164.500(c)",
            "45 CFR 164.504(e)(2)(ii)(H)",
        ],
    ),
    belief(
        "six-years",
        &["gv-03", "lg-03", "lg-08"],
        &["45 CFR 164.316(b)(2)(i)"],
    ),
    belief("penalty-cap", &[], &["45 CFR 160.404", "45 CFR 102.3"]),
    belief(
        "proposal",
        &["np-01", "np-19", "np-21", "np-31"],
        &["90 FR 898"],
    ),
    belief(
        "ephi-only",
        &["in-08", "pp-01", "pp-02"],
        &["45 CFR 160.103", "45 CFR 164.302"],
    ),
    belief(
        "baa-always",
        &["D5", "D6", "D10", "D11", "D12", "D21", "X6"],
        &["45 CFR 160.103 business associate", "45 CFR 164.502(e)"],
    ),
    belief(
        "strict-text",
        &["gv-09", "ra-03"],
        &["45 CFR 164.306(b)", "45 CFR 164.306(d)"],
    ),
    belief("certified", &["as-07", "as-08"], &["45 CFR 164.308(a)(8)"]),
    belief(
        "one-assessment",
        &["gate.risk-analysis", "ra-01", "ra-02", "rd-05"],
        &["45 CFR 164.308(a)(1)(ii)(A)"],
    ),
    belief(
        "no-risk-in-soc2",
        &["rubric:duties", "ra-01", "ra-03"],
        &["TSC CC3.1", "TSC CC3.2", "45 CFR 164.308(a)(1)(ii)(A)"],
    ),
    belief(
        "share",
        &["rubric:duties"],
        &[
            "45 CFR 164.308",
            "45 CFR 164.310",
            "45 CFR 164.312",
            "45 CFR 164.314",
            "45 CFR 164.316",
        ],
    ),
    belief(
        "disposal",
        &["md-01", "md-02", "baa.provision.return-destroy"],
        &["45 CFR 164.310(d)(2)(i)", "TSC CC6.5", "TSC C1.2"],
    ),
    belief(
        "privacy-category",
        &["rubric:categories.patient-engagement", "rd-06"],
        &["45 CFR 164.500(c)", "TSC P1.1"],
    ),
    belief(
        "confidentiality-category",
        &["soc2.category-missing", "rubric:categories"],
        &["TSC C1.1"],
    ),
    belief(
        "point-in-time",
        &[
            "soc2.type1-only",
            "soc2.uncovered-days",
            "soc2.short-period",
        ],
        &["AT-C 205"],
    ),
    belief("type2-month", &["rd-25", "rd-24"], &["AT-C 205"]),
    belief("applicability", &["as-07", "soc2.not-soc2"], &["AT-C 205"]),
    belief("public-report", &["as-06", "soc2.not-soc2"], &["AT-C 205"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    #[test]
    fn dates_and_amounts_are_sound() {
        let days = PENALTIES.caps.iter().map(|(day, _)| *day);
        let others = [
            PENALTIES.since,
            PENALTIES.checked,
            PROPOSAL.published,
            PROPOSAL.checked,
            BELIEFS_CHECKED,
        ];
        for day in days.clone().chain(others) {
            assert!(Date::parse(day).is_ok(), "{day}");
        }
        assert!(days.is_sorted());
        let last = PENALTIES.caps.last().unwrap();
        for tier in PENALTIES.tiers {
            assert_eq!((PENALTIES.since, tier.year), *last, "the cap in force");
            assert!(tier.least <= tier.most.unwrap_or(tier.year));
            assert!(tier.discretion <= tier.year);
        }
        assert!(PENALTIES.tiers.is_sorted_by_key(|tier| tier.least));
    }

    #[test]
    #[cfg(feature = "book")]
    fn every_fact_has_its_words_and_no_words_are_left() {
        use std::collections::BTreeSet;

        let beliefs = BELIEFS.iter().flat_map(|one| {
            ["believed", "right", "tool"].map(|part| format!("belief.{}.{part}", one.id))
        });
        let tiers = PENALTIES
            .tiers
            .iter()
            .map(|one| format!("penalty.{}", one.id));
        let expected: BTreeSet<String> = beliefs.chain(tiers).collect();
        let told: BTreeSet<String> = crate::texts::keys()
            .filter(|key| key.starts_with("belief.") || key.starts_with("penalty."))
            .map(str::to_owned)
            .collect();
        assert_eq!(told, expected);
        assert!(BELIEFS.iter().all(|one| !one.cites.is_empty()));
    }
}
