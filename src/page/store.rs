//! The store of kept runs: IndexedDB, or memory where the browser lets nothing be kept.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, TransactionMode};
use js_sys::Uint8Array;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::session::Session;
use crate::studio::{LedgerEntry, Store, Stored};

const DATABASE: &str = "imbalance-lab";
/// Lines are read at every start, so they are kept apart from what they are of.
const LINES: &str = "lines";
const PARTS: &str = "parts";

/// What does what is asked of the store. Requests are made in the order in which they are asked for, and none waits
/// for those before it.
pub fn keeper(session: Session) -> Box<dyn Fn(Store)> {
    let shelf = Rc::new(Shelf::default());
    Box::new(move |store| {
        let is_first = store == Store::Open;
        let shelf = Rc::clone(&shelf);
        if is_first || shelf.is_open.get() {
            spawn_local(shelf.answer(session, store));
        } else {
            shelf.asked.borrow_mut().push(store);
        }
    })
}

fn hear(session: Session, stored: Stored) {
    let asks = session.change(|studio| studio.hear_store(stored));
    session.pass_on(asks);
}

#[derive(Default)]
struct Shelf {
    /// What was asked before the store was open.
    asked: RefCell<Vec<Store>>,
    is_open: Cell<bool>,
    database: RefCell<Option<Rc<Database>>>,
    /// What couldn't be kept across reloads.
    for_now: RefCell<HashMap<String, Vec<u8>>>,
}

impl Shelf {
    async fn answer(self: Rc<Self>, session: Session, store: Store) {
        let is_first = store == Store::Open;
        let done = if is_first {
            self.open().await
        } else {
            self.pass_on(&store).await
        };
        let stored = done.unwrap_or_else(|error| {
            hear(session, Stored::ForNow(error.to_string()));
            self.keep_for_now(store)
        });
        if let Some(stored) = stored {
            hear(session, stored);
        }
        if is_first {
            self.is_open.set(true);
            for store in self.asked.take() {
                spawn_local(Rc::clone(&self).answer(session, store));
            }
        }
    }

    async fn open(&self) -> Result<Option<Stored>, Error> {
        let mut request = Factory::new()?.open(DATABASE, Some(1))?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database() {
                for name in [LINES, PARTS] {
                    // A database without it fails at its first use, which is told.
                    let _ = database.create_object_store(name, ObjectStoreParams::new());
                }
            }
        });
        let database = request.await?;
        let transaction = database.transaction(&[LINES], TransactionMode::ReadOnly)?;
        let lines = transaction.object_store(LINES)?;
        // Both are listened to before either is waited for: else the second may have answered unheard.
        let keys = lines.get_all_keys(None, None)?.into_future();
        let lines = lines.get_all(None, None)?.into_future();
        let (keys, lines) = (keys.await?, lines.await?);
        let line = |(key, bytes): (JsValue, JsValue)| Some((key.as_string()?, bytes_of(&bytes)));
        let lines = keys.into_iter().zip(lines).filter_map(line);
        let lines = Stored::Lines(lines.collect());
        self.database.replace(Some(Rc::new(database)));
        Ok(Some(lines))
    }

    /// Has the database do it; what is in memory alone is answered from there.
    async fn pass_on(&self, store: &Store) -> Result<Option<Stored>, Error> {
        let database = self.database.borrow().clone();
        let Some(database) = database else {
            return Ok(self.keep_for_now(store.clone()));
        };
        match store {
            Store::Open => {}
            Store::Put { key, bytes } => {
                let (bytes, key) = (Uint8Array::from(&bytes[..]), JsValue::from_str(key));
                let name = name_of(&key);
                let transaction = database.transaction(&[name], TransactionMode::ReadWrite)?;
                let parts = transaction.object_store(name)?;
                parts.put(&bytes.into(), Some(&key))?.await?;
            }
            Store::Get { key } => {
                let transaction = database.transaction(&[PARTS], TransactionMode::ReadOnly)?;
                let parts = transaction.object_store(PARTS)?;
                let found = parts.get(JsValue::from_str(key))?.await?;
                let Some(found) = found else {
                    return Ok(self.keep_for_now(store.clone()));
                };
                return Ok(Some(Stored::Got {
                    key: key.clone(),
                    bytes: Some(bytes_of(&found)),
                }));
            }
            Store::Remove { key } => {
                let key = JsValue::from_str(key);
                let name = name_of(&key);
                let transaction = database.transaction(&[name], TransactionMode::ReadWrite)?;
                transaction.object_store(name)?.delete(key)?.await?;
            }
            Store::Clear => {
                for name in [LINES, PARTS] {
                    let transaction = database.transaction(&[name], TransactionMode::ReadWrite)?;
                    transaction.object_store(name)?.clear()?.await?;
                }
                self.for_now.borrow_mut().clear();
            }
        }
        Ok(None)
    }

    fn keep_for_now(&self, store: Store) -> Option<Stored> {
        let mut for_now = self.for_now.borrow_mut();
        match store {
            Store::Open => {}
            Store::Put { key, bytes } => {
                for_now.insert(key, bytes);
            }
            Store::Get { key } => {
                let bytes = for_now.get(&key).cloned();
                return Some(Stored::Got { key, bytes });
            }
            Store::Remove { key } => {
                for_now.remove(&key);
            }
            Store::Clear => for_now.clear(),
        }
        None
    }
}

fn name_of(key: &JsValue) -> &'static str {
    let is_line = key.as_string().is_some_and(|key| LedgerEntry::is_at(&key));
    if is_line { LINES } else { PARTS }
}

fn bytes_of(value: &JsValue) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}
