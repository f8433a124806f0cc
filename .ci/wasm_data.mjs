// Reads what a linked wasm file says of its data: the pieces that they are made of, and who refers to which.
// https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md
import { leb, sections, text, toLeb } from "./wasm.mjs";

const CODE = 10, DATA = 11, GLOBAL = 6;
/** Kinds of entries of the symbol table. */
const OF_DATA = 1, OF_SECTION = 3;
/** A symbol that is defined elsewhere, and one that has a name all the same. */
const UNDEFINED = 0x10, EXPLICIT_NAME = 0x40;
const SYMBOL_TABLE = 8;
/** Kinds of relocations that say an addend. */
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23]);

/** A number with a sign as wasm writes it, and where it ends. */
export function signed(bytes, at) {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [byte & 64 ? value - 2 ** (shift + 7) : value, at];
  }
  return [NaN, at];
}

/** The places of its data in memory and in the file. */
function segments(bytes) {
  const data = sections(bytes).all.find(({ id }) => id === DATA);
  const found = [];
  let [left, at] = leb(bytes, data.begin);
  for (; left > 0; left--) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0x41) throw new Error("data whose place isn't a number");
    const [address, behind] = signed(bytes, at + 2);
    const [length, begin] = leb(bytes, behind + 1);
    found.push({ address, begin, length });
    at = begin + length;
  }
  return found;
}

/**
 * The pieces of a linked file's data, each with its places in memory and in the file, what is in it, what code refers to it by
 * (`asked`: places in memory, which may lie outside of it), and the pieces that it refers to itself (`leads`).
 */
export function pieces(bytes) {
  const customs = sections(bytes).all.filter(({ id }) => id === 0);
  const custom = (name) => {
    for (const { begin, end } of customs) {
      const [title, at] = text(bytes, begin);
      if (title === name) return { at, end };
    }
    throw new Error(`no section ${name}: it is kept where the linker is told --emit-relocs`);
  };
  const places = segments(bytes);
  const symbols = symbolsOf(bytes, custom("linking")).map((symbol) => {
    if (!symbol) return undefined;
    const { segment, offset, size } = symbol;
    const { address, begin } = places[segment];
    const content = bytes.subarray(begin + offset, begin + offset + size);
    return { address: address + offset, at: begin + offset, size, content, asked: [], leads: [] };
  });
  for (const { symbol, addend } of relocations(bytes, custom("reloc.CODE"))) {
    symbols[symbol]?.asked.push(symbols[symbol].address + addend);
  }
  const found = symbols.filter((symbol) => symbol).sort((a, b) => a.address - b.address);
  const { begin: start } = sections(bytes).all.find(({ id }) => id === DATA);
  for (const { offset, symbol } of relocations(bytes, custom("reloc.DATA"))) {
    const place = places.find(({ begin, length }) => begin <= start + offset && start + offset < begin + length);
    const address = place.address + start + offset - place.begin;
    if (symbols[symbol]) for (const from of around(found, address)) from.leads.push(symbols[symbol]);
  }
  return found;
}

/** The pieces that hold an address; some lie one upon the other. */
function around(found, address) {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (found[middle].address <= address) low = middle + 1;
    else high = middle;
  }
  const holding = [];
  for (let at = low - 1; at >= 0 && found[at].address > address - 65536; at--) {
    if (found[at].address + found[at].size > address) holding.push(found[at]);
  }
  return holding;
}

/** Its symbols in their order: those of data that it has, and nothing for others. */
function symbolsOf(bytes, { at, end }) {
  const found = [];
  [, at] = leb(bytes, at);
  while (at < end) {
    const kind = bytes[at];
    const [length, begin] = leb(bytes, at + 1);
    at = begin + length;
    if (kind !== SYMBOL_TABLE) continue;
    let [left, next] = leb(bytes, begin);
    for (; left > 0; left--) {
      const of = bytes[next];
      const [flags, behind] = leb(bytes, next + 1);
      next = behind;
      const number = () => {
        const [value, behind] = leb(bytes, next);
        next = behind;
        return value;
      };
      const name = () => ([, next] = text(bytes, next));
      found.push(undefined);
      if (of === OF_DATA) {
        name();
        if (!(flags & UNDEFINED)) found[found.length - 1] = { segment: number(), offset: number(), size: number() };
      } else {
        number();
        if (of !== OF_SECTION && (!(flags & UNDEFINED) || flags & EXPLICIT_NAME)) name();
      }
    }
  }
  return found;
}

function* relocations(bytes, { at }) {
  [, at] = leb(bytes, at);
  let left;
  [left, at] = leb(bytes, at);
  for (; left > 0; left--) {
    const kind = bytes[at++];
    let offset, symbol, addend = 0;
    [offset, at] = leb(bytes, at);
    [symbol, at] = leb(bytes, at);
    if (WITH_ADDEND.has(kind)) [addend, at] = signed(bytes, at);
    yield { offset, symbol, addend };
  }
}

/** The same file without relocations in some pieces of its data, which would write places into them again. */
export function withoutRelocations(bytes, gone) {
  const { begin: start } = sections(bytes).all.find(({ id }) => id === DATA);
  const isGone = new Uint8Array(bytes.length);
  for (const { at, size } of gone) isGone.fill(1, at, at + size);
  const parts = [bytes.subarray(0, 8)];
  for (const { id, begin, end } of sections(bytes).all) {
    const [title, at] = id === 0 ? text(bytes, begin) : [];
    const isOfData = title === "reloc.DATA";
    const rest = () => relocationsBut(bytes, at, (offset) => isGone[start + offset]);
    const content = isOfData ? Buffer.concat([bytes.subarray(begin, at), rest()]) : bytes.subarray(begin, end);
    parts.push(Buffer.from([id]), toLeb(content.length), content);
  }
  return Buffer.concat(parts);
}

/** Relocations from their section's number on, without those of some places in the data. */
function relocationsBut(bytes, at, isLeftOut) {
  const [section, counted] = leb(bytes, at);
  let [left, begin] = leb(bytes, counted);
  const kept = [];
  for (; left > 0; left--) {
    const [offset, behind] = leb(bytes, begin + 1);
    let [, end] = leb(bytes, behind);
    if (WITH_ADDEND.has(bytes[begin])) [, end] = signed(bytes, end);
    if (!isLeftOut(offset)) kept.push(bytes.subarray(begin, end));
    begin = end;
  }
  return Buffer.concat([toLeb(section), toLeb(kept.length), ...kept]);
}

/** Adds to `numbers` each that code may hold: constants, and offsets of loads and stores, wherever a byte looks like one. */
export function addNumbers(bytes, numbers) {
  for (const { id, begin, end } of sections(bytes).all) {
    if (id !== CODE && id !== GLOBAL) continue;
    for (let at = begin; at < end; at++) {
      const kind = bytes[at];
      if (kind === 0x41) numbers.add(Math.abs(signed(bytes, at + 1)[0]));
      let access = kind >= 0x28 && kind <= 0x3e ? at + 1 : 0;
      if (kind === 0xfd) [, access] = leb(bytes, at + 1);
      if (access) numbers.add(leb(bytes, leb(bytes, access)[1])[0]);
    }
  }
}
