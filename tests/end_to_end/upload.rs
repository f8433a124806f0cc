//! Uploading a CSV file.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::scenario::scenario;

fn file(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("a file in the target folder");
    path
}

/// 400 applicants, a tenth of them defaults; semicolons, quotes, one missing income, one column of
/// text, a byte order mark and carriage returns.
fn applicants() -> String {
    let mut csv = "\u{feff}\"income\";\"years; \"\"employed\"\"\";city;outcome\r\n".to_owned();
    for row in 0..400 {
        let defaults = row % 10 == 3;
        let income = 1_000 + row * 7919 % 1_000 + if defaults { 0 } else { 600 };
        let income = if row == 5 {
            String::new()
        } else {
            format!("{income}.5")
        };
        let years = row * 31 % 40;
        let city = ["\"Oslo; Norway\"", "Lima"][row % 2];
        let outcome = if defaults { "default" } else { "paid" };
        write!(csv, "{income};{years};{city};\"{outcome}\"\r\n").expect("a string grows");
    }
    csv
}

#[tokio::test]
async fn a_csv_with_quotes_semicolons_and_a_missing_value_is_trained_on() {
    scenario(async |lab| {
        lab.open().await;
        lab.upload(&file("applicants.csv", &applicants())).await;
        lab.pick("Label column", "outcome").await;
        lab.pick("Default value", "default").await;
        lab.comes_to_read(
            "income: 1 row outside the training rows filled with their median.",
            10,
        )
        .await;
        lab.comes_to_read("city: 1 for Oslo; Norway, 0 for Lima.", 10)
            .await;
        lab.set("Epochs", 10).await;
        lab.train().await;
        lab.finished(60).await;
        let [plain, smote] = lab.agree().await;
        // A fifth of 400 rows.
        assert_eq!([plain.rows(), smote.rows()], [80; 2]);
        lab.picture("trained").await;

        lab.tab("Data").await;
        assert!(
            lab.reads("years; \"employed\"").await,
            "the quoted column name"
        );
        lab.picture("data").await;
    })
    .await;
}

#[tokio::test]
async fn a_broken_csv_is_refused_with_the_row_that_is_broken() {
    scenario(async |lab| {
        let rows = (1..=20).map(|row| {
            if row == 7 {
                "7;1;9\n".into()
            } else {
                format!("{row};0\n")
            }
        });
        let csv = format!("income;outcome\n{}", rows.collect::<String>());
        lab.open().await;
        lab.upload(&file("broken.csv", &csv)).await;
        let alert = lab.alert("row").await;
        // The seventh applicant stands in the eighth line.
        assert!(alert.contains('7') || alert.contains('8'), "{alert}");
        lab.picture("refused").await;

        lab.choose("Data source", "Generate").await;
        lab.set("Epochs", 2).await;
        lab.train().await;
        lab.finished(60).await;
        assert_eq!(lab.confusion("as is").await.rows(), 2_000);
    })
    .await;
}
