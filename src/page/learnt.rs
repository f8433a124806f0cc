//! What the model of each arm has learnt, where people can read it: coefficients, a tree, points.

use leptos::prelude::*;

use super::canvas::{Figure, Sheet, base, overlay};
use super::session::Session;
use super::twin::Numbers;
use crate::experiment::ArmId;
use crate::figure::{Frame, Palette, TreeNode, TreePicture, TreeSplit, tree};
use crate::model::{Learnt, Node, Tree};
use crate::studio::{Studio, learnt_table};
use crate::words::{Table, typeset};

/// Significant digits of a threshold in a tree.
const DIGITS: usize = 3;

/// A panel for each arm whose model can be read.
#[component]
pub fn LearntPanels(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let there = Memo::new(move |_| session.runs(readable));
    let panel = move |arm: ArmId| view! { <LearntPanel session arm/> };
    view! { {move || there.get().into_iter().map(panel).collect_view()} }
}

/// The arms whose models can be read.
fn readable(studio: &Studio) -> Vec<ArmId> {
    let arms = studio.runs().arms().iter();
    let readable = arms.filter(|arm| arm.has_learnt());
    readable.map(|arm| arm.arm()).collect()
}

fn learnt(studio: &Studio, arm: ArmId) -> Option<(Learnt, Vec<String>)> {
    let record = studio.runs().arm(arm)?;
    Some((record.learnt()?, record.facts()?.names.clone()))
}

fn table(studio: &Studio, arm: ArmId) -> Option<Table> {
    let (learnt, names) = learnt(studio, arm)?;
    let scaling = studio.runs().arm(arm)?.spec().scaling;
    Some(learnt_table(&learnt, &names, scaling, studio.classes()))
}

#[component]
fn LearntPanel(session: Session, arm: ArmId) -> impl IntoView {
    let name = move || {
        let name = session.runs(|studio| Some(studio.runs().arm(arm)?.name().to_owned()));
        name.unwrap_or_default()
    };
    let is_tree = Memo::new(move |_| {
        let learnt = session.runs(|studio| learnt(studio, arm));
        matches!(learnt, Some((Learnt::Tree(_), _)))
    });
    let numbers = move || {
        session.study(|_| ());
        let table = session.runs(|studio| table(studio, arm));
        table.map(|table| view! { <Numbers table/> })
    };
    view! {
        <section class="panel">
            <header><h2>{move || format!("What {} has learnt", name())}</h2></header>
            <Show when=move || is_tree.get()>
                <TreeFigure session arm/>
            </Show>
            {numbers}
        </section>
    }
}

/// A tree, the names of its columns, and what a positive is called.
struct Drawn {
    arm: ArmId,
    tree: Tree,
    names: Vec<String>,
    positive: String,
}

fn drawn(studio: &Studio, arm: ArmId) -> Option<Drawn> {
    let (Learnt::Tree(tree), names) = learnt(studio, arm)? else {
        return None;
    };
    Some(Drawn {
        arm,
        tree,
        names,
        positive: studio.say("default"),
    })
}

#[component]
fn TreeFigure(session: Session, arm: ArmId) -> impl IntoView {
    let label = move || session.runs(|studio| label(studio, arm));
    let data = move || {
        session.study(|_| ());
        session.runs(|studio| drawn(studio, arm))
    };
    view! {
        <Figure class="wide tree" label=Signal::derive(label) base=base(data, draw) overlay=overlay(|| (), |_, _, _, ()| ())/>
    }
}

fn label(studio: &Studio, arm: ArmId) -> String {
    let n_nodes = drawn(studio, arm).map_or(0, |drawn| drawn.tree.nodes().len());
    format!("Decision tree of {n_nodes} nodes; the table below has its leaves")
}

fn draw(sheet: &Sheet, palette: &Palette, drawn: &Option<Drawn>) -> Option<Frame> {
    let drawn = drawn.as_ref()?;
    let column = |feature: usize| drawn.names.get(feature).map_or("", String::as_str);
    let node = |node: &'_ Node| TreeNode {
        split: node.split.map(|split| TreeSplit {
            column: column(split.feature),
            bound: format!("≤ {}", typeset(split.threshold, DIGITS)),
            yes: split.left,
            no: split.right,
        }),
        counts: node.counts,
        share: node.share,
    };
    let nodes: Vec<_> = drawn.tree.nodes().iter().map(node).collect();
    let picture = TreePicture {
        arm: drawn.arm.index(),
        nodes: &nodes,
        positive: &drawn.positive,
    };
    // A canvas that can't be drawn on shows nothing; the table stands below it.
    let _ = tree(sheet, palette, &picture);
    None
}
