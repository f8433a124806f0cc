// Loads the worker of the build that its address names, past every cache of another build.
const of = self.location.search;
const { default: start } = await import(`./worker.js${of}`);
await start({ module_or_path: new URL(`./worker_bg.wasm${of}`, import.meta.url) });
