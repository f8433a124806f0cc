//! What runs behind the page: one of these for each arm, and one for the data.

#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod file_bytes;
#[cfg(target_arch = "wasm32")]
mod macrotask;

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        desk::listen();
    }
}
