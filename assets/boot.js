// Starts the page, or says in a sentence why it can't.
const script = document.querySelector("script[data-wasm]");
const say = (sentence) => (document.getElementById("boot-message").textContent = sentence);

// A function that returns v128.const: valid only where WebAssembly SIMD is known.
const simd = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

if (typeof WebAssembly !== "object" || !WebAssembly.validate(simd)) {
  say(
    "This browser can't run the lab: it needs WebAssembly with SIMD, which Chrome and Edge have since version 91, " +
      "Firefox since 89 and Safari since 16.4. Update the browser and open this page again.",
  );
} else {
  try {
    const { default: start } = await import(new URL(script.dataset.script, document.baseURI));
    await start({ module_or_path: new URL(script.dataset.wasm, document.baseURI) });
  } catch (error) {
    say(`The lab couldn't be loaded (${error}). Check the connection and reload the page.`);
  }
}
