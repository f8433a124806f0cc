//! Takes commands, trains, reads files, and reports.

use std::cell::{Cell, RefCell};
use std::io::Read;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent, Performance};

use crate::file_bytes::FileBytes;
use crate::macrotask::next_macrotask;
use crate::report::Report;
use imbalance_lab::data::{HashingReader, Table, read_csv};
use imbalance_lab::experiment::message::{
    BUILD, Command, Complaint, Ending, Event, Facts, Inspection, decode, encode,
};
use imbalance_lab::experiment::{
    AmountError, Arm, Doubting, LabSpec, Preview, Progress, Rows, Source, SpecError, Training,
    Uncertainty, UncertaintySpec,
};

/// Work between two looks at the mailbox.
const SLICE_MS: f64 = 25.0;

/// Redrawing between two reports: intervals grow while one watches, and are costly to draw.
const DOUBT_MS: f64 = 200.0;

/// What a worker has at hand.
pub struct Desk {
    scope: DedicatedWorkerGlobalScope,
    clock: Performance,
    /// The run being worked at; a loop that finds another number here ends.
    run: Cell<u64>,
    is_stopping: Cell<bool>,
    /// Whether the page has drawn the last report.
    pub is_seen: Cell<bool>,
    table: RefCell<Option<(String, Rc<Table>)>>,
}

/// Listens for commands for as long as the worker lives.
pub fn listen() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let Some(clock) = scope.performance() else {
        return;
    };
    let desk = Rc::new(Desk {
        scope: scope.clone(),
        clock,
        run: Cell::default(),
        is_stopping: Cell::default(),
        is_seen: Cell::default(),
        table: RefCell::default(),
    });
    let listening = Rc::clone(&desk);
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        listening.hear(&message.data());
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    desk.post(&Event::Ready {
        build: BUILD.into(),
    });
}

impl Desk {
    /// A message is `[bytes of a command, file or undefined]`.
    fn hear(self: &Rc<Self>, message: &JsValue) {
        let parts: &Array = message.unchecked_ref();
        let bytes = Uint8Array::new(&parts.get(0)).to_vec();
        let file = parts.get(1).dyn_into::<File>().ok();
        let command = decode(&bytes);
        if command == Ok(Command::Seen) {
            self.is_seen.set(true);
            return;
        }
        self.post(&Event::Heard);
        match command {
            Ok(Command::Start { run, arm, spec }) => {
                self.run.set(run);
                self.is_stopping.set(false);
                self.is_seen.set(true);
                spawn_local(Rc::clone(self).train(run, arm, spec, file));
            }
            Ok(Command::Stop { run }) => self.is_stopping.set(self.run.get() == run),
            Ok(Command::Inspect) => self.inspect(file),
            Ok(Command::Preview { spec }) => {
                self.post(&Event::Previewed(self.preview(spec, file)));
            }
            Ok(Command::Doubt(spec)) => {
                self.run.set(spec.id);
                spawn_local(Rc::clone(self).doubt(spec));
            }
            Ok(Command::Amounts { spec, column }) => self.tell_amounts(spec, column, file),
            Ok(Command::Seen) | Err(_) => {}
        }
    }

    async fn train(self: Rc<Self>, run: u64, arm: Arm, spec: LabSpec, file: Option<File>) {
        let ending = match self.prepare(run, arm, spec, file) {
            Ok(training) => self.fit(run, training).await,
            Err(complaint) => Some(Ending::Failed(complaint)),
        };
        if let Some(ending) = ending {
            self.post(&Event::Ended { run, ending });
        }
    }

    fn prepare(
        &self,
        run: u64,
        arm: Arm,
        spec: LabSpec,
        file: Option<File>,
    ) -> Result<Training, Complaint> {
        let rows = self.rows(spec, file)?;
        let training = rows.training(arm)?;
        let places = |part: &[usize]| {
            let sources = rows.all().sources();
            part.iter().map(|&row| sources[row]).collect()
        };
        let facts = Facts {
            names: rows.all().names().to_vec(),
            n_parameters: training.n_parameters(),
            real: rows.real(),
            resampled: training.resampled(),
            validation: training.held_out().validation().to_vec(),
            test: training.held_out().test().to_vec(),
            validation_rows: places(&rows.split().validation),
            test_rows: places(&rows.split().test),
        };
        self.post(&Event::Prepared { run, facts });
        Ok(training)
    }

    /// Trains in slices. `None` when another run took over.
    async fn fit(&self, run: u64, mut training: Training) -> Option<Ending> {
        let n_held_out = training.held_out().features().nrows();
        let mut report = Report::new(run, n_held_out, self.now());
        loop {
            let slice_began = self.now();
            while self.now() - slice_began < SLICE_MS {
                match training.advance() {
                    Ok(Progress::Working) => {}
                    Ok(Progress::Epoch(snapshot)) => report.add(snapshot),
                    Ok(Progress::Finished) => {
                        report.send(self);
                        return Some(Ending::Finished);
                    }
                    Err(error) => {
                        report.send(self);
                        return Some(Ending::Failed(Complaint::of_model(&error)));
                    }
                }
            }
            report.send_if_due(self);
            next_macrotask().await;
            if self.run.get() != run {
                return None;
            }
            if self.is_stopping.get() {
                report.send(self);
                return Some(Ending::Stopped(training.into_best()));
            }
        }
    }

    /// Draws in slices and reports after each, as long as no other request comes.
    async fn doubt(self: Rc<Self>, spec: UncertaintySpec) {
        let id = spec.id;
        let Ok(mut doubting) = Doubting::new(spec) else {
            // Rows that can't be ranked are told of where they are ranked for the page.
            let uncertainty = Uncertainty {
                id,
                ..Uncertainty::default()
            };
            let is_done = true;
            self.post(&Event::Doubted {
                uncertainty,
                is_done,
            });
            return;
        };
        loop {
            let slice_began = self.now();
            let mut is_going_on = true;
            while is_going_on && self.now() - slice_began < DOUBT_MS {
                is_going_on = doubting.advance();
            }
            self.post(&Event::Doubted {
                uncertainty: doubting.uncertainty(),
                is_done: !is_going_on,
            });
            if !is_going_on {
                return;
            }
            next_macrotask().await;
            if self.run.get() != id {
                return;
            }
        }
    }

    fn preview(&self, spec: LabSpec, file: Option<File>) -> Result<Preview, Complaint> {
        if spec.data.source != Source::Scores {
            return Ok(self.rows(spec, file)?.preview());
        }
        let table = self.table(&spec, file)?;
        let scores = spec.check()?.scores(table.as_deref())?;
        let preview = scores.preview();
        self.post(&Event::Scored(scores));
        Ok(preview)
    }

    fn tell_amounts(&self, spec: LabSpec, column: String, file: Option<File>) {
        let amounts = self.amounts(spec, &column, file);
        self.post(&Event::Amounts { column, amounts });
    }

    fn amounts(
        &self,
        spec: LabSpec,
        column: &str,
        file: Option<File>,
    ) -> Result<Vec<f64>, AmountError> {
        let table = self
            .table(&spec, file)
            .map_err(|complaint| AmountError::NoRows(complaint.sentence))?;
        spec.check()?.amounts(table.as_deref(), column)
    }

    fn rows(&self, spec: LabSpec, file: Option<File>) -> Result<Rows, Complaint> {
        let table = self.table(&spec, file)?;
        Ok(spec.check()?.rows(table.as_deref())?)
    }

    /// The table that the spec names, parsed again only if it isn't the one at hand.
    fn table(&self, spec: &LabSpec, file: Option<File>) -> Result<Option<Rc<Table>>, Complaint> {
        let Some(upload) = spec.data.file() else {
            return Ok(None);
        };
        if let Some((hash, table)) = &*self.table.borrow()
            && *hash == upload.file_hash
        {
            return Ok(Some(Rc::clone(table)));
        }
        let Some(file) = file else {
            return Err(SpecError::NoFile(upload.file_name.clone()).into());
        };
        let (hash, table) = self.read(file).map_err(Complaint::of_file)?;
        let table = Rc::new(table);
        *self.table.borrow_mut() = Some((hash, Rc::clone(&table)));
        Ok(Some(table))
    }

    fn inspect(&self, file: Option<File>) {
        let Some(file) = file else { return };
        let inspection = match self.read(file) {
            Ok((hash, table)) => {
                let summary = table.summary();
                *self.table.borrow_mut() = Some((hash.clone(), Rc::new(table)));
                Ok(Inspection {
                    hash,
                    table: summary,
                })
            }
            Err(sentence) => Err(sentence),
        };
        self.post(&Event::Inspected(inspection));
    }

    fn read(&self, file: File) -> Result<(String, Table), String> {
        let progress = |share| self.post(&Event::Reading { share });
        let bytes = FileBytes::new(file, progress).map_err(|error| error.to_string())?;
        let mut reader = HashingReader::new(bytes);
        let table = read_csv(reader.by_ref()).map_err(|error| error.to_string())?;
        Ok((reader.hash(), table))
    }

    /// Milliseconds since the worker began.
    pub fn now(&self) -> f64 {
        self.clock.now()
    }

    /// Posts an event as bytes whose memory goes over to the page.
    pub fn post(&self, event: &Event) {
        let Ok(bytes) = encode(event) else { return };
        let bytes = Uint8Array::from(bytes.as_slice());
        let buffer = Array::of1(&bytes.buffer());
        let _ = self.scope.post_message_with_transfer(&bytes, &buffer);
    }
}
