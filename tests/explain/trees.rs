//! Values of columns in sums of trees; golden/explain_trees.py writes the numbers.

use imbalance_lab::data::ClassificationSpec;
use imbalance_lab::explain::{ExplainError, TreeShap};
use imbalance_lab::model::{
    Classifier, Ensemble, Question, Says, ScoringNode, ScoringTree, TreeFit, TreeSpec,
};
use ndarray::{Array2, Axis, s};
use proptest::prelude::*;
use serde::Deserialize;

use super::{assert_close, by_definition, explained, made};

#[derive(Deserialize)]
struct Golden {
    rows: ClassificationSpec,
    n_explained: usize,
    n_background: usize,
    cases: Vec<Case>,
    tree: Own,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    base: f64,
    scale: f64,
    trees: Vec<Vec<Node>>,
    tree_path_dependent: Values,
    interventional: Values,
}

#[derive(Deserialize)]
struct Own {
    spec: TreeSpec,
    cover: Vec<f64>,
    tree_path_dependent: Values,
    interventional: Values,
}

#[derive(Deserialize)]
struct Node {
    feature: i64,
    threshold: f64,
    left: i64,
    right: i64,
    value: f64,
    cover: f64,
}

#[derive(Deserialize)]
struct Values {
    base: f64,
    values: Vec<Vec<f64>>,
}

/// The largest single up to a double.
#[expect(clippy::cast_possible_truncation, reason = "looked at again")]
fn single(threshold: f64) -> f32 {
    let near = threshold as f32;
    if f64::from(near) > threshold {
        near.next_down()
    } else {
        near
    }
}

/// Nodes level by level, children side by side.
fn scoring(nodes: &[Node]) -> ScoringTree {
    let mut places = vec![0_usize];
    let mut scoring = Vec::new();
    while scoring.len() < places.len() {
        let node = &nodes[places[scoring.len()]];
        let question = u32::try_from(node.feature).ok().map(|feature| Question {
            feature,
            threshold: single(node.threshold),
            left: u32::try_from(places.len()).unwrap(),
            missing_left: false,
            among: None,
        });
        if question.is_some() {
            places.extend([node.left, node.right].map(|place| usize::try_from(place).unwrap()));
        }
        scoring.push(ScoringNode {
            question,
            value: node.value,
            cover: node.cover,
        });
    }
    ScoringTree::new(scoring)
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/explain_trees.json")).unwrap()
}

fn of_covers(model: &Ensemble) -> TreeShap<'_> {
    TreeShap::of_covers((model.base, model.scale), &model.trees, model.says)
}

fn of_rows<'a>(model: &'a Ensemble, background: &Array2<f32>) -> TreeShap<'a> {
    let sum = (model.base, model.scale);
    TreeShap::of_rows(sum, &model.trees, model.says, background).unwrap()
}

impl Golden {
    fn rows(&self) -> (Array2<f32>, Array2<f32>) {
        let (features, _) = made(&self.rows);
        let (n, m) = (self.n_explained, self.n_background);
        let part = |from, to| features.slice(s![from..to, ..]).to_owned();
        (part(0, n), part(n, n + m))
    }

    fn check(&self, model: &Ensemble, by_covers: &Values, by_rows: &Values, what: &str) {
        /// Ours hold to 1e-11 by the definition, see below; shap takes products apart again, which costs it digits.
        const CLOSE: f64 = 1e-7;
        let (rows, background) = self.rows();
        let mut kinds = [
            (of_covers(model), by_covers),
            (of_rows(model, &background), by_rows),
        ];
        for (explainer, expected) in &mut kinds {
            for (row, values) in rows.outer_iter().zip(&expected.values) {
                let ours = explained(explainer, &row);
                assert_close(&[ours.base], &[expected.base], CLOSE, what);
                assert_close(&ours.values, values, CLOSE, what);
                assert_eq!((ours.errors, ours.says), (None, model.says));
            }
        }
    }
}

#[test]
fn values_of_trees_equal_shaps() {
    let golden = golden();
    assert_eq!(golden.cases.len(), 4);
    for case in &golden.cases {
        let model = Ensemble {
            base: case.base,
            scale: case.scale,
            trees: case.trees.iter().map(|nodes| scoring(nodes)).collect(),
            says: Says::LogOdds,
        };
        golden.check(
            &model,
            &case.tree_path_dependent,
            &case.interventional,
            &case.name,
        );
    }
}

#[test]
fn a_tree_that_people_read_is_explained_as_scikit_learns_is_whatever_classes_weigh() {
    let golden = golden();
    let (features, labels) = made(&golden.rows);
    let own = &golden.tree;
    let tree = TreeFit::new(features.clone(), labels, own.spec)
        .unwrap()
        .finish();
    let model = tree.ensemble();
    golden.check(
        &model,
        &own.tree_path_dependent,
        &own.interventional,
        "tree",
    );
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    model.score(&features, &mut ours);
    tree.score(&features, &mut theirs);
    assert_eq!(ours, theirs);
    let root = model.trees[0].nodes()[0].cover;
    let mut ours: Vec<_> = model.trees[0].nodes().iter().map(|n| n.cover).collect();
    let mut theirs: Vec<_> = own
        .cover
        .iter()
        .map(|cover| cover / own.cover[0] * root)
        .collect();
    ours.sort_by(f64::total_cmp);
    theirs.sort_by(f64::total_cmp);
    assert_close(&ours, &theirs, 1e-9 * root, "covers");
}

/// A tree by questions about `n_columns` columns; some rows have no number there.
fn any_tree(n_columns: u32) -> impl Strategy<Value = ScoringTree> {
    let split = (0..n_columns, -2_i8..3, any::<bool>());
    let node = (prop::option::weighted(0.7, split), -5_i8..6, 0_u8..9);
    prop::collection::vec(node, 1..40).prop_map(|met| {
        let mut n_children = 1;
        let mut nodes: Vec<ScoringNode> = Vec::new();
        let n_met = met.len();
        for (split, value, cover) in met {
            if nodes.len() == n_children {
                break;
            }
            let split = split.filter(|_| n_children + 2 <= n_met);
            let question = split.map(|(feature, threshold, missing_left)| Question {
                feature,
                threshold: f32::from(threshold),
                left: u32::try_from(n_children).unwrap(),
                missing_left,
                among: None,
            });
            n_children += if question.is_some() { 2 } else { 0 };
            nodes.push(ScoringNode {
                question,
                value: f64::from(value),
                cover: f64::from(cover),
            });
        }
        ScoringTree::new(nodes)
    })
}

fn any_rows(n_columns: usize, n_rows: usize) -> impl Strategy<Value = Array2<f32>> {
    let value = prop_oneof![9 => (-3_i8..4).prop_map(f32::from), 1 => Just(f32::NAN)];
    prop::collection::vec(value, n_columns * n_rows)
        .prop_map(move |values| Array2::from_shape_vec((n_rows, n_columns), values).unwrap())
}

fn any_model() -> impl Strategy<Value = (Ensemble, Array2<f32>)> {
    (1_usize..7).prop_flat_map(|n_columns| {
        let n_asked = u32::try_from(n_columns).unwrap();
        let trees = prop::collection::vec(any_tree(n_asked), 0..4);
        let numbers = (-3_i8..4, -3_i8..4).prop_map(|(base, scale)| (base.into(), scale.into()));
        (trees, numbers, any_rows(n_columns, 4)).prop_map(|(trees, (base, scale), rows)| {
            let says = Says::Margin;
            let model = Ensemble {
                base,
                scale,
                trees,
                says,
            };
            (model, rows)
        })
    })
}

/// The value of a tree for a row of which some columns are known: both ways where they aren't.
fn by_covers(nodes: &[ScoringNode], place: usize, row: &[f32], known: &[bool]) -> f64 {
    let Some(question) = &nodes[place].question else {
        return nodes[place].value;
    };
    if known[question.feature as usize] {
        return by_covers(nodes, question.next(row), row, known);
    }
    let children = [question.left as usize, question.left as usize + 1];
    let covers = children.map(|child| nodes[child].cover);
    let both = covers[0] + covers[1];
    let shares = covers.map(|cover| if both > 0.0 { cover / both } else { 0.5 });
    let values = children.map(|child| by_covers(nodes, child, row, known));
    shares[0] * values[0] + shares[1] * values[1]
}

fn score(model: &Ensemble, row: &[f32]) -> f64 {
    model.score_of(model.trees.iter().map(|tree| tree.value(row)).sum())
}

proptest! {
    #[test]
    fn values_are_those_of_the_definition((model, rows) in any_model()) {
        let row = rows.row(0);
        let x = row.to_vec();
        let background = rows.slice(s![1.., ..]).to_owned();
        let ours = explained(&mut of_covers(&model), &row);
        let expected = by_definition(x.len(), |known| {
            let value = |tree: &ScoringTree| by_covers(tree.nodes(), 0, &x, known);
            model.score_of(model.trees.iter().map(value).sum())
        });
        assert_close(&ours.values, &expected, 1e-11, "by covers");
        let ours = explained(&mut of_rows(&model, &background), &row);
        let expected = by_definition(x.len(), |known| {
            let mixed = |other: &[f32]| -> Vec<f32> {
                (0..x.len()).map(|c| if known[c] { x[c] } else { other[c] }).collect()
            };
            let scores = background.outer_iter().map(|other| score(&model, &mixed(&other.to_vec())));
            scores.sum::<f64>() / background.nrows() as f64
        });
        assert_close(&ours.values, &expected, 1e-11, "by rows");
    }

    #[test]
    fn values_add_up_to_the_score((model, rows) in any_model()) {
        let background = rows.slice(s![1.., ..]).to_owned();
        for row in rows.outer_iter() {
            let score = score(&model, &row.to_vec());
            let by_rows = explained(&mut of_rows(&model, &background), &row);
            let by_covers = explained(&mut of_covers(&model), &row);
            assert_close(&[by_rows.score(), by_covers.score()], &[score; 2], 1e-11, "score");
        }
    }

    #[test]
    fn a_column_that_no_tree_asks_about_adds_exactly_nothing((model, rows) in any_model(), place in 0_usize..7) {
        let more = Array2::from_shape_fn((rows.nrows(), rows.ncols() + 1), |(row, column)| {
            if column == rows.ncols() { row as f32 } else { rows[[row, column]] }
        });
        for explainer in &mut [of_covers(&model), of_rows(&model, &more.slice(s![1.., ..]).to_owned())] {
            let values = explained(explainer, &more.row(0)).values;
            prop_assert_eq!(values[rows.ncols()], 0.0);
            let asked = model.trees.iter().flat_map(ScoringTree::nodes).filter_map(|node| node.question.clone());
            let is_asked = asked.map(|question| question.feature as usize).any(|column| column == place);
            prop_assert!(is_asked || values.get(place).is_none_or(|value| *value == 0.0));
        }
    }
}

#[test]
fn rows_that_do_not_fit_are_refused() {
    let golden = golden();
    let (rows, background) = golden.rows();
    let model = Ensemble {
        trees: vec![scoring(&golden.cases[0].trees[0])],
        ..Ensemble::nothing(Says::Probability)
    };
    let few = background.slice(s![.., ..2]).to_owned();
    let refused = TreeShap::of_rows((0.0, 1.0), &model.trees, model.says, &few).err();
    assert!(matches!(
        refused,
        Some(ExplainError::Columns { n_features: 2, .. })
    ));
    let none = background.select(Axis(0), &[]);
    let refused = TreeShap::of_rows((0.0, 1.0), &model.trees, model.says, &none).err();
    assert_eq!(refused, Some(ExplainError::NoBackground));
    use imbalance_lab::explain::Explainer;
    let mut explainer = of_rows(&model, &background);
    assert_eq!(explainer.advance(), None, "no row was begun");
    let refused = explainer.begin(&few.row(0)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the row has 2 columns, the model needs 6"
    );
    explainer.begin(&rows.row(0)).unwrap();
}
