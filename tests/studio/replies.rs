//! Late replies: whatever their order, the state is that of the newest request.

use imbalance_lab::experiment::{ArmId, Preset, Source};
use imbalance_lab::studio::setting::lab;
use imbalance_lab::studio::{Due, UploadState, Verb};
use proptest::prelude::*;

use crate::bench::Bench;

const A: &str = "y,p\n1,0.9\n0,0.2\n0,0.4\n1,0.3\n";
const B: &str = "y,q\n0,0.1\n1,0.8\n1,0.7\n0,0.6\n0,0.5\n";

#[test]
fn a_run_that_was_overtaken_says_nothing_any_more() {
    let mut bench = Bench::new();
    bench.perform(Verb::Start(Preset::Quick));
    bench.set(&lab::EPOCHS, 2);
    bench.just(Verb::Train);
    bench.work();
    let late: Vec<_> = bench.said.drain(..).collect();
    bench.set(&lab::EPOCHS, 3);
    bench.train();
    let now = bench.studio.clone();
    for event in late {
        let _ = bench.studio.hear(event);
    }
    assert_eq!(bench.studio.runs(), now.runs());
    assert_eq!(bench.studio.runs().arm(ArmId(0)).unwrap().epoch(), 3);
}

#[test]
fn a_file_chosen_while_another_is_read_is_the_one_that_counts() {
    let mut bench = Bench::new();
    bench.just_choose(Source::Scores, "a.csv", A);
    bench.work();
    let late: Vec<_> = bench.said.drain(..).collect();
    bench.choose(Source::Scores, "b.csv", B);
    for event in late {
        let _ = bench.studio.hear(event);
    }
    assert_eq!(bench.studio.sources().scores.name, "b.csv");
    assert_eq!(bench.studio.views().arms[0].name(), "q");
    assert!(
        bench.studio.notices().is_empty(),
        "{:?}",
        bench.studio.notices()
    );
    assert_eq!(bench.studio.stale(), None);
}

#[test]
fn files_for_two_purposes_are_both_read() {
    let mut bench = Bench::new();
    bench.just_choose(Source::Upload, "table.csv", "x,bad\n1,0\n2,1\n3,0\n");
    bench.just_choose(Source::Scores, "b.csv", B);
    bench.settle();
    for upload in [
        &bench.studio.sources().table,
        &bench.studio.sources().scores,
    ] {
        assert!(
            matches!(upload.state, UploadState::Loaded { .. }),
            "{upload:?}"
        );
    }
}

#[derive(Clone, Copy, Debug)]
enum Deed {
    Rows(u8),
    Split(u8),
    ChooseA,
    ChooseB,
    Generate,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (1_u8..5).prop_map(Deed::Rows),
        (1_u8..5).prop_map(Deed::Split),
        Just(Deed::ChooseA),
        Just(Deed::ChooseB),
        Just(Deed::Generate),
    ]
}

fn act(bench: &mut Bench, deed: Deed) {
    let mut set = |key: &str, text: String| {
        bench.just(Verb::Set {
            key: key.into(),
            text,
        })
    };
    match deed {
        Deed::Rows(hundreds) => set("rows", format!("{hundreds}00")),
        Deed::Split(seed) => set("split_seed", seed.to_string()),
        Deed::Generate => set("source", "generate".into()),
        Deed::ChooseA => bench.just_choose(Source::Scores, "a.csv", A),
        Deed::ChooseB => bench.just_choose(Source::Scores, "b.csv", B),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn late_replies_in_any_order_leave_the_state_of_the_newest_request(
        deeds in prop::collection::vec(deed(), 1..7), order in any::<u64>(),
    ) {
        let mut bench = Bench::new();
        bench.perform(Verb::Start(Preset::Quick));
        let mut held_back = Vec::new();
        for deed in &deeds {
            act(&mut bench, *deed);
            // Everything is answered, and nothing is heard before the last deed.
            for due in std::mem::take(&mut bench.later) {
                // What one worker says of a run comes in its order.
                if due == Due::Train {
                    continue;
                }
                let asks = bench.studio.due(due);
                bench.answer(asks);
            }
            bench.work();
            held_back.extend(bench.said.drain(..));
        }
        let n = held_back.len().max(1) as u64;
        let mut shuffled: Vec<_> = held_back.into_iter().enumerate().collect();
        shuffled.sort_by_key(|(place, _)| (*place as u64).wrapping_mul(order | 1) % (n * 7 + 1));
        for (_, event) in shuffled {
            bench.said.push_back(event);
        }
        bench.settle();

        let mut straight = Bench::new();
        straight.perform(Verb::Start(Preset::Quick));
        for deed in deeds {
            act(&mut straight, deed);
            straight.settle();
        }
        prop_assert_eq!(bench.studio.spec(), straight.studio.spec());
        prop_assert_eq!(bench.studio.preview(), straight.studio.preview());
        prop_assert_eq!(bench.studio.sources().scores.name.clone(), straight.studio.sources().scores.name.clone());
        let names = |bench: &Bench| {
            let arms = &bench.studio.views().arms;
            arms.iter().map(|view| view.name().to_owned()).collect::<Vec<_>>()
        };
        prop_assert_eq!(names(&bench), names(&straight));
        prop_assert_eq!(bench.studio.stale(), straight.studio.stale());
    }
}
