// Starts a worker. Its address names the build, past every cache of another one.
import start from "./imbalance-lab.js";

await start({ module_or_path: new URL("./imbalance-lab.wasm", import.meta.url) });
