//! Who the parties are. The intake asks for these names too, for sheets and paper; here they are
//! always shown, under short labels, whatever intake is loaded.

use crate::prelude::*;

use super::edit;
use crate::{
    components::{
        field::{line, named},
        list::names,
        you,
    },
    desk::review,
    texts::t,
};

/// The section.
pub(super) fn section() -> View {
    let engagement = review().read(|assessment| assessment.engagement.clone());
    view! {
        <section aria-labelledby={"names"}>
            <h2 id={"names"}>{t("site.names")}</h2>
            {line(named("vendor-name", "site.names.vendor"), engagement.vendor.name, Tell::new(|text: String| {
                edit(|engagement| engagement.vendor.name = text);
            }))}
            {line(named("customer-name", "site.names.customer"), engagement.customer.name, Tell::new(|text: String| {
                edit(|engagement| engagement.customer.name = text);
            }))}
            {names(named("customer-entities", "site.names.entities"), &engagement.customer.entities, Tell::new(|list: Vec<String>| {
                edit(|engagement| engagement.customer.entities = list);
            }))}
            {line(named("owner", "site.names.owner"), engagement.owner, Tell::new(|text: String| {
                edit(|engagement| engagement.owner = text);
            }))}
            {you::field("you")}
        </section>
    }
}
