//! The engagement: this hospital, this vendor, these products. The only store of facts.

use serde::{Deserialize, Serialize};

use crate::{date::Date, facts::Triage, id::Id, vocab::vocabulary, when::Truth};

vocabulary! {
    /// Where the relationship stands.
    pub enum Stage {
        /// Nothing signed.
        Prospective = "prospective",
        /// Signed, not yet in use.
        Contracted = "contracted",
        /// In use.
        Live = "live",
        /// Being wound down.
        Ending = "ending",
        /// Over; return or destruction certified.
        Ended = "ended",
    }
}
vocabulary! {
    /// Whether protected health information (45 CFR 160.103) reaches the vendor.
    pub enum Phi {
        /// None does or will.
        None = "none",
        /// It will; none has yet.
        Planned = "planned",
        /// It does.
        Flowing = "flowing",
        /// Not established.
        Unknown = "unknown",
    }
}

impl Phi {
    /// Whether there is PHI, now or planned.
    #[must_use]
    pub const fn is_involved(self) -> Truth {
        match self {
            Self::None => Truth::False,
            Self::Unknown => Truth::Unknown,
            Self::Planned | Self::Flowing => Truth::True,
        }
    }
}

vocabulary! {
    /// How exactly the first day of PHI is known.
    pub enum PhiStartBasis {
        /// That very day.
        Exact = "exact",
        /// That day or earlier.
        NotLaterThan = "not-later-than",
        /// Not established.
        Unknown = "unknown",
    }
}
vocabulary! {
    /// What the customer is under 45 CFR 160.103.
    pub enum CustomerKind {
        /// A covered entity.
        CoveredEntity = "covered-entity",
        /// Itself a business associate.
        BusinessAssociate = "business-associate",
        /// Neither: HIPAA asks for no BAA.
        Neither = "neither",
    }
}
vocabulary! {
    /// What is bought; decides which Trust Services categories are expected.
    pub enum ProductType {
        /// Electronic health record or other system clinicians depend on.
        ClinicalSystem = "clinical-system",
        /// Analytics, reporting, population health.
        Analytics = "analytics",
        /// Billing, claims, payment.
        RevenueCycle = "revenue-cycle",
        /// Portals and messaging for patients.
        PatientEngagement = "patient-engagement",
        /// Artificial intelligence service.
        AiService = "ai-service",
        /// Hosting, storage, backup.
        Infrastructure = "infrastructure",
        /// Interfaces and data exchange.
        Integration = "integration",
        /// A connected medical device.
        MedicalDevice = "medical-device",
        /// Consultants, lawyers, auditors, staffing.
        ProfessionalService = "professional-service",
        /// Paper: shredding, storage, printing.
        PaperService = "paper-service",
        /// Software that the hospital runs itself.
        CustomerRunSoftware = "customer-run-software",
        /// Administration without patients: payroll, facilities.
        BackOffice = "back-office",
    }
}
vocabulary! {
    /// A form of PHI. The Security Rule covers the electronic one only (45 CFR 164.302).
    pub enum PhiForm {
        /// Electronic.
        Ephi = "ephi",
        /// On paper.
        Paper = "paper",
        /// Spoken.
        Oral = "oral",
    }
}
vocabulary! {
    /// What kind of data a flow carries.
    pub enum DataKind {
        /// Individually identifiable.
        Identified = "identified",
        /// De-identified before the vendor gets it (45 CFR 164.514(a)-(c)).
        DeIdentified = "de-identified",
        /// A limited data set (45 CFR 164.514(e)).
        LimitedDataSet = "limited-data-set",
    }
}
vocabulary! {
    /// What the recipient does in a flow, in the terms of 45 CFR 160.103.
    pub enum Function {
        /// Carries it only: post, courier, internet access.
        Conduit = "conduit",
        /// Stores or processes it as a cloud provider, encrypted or not.
        CloudHosting = "cloud-hosting",
        /// Health information organisation, e-prescribing gateway, routine-access transmission.
        HealthInformationExchange = "health-information-exchange",
        /// Personal health record on the customer's behalf.
        PersonalHealthRecord = "personal-health-record",
        /// An app the patient chose and connected.
        PatientApp = "patient-app",
        /// Treats the patient.
        Treatment = "treatment",
        /// Bank or card processor moving payments.
        PaymentProcessing = "payment-processing",
        /// Staff under the customer's direct control.
        Workforce = "workforce",
        /// Contact with PHI is incidental: cleaning, electrician.
        Incidental = "incidental",
        /// Software the customer runs wholly itself.
        CustomerRunSoftware = "customer-run-software",
        /// Artificial intelligence: prompts, audio, embeddings.
        Ai = "ai",
        /// Web or app tracking technology.
        WebTracking = "web-tracking",
        /// Legal, actuarial, accounting, consulting, management and the other named services.
        Professional = "professional",
        /// Anything else done for the customer.
        OtherService = "other-service",
        /// Plan sponsor receiving from its group health plan.
        PlanSponsor = "plan-sponsor",
        /// Government agency deciding eligibility for another's public benefit plan.
        EligibilityAgency = "eligibility-agency",
        /// Member of an organized health care arrangement acting for it.
        OrganizedArrangement = "organized-arrangement",
        /// Acts for itself: payment, oversight, public health, research.
        OwnPurposes = "own-purposes",
        /// A department of the same legal entity.
        SameEntity = "same-entity",
    }
}
vocabulary! {
    /// What may stand in for a BAA (45 CFR 164.504(e)(3)(i)-(ii)).
    pub enum Substitute {
        /// Both parties are governmental: memorandum or other law.
        Governmental = "governmental",
        /// The function is required by law; a good-faith attempt is documented.
        RequiredByLaw = "required-by-law",
    }
}
vocabulary! {
    /// Purpose of a limited data set.
    pub enum LimitedPurpose {
        /// Research.
        Research = "research",
        /// Public health.
        PublicHealth = "public-health",
        /// Health care operations.
        Operations = "operations",
        /// Another one.
        Other = "other",
    }
}
vocabulary! {
    /// What a 24-hour outage does.
    pub enum Criticality {
        /// Nothing a patient would notice.
        None = "none",
        /// Work is slower.
        Inconvenience = "inconvenience",
        /// Care is delayed.
        CareDelayed = "care-delayed",
        /// Patients may be harmed.
        PatientHarm = "patient-harm",
    }
}
vocabulary! {
    /// What the vendor can do in the hospital's systems.
    pub enum Access {
        /// Nothing.
        None = "none",
        /// Read.
        Read = "read",
        /// Write.
        Write = "write",
        /// Administer.
        Admin = "admin",
    }
}
vocabulary! {
    /// PHI that other law protects further or whose disclosure harms more.
    pub enum Sensitivity {
        /// Substance use disorder records, 42 CFR Part 2.
        Part2 = "part2",
        /// HIV status.
        Hiv = "hiv",
        /// Psychotherapy notes.
        Psychotherapy = "psychotherapy",
        /// Minors.
        Minors = "minors",
        /// Genetic.
        Genetic = "genetic",
        /// Reproductive health.
        Reproductive = "reproductive",
    }
}
vocabulary! {
    /// Where the product runs.
    pub enum Hosting {
        /// The vendor's or its host's cloud.
        VendorCloud = "vendor-cloud",
        /// A cloud shared among customers.
        MultiTenant = "multi-tenant",
        /// The hospital's own premises or cloud.
        CustomerRun = "customer-run",
        /// No system: people or paper.
        NoSystem = "no-system",
    }
}

/// A name and a moment for a fact someone stands behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signed {
    /// Who.
    pub by: String,
    /// When.
    pub on: Date,
    /// Why, where a reason is asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The first day of PHI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PhiStart {
    /// The day; absent when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// How exactly it is known.
    pub basis: PhiStartBasis,
}

/// The vendor.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Vendor {
    /// As people call it.
    pub name: String,
    /// The legal entity that contracts; form of company counts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub legal_name: String,
}

/// The hospital.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Customer {
    /// As people call it.
    pub name: String,
    /// Under 45 CFR 160.103; absent is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<CustomerKind>,
    /// Legal entities whose PHI is meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<String>,
    /// Regions (ISO 3166 codes such as `US`) where PHI may be, by the hospital's states and payer
    /// contracts; empty is no limit. HIPAA itself sets none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions_allowed: Vec<String>,
}

vocabulary! {
    /// What became of PHI when the relationship ended (45 CFR 164.504(e)(2)(ii)(J)).
    pub enum ExitKind {
        /// Given back.
        Returned = "returned",
        /// Destroyed.
        Destroyed = "destroyed",
        /// Neither is feasible: the protections go on.
        Retained = "retained",
    }
}

/// Proof of what became of PHI at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Exit {
    /// What became of it.
    pub kind: ExitKind,
    /// When the vendor certified it in writing; absent is not yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified_on: Option<Date>,
    /// Whether the certificate speaks for subcontractors too; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subcontractors: Option<bool>,
    /// Where the document is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
}

/// A change of the vendor's system that a report from before it does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SystemChange {
    /// When.
    pub on: Date,
    /// What: a new host, a merger, a rebuilt platform.
    pub what: String,
}

/// This hospital, this vendor, these products.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Engagement {
    /// Stable name of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// The vendor.
    pub vendor: Vendor,
    /// The hospital.
    pub customer: Customer,
    /// Products or services bought.
    pub products: Vec<String>,
    /// Where it stands; absent is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Whether PHI is involved; absent is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phi: Option<Phi>,
    /// Its first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phi_start: Option<PhiStart>,
    /// What is bought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_type: Option<ProductType>,
    /// What a 24-hour outage does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criticality: Option<Criticality>,
    /// Patients whose records are involved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<u64>,
    /// Specially protected PHI; absent is unknown, empty is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Vec<Sensitivity>>,
    /// In the hospital's systems.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// Whether its network or systems connect with the hospital's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection: Option<bool>,
    /// Where the product runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosting: Option<Hosting>,
    /// Whether people or systems outside the United States reach PHI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offshore: Option<bool>,
    /// Whether artificial intelligence processes PHI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ai: Option<bool>,
    /// At least so deep a review, where the hospital asks for more than the tier does; never for less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depth: Option<Triage>,
    /// Where PHI goes.
    pub flows: Vec<Flow>,
    /// Changes of the vendor's system.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub system_changes: Vec<SystemChange>,
    /// What became of PHI at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit: Option<Exit>,
    /// Who answers for the engagement at the hospital.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Who entered the facts last, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered: Option<Signed>,
}

impl Engagement {
    /// Whether PHI is involved; not said is unknown. A flow knows better than the whole: where PHI flows
    /// anywhere it flows, and a flow that contradicts "none" or may go beyond "planned" leaves it unknown.
    #[must_use]
    pub fn phi(&self) -> Phi {
        let said = self.phi.unwrap_or(Phi::Unknown);
        let own = |flow: &Flow| match flow.facts.hidden_phi {
            Some(true) => Some(self.phi_of(flow)),
            _ => flow.phi,
        };
        let any = |phi| self.flows.iter().any(|flow| own(flow) == Some(phi));
        match said {
            _ if any(Phi::Flowing) => Phi::Flowing,
            Phi::None | Phi::Planned if any(Phi::Unknown) => Phi::Unknown,
            Phi::None if any(Phi::Planned) => Phi::Planned,
            said => said,
        }
    }

    /// PHI in one flow: its own, or what is said of the engagement. Support, logs or backups that carry
    /// PHI all the same contradict "none".
    #[must_use]
    pub fn phi_of(&self, flow: &Flow) -> Phi {
        match flow.phi.or(self.phi).unwrap_or(Phi::Unknown) {
            Phi::None if flow.facts.hidden_phi == Some(true) => Phi::Unknown,
            phi => phi,
        }
    }

    /// Whether a flow carries records of substance use disorder treatment (42 CFR part 2): its own fact, or
    /// what is said of the engagement's data. Nothing if nobody has said.
    #[must_use]
    pub fn part2_of(&self, flow: &Flow) -> Option<bool> {
        let listed = self.sensitivity.as_ref();
        flow.facts
            .part2
            .or_else(|| listed.map(|list| list.contains(&Sensitivity::Part2)))
    }

    /// Whether the data are said to include records of substance use disorder treatment (42 CFR part 2), and
    /// every flow with PHI is said to carry none: one of the two is wrong.
    #[must_use]
    pub fn disputes_part2(&self) -> bool {
        let listed = self.sensitivity.as_ref();
        let mut flows = self.flows.iter();
        listed.is_some_and(|list| list.contains(&Sensitivity::Part2))
            && flows.all(|flow| flow.facts.part2 == Some(false) || self.phi_of(flow) == Phi::None)
    }

    /// Whether some flow is listed that carries PHI if anything does. Where PHI is or may be involved and
    /// none is, nobody has said where it goes.
    #[must_use]
    pub fn says_where_phi_goes(&self) -> bool {
        // Under "none" it is a flow that says otherwise.
        self.phi == Some(Phi::None)
            || self
                .flows
                .iter()
                .any(|flow| matches!(flow.phi, None | Some(Phi::Planned | Phi::Flowing)))
    }

    /// Whether the recommendation is about a running relationship: PHI flows, or it is live or ending.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.liveness() == Truth::True
    }

    /// The same as far as stage and PHI are known.
    #[must_use]
    pub fn liveness(&self) -> Truth {
        let stage = match self.stage {
            None => Truth::Unknown,
            Some(stage) => Truth::from(matches!(stage, Stage::Live | Stage::Ending)),
        };
        let flowing = match self.phi() {
            Phi::Unknown => Truth::Unknown,
            phi => Truth::from(phi == Phi::Flowing),
        };
        stage.or(flowing)
    }
}

/// Product → place → party, with the PHI it carries and the facts that decide whether it needs a BAA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flow {
    /// Unique in the engagement.
    pub id: Id,
    /// The product it belongs to.
    #[serde(default)]
    pub product: String,
    /// Where it goes, as in `data warehouse`.
    #[serde(default)]
    pub place: String,
    /// ISO 3166 code of the country, as in `US`; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whose place it is: absent is the vendor itself, else the id of a subcontractor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Id>,
    /// PHI in this flow; absent is the engagement's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phi: Option<Phi>,
    /// Forms of PHI; empty is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<PhiForm>,
    /// Kind of data; absent is unknown unless PHI is said to flow or be planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<DataKind>,
    /// What the recipient does; absent is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<Function>,
    /// The facts that rules D1 to D22 and X1 to X6 ask for.
    #[serde(default, skip_serializing_if = "FlowFacts::is_empty")]
    pub facts: FlowFacts,
}

/// Facts of a flow that single rules of the determination turn on. Absent is unknown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FlowFacts {
    /// D2: support, logs, backups, screen shares or telemetry carry PHI all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden_phi: Option<bool>,
    /// D3: the vendor itself de-identifies or holds the re-identification code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_deidentifies: Option<bool>,
    /// D3: the method of 45 CFR 164.514(b) is documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deidentification_documented: Option<bool>,
    /// D4: what the limited data set is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limited_purpose: Option<LimitedPurpose>,
    /// D4: the vendor makes the limited data set from full PHI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_makes_limited_set: Option<bool>,
    /// D5: anything is stored longer than transmission needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persistent_storage: Option<bool>,
    /// D9: the app is offered by or for the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_behalf_of_customer: Option<bool>,
    /// D10: the vendor also does other services in this flow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_services: Option<bool>,
    /// D11, D12: more than moving payments (receivables, lockbox data, remittance, plans, claims).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond_payment: Option<bool>,
    /// D13: the people work under the customer's direct control.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direct_control: Option<bool>,
    /// D14: handling records is part of the job (shredding, storage, filing).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routine_handling: Option<bool>,
    /// D15: remote support, crash dumps or hosted logs show PHI to the vendor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_sees_phi: Option<bool>,
    /// D18: the tracked pages need a sign-in or otherwise show PHI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authenticated_pages: Option<bool>,
    /// D20: substance use disorder records of a Part 2 program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part2: Option<bool>,
    /// X2 to X5: what makes the recipient act for itself, for the arrangement or inside the entity is
    /// on file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground_documented: Option<bool>,
    /// X1: the plan documents are amended as 45 CFR 164.504(f) asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_documents_amended: Option<bool>,
    /// X6: what stands in for the BAA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub substitute: Option<Substitute>,
    /// X6: it is in writing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub substitute_documented: Option<bool>,
}

impl FlowFacts {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
