//! The settings of an experiment.

mod divided;
mod file;
mod generated;
mod trained;
mod written;

use self::divided::DIVIDED;
use self::file::{READ, SCORED};
use self::generated::GENERATED;
use self::trained::TRAINED;
pub use self::written::Lab;
pub use self::{divided::*, file::*, generated::*, trained::*};
use crate::experiment::Source;
use crate::setting::{at, choice, place};

const SOURCES: [Source; 3] = [Source::Generate, Source::Upload, Source::Scores];
/// Where rows come from.
pub static SOURCE: Lab = choice(
    "source",
    "Data source",
    &[
        ("generate", "Generate"),
        ("upload", "Upload CSV"),
        ("scores", "Upload scores"),
    ],
    |s| place(&SOURCES, &s.data.source),
    |s, v| s.data.source = at(&SOURCES, v),
);
static ANY: [&Lab; 1] = [&SOURCE];

/// Every setting, in an order in which one doesn't undo another.
pub fn all() -> impl Iterator<Item = &'static Lab> {
    let parts: [&'static [&'static Lab]; 6] =
        [&ANY, &GENERATED, &READ, &SCORED, &DIVIDED, &TRAINED];
    parts.into_iter().flatten().copied()
}

/// The settings that have a part in numbers from this source.
pub fn used(source: Source) -> impl Iterator<Item = &'static Lab> {
    let parts: [&'static [&'static Lab]; 4] = match source {
        Source::Generate => [&ANY, &GENERATED, &DIVIDED, &TRAINED],
        Source::Upload => [&ANY, &READ, &DIVIDED, &TRAINED],
        // Nothing is trained, so there is no test share.
        Source::Scores => [&[], &SCORED, &DIVIDED[1..], &[]],
    };
    parts.into_iter().flatten().copied()
}
