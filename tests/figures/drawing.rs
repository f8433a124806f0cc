//! One example of each figure, whole: surface, legend, base and overlay.

use imbalance_lab::figure::{
    Axis, Band, Column, CountScale, Curve, Entry, FigureError, Frame, IsoCost, Loss, Losses, Mark,
    Palette, Paper, Parents, People, PrecisionRecall, Roc, Sample, Scatter, ScoreHistogram,
    background, cut_line, iso_cost, legend, losses, operating_points, parents, people,
    precision_recall, rejected, roc, scatter, scores,
};
use plotters::drawing::IntoDrawingArea;
use plotters_svg::SVGBackend;

use crate::svg::Svg;
use crate::{bin_rates, column_bars, critical_difference, deciles, lines, studies, tree};

pub type Drawn<'a, T> = Result<T, FigureError<SVGBackend<'a>>>;

/// A phone, a panel, a projector, and a strip under another figure.
pub const SIZES: [(u32, u32); 7] = [
    (280, 280),
    (280, 200),
    (280, 130),
    (420, 300),
    (640, 420),
    (900, 480),
    (700, 120),
];

pub const ROC: &[(f64, f64)] = &[
    (0.0, 0.0),
    (0.0, 0.2),
    (0.01, 0.5),
    (0.03, 0.62),
    (0.03, 0.7),
    (0.11, 0.74),
    (0.2, 0.86),
    (0.45, 0.9),
    (0.7, 0.97),
    (1.0, 1.0),
];

pub const PR: &[(f64, f64)] = &[
    (0.1, 1.0),
    (0.3, 0.9),
    (0.4, 0.93),
    (0.55, 0.6),
    (0.7, 0.3),
    (0.9, 0.08),
    (1.0, 0.025),
];

const ROC_B: &[(f64, f64)] = &[
    (0.0, 0.0),
    (0.01, 0.3),
    (0.05, 0.6),
    (0.3, 0.75),
    (0.5, 0.86),
    (0.8, 0.9),
    (1.0, 1.0),
];

const PR_B: &[(f64, f64)] = &[
    (0.2, 0.95),
    (0.45, 0.5),
    (0.65, 0.35),
    (0.8, 0.05),
    (1.0, 0.025),
];

pub const HULL: (usize, &[(f64, f64)]) = (
    0,
    &[
        (0.0, 0.0),
        (0.0, 0.2),
        (0.01, 0.5),
        (0.03, 0.7),
        (0.2, 0.86),
        (0.7, 0.97),
        (1.0, 1.0),
    ],
);

const HULL_B: (usize, &[(f64, f64)]) = (
    1,
    &[
        (0.0, 0.0),
        (0.01, 0.3),
        (0.05, 0.6),
        (0.3, 0.75),
        (0.5, 0.86),
        (1.0, 1.0),
    ],
);

/// The lower and the upper edge of a band that lies `half` to either side of a curve.
pub fn edges(points: &[(f64, f64)], half: f64) -> [Vec<(f64, f64)>; 2] {
    [-half, half].map(|shift| {
        let shifted = |&(x, y): &(f64, f64)| (x, (y + shift).clamp(0.0, 1.0));
        points.iter().map(shifted).collect()
    })
}

pub fn band(arm: usize, [lower, upper]: &[Vec<(f64, f64)>; 2]) -> Band<'_> {
    Band { arm, lower, upper }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Roc,
    PrecisionRecall,
    Scores,
    LinearScores,
    People,
    Losses,
    Scatter,
    Lines,
    Zones,
    Det,
    Reliability,
    Distribution,
    Deciles,
    Profit,
    Gains,
    Ks,
    Lift,
    CriticalDifference,
    Tree,
    BinRates,
    ColumnBars,
    BeeSwarm,
    Waterfall,
    HeatMap,
}

impl Figure {
    pub const ALL: [Self; 24] = [
        Self::Roc,
        Self::PrecisionRecall,
        Self::Scores,
        Self::LinearScores,
        Self::People,
        Self::Losses,
        Self::Scatter,
        Self::Lines,
        Self::Zones,
        Self::Det,
        Self::Reliability,
        Self::Distribution,
        Self::Deciles,
        Self::Profit,
        Self::Gains,
        Self::Ks,
        Self::Lift,
        Self::CriticalDifference,
        Self::Tree,
        Self::BinRates,
        Self::ColumnBars,
        Self::BeeSwarm,
        Self::Waterfall,
        Self::HeatMap,
    ];
}

/// The themes of the page, here only so that something can be drawn without a style sheet.
pub fn palette(theme: &str) -> Palette {
    const NAMES: [&str; 14] = [
        "--text",
        "--muted",
        "--grid",
        "--surface",
        "--good",
        "--default",
        "--arm-1",
        "--arm-2",
        "--arm-3",
        "--arm-4",
        "--arm-5",
        "--arm-6",
        "--arm-7",
        "--arm-8",
    ];
    let colors = match theme {
        "light" => {
            "#16202b #56616f #e4e7eb #ffffff #7ca1bd #c42d78 \
             #0072b2 #d55e00 #009e73 #cc79a7 #e69f00 #56b4e9 #4f5965 #8b95a1"
        }
        _ => {
            "#e8ecf4 #9aa4b2 #2b323c #181e26 #648dad #ec6aa6 \
             #56b4e9 #f0894a #2cc295 #dfa0c3 #f2b632 #8fcbef #d5dae0 #9aa4b0"
        }
    };
    let property = |name: &str| {
        let index = NAMES.iter().position(|known| *known == name)?;
        colors.split_whitespace().nth(index).map(str::to_owned)
    };
    Palette::from_css(property).unwrap()
}

/// Draws on an SVG of the given size.
pub fn draw<T>(
    size: (u32, u32),
    figure: impl for<'a> FnOnce(&Paper<SVGBackend<'a>>) -> Drawn<'a, T>,
) -> (Svg, T) {
    let mut text = String::new();
    let result = {
        let paper = SVGBackend::with_string(&mut text, size).into_drawing_area();
        let result = figure(&paper).unwrap();
        paper.present().unwrap();
        result
    };
    (Svg { text }, result)
}

/// The curves of both arms, as ROC or as precision and recall.
pub fn curves<'a>(paper: &Paper<SVGBackend<'a>>, is_precision_recall: bool) -> Drawn<'a, Frame> {
    if !is_precision_recall {
        return roc_of(
            paper,
            &[
                Curve {
                    arm: 0,
                    name: "as is",
                    points: ROC,
                },
                Curve {
                    arm: 1,
                    name: "SMOTE",
                    points: ROC_B,
                },
            ],
        );
    }
    let curves = &[
        Curve {
            arm: 0,
            name: "as is",
            points: PR,
        },
        Curve {
            arm: 1,
            name: "SMOTE",
            points: PR_B,
        },
    ];
    let figure = PrecisionRecall {
        curves,
        prevalence: Some(0.025),
        bands: &[],
        has_iso_f1: true,
    };
    precision_recall(paper, &palette("light"), &figure)
}

pub fn roc_of<'a>(paper: &Paper<SVGBackend<'a>>, curves: &[Curve]) -> Drawn<'a, Frame> {
    roc(
        paper,
        &palette("light"),
        &Roc {
            curves,
            ..Roc::default()
        },
    )
}

/// A figure as it is saved.
pub fn draw_everything(figure: Figure, palette: &Palette, size: (u32, u32)) -> Svg {
    let (svg, ()) = draw(size, |paper| {
        background(paper, palette)?;
        let below = match entries(figure) {
            [] => paper.clone(),
            entries => legend(paper, palette, entries)?,
        };
        match figure {
            Figure::Roc => draw_roc(&below, palette),
            Figure::PrecisionRecall => draw_precision_recall(&below, palette),
            Figure::Scores => draw_scores(&below, palette, CountScale::Log),
            Figure::LinearScores => draw_scores(&below, palette, CountScale::Linear),
            Figure::People => draw_people(&below, palette),
            Figure::Losses => draw_losses(&below, palette),
            Figure::Scatter => draw_scatter(&below, palette),
            Figure::Lines => studies::draw_lines(&below, palette),
            Figure::Zones => studies::draw_zones(&below, palette),
            Figure::Det => studies::draw_det(&below, palette),
            Figure::Reliability => studies::draw_reliability(&below, palette),
            Figure::Distribution => studies::draw_distribution(&below, palette),
            Figure::Deciles => deciles::example(&below, palette),
            Figure::Profit => lines::profit(&below, palette),
            Figure::Gains => lines::gains(&below, palette),
            Figure::Ks => lines::ks(&below, palette),
            Figure::Lift => lines::lift(&below, palette),
            Figure::CriticalDifference => critical_difference::example(&below, palette),
            Figure::Tree => tree::example(&below, palette),
            Figure::BinRates => bin_rates::example(&below, palette),
            Figure::ColumnBars => column_bars::example(&below, palette),
            Figure::BeeSwarm => column_bars::swarm(&below, palette),
            Figure::Waterfall => column_bars::fall(&below, palette),
            Figure::HeatMap => bin_rates::heat(&below, palette),
        }
    });
    svg
}

fn entries(figure: Figure) -> &'static [Entry<'static>] {
    const A: Entry = Entry {
        sample: Sample::Arm(0),
        name: "as is",
    };
    const B: Entry = Entry {
        sample: Sample::Arm(1),
        name: "SMOTE",
    };
    const CHANCE: Entry = Entry {
        sample: Sample::Reference,
        name: "chance",
    };
    const GOOD: Entry = Entry {
        sample: Sample::Good,
        name: "good",
    };
    const DEFAULT: Entry = Entry {
        sample: Sample::Default,
        name: "default",
    };
    const PEOPLE: [Entry; 4] = [
        person("good, approved", false, false),
        person("good, rejected", false, true),
        person("default, approved", true, false),
        person("default, rejected", true, true),
    ];
    match figure {
        Figure::Roc => &[A, B, CHANCE],
        Figure::PrecisionRecall => &[
            A,
            B,
            Entry {
                sample: Sample::Reference,
                name: "share of defaults",
            },
        ],
        Figure::Scores | Figure::LinearScores => &[GOOD, DEFAULT],
        Figure::People => &PEOPLE,
        Figure::Lines | Figure::Det | Figure::Reliability => &[A, B],
        Figure::Zones | Figure::Tree => &[GOOD, DEFAULT],
        Figure::Distribution => &[A],
        Figure::Profit | Figure::Ks => &[A, B],
        Figure::Gains | Figure::Lift => &[A, B, CHANCE],
        Figure::CriticalDifference | Figure::BinRates | Figure::BeeSwarm | Figure::HeatMap => &[],
        Figure::Waterfall => &[GOOD, DEFAULT],
        Figure::ColumnBars => &[A, B],
        Figure::Deciles => &[
            Entry {
                sample: Sample::ArmMarker(0),
                name: "as is",
            },
            Entry {
                sample: Sample::ArmMarker(1),
                name: "SMOTE",
            },
            Entry {
                sample: Sample::Reference,
                name: "all applicants",
            },
        ],
        Figure::Losses => &[
            Entry {
                sample: Sample::ArmMarker(0),
                name: "as is",
            },
            Entry {
                sample: Sample::ArmMarker(1),
                name: "SMOTE",
            },
            Entry {
                sample: Sample::Training,
                name: "training",
            },
            Entry {
                sample: Sample::HeldOut,
                name: "held out",
            },
        ],
        Figure::Scatter => &[
            GOOD,
            DEFAULT,
            Entry {
                sample: Sample::Synthetic,
                name: "synthetic",
            },
        ],
    }
}

const fn person(name: &str, is_default: bool, is_rejected: bool) -> Entry<'_> {
    let sample = Sample::Person {
        is_default,
        is_rejected,
    };
    Entry { sample, name }
}

fn draw_roc<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let curves = &[
        Curve {
            arm: 0,
            name: "as is",
            points: ROC,
        },
        Curve {
            arm: 1,
            name: "SMOTE",
            points: ROC_B,
        },
    ];
    let hulls = &[HULL, HULL_B].map(|(arm, points)| Curve {
        arm,
        name: "",
        points,
    });
    let (a, b) = (edges(ROC, 0.06), edges(ROC_B, 0.04));
    let bands = &[band(0, &a), band(1, &b)];
    let figure = Roc {
        curves,
        hulls,
        bands,
    };
    let frame = roc(paper, palette, &figure)?;
    let lines = [
        IsoCost {
            arm: 0,
            through: (0.03, 0.7),
            slope: 2.5,
        },
        IsoCost {
            arm: 1,
            through: (0.3, 0.75),
            slope: 1.0,
        },
    ];
    iso_cost(paper, &frame, palette, &lines)?;
    let marks = [
        Mark {
            arm: 0,
            at: (0.03, 0.7),
        },
        Mark {
            arm: 1,
            at: (0.3, 0.75),
        },
    ];
    operating_points(paper, &frame, palette, &marks)
}

fn draw_precision_recall<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let curves = &[
        Curve {
            arm: 0,
            name: "as is",
            points: PR,
        },
        Curve {
            arm: 1,
            name: "SMOTE",
            points: PR_B,
        },
    ];
    let (a, b) = (edges(PR, 0.05), edges(PR_B, 0.04));
    let bands = &[band(0, &a), band(1, &b)];
    let figure = PrecisionRecall {
        curves,
        prevalence: Some(0.025),
        bands,
        has_iso_f1: true,
    };
    let frame = precision_recall(paper, palette, &figure)?;
    let marks = [
        Mark {
            arm: 0,
            at: (0.55, 0.6),
        },
        Mark {
            arm: 1,
            at: (0.8, 0.05),
        },
    ];
    operating_points(paper, &frame, palette, &marks)
}

fn draw_scores<'a>(
    paper: &Paper<SVGBackend<'a>>,
    palette: &Palette,
    counts: CountScale,
) -> Drawn<'a, ()> {
    let bins = 50_u32;
    let edges: Vec<_> = (0..=bins)
        .map(|bin| f64::from(bin) / f64::from(bins))
        .collect();
    let good: Vec<_> = (0..50_usize).map(|bin| 1_200 / (bin + 1).pow(2)).collect();
    let default: Vec<_> = (0..50_usize).map(|bin| (bin * 7) % 4 + bin / 45).collect();
    let axis = Axis::probability();
    let figure = ScoreHistogram {
        axis: &axis,
        edges: &edges,
        good: &good,
        default: &default,
        tallest: (0, 0),
        counts,
    };
    let frame = scores(paper, palette, &figure)?;
    cut_line(paper, &frame, palette, 0.15)
}

fn draw_people<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let axis = Axis::probability();
    let edges = even_edges(&axis, 20);
    let bins = columns(&axis, &edges, &applicants(900));
    let figure = People {
        axis: &axis,
        edges: &edges,
        bins: &bins,
        applicants_per_dot: 5,
        nouns: ["applicant", "applicants"],
    };
    let frame = people(paper, palette, &figure)?;
    rejected(paper, &frame, palette, &figure, 0.23)
}

/// A place on the axis, and whether the applicant defaulted.
pub type Applicant = (f64, bool);

/// Applicants by rising score, most of them low, defaults among the higher.
pub fn applicants(count: u32) -> Vec<Applicant> {
    let share = |index: u32| (f64::from(index) + 0.5) / f64::from(count);
    let applicant = |index: u32| {
        let is_default = f64::from(index * 37 % 100) < 60.0 * share(index).powi(8);
        (share(index).powi(3), is_default)
    };
    (0..count).map(applicant).collect()
}

/// Borders of bins of equal width.
pub fn even_edges(axis: &Axis, bins: u32) -> Vec<f64> {
    let (from, to) = axis.range;
    let edge = |edge: u32| from + (to - from) * f64::from(edge) / f64::from(bins);
    (0..=bins).map(edge).collect()
}

/// A dot an applicant, in the bins that the edges make; beyond the outer edges, in the outer bins.
pub fn columns(axis: &Axis, edges: &[f64], applicants: &[Applicant]) -> Vec<[Column; 2]> {
    let mut bins = vec![[Column::default(), Column::default()]; edges.len() - 1];
    let is_rising = axis.range.0 <= axis.range.1;
    for &(at, is_default) in applicants {
        let inner = &edges[1..edges.len() - 1];
        let bin = inner.partition_point(|&edge| if is_rising { edge <= at } else { edge >= at });
        let column = &mut bins[bin][usize::from(is_default)];
        column.at.push(at);
        column.n_dots += 1;
        column.n_applicants += 1;
    }
    bins
}

fn draw_losses<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let falling = |from: f64, to: f64| {
        let epochs = (1..=14).map(f64::from);
        epochs
            .map(|epoch| (epoch, to + (from - to) / epoch))
            .collect::<Vec<_>>()
    };
    let (a, a_held_out) = (falling(0.31, 0.06), falling(0.27, 0.08));
    let (b, b_held_out) = (falling(0.62, 0.25), falling(0.55, 0.33));
    let arms = [
        Loss {
            arm: 0,
            name: "as is",
            training: &a,
            held_out: &a_held_out,
        },
        Loss {
            arm: 1,
            name: "SMOTE",
            training: &b,
            held_out: &b_held_out,
        },
    ];
    losses(
        paper,
        palette,
        &Losses {
            arms: &arms,
            epochs: 20.0,
        },
    )
    .map(|_| ())
}

fn draw_scatter<'a>(paper: &Paper<SVGBackend<'a>>, palette: &Palette) -> Drawn<'a, ()> {
    let spiral = |count: u32, (x, y): (f64, f64), spread: f64| {
        let turn = |index: u32| (f64::from(index) * 2.4, f64::from(index).sqrt() * spread);
        let place = |(angle, radius): (f64, f64)| {
            (
                x + 9_000.0 * radius * angle.cos(),
                y + 0.11 * radius * angle.sin(),
            )
        };
        (0..count).map(turn).map(place).collect::<Vec<_>>()
    };
    let good = spiral(600, (41_000.0, 0.4), 0.1);
    let default = spiral(30, (25_000.0, 0.8), 0.2);
    let synthetic: Vec<_> = default
        .windows(2)
        .map(|pair| {
            (
                0.4 * pair[0].0 + 0.6 * pair[1].0,
                0.4 * pair[0].1 + 0.6 * pair[1].1,
            )
        })
        .collect();
    let figure = Scatter {
        x_name: "income",
        y_name: "utilisation",
        good: &good,
        default: &default,
        synthetic: &synthetic,
        besides: &[],
        is_labelled: true,
    };
    let frame = scatter(paper, palette, &figure)?;
    let rows = Parents {
        synthetic: synthetic[20],
        parents: [default[20], default[21]],
    };
    parents(paper, &frame, palette, &rows)
}
