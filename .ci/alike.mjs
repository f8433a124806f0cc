// Names the functions of a wasm file so that, sorted by name, those that are alike stand together: gzip looks back
// 32 KB, and finds there what repeats.    usage: node .ci/alike.mjs IN OUT, then wasm-opt --reorder-functions-by-name
import { readFileSync, writeFileSync } from "node:fs";
import { bodies as bodiesOf, sections, toLeb } from "./wasm.mjs";

/** Bytes of a piece; what two functions share is counted in pieces. */
const PIECE = 5;
/** A function is compared with so many before it. */
const BEFORE = 16;
/** Functions that are compared, of those that a sketch says are alike. */
const COMPARED = 400;
/** Numbers of a sketch: two functions have each in common as often as they share pieces (MinHash). */
const SKETCH = 48;

const [, , from, to] = process.argv;
const wasm = readFileSync(from);
const { imported } = sections(wasm);
writeFileSync(to, Buffer.concat([wasm, nameSection(imported, order(bodiesOf(wasm)))]));

/** The numbers of the functions, each behind those that it is like. */
function order(bodies) {
  const pieces = bodies.map(piecesOf);
  const sketches = pieces.map(sketchOf);
  const alike = new Map();
  sketches.forEach((sketch, of) => {
    for (const number of sketch) alike.set(number, [...(alike.get(number) ?? []), of]);
  });
  const left = new Set(bodies.map((_, of) => of).sort((a, b) => bodies[b].length - bodies[a].length || a - b));
  const ordered = [];
  while (left.size > 0) {
    const before = ordered.slice(-BEFORE);
    const found = closest(before, left, pieces, sketches, alike);
    const next = found ?? left.values().next().value;
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/** The function most of whose pieces stand in those before. */
function closest(before, left, pieces, sketches, alike) {
  const shared = new Map();
  for (const number of before.flatMap((of) => sketches[of])) {
    for (const of of alike.get(number)) if (left.has(of)) shared.set(of, (shared.get(of) ?? 0) + 1);
  }
  const known = new Set(before.flatMap((of) => [...pieces[of]]));
  const candidates = [...shared].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, COMPARED);
  let best;
  let most = -1;
  for (const [of] of candidates) {
    let n = 0;
    for (const piece of pieces[of]) if (known.has(piece)) n++;
    const share = n / (pieces[of].size + 1);
    if (share > most) [best, most] = [of, share];
  }
  return best;
}

/** Its pieces as numbers (FNV-1a). */
function piecesOf(body) {
  const pieces = new Set();
  for (let at = 0; at + PIECE <= Math.max(body.length, PIECE); at++) {
    let hash = 0x811c9dc5;
    for (const byte of body.subarray(at, at + PIECE)) hash = Math.imul(hash ^ byte, 0x01000193);
    pieces.add(hash >>> 0);
  }
  return pieces;
}

function sketchOf(pieces) {
  const sketch = [];
  for (let nth = 0; nth < SKETCH; nth++) {
    const [factor, summand] = [Math.imul(nth + 1, 0x9e3779b1) | 1, Math.imul(nth + 1, 0x85ebca6b)];
    let least = Infinity;
    for (const piece of pieces) least = Math.min(least, (Math.imul(piece, factor) + summand) >>> 0);
    // Numbers of different places differ.
    sketch.push(least * SKETCH + nth);
  }
  return sketch;
}

/** A section of names, which are the places in the order. */
function nameSection(imported, order) {
  const width = String(imported + order.length).length;
  const places = new Map(order.map((of, place) => [of, place]));
  const name = (text) => Buffer.concat([toLeb(text.length), Buffer.from(text)]);
  const digits = (place) => name(String(place).padStart(width, "0"));
  const entries = Array.from({ length: imported + order.length }, (_, index) => {
    const place = index < imported ? index : imported + places.get(index - imported);
    return Buffer.concat([toLeb(index), digits(place)]);
  });
  const functions = Buffer.concat([toLeb(entries.length), ...entries]);
  const content = Buffer.concat([name("name"), Buffer.from([1]), toLeb(functions.length), functions]);
  return Buffer.concat([Buffer.from([0]), toLeb(content.length), content]);
}
