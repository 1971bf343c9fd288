//! What the hospital has to do itself: duties that agreements and reports put on their customer. One
//! function for each source.

use crate::{
    assessment::Assessment,
    baa::{Baa, BaaStatus},
    result::CustomerDuty,
    soc2::CuecState,
    source::of_field,
};

/// Conditions that agreements put on the hospital before they cover anything, in the order of the file. An
/// agreement that has ended or was never made asks for nothing.
#[must_use]
pub fn of_agreements(assessment: &Assessment) -> Vec<CustomerDuty> {
    let asks = |baa: &&Baa| {
        !matches!(
            baa.status,
            BaaStatus::None | BaaStatus::Refused | BaaStatus::Terminated
        )
    };
    assessment
        .baas
        .iter()
        .filter(asks)
        .flat_map(conditions)
        .collect()
}

fn conditions(baa: &Baa) -> impl Iterator<Item = CustomerDuty> {
    let conditions = baa.coverage.iter();
    let conditions = conditions.flat_map(|coverage| &coverage.conditions_on_customer);
    conditions.enumerate().map(|(at, condition)| CustomerDuty {
        id: format!("{} {}", baa.id, at + 1),
        text: condition.text.clone(),
        criteria: Vec::new(),
        owner: String::new(),
        state: match condition.met {
            Some(true) => CuecState::Done,
            Some(false) | None => CuecState::Open,
        },
        source: of_field(
            "baas",
            &baa.id,
            &format!("coverage/conditions_on_customer/{at}"),
        ),
    })
}
