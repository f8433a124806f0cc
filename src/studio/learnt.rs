//! What a model has learnt, as a table.

use crate::data::Scaling;
use crate::model::{CardColumn, Coefficient, Learnt, Node, Scorecard, Tree, WoeBin};
use crate::sorting::sort_by;
use crate::words::{Cell, ClassNames, Table, significant, typeset};

/// Significant digits of a number that people read.
const DIGITS: usize = 4;

/// Significant digits of a number in a file: what comes after is noise of its binary form.
const IN_A_FILE: usize = 15;

/// What a model has learnt, with the columns' `names` in the order in which the model sees them: the coefficients of a
/// regression, the bins of a scorecard, the leaves of a tree, or what columns meant to many trees.
#[must_use]
pub fn learnt_table(
    learnt: &Learnt,
    names: &[String],
    scaling: Scaling,
    classes: &ClassNames,
) -> Table {
    let table = match learnt {
        Learnt::Coefficients(coefficients) => of_coefficients(coefficients, names, scaling),
        Learnt::Weights(weights) => of_weights(weights, names, scaling),
        Learnt::Card(card) => of_card(card, names),
        Learnt::Tree(tree) => of_tree(tree, names),
        Learnt::Importances(shares) => of_importances(shares, names),
    };
    // Only captions and heads: a column's own name stays as it is.
    Table {
        caption: classes.say(&table.caption),
        head: table.head.iter().map(|name| classes.say(name)).collect(),
        rows: table.rows,
    }
}

fn name(names: &[String], column: usize) -> String {
    let unnamed = || format!("Column {}", column + 1);
    names.get(column).cloned().unwrap_or_else(unnamed)
}

/// What one more of a scaled column is, and where all of them are 0.
const fn one_and_zero(scaling: Scaling) -> (&'static str, &'static str) {
    match scaling {
        Scaling::ZScore => ("one standard deviation", "at its mean"),
        Scaling::Range => ("a whole range", "at its least value"),
        Scaling::Quartiles => ("one interquartile range", "at its median"),
        Scaling::Nothing => ("one unit", "0"),
    }
}

/// A line a column, and the intercept's at the end.
fn of_weights(weights: &[f64], names: &[String], scaling: Scaling) -> Table {
    let (unit, center) = one_and_zero(scaling);
    let caption = format!("Linear SVM: what {unit} more adds to the margin of a default");
    let mut table = Table::new(&caption, &["Column", "Coefficient"]);
    for (place, &weight) in weights.iter().enumerate() {
        let name = if place + 1 == weights.len() {
            format!("Intercept (margin where every column is {center})")
        } else {
            name(names, place)
        };
        table.push([name.into(), Cell::number(Some(weight), DIGITS)]);
    }
    table
}

/// A line a column, and the intercept's at the end.
fn of_coefficients(coefficients: &[Coefficient], names: &[String], scaling: Scaling) -> Table {
    let (unit, center) = one_and_zero(scaling);
    let caption =
        format!("Logistic regression: what {unit} more adds to the log-odds of a default");
    let head = [
        "Column",
        "Coefficient",
        "Odds ratio",
        "95 % from",
        "95 % to",
    ];
    let mut table = Table::new(&caption, &head);
    for (place, coefficient) in coefficients.iter().enumerate() {
        let is_intercept = place + 1 == coefficients.len();
        let name = if is_intercept {
            format!("Intercept (odds where every column is {center})")
        } else {
            name(names, place)
        };
        let (from, to) = coefficient.odds_interval().unzip();
        let (value, ratio) = (Some(coefficient.value), Some(coefficient.odds_ratio()));
        let numbers = [value, ratio, from, to].map(|it| Cell::number(it, DIGITS));
        table.push(std::iter::once(name.into()).chain(numbers));
    }
    table
}

/// A line a bin, columns in the card's order.
fn of_card(card: &Scorecard, names: &[String]) -> Table {
    let head = [
        "Column",
        "Values",
        "Good",
        "Default",
        "Default rate",
        "Weight of evidence",
        "Points",
        "Information value",
    ];
    let caption = "Scorecard: points add up, and more points are a lower risk of default";
    let mut table = Table::new(caption, &head);
    if card.columns.is_empty() {
        let mut line = vec!["Everybody".into()];
        line.resize(head.len(), Cell::number(None, DIGITS));
        line[6] = points(Some(&card.start));
        table.push(line);
    }
    for column in &card.columns {
        let digits = distinct_digits(column);
        for (place, bin) in column.bins.bins.iter().enumerate() {
            let information = (place == 0).then_some(column.bins.information_value);
            let information = information.map(|it| Cell::metric(Some(it)));
            let [good, default] = bin.counts.map(whole);
            table.push([
                name(names, column.column).into(),
                values(bin, digits),
                Cell::count(good),
                Cell::count(default),
                rate([good, default]),
                Cell::metric(Some(bin.woe)),
                points(column.points.get(place)),
                information.unwrap_or_default(),
            ]);
        }
    }
    table
}

/// The fewest significant digits, at least the usual ones, with which no bin of a column begins where it ends.
fn distinct_digits(column: &CardColumn) -> usize {
    let is_told_apart = |digits: &usize| {
        let ends = column.bins.bins.iter().map(|bin| (bin.low, bin.high));
        let mut ends = ends.filter_map(|(low, high)| low.zip(high));
        ends.all(|(low, high)| significant(low, *digits) != significant(high, *digits))
    };
    (DIGITS..IN_A_FILE).find(is_told_apart).unwrap_or(IN_A_FILE)
}

/// Which values lie in a bin.
fn values(bin: &WoeBin, digits: usize) -> Cell {
    let say = |number: fn(f64, usize) -> String, digits| match (bin.low, bin.high) {
        (None, None) => "any value".to_owned(),
        (None, Some(high)) => format!("below {}", number(high, digits)),
        (Some(low), None) => format!("{} and above", number(low, digits)),
        (Some(low), Some(high)) => format!("{} to {}", number(low, digits), number(high, digits)),
    };
    Cell {
        shown: say(typeset, digits),
        plain: say(significant, IN_A_FILE),
    }
}

fn points(points: Option<&f64>) -> Cell {
    Cell::number(points.copied(), IN_A_FILE)
}

/// A line a leaf, from left to right.
fn of_tree(tree: &Tree, names: &[String]) -> Table {
    let head = ["Rows where", "Good", "Default", "Default rate", "Score"];
    let mut table = Table::new("Decision tree: its leaves and their training rows", &head);
    let nodes = tree.nodes();
    let above = above(nodes);
    let leaves = nodes.iter().enumerate();
    for (place, leaf) in leaves.filter(|(_, node)| node.split.is_none()) {
        let [good, default] = leaf.counts.map(Cell::count);
        table.push([
            path(nodes, &above, place, names),
            good,
            default,
            rate(leaf.counts),
            Cell::metric(Some(leaf.share)),
        ]);
    }
    table
}

/// The node above each, and whether it is left by "yes": nodes stand behind the one that leads to them.
fn above(nodes: &[Node]) -> Vec<Option<(usize, bool)>> {
    let mut above = vec![None; nodes.len()];
    for (place, node) in nodes.iter().enumerate() {
        let Some(split) = node.split else { continue };
        for (child, is_yes) in [(split.left, true), (split.right, false)] {
            if let Some(slot) = above.get_mut(child).filter(|_| child > place) {
                *slot = Some((place, is_yes));
            }
        }
    }
    above
}

/// What is true of the rows of a leaf, the root's question first.
fn path(nodes: &[Node], above: &[Option<(usize, bool)>], leaf: usize, names: &[String]) -> Cell {
    let (mut shown, mut plain) = (Vec::new(), Vec::new());
    let mut place = leaf;
    while let Some(&Some((parent, is_yes))) = above.get(place) {
        if let Some(split) = nodes.get(parent).and_then(|node| node.split) {
            let name = name(names, split.feature);
            let sign = if is_yes { '≤' } else { '>' };
            shown.push(format!(
                "{name} {sign} {}",
                typeset(split.threshold, DIGITS)
            ));
            plain.push(format!(
                "{name} {sign} {}",
                significant(split.threshold, IN_A_FILE)
            ));
        }
        place = parent;
    }
    if shown.is_empty() {
        return "(every row)".into();
    }
    let [shown, plain] = [shown, plain].map(|mut questions| {
        questions.reverse();
        questions.join(" and ")
    });
    Cell { shown, plain }
}

/// A line a column, from the most important one on.
fn of_importances(shares: &[f64], names: &[String]) -> Table {
    let caption = "Trees: the share of each column in what all questions lowered the impurity; importance by impurity \
                   favours columns with many values";
    let mut table = Table::new(caption, &["Column", "Importance"]);
    let mut columns: Vec<_> = shares.iter().enumerate().collect();
    sort_by(&mut columns, |(_, a), (_, b)| b.total_cmp(a));
    for (column, &share) in columns {
        table.push([name(names, column).into(), Cell::share(Some(share))]);
    }
    table
}

/// The share of the second among both.
fn rate([good, default]: [usize; 2]) -> Cell {
    let rows = good.saturating_add(default);
    Cell::share((rows > 0).then(|| default as f64 / rows as f64))
}

fn whole(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
