//! What runs behind the page: one of these for each arm, and one for the data.

fn main() {
    #[cfg(target_arch = "wasm32")]
    imbalance_lab::page::work();
}
