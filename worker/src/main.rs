//! What runs behind the page: one of these for each arm that is trained at the same time, and one for the data.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        imbalance_lab::worker::listen();
    }
}
