//! The laws hold of the real scorer.

use vendorward_tests::{engine::Core, laws};

macro_rules! laws {
    ($($test:ident: $name:literal),+ $(,)?) => {
        $(#[test]
        fn $test() {
            let law = laws::find($name);
            if let Err(broken) = laws::check(&law, &Core, laws::cases(&law)) {
                panic!("{broken}");
            }
        })+

        #[test]
        fn every_law_has_its_test() {
            let mut tested = vec![$($name),+];
            let mut known: Vec<&str> = laws::LAWS.iter().map(|law| law.name).collect();
            tested.sort_unstable();
            known.sort_unstable();
            assert_eq!(tested, known);
        }
    };
}

laws! {
    second_scorer_applicability: "second-scorer-applicability",
    second_scorer_pack: "second-scorer-pack",
    second_scorer_ends: "second-scorer-ends",
    second_scorer_completeness: "second-scorer-completeness",
    second_scorer_gates: "second-scorer-gates",
    second_scorer_rating: "second-scorer-rating",
    order: "order",
    blank_raises_what_yes_would: "blank-raises-what-yes-would",
    narrowing: "narrowing",
    completion: "completion",
    na_never_pays: "na-never-pays",
    nothing_scorable_is_null: "nothing-scorable-is-null",
    sums_add_up: "sums-add-up",
    order_of_answers_is_irrelevant: "order-of-answers-is-irrelevant",
    ends_in_order: "ends-in-order",
    hidden_answers_never_count: "hidden-answers-never-count",
    unasked_answers_move_nothing: "unasked-answers-move-nothing",
    carried_counts_as_given: "carried-counts-as-given",
    same_twice: "same-twice",
    block_gate_stands_over_controls: "block-gate-stands-over-controls",
    rating_within_tier: "rating-within-tier",
    rounded_once_half_up: "rounded-once-half-up",
    open_gates_say_what_is_missing: "open-gates-say-what-is-missing",
    traced: "traced",
    findings_in_order: "findings-in-order",
}
