//! A study as one HTML file that needs no network.

use std::fmt::Write;

use crate::words::Table;

/// Colours are those of a sheet of paper, whatever the page's theme.
const STYLE: &str = "body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
color:#16202c;background:#fff;font-variant-numeric:tabular-nums}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}\
table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600;padding-bottom:.3rem}\
th,td{padding:.25rem .7rem;border-top:1px solid #ddd;text-align:right;vertical-align:top}\
th:first-child,td:first-child{text-align:left}figure{margin:1rem 0}svg{max-width:100%;height:auto}\
figcaption,.note{color:#566273}";

/// What goes into the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// When it was made, as people write it.
    pub date: String,
    /// The version of the lab.
    pub version: String,
    /// The address that restores the study.
    pub address: String,
    /// What happens at the threshold, in a sentence.
    pub sentence: String,
    /// What should be known before numbers are trusted, a sentence each.
    pub notes: Vec<String>,
    /// Settings and results.
    pub tables: Vec<Table>,
    /// Figures: what each says in words, and its SVG.
    pub figures: Vec<(String, String)>,
}

/// The file's text. All words are escaped; the figures' SVG is taken as it is.
#[must_use]
pub fn html_report(report: &Report) -> String {
    let mut html = String::new();
    // Writing into a string can't fail.
    let _ = write_report(&mut html, report);
    html
}

fn write_report(html: &mut String, report: &Report) -> std::fmt::Result {
    write!(
        html,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Imbalance Lab, {date}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>Imbalance Lab</h1>\n<p class=\"note\">{date}, version {version}</p>\n<p>{sentence}</p>\n",
        date = escaped(&report.date),
        version = escaped(&report.version),
        sentence = escaped(&report.sentence),
    )?;
    for note in &report.notes {
        writeln!(html, "<p class=\"note\">{}</p>", escaped(note))?;
    }
    for table in &report.tables {
        write_table(html, table)?;
    }
    for (label, svg) in &report.figures {
        writeln!(
            html,
            "<figure>\n{svg}\n<figcaption>{}</figcaption>\n</figure>",
            escaped(label)
        )?;
    }
    let address = escaped(&report.address);
    writeln!(
        html,
        "<p class=\"note\">This address opens the same study: {address}</p>\n</body>\n</html>"
    )
}

fn write_table(html: &mut String, table: &Table) -> std::fmt::Result {
    writeln!(
        html,
        "<table>\n<caption>{}</caption>",
        escaped(&table.caption)
    )?;
    html.push_str("<thead><tr>");
    for head in &table.head {
        write!(html, "<th scope=\"col\">{}</th>", escaped(head))?;
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let tag = if place == 0 { "th scope=\"row\"" } else { "td" };
            let end = if place == 0 { "th" } else { "td" };
            write!(html, "<{tag}>{}</{end}>", escaped(&cell.shown))?;
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
    Ok(())
}

/// Words that can't become markup.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            _ => text.push(character),
        }
    }
    text
}
