// Shortens the names under which a wasm file asks its script for functions: long ones are half a hundredth of the page.
// And leaves out what a library of streams offers to scripts, which nobody asks for.
// usage: node .ci/short.mjs SCRIPT WASM, both are written again
import { readFileSync, writeFileSync } from "node:fs";
import { leb, sections, text, toLeb } from "./wasm.mjs";

const IMPORTS = 2, EXPORTS = 7;
const UNASKED = /IntoUnderlying/i;

const [, , script, file] = process.argv;
const wasm = readFileSync(file);
const names = new Map();
const short = (name, letter) => {
  if (!names.has(name)) names.set(name, `${letter}${names.size.toString(36)}`);
  return names.get(name);
};

const parts = [wasm.subarray(0, 8)];
for (const { id, begin, end } of sections(wasm).all) {
  const content = id === IMPORTS ? renamed(begin, end) : id === EXPORTS ? asked(begin) : wasm.subarray(begin, end);
  parts.push(Buffer.from([id]), toLeb(content.length), content);
}
writeFileSync(file, Buffer.concat(parts));
let told = readFileSync(script, "utf8");
for (const [name, by] of names) {
  const known = told.split(name).length - 1;
  if (known !== 1) throw new Error(`${name} stands in ${script} ${known} times, and not once`);
  told = told.replace(name, by);
}
// A class ends at the first brace that begins a line.
told = told.replace(/^export class IntoUnderlying[^]*?^}\n/gm, "");
const finalization = /^const IntoUnderlying\w+Finalization = [^]*?;\n/gm;
told = told.replace(finalization, "").replace(/^if \(Symbol\.dispose\) IntoUnderlying.*\n/gm, "");
if (UNASKED.test(told)) throw new Error(`${script} still speaks of streams`);
writeFileSync(script, told);

/** The section of exports without those that nobody asks for. */
function asked(begin) {
  let [left, at] = leb(wasm, begin);
  const entries = [];
  for (; left > 0; left--) {
    const from = at;
    const [name, kind] = text(wasm, at);
    [, at] = leb(wasm, kind + 1);
    if (!UNASKED.test(name)) entries.push(wasm.subarray(from, at));
  }
  return Buffer.concat([toLeb(entries.length), ...entries]);
}

/** The section of imports with other names; what else is in an entry stays as it is. */
function renamed(begin, end) {
  const word = (name) => Buffer.concat([toLeb(name.length), Buffer.from(name)]);
  let [left, at] = leb(wasm, begin);
  const entries = [toLeb(left)];
  for (; left > 0; left--) {
    const [from, named] = text(wasm, at);
    const [name, kind] = text(wasm, named);
    at = kind + 1;
    if (wasm[kind] !== 0) throw new Error(`an import of kind ${wasm[kind]}`);
    [, at] = leb(wasm, at);
    // What comes from elsewhere is named by others too.
    const isOwn = from.endsWith("_bg.js");
    entries.push(word(isOwn ? short(from, "m") : from), word(isOwn ? short(name, "f") : name), wasm.subarray(kind, at));
  }
  if (at !== end) throw new Error("the imports aren't read rightly");
  return Buffer.concat(entries);
}
