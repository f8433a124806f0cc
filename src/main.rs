//! The page.

fn main() {
    #[cfg(target_arch = "wasm32")]
    imbalance_lab::page::show();
}
