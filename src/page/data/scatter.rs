//! Training rows in two columns before and after resampling, synthetic ones with lines to their parents.

use leptos::prelude::*;

use crate::experiment::{Arms, Preview, RowKind, RowsPerClass, Sample, SampledRow};
use crate::figure::{Frame, Palette, Parents, Scatter, parents, scatter};
use crate::page::canvas::{Figure, Pointing, Sheet, Thumbnail, base, nothing, overlay};
use crate::page::fields::SelectField;
use crate::page::gallery::Key;
use crate::page::session::Session;
use crate::studio::Studio;
use crate::studio::setting::AnySetting;
use crate::studio::setting::study::{ACROSS, UP};
use crate::words::{count, percent, typeset};

/// How far from a synthetic row the pointer may be.
const REACH: f64 = 12.0;

/// Lines that a menu holds before it is in use, at most.
const MOST_LINES: usize = 200;

type Point = (f64, f64);

/// When rows are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// Before SMOTE: the real rows.
    Before,
    /// After it: the same, and synthetic ones.
    After,
}

impl When {
    fn name(self, studio: &Studio) -> String {
        let arm = studio.preview().map_or("", |preview| &preview.arm);
        match self {
            Self::Before if is_resampled(studio) => format!("Before {arm}"),
            Self::Before => "Training rows".into(),
            Self::After => format!("After {arm}"),
        }
    }

    /// All training rows, of which the figure shows a share.
    fn rows(self, preview: &Preview) -> RowsPerClass {
        let resampled = preview.resampled.as_ref();
        let after = resampled.and_then(|rows| rows.as_ref().ok().copied());
        match self {
            Self::After => after.unwrap_or(preview.train),
            Self::Before => preview.train,
        }
    }
}

/// Training rows by kind, in two of their columns.
#[derive(Default)]
struct ScatteredRows {
    names: [String; 2],
    good: Vec<Point>,
    default: Vec<Point>,
    synthetic: Vec<Point>,
    /// Those that only the other figure shows.
    besides: Vec<Point>,
    is_labelled: bool,
}

impl ScatteredRows {
    fn of(studio: &Studio, when: When) -> Self {
        let Some(preview) = studio.preview() else {
            return Self::default();
        };
        let columns = columns(studio);
        let name = |column: usize| preview.names.get(column).cloned().unwrap_or_default();
        let mut rows = Self {
            names: columns.map(name),
            is_labelled: true,
            ..Self::default()
        };
        for row in &preview.sample.rows {
            let is_real = row.kind.is_real();
            let is_there = match when {
                When::Before => is_real,
                When::After => row.kind != RowKind::LeftOut,
            };
            let kind = match (is_real, row.label) {
                _ if row.is_extra || !is_there => &mut rows.besides,
                (false, _) => &mut rows.synthetic,
                (true, true) => &mut rows.default,
                (true, false) => &mut rows.good,
            };
            kind.push(place(row, columns));
        }
        rows
    }

    /// The same for a small figure without words.
    fn small(studio: &Studio, when: When) -> Self {
        Self {
            names: <[String; 2]>::default(),
            is_labelled: false,
            ..Self::of(studio, when)
        }
    }
}

/// What a figure says.
fn label(studio: &Studio, when: When) -> String {
    let rows = ScatteredRows::of(studio, when);
    let all = studio.preview().map(|preview| when.rows(preview));
    let all = all.unwrap_or_default();
    format!(
        "{}: {} {good} and {} {default} training rows; shown against {} and {}, {} {good}, {} {default} and \
         {} synthetic",
        when.name(studio),
        count(all.good),
        count(all.default),
        rows.names[0],
        rows.names[1],
        count(rows.good.len()),
        count(rows.default.len()),
        count(rows.synthetic.len()),
        good = studio.classes().short_negative(),
        default = studio.classes().positive,
    )
}

/// Which share of the rows is drawn; nothing without rows.
fn rate(studio: &Studio) -> String {
    match studio.preview().map(|preview| preview.sample.one_in) {
        None | Some(0) => String::new(),
        Some(1) => "Every training row is drawn.".into(),
        Some(n) if is_resampled(studio) => format!(
            "1 of {} training rows is drawn, in both pictures and of each class alike.",
            count(n)
        ),
        Some(n) => format!(
            "1 of {} training rows is drawn, of each class alike.",
            count(n)
        ),
    }
}

/// Whether there are synthetic rows.
fn has_synthetic(studio: &Studio) -> bool {
    let preview = studio.preview();
    preview.is_some_and(|preview| synthetic(&preview.sample).next().is_some())
}

/// Whether the training rows are others after the remedy.
fn is_resampled(studio: &Studio) -> bool {
    let sample = studio.preview().map(|preview| &preview.sample);
    sample.is_some_and(|sample| sample.rows.iter().any(|row| row.kind != RowKind::Kept))
}

/// The columns that are looked at, across and up: those of the study, or the last where there are fewer.
fn columns(studio: &Studio) -> [usize; 2] {
    let n_columns = studio.preview().map_or(0, |preview| preview.names.len());
    let last = n_columns.saturating_sub(1);
    studio.study().columns.map(|column| column.min(last))
}

fn place(row: &SampledRow, columns: [usize; 2]) -> Point {
    let at = |column: usize| row.features.get(column).map_or(f64::NAN, |&v| f64::from(v));
    (at(columns[0]), at(columns[1]))
}

/// The synthetic rows of a sample, each with the places of its parents there; of one that was moved both are the same.
fn synthetic(sample: &Sample) -> impl Iterator<Item = (&SampledRow, [usize; 2])> {
    let rows = sample.rows.iter();
    rows.filter_map(|row| match row.kind {
        RowKind::Between(parents) => Some((row, parents)),
        RowKind::Moved(parent) => Some((row, [parent; 2])),
        RowKind::Kept | RowKind::LeftOut => None,
    })
}

/// A synthetic row, counted from 1, with its parents.
fn lineage(studio: &Studio, number: usize) -> Option<Parents> {
    let sample = &studio.preview()?.sample;
    let columns = columns(studio);
    let (row, parents) = synthetic(sample).nth(number.checked_sub(1)?)?;
    let [first, second] = parents.map(|parent| sample.rows.get(parent));
    Some(Parents {
        synthetic: place(row, columns),
        parents: [place(first?, columns), place(second?, columns)],
    })
}

/// The number of the synthetic row under the pointer.
fn pointed_at(studio: &Studio, pointing: &Pointing) -> Option<usize> {
    let columns = columns(studio);
    let rows = synthetic(&studio.preview()?.sample);
    let places = rows.map(|(row, _)| place(row, columns));
    let found = pointing.frame.nearest(pointing.pixel, places, REACH)?;
    Some(found + 1)
}

/// Told of the rows, and of the columns that are looked at.
fn read<T>(session: Session, read: impl FnOnce(&Studio) -> T) -> T {
    session.study(|_| ());
    session.sources(read)
}

/// The figure with its two columns to choose, and one synthetic row to look at.
#[component]
pub fn ScatterPanel(session: Session) -> impl IntoView {
    // The synthetic row that is looked at, counted from 1; 0 for none.
    let chosen = RwSignal::new(0_usize);
    let names = Memo::new(move |_| session.sources(names));
    let has_after = Memo::new(move |_| session.sources(is_resampled));
    let on_pointing = Callback::new(move |pointing: Pointing| {
        let found = session.now(|studio| pointed_at(studio, &pointing));
        if let Some(number) = found {
            chosen.set(number);
        }
    });
    let lineage = move || read(session, |studio| lineage(studio, chosen.get()));
    view! {
        <section class="panel scatter">
            <header>
                <h2>"Where the rows lie"</h2>
                <p class="key" aria-hidden="true">
                    <span class="good">"● "{session.said("good")}</span>
                    <span class="default">"◆ "{session.said("default")}</span>
                    <span class="default">"◇ synthetic"</span>
                </p>
            </header>
            <div class="fields three">
                <ColumnField session names setting=&ACROSS place=0/>
                <ColumnField session names setting=&UP place=1/>
                <label class="field">
                    <span>"Synthetic row"</span>
                    <input
                        type="number"
                        inputmode="numeric"
                        min="0"
                        step="1"
                        prop:value=move || chosen.get().to_string()
                        on:input=move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0))
                    />
                </label>
            </div>
            <p class="note">{move || read(session, rate)}</p>
            <div class="pair">
                <div class="stage">
                    <h3>{move || read(session, |studio| heading(studio, When::Before))}</h3>
                    <Figure class="scatter" label=label_of(session, When::Before)
                        base=base(rows_of(session, When::Before), draw) overlay=nothing() key=Key::Classes/>
                </div>
                <Show when=move || has_after.get()>
                    <div class="stage">
                        <h3>{move || read(session, |studio| heading(studio, When::After))}</h3>
                        <Figure class="scatter" label=label_of(session, When::After)
                            base=base(rows_of(session, When::After), draw) overlay=overlay(lineage, draw_overlay)
                            key=Key::Classes on_pointing/>
                    </div>
                </Show>
            </div>
            <p class="note" aria-live="polite">
                {move || read(session, |studio| story(studio, chosen.get()))}
            </p>
        </section>
    }
}

/// "Before SMOTE: 7,802 good, 198 default (2.5 %)".
fn heading(studio: &Studio, when: When) -> String {
    let rows = studio.preview().map(|preview| when.rows(preview));
    rows.map_or_else(String::new, |rows| {
        let [good, default] = [rows.good, rows.default].map(count);
        let rate = percent(rows.default_rate());
        let counts = studio.say(&format!("{good} good, {default} default"));
        format!("{}: {counts} ({rate})", when.name(studio))
    })
}

fn label_of(session: Session, when: When) -> Signal<String> {
    Signal::derive(move || read(session, |studio| label(studio, when)))
}

fn rows_of(session: Session, when: When) -> impl Fn() -> ScatteredRows {
    move || read(session, |studio| ScatteredRows::of(studio, when))
}

/// The training rows before and after resampling, side by side and small.
#[component]
pub fn BalancePicture(
    /// The page's state.
    session: Session,
) -> impl IntoView {
    let has_after = Memo::new(move |_| session.sources(is_resampled));
    let small = move |when: When| {
        let rows = move || read(session, |studio| ScatteredRows::small(studio, when));
        view! {
            <div>
                <p class="note">{move || read(session, |studio| when.name(studio))}</p>
                <Thumbnail class="thumbnail" label=label_of(session, when) base=base(rows, draw)/>
            </div>
        }
    };
    view! {
        <div class="balance-picture">
            {small(When::Before)}
            {move || has_after.get().then(|| small(When::After))}
        </div>
        <p class="note">{move || read(session, rate)}</p>
    }
}

fn names(studio: &Studio) -> Vec<String> {
    let preview = studio.preview();
    preview.map_or_else(Vec::new, |preview| preview.names.clone())
}

/// A menu of the columns. Thousands of lines stand there only once it is in use.
#[component]
fn ColumnField(
    session: Session,
    names: Memo<Vec<String>>,
    #[prop(into)] setting: AnySetting,
    /// Its place among the columns of the study.
    place: usize,
) -> impl IntoView {
    let value = Memo::new(move |_| {
        let column = read(session, |studio| columns(studio)[place]);
        names.with(|names| names.get(column).cloned().unwrap_or_default())
    });
    let choose = move |name: String| {
        let column = names.with_untracked(|names| names.iter().position(|known| *known == name));
        if let Some(column) = column {
            let _ = session.set(setting, column);
        }
    };
    let is_in_use = RwSignal::new(false);
    let options = Memo::new(move |_| {
        let is_short = names.with(|names| names.len() <= MOST_LINES);
        if is_short || is_in_use.get() {
            names.get()
        } else {
            vec![value.get()]
        }
    });
    view! {
        <div on:focusin=move |_| is_in_use.set(true) on:focusout=move |_| is_in_use.set(false)>
            <SelectField label=setting.label() options value on_change=choose/>
        </div>
    }
}

/// Where a synthetic row comes from, or why there is none, in words.
fn story(studio: &Studio, number: usize) -> String {
    let at = |(x, y): Point| {
        let [x, y] = [x, y].map(|number| typeset(number, 4));
        format!("({x}, {y})")
    };
    if let Some(Parents {
        synthetic,
        parents: [first, second],
    }) = lineage(studio, number)
    {
        if first == second {
            let (synthetic, parent) = (at(synthetic), at(first));
            return format!(
                "Synthetic row {number} at {synthetic} lies beside the real row at {parent}."
            );
        }
        return format!(
            "Synthetic row {number} at {} lies between the real {} at {} and {}.",
            at(synthetic),
            studio.say("defaults"),
            at(first),
            at(second),
        );
    }
    match studio.resampled() {
        _ if has_synthetic(studio) => {
            "Point at a synthetic row, or count through them above, to see its two parents.".into()
        }
        _ if studio.has_scores_source() => "Uploaded scores come without training rows.".into(),
        _ if studio.spec().preset() == Some(Arms::Off) => {
            "There are no synthetic rows: SMOTE is off.".into()
        }
        Some(Err(refusal)) => refusal.to_owned(),
        Some(Ok(_)) => "There are no synthetic rows: every row to learn from was observed.".into(),
        None if lineage_is_unknown(studio) => {
            "So many rows are resampled only when they are trained on.".into()
        }
        None => String::new(),
    }
}

fn lineage_is_unknown(studio: &Studio) -> bool {
    studio
        .preview()
        .is_some_and(|preview| preview.lineage.is_none())
}

fn draw(sheet: &Sheet, palette: &Palette, rows: &ScatteredRows) -> Option<Frame> {
    let figure = Scatter {
        x_name: &rows.names[0],
        y_name: &rows.names[1],
        good: &rows.good,
        default: &rows.default,
        synthetic: &rows.synthetic,
        besides: &rows.besides,
        is_labelled: rows.is_labelled,
    };
    scatter(sheet, palette, &figure).ok()
}

fn draw_overlay(sheet: &Sheet, frame: &Frame, palette: &Palette, lineage: &Option<Parents>) {
    if let Some(lineage) = lineage {
        // A canvas that can't be drawn on shows nothing; the sentence below says the same.
        let _ = parents(sheet, frame, palette, lineage);
    }
}
