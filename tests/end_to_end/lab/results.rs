//! The page in the words of its user: what it shows.

use serde_json::Value;
use thirtyfour::WebElement;

use super::Lab;
use crate::browser::until;

/// The two arms, as the page calls them.
pub const ARMS: [&str; 2] = ["as is", "SMOTE"];

/// The four cells of a confusion matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confusion {
    pub tn: u64,
    pub fp: u64,
    pub r#fn: u64,
    pub tp: u64,
}

impl Confusion {
    pub fn defaults(self) -> u64 {
        self.tp + self.r#fn
    }

    pub fn rows(self) -> u64 {
        self.defaults() + self.tn + self.fp
    }

    pub fn flagged(self) -> u64 {
        self.tp + self.fp
    }

    pub fn precision(self) -> Option<f64> {
        share(self.tp, self.flagged())
    }

    pub fn recall(self) -> Option<f64> {
        share(self.tp, self.defaults())
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of rows are far below 2^53"
)]
fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A cell of a table: what it shows, and its `title`.
struct Cell {
    text: String,
    title: String,
}

impl Lab {
    /// Epochs done and asked for, of one arm.
    pub async fn progress(&self, arm: &str) -> Option<(u64, u64)> {
        let bar = self
            .sees("progressbar", &format!("Training, {arm}"))
            .await?;
        let script = "const [bar] = arguments;
            return [bar.ariaValueNow ?? bar.value, bar.ariaValueMax ?? bar.max].map(Number)";
        let epochs = self.run(script, vec![bar.to_json().ok()?]).await;
        let whole = |at: usize| epochs[at].as_f64().map(|number| format!("{number:.0}"));
        Some((whole(0)?.parse().ok()?, whole(1)?.parse().ok()?))
    }

    pub async fn is_running(&self) -> bool {
        match self.sees("button", "Stop").await {
            Some(stop) => stop.is_enabled().await.unwrap_or(false),
            None => false,
        }
    }

    /// Waits until every arm that is trained has done all its epochs.
    pub async fn finished(&self, seconds: u64) {
        until("all epochs are done", seconds, async || {
            let mut bars = 0;
            for arm in ARMS {
                if let Some((done, all)) = self.progress(arm).await {
                    bars += 1;
                    if done < all {
                        return None;
                    }
                }
            }
            (bars > 0 && !self.is_running().await).then_some(())
        })
        .await;
        self.settled().await;
    }

    /// Waits until both arms have done at least one epoch and show a matrix.
    pub async fn under_way(&self) {
        for arm in ARMS {
            let what = format!("the arm {arm} is under way");
            until(&what, 30, async || {
                (self.progress(arm).await?.0 > 0).then_some(())
            })
            .await;
            self.find("table", &format!("Confusion matrix, {arm}"))
                .await;
        }
    }

    pub async fn set_threshold(&self, threshold: f64) {
        self.set("Threshold value", threshold).await;
    }

    pub async fn threshold(&self) -> f64 {
        let value = self.value("Threshold value").await;
        value
            .parse()
            .unwrap_or_else(|_| panic!("the threshold is no number: {value:?}"))
    }

    /// The sentence that says what the threshold does.
    pub async fn sentence(&self) -> String {
        until("the sentence", 10, async || {
            for status in self.all("status", "…").await {
                let text = status.text().await.ok()?;
                if text.contains(" catches ") {
                    return Some(text);
                }
            }
            None
        })
        .await
    }

    /// The matrix of an arm, checked to name its rows and columns as it should.
    pub async fn confusion(&self, arm: &str) -> Confusion {
        let rows = self.table(&format!("Confusion matrix, {arm}")).await;
        let body = rows.iter().rev().take(2).rev().collect::<Vec<_>>();
        let named = &body[0].first().expect("a row header").text;
        // Those of the bank's table, else the lab's own.
        let [negative, positive] = if named.ends_with("no") {
            ["no", "yes"]
        } else {
            ["good", "default"]
        };
        for (row, actual) in body.iter().zip([negative, positive]) {
            let header = &row.first().expect("a row header").text;
            assert!(
                header.to_lowercase().contains(actual),
                "{actual} row is headed {header:?}"
            );
        }
        let headers = &rows[rows.len() - 3];
        for (cell, predicted) in headers.iter().rev().take(2).zip([positive, negative]) {
            let header = cell.text.to_lowercase();
            assert!(
                header.contains(predicted),
                "{predicted} column is headed {header:?}"
            );
        }
        let count = |row: usize, column: usize| count(&body[row][column + 1].text);
        Confusion {
            tn: count(0, 0),
            fp: count(0, 1),
            r#fn: count(1, 0),
            tp: count(1, 1),
        }
    }

    /// A metric of an arm in full precision, or `None` where the page shows "–".
    pub async fn metric(&self, metric: &str, arm: &str) -> Option<f64> {
        let mut rows = self.table("At this threshold").await;
        if !rows.iter().any(|row| row[0].text.starts_with(metric)) {
            self.press("button", "All 28").await;
            rows = self.table("At this threshold").await;
        }
        let column = rows[0].iter().position(|header| header.text.contains(arm));
        let column = column.unwrap_or_else(|| panic!("no column {arm}"));
        let row = rows.iter().find(|row| row[0].text.starts_with(metric));
        let cell = &row.unwrap_or_else(|| panic!("no row {metric}"))[column];
        let shown = cell.text.replace('−', "-").parse::<f64>().ok()?;
        let exact = cell.title.parse::<f64>().unwrap_or(shown);
        assert!(
            (exact - shown).abs() <= 5.1e-4,
            "{metric}: {shown} shown, {exact} in the title"
        );
        Some(exact)
    }

    /// A cell of the row that begins so, of the first table whose name begins so.
    pub async fn cell(&self, table: &str, row: &str, column: usize) -> String {
        let rows = self.table(&format!("{table}…")).await;
        let row = rows.iter().find(|cells| cells[0].text.starts_with(row));
        row.expect("a row of that name")[column].text.clone()
    }

    /// A column of a table, without its head.
    pub async fn column(&self, table: &str, column: usize) -> Vec<String> {
        let rows = self.table(table).await;
        let cells = rows.iter().skip(1).map(|cells| cells[column].text.clone());
        cells.collect()
    }

    async fn table(&self, name: &str) -> Vec<Vec<Cell>> {
        let table = self.find("table", name).await;
        let script = "const [table] = arguments;
            return [...table.rows].map((row) => [...row.cells].map((cell) => [
                cell.innerText.trim(), cell.title || cell.querySelector('[title]')?.title || '']))";
        let rows = self
            .run(script, vec![table.to_json().expect("an element")])
            .await;
        let cell = |cell: &Value| Cell {
            text: cell[0].as_str().unwrap_or_default().to_owned(),
            title: cell[1].as_str().unwrap_or_default().to_owned(),
        };
        let row = |row: &Value| row.as_array().into_iter().flatten().map(cell).collect();
        rows.as_array().into_iter().flatten().map(row).collect()
    }

    /// The accessible name of a figure, which says its content in words.
    pub async fn label(&self, figure: &WebElement) -> String {
        let script = "return arguments[0].ariaLabel ?? ''";
        let label = self
            .run(script, vec![figure.to_json().expect("an element")])
            .await;
        label.as_str().unwrap_or_default().to_owned()
    }

    /// What the Content-Security-Policy says of scripts.
    pub async fn script_policy(&self) -> String {
        let script =
            "return document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content";
        let policy = self.run(script, vec![]).await;
        let mut directives = policy
            .as_str()
            .unwrap_or_default()
            .split(';')
            .map(str::trim);
        let scripts = directives.find(|directive| directive.starts_with("script-src"));
        scripts.unwrap_or_default().to_owned()
    }

    /// What axe-core has against the page as it is now.
    pub async fn barriers(&self) -> Vec<String> {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/.tools/node_modules/axe-core/axe.min.js"
        );
        let axe = std::fs::read_to_string(path)
            .unwrap_or_else(|_| panic!("axe-core is missing: run `.ci/tools page`"));
        self.run(&axe, vec![]).await;
        let script = "const done = arguments[0];
            axe.run({ preload: false }).then(
                (found) => done(found.violations.flatMap((rule) =>
                    rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`))),
                (error) => done([String(error)]))";
        let found = self.run_async(script, vec![]).await;
        let text = |barrier: &Value| barrier.as_str().map(str::to_owned);
        found
            .as_array()
            .expect("axe's answer")
            .iter()
            .filter_map(text)
            .collect()
    }

    /// Counts with which the sentence, the matrices and the table agree, checked for both arms.
    pub async fn agree(&self) -> [Confusion; 2] {
        let mut both = Vec::new();
        for arm in ARMS {
            let confusion = self.confusion(arm).await;
            assert_same(
                self.metric("Precision", arm).await,
                confusion.precision(),
                "precision",
                arm,
            );
            assert_same(
                self.metric("Recall", arm).await,
                confusion.recall(),
                "recall",
                arm,
            );
            both.push(confusion);
        }
        let [plain, smote] = [both[0], both[1]];
        let said = numbers(&self.sentence().await);
        let shown = [plain.tp, plain.defaults(), plain.fp, smote.tp, smote.fp];
        let counts = said.len() - shown.len();
        assert_eq!(
            said[counts..],
            shown.map(|count| count.to_string()),
            "the sentence's counts"
        );
        [plain, smote]
    }
}

fn assert_same(table: Option<f64>, matrix: Option<f64>, what: &str, arm: &str) {
    let same = match (table, matrix) {
        (Some(table), Some(matrix)) => (table - matrix).abs() <= 5.1e-4,
        (table, matrix) => table == matrix,
    };
    assert!(
        same,
        "{what}, {arm}: the table says {table:?}, the matrix {matrix:?}"
    );
}

/// The first number of a text, an integer with thousands separators.
fn count(text: &str) -> u64 {
    let first = numbers(text).into_iter().next();
    let parsed = first.and_then(|number| number.parse().ok());
    parsed.unwrap_or_else(|| panic!("no count in {text:?}"))
}

/// The numbers of a text, without thousands separators.
fn numbers(text: &str) -> Vec<String> {
    let characters = text.split(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'));
    let trimmed = characters.map(|word| word.trim_matches(['.', ',']).replace(',', ""));
    trimmed.filter(|word| !word.is_empty()).collect()
}
