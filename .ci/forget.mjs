// Forgets data that no code asks for any more: what panics say and where, once snip.mjs and the optimizer have taken away
// who told it. Zeros stand in its place, which are packed to nothing.
// usage: node .ci/forget.mjs LINKED OPTIMIZED OUT, where OPTIMIZED was made of LINKED without moving its data
//
// A piece of data stays where a number in the optimized code lies in it, or from the lowest to the highest place by which
// the linked code referred to it; and where a piece that stays leads to it. Numbers that happen to look like a place keep
// more than is needed, never less. Places in source files are handed about by code that stays, but only a panic reads
// them: they go in any case.
import { readFileSync, writeFileSync } from "node:fs";
import { addNumbers, pieces, withoutRelocations } from "./wasm_data.mjs";

const [, , linked, optimized, out] = process.argv;
const wasm = readFileSync(linked);
const numbers = new Set();
addNumbers(readFileSync(optimized), numbers);
const sorted = Float64Array.from(numbers).sort();

function isThereOneOf(from, to) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < from) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && sorted[low] <= to;
}

/** File, line and column, as `core::panic::Location` holds them: 16 bytes, and a name that they lead to. */
function isInSource({ size, leads }) {
  return size === 16 && leads.length === 1 && /\.rs\0?$/.test(leads[0].content.toString());
}

const all = pieces(wasm);
const kept = new Set(
  all.filter((piece) => {
    const { address, size, asked } = piece;
    if (isInSource(piece)) return false;
    const from = asked.reduce((least, place) => Math.min(least, place), address);
    const to = asked.reduce((most, place) => Math.max(most, place), address + size - 1);
    return isThereOneOf(from, to);
  }),
);
for (const piece of kept) for (const next of piece.leads) if (!isInSource(next)) kept.add(next);

// Pieces lie one upon the other where the linker found the end of one text to be another.
const start = all[0].address;
const last = all.reduce((end, { address, size }) => Math.max(end, address + size), start);
const isKept = new Uint8Array(last - start);
for (const { address, size } of kept) isKept.fill(1, address - start, address - start + size);
const gone = all.filter(({ address, size }) => !isKept.subarray(address - start, address - start + size).includes(1));

for (const { at, size } of gone) wasm.fill(0, at, at + size);
writeFileSync(out, withoutRelocations(wasm, gone));
