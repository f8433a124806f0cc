//! The page.

fn main() {
    #[cfg(all(target_arch = "wasm32", feature = "page"))]
    imbalance_lab::page::show();
}
