//! Workbooks (.xlsx, ECMA-376) and other zip archives as text with commas between cells.

mod archive;
mod sheet;
mod strings;
mod styles;
mod xml;

use std::io::Read;

use self::archive::Archive;
use self::sheet::SheetText;
use self::strings::shared_strings;
use self::styles::date_styles;

/// The table in a zip archive, as text.
pub(super) struct Unzipped {
    /// The text, in UTF-8 where it is that of a sheet.
    pub(super) text: Box<dyn Read>,
    /// Which part of the archive it is: a sheet or a file.
    pub(super) part: Part,
}

/// Which part of an archive is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A sheet, of so many.
    Sheet { name: String, n_sheets: usize },
    /// The only file of text.
    File(String),
}

/// Opens a zip archive: the sheet of a workbook by its name, or the first, or the only file of text.
///
/// # Errors
///
/// A sentence where there is no such part.
pub(super) fn unzipped(bytes: Vec<u8>, sheet: &str) -> Result<Unzipped, String> {
    let archive = Archive::new(bytes)?;
    let Some(workbook) = archive.text("xl/workbook.xml")? else {
        return only_text(&archive);
    };
    let sheets = xml::sheets(&workbook)?;
    let links = archive
        .text("xl/_rels/workbook.xml.rels")?
        .unwrap_or_default();
    let targets = xml::targets(&links)?;
    let chosen = match sheet {
        "" => sheets
            .first()
            .ok_or("The workbook has no sheet; choose another file.")?,
        name => sheets.iter().find(|of| of.name == name).ok_or_else(|| {
            let names: Vec<_> = sheets.iter().map(|of| of.name.as_str()).collect();
            format!(
                "The workbook has no sheet {name}; it has {}.",
                names.join(", ")
            )
        })?,
    };
    let path = targets
        .iter()
        .find(|(id, _)| *id == chosen.id)
        .map(|(_, path)| path.as_str());
    let path = path.unwrap_or("worksheets/sheet1.xml");
    let path = path
        .strip_prefix('/')
        .map_or_else(|| format!("xl/{path}"), str::to_owned);
    let rows = archive.read(&path)?;
    let rows =
        rows.ok_or_else(|| format!("The workbook names a sheet {} and has none.", chosen.name))?;
    let strings = archive.text("xl/sharedStrings.xml")?;
    let styles = archive.text("xl/styles.xml")?.unwrap_or_default();
    let text = SheetText::new(
        rows,
        strings.map_or_else(|| Ok(Vec::new()), |text| shared_strings(&text))?,
        date_styles(&styles)?,
        xml::counts_from_1904(&workbook),
    );
    Ok(Unzipped {
        text: Box::new(text),
        part: Part::Sheet {
            name: chosen.name.clone(),
            n_sheets: sheets.len(),
        },
    })
}

fn only_text(archive: &Archive) -> Result<Unzipped, String> {
    let is_text = |name: &&String| {
        let name = name.to_ascii_lowercase();
        [".csv", ".tsv", ".txt", ".dat", ".data"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    let texts: Vec<_> = archive.names().filter(is_text).collect();
    let [name] = texts[..] else {
        return Err(format!(
            "The file is a zip archive with {} files of text, and one is wanted: unpack it and choose one of them.",
            texts.len()
        ));
    };
    let text = archive.read(name)?.ok_or("The archive can't be read.")?;
    Ok(Unzipped {
        text,
        part: Part::File(name.clone()),
    })
}
