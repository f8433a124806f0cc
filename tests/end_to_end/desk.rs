//! The data desk: files as banks write them, from drop to scored download.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::scenario::scenario;
use crate::study::{downloads, saved};

/// 600 loans as a German bank writes them: semicolons, decimal commas, days first, letters of windows-1252, gaps.
fn loans(has_label: bool) -> Vec<u8> {
    let mut text = "Kunde;Einkommen;Eröffnet;Beruf".to_owned();
    text += if has_label { ";Ausgang\r\n" } else { "\r\n" };
    for row in 0_u32..600 {
        let noise = row * 7919 % 997;
        let income = if row % 29 == 3 {
            String::new()
        } else {
            format!("{}.{:03},{:02}", 1 + noise / 300, noise, row % 100)
        };
        let day = format!(
            "{:02}.{:02}.20{:02}",
            1 + row % 28,
            1 + row % 12,
            10 + row % 9
        );
        let job = ["Müller", "Bäcker", "Wärter"][(row % 3) as usize];
        write!(text, "{};{income};{day};{job}", 100_000 + row * 17).expect("a string grows");
        let is_default = noise < 250 && row % 3 > 0;
        text += match (has_label, is_default) {
            (false, _) => "\r\n",
            (true, true) => ";default\r\n",
            (true, false) => ";good\r\n",
        };
    }
    let letters = text.chars().map(|letter| u8::try_from(u32::from(letter)));
    letters
        .collect::<Result<_, _>>()
        .expect("letters of Western Europe")
}

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).expect("a file in the target folder");
    path
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).expect("bytes in memory");
    writer.finish().expect("bytes in memory")
}

#[tokio::test]
async fn a_packed_file_of_a_bank_goes_from_drop_to_scored_download() {
    let file = written("kredite.csv.gz", &packed(&loans(true)));
    let new = written("neue.csv", &loans(false));
    scenario(async move |lab| {
        let folder = downloads("scored");
        lab.saves_to(&folder).await;
        lab.open().await;
        lab.upload(&file).await;
        let read =
            "Read as gzip, windows-1252, semicolons between cells, decimal commas in 1 column";
        lab.comes_to_read(read, 20).await;
        for said in [
            "Eröffnet: months before 2018-",
            "Beruf: a column each for 3 levels (Bäcker, Müller, Wärter).",
            "filled with the median",
            "Kunde is left out: it numbers the rows.",
        ] {
            lab.comes_to_read(said, 10).await;
        }
        lab.set("Epochs", 10).await;
        lab.train().await;
        lab.finished(60).await;
        assert_eq!(lab.agree().await[0].rows(), 120);
        lab.unfold("1 Data").await;
        lab.unfold("Steps from columns to numbers").await;
        lab.comes_to_read("Dates to months before the newest", 5)
            .await;
        lab.picture("steps").await;

        lab.tab("Data").await;
        lab.give_file("File of applicants", &new).await;
        lab.comes_to_read("of 600 applicants flagged", 20).await;
        lab.picture("scored").await;
        lab.press("button", "Save all_model_predictions.csv").await;
        let csv = saved(&folder, "all_model_predictions.csv").await;
        let mut lines = csv.lines();
        let head = lines.next().unwrap_or_default();
        assert_eq!(head, "Model,Applicant Index,Default Probability,Prediction");
        assert_eq!(lines.clone().count(), 1_200);
        let is_of = |line: &&str| line.starts_with("SMOTE,599,");
        assert_eq!(lines.filter(is_of).count(), 1);
        assert_eq!(lab.barriers().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_sheet_of_a_workbook_is_named_and_read() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/workbook.xlsx");
    scenario(async move |lab| {
        lab.open().await;
        lab.upload(&book).await;
        lab.alert("no row below it").await;
        lab.unfold("How the file is read").await;
        lab.set("Sheet of a workbook", "Loans & more").await;
        lab.comes_to_read("Read as a workbook of 2 sheets, of which Loans & more", 20)
            .await;
        lab.comes_to_read("opened: months before 20", 10).await;
        lab.picture("read").await;
    })
    .await;
}

#[tokio::test]
async fn steps_are_added_moved_and_undone() {
    let file = written("kredite.csv", &loans(true));
    scenario(async move |lab| {
        lab.open().await;
        lab.upload(&file).await;
        lab.comes_to_read("Einkommen:", 20).await;
        lab.unfold("Steps from columns to numbers").await;
        lab.pick("Add a step", "Numbers that lie far out").await;
        lab.comes_to_read("Steps from columns to numbers: 8", 5)
            .await;
        lab.press("button", "Numbers that lie far out").await;
        lab.set("How many", "0.1").await;
        lab.comes_to_read("training cells lie outside", 10).await;
        lab.picture("clipped").await;
        lab.press("button", "Remove").await;
        lab.comes_to_read("Steps from columns to numbers: 7", 5)
            .await;
        lab.press("button", "Undo").await;
        lab.comes_to_read("Steps from columns to numbers: 8", 5)
            .await;
    })
    .await;
}

/// Has the page see a file dropped on what a selector finds, or a text pasted there.
async fn hand_over(lab: &crate::lab::Lab, kind: &str, selector: &str, name: &str, text: &str) {
    let script = "const [kind, selector, name, text] = arguments;
        const content = new DataTransfer();
        if (kind === 'drop') content.items.add(new File([text], name));
        else content.setData('text/plain', text);
        const how = { bubbles: true, cancelable: true };
        const event = kind === 'drop'
            ? new DragEvent('drop', { ...how, dataTransfer: content })
            : new ClipboardEvent('paste', { ...how, clipboardData: content });
        document.querySelector(selector).dispatchEvent(event);
        return event.defaultPrevented;";
    let arguments = [kind, selector, name, text].map(|text| serde_json::json!(text));
    let taken = lab.run(script, arguments.into()).await;
    assert_eq!(taken, serde_json::json!(true), "{kind} on {selector}");
}

/// 300 loans, the good ones called so.
fn repaid_loans() -> String {
    let mut text = String::from("income\tage\tfully_paid\n");
    for row in 0_u32..300 {
        let noise = row * 7919 % 997;
        let is_repaid = u8::from(noise > 200);
        writeln!(text, "{}\t{}\t{is_repaid}", 1_000 + noise, 20 + row % 50)
            .expect("a string grows");
    }
    text
}

#[tokio::test]
async fn a_file_is_dropped_a_table_is_pasted_and_a_label_of_good_customers_is_asked_back() {
    scenario(async move |lab| {
        lab.open().await;
        lab.comes_to_read("of 48 defaults", 20).await;
        hand_over(&lab, "paste", "body", "", &repaid_loans()).await;
        lab.comes_to_read("tabs between cells", 20).await;
        lab.comes_to_read(
            "fully_paid speaks of good customers, so is 0 the default?",
            5,
        )
        .await;
        lab.picture("asked").await;
        lab.press("button", "No, 1 is the default").await;
        lab.comes_to_read("so is 1 the default?", 5).await;
        lab.find("button", "No, 0 is the default").await;

        let dropped = repaid_loans()
            .replace('\t', ";")
            .replace("income", "salary");
        hand_over(&lab, "drop", "main", "dropped.csv", &dropped).await;
        lab.comes_to_read("semicolons between cells", 20).await;
        lab.set("Epochs", 5).await;
        lab.train().await;
        lab.finished(60).await;
        lab.tab("Data").await;
        let applicants = "salary;age\n1200;30\n1900;44\n";
        hand_over(
            &lab,
            "drop",
            "[data-takes=applicants] h3",
            "new.csv",
            applicants,
        )
        .await;
        lab.comes_to_read("of 2 rows flagged", 20).await;
    })
    .await;
}

#[tokio::test]
async fn one_applicant_is_scored_while_typing_and_a_change_that_turns_the_decision_turns_it() {
    let file = written("kredite.csv", &loans(true));
    scenario(async move |lab| {
        lab.open().await;
        lab.upload(&file).await;
        lab.comes_to_read("Einkommen:", 20).await;
        lab.set("Epochs", 30).await;
        lab.train().await;
        lab.finished(60).await;
        lab.tab("Data").await;
        lab.comes_to_read(" instead of ", 10).await;
        let said = async || {
            let script = "const table = [...document.querySelectorAll('table')].find(
                (e) => e.caption?.innerText === 'What the arms say');
                return [...table.rows[1].cells].map((cell) => cell.innerText)";
            let cells = lab.run(script, vec![]).await;
            let cells: Vec<String> = serde_json::from_value(cells).expect("texts");
            cells
        };
        let of_first = said().await;
        lab.set("Filled from row", 4).await;
        // Until models are asked again, what they said of the row before stands.
        let before = crate::browser::until("what is said of row 4", 10, async || {
            let now = said().await;
            (now[1] != of_first[1]).then_some(now)
        })
        .await;
        // The nearest change, as “Einkommen 1235.1 instead of 1230.4 (past 3.1 % of rows)”.
        let change = before[4].split(';').next().expect("a change").to_owned();
        let (column, rest) = change.split_once(' ').expect("a column");
        let (text, _) = rest.split_once(" instead of ").expect("a value");
        if column == "Beruf" {
            lab.pick(column, text).await;
        } else {
            lab.set(column, text).await;
        }
        let mut after = said().await;
        for _ in 0..50 {
            if after[2] != before[2] {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            after = said().await;
        }
        assert_ne!(after[2], before[2], "{before:?} {after:?}");
        lab.picture("typed").await;
        assert_eq!(lab.barriers().await, Vec::<String>::new());
    })
    .await;
}
