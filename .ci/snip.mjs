// Leaves nothing of what a panic says: in a wasm file with names, what formats and tells it becomes a trap. Then all that
// was only there to be told goes when the file is optimized.    usage: node .ci/snip.mjs IN OUT
import { readFileSync, writeFileSync } from "node:fs";
import { leb, names, sections, toLeb } from "./wasm.mjs";

/** What panics go through, demangled or as the compiler mangles it (v0: each part of a path behind its length). */
const TELLERS = [
  ["panicking", "panic(?:_\\w+)?|assert_failed(?:_inner)?|begin_panic|panic_const::\\w+"],
  ["(?:option|result)", "unwrap_failed|expect_failed"],
  ["(?:str|slice::index)", "slice_error_fail(?:_rt)?|slice_index_fail"],
  ["copy_from_slice_impl", "len_mismatch_fail"],
  ["raw_vec", "handle_error|capacity_overflow"],
  ["alloc", "handle_alloc_error"],
  ["cell", "panic_already_(?:mutably_)?borrowed"],
  ["lazy", "panic_poisoned"],
  ["local", "panic_access_error"],
  ["smallsort", "panic_on_ord_violation"],
  ["broadcast_unwrap", "broadcast_panic"],
];
const SIGNS = TELLERS.flatMap(([of, what]) => [
  new RegExp(`(?:^|::)${of}::(?:${what})(?:::<.*|::h[0-9a-f]{16})?$`),
  new RegExp(`\\d${of.replaceAll("::", "\\d+")}(?:\\d+)(?:${what.replaceAll("::", "\\d+")})(?![a-z_])`),
]);
/** No locals; unreachable; end. */
const TRAP = Buffer.from([0, 0x00, 0x0b]);

const [, , from, to] = process.argv;
const wasm = readFileSync(from);
const { all, imported } = sections(wasm);
const tellers = new Set();
for (const [index, name] of names(wasm)) {
  const mangled = name.startsWith("_R") || name.startsWith("_ZN");
  if (index >= imported && SIGNS.some((sign, n) => (n % 2 === 1) === mangled && sign.test(name))) tellers.add(index);
}
if (tellers.size === 0) throw new Error(`${from} has no function that tells of panics`);

const parts = [wasm.subarray(0, 8)];
for (const { id, begin, end } of all) {
  const content = id === 10 ? snipped(begin) : wasm.subarray(begin, end);
  parts.push(Buffer.from([id]), toLeb(content.length), content);
}
writeFileSync(to, Buffer.concat(parts));

function snipped(at) {
  const [count, first] = leb(wasm, at);
  const bodies = [toLeb(count)];
  let begin = first;
  for (let index = imported; index < imported + count; index++) {
    const [length, body] = leb(wasm, begin);
    const kept = tellers.has(index) ? TRAP : wasm.subarray(body, body + length);
    bodies.push(toLeb(kept.length), kept);
    begin = body + length;
  }
  return Buffer.concat(bodies);
}
