//! What a result says of agreements, and of what they and reports expect of the hospital.

use vendorward_core::result::{
    AgreementOutcome, BaaOutcome, CustomerDuty, FlowOutcome, NoneNeeded,
};

use crate::canonical::{Members, Writer};

pub(super) fn baa(writer: &mut Writer, baa: &BaaOutcome) {
    writer.object(|o| {
        o.at("determination").word(baa.determination.as_str());
        o.at("flows").list(&baa.flows, flow);
        o.at("agreements").list(&baa.agreements, agreement);
        if let Some(one) = &baa.decided {
            none_needed(o.at("decided"), one);
        }
    });
}

fn flow(writer: &mut Writer, flow: &FlowOutcome) {
    writer.object(|o| {
        o.at("flow").word(flow.flow.as_str());
        o.at("determination")
            .word(flow.determination.required.as_str());
        o.at("rules")
            .list(&flow.determination.rules, |w, rule| w.word(rule.as_str()));
        o.at("citations")
            .list(&flow.determination.rules, |w, rule| w.text(rule.cite()));
        o.at("instruments")
            .list(&flow.determination.instruments, |w, one| {
                w.word(one.as_str())
            });
        o.at("facts").texts(&flow.determination.facts);
        o.at("missing").texts(&flow.determination.missing);
        if let Some(standing) = flow.standing {
            o.at("standing").word(standing.as_str());
        }
        if let Some(agreement) = &flow.agreement {
            o.at("agreement").word(agreement.as_str());
        }
        o.at("optional").boolean(flow.optional);
    });
}

fn agreement(writer: &mut Writer, one: &AgreementOutcome) {
    writer.object(|o| members(o, one));
}

/// The members of an agreement's object.
pub(super) fn members(o: &mut Members<'_, Vec<u8>>, one: &AgreementOutcome) {
    o.at("id").word(one.id.as_str());
    o.at("status").word(one.status.as_str());
    o.at("optional").boolean(one.optional);
    if let Some(day) = one.ends {
        o.at("ends").date(day);
    }
    if let Some(day) = one.renewal {
        o.at("renewal").date(day);
    }
    o.at("clocks").list(&one.clocks, |w, clock| {
        w.object(|o| {
            o.at("reported").word(clock.reported.as_str());
            if let Some(days) = clock.days {
                o.at("days").number(days);
            }
            if let Some(trigger) = clock.trigger {
                o.at("trigger").word(trigger.as_str());
            }
            o.at("state").word(clock.state.as_str());
        });
    });
}

fn none_needed(writer: &mut Writer, one: &NoneNeeded) {
    writer.object(|o| {
        o.at("by").text(&one.by);
        o.at("role").text(&one.role);
        o.at("on").date(one.on);
        if let Some(day) = one.ask_again {
            o.at("ask_again").date(day);
        }
        o.at("due").boolean(one.due);
    });
}

/// Something the hospital has to do itself.
pub(super) fn customer_duty(writer: &mut Writer, duty: &CustomerDuty) {
    writer.object(|o| {
        o.at("id").text(&duty.id);
        o.at("text").text(&duty.text);
        o.at("criteria").texts(&duty.criteria);
        if !duty.owner.is_empty() {
            o.at("owner").text(&duty.owner);
        }
        o.at("state").word(duty.state.as_str());
        o.at("source").text(&duty.source);
    });
}
