// Reads the sections of a wasm file, and the names of its functions.

/** A number as wasm writes it (LEB128), and where it ends. */
export function leb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
  }
}

export function toLeb(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

/** Its sections, and how many functions are imported: they are counted before those that it has. */
export function sections(bytes) {
  const all = [];
  let imported = 0;
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at];
    const [length, begin] = leb(bytes, at + 1);
    at = begin + length;
    all.push({ id, begin, end: at });
    if (id === 2) imported = importedFunctions(bytes, begin);
  }
  return { all, imported };
}

/** The bodies of its functions. */
export function bodies(bytes) {
  const code = sections(bytes).all.find(({ id }) => id === 10);
  const found = [];
  let [left, begin] = leb(bytes, code.begin);
  for (; left > 0; left--) {
    const [length, body] = leb(bytes, begin);
    begin = body + length;
    found.push(bytes.subarray(body, begin));
  }
  if (begin !== code.end) throw new Error("the code section isn't read rightly");
  return found;
}

/** The names of its functions by their numbers. */
export function names(bytes) {
  const found = new Map();
  for (const { id, begin, end } of sections(bytes).all) {
    if (id !== 0) continue;
    const [title, content] = text(bytes, begin);
    if (title !== "name") continue;
    for (let at = content; at < end; ) {
      const kind = bytes[at];
      const [length, first] = leb(bytes, at + 1);
      at = first + length;
      if (kind === 1) functionNames(bytes, first, found);
    }
  }
  return found;
}

function functionNames(bytes, at, found) {
  let [left, next] = leb(bytes, at);
  for (; left > 0; left--) {
    const [index, name] = leb(bytes, next);
    const [said, end] = text(bytes, name);
    found.set(index, said);
    next = end;
  }
}

/** A text behind its length, and where it ends. */
export function text(bytes, at) {
  const [length, begin] = leb(bytes, at);
  return [bytes.subarray(begin, begin + length).toString(), begin + length];
}

function importedFunctions(bytes, at) {
  let functions = 0;
  const skip = () => ([, at] = leb(bytes, at));
  const limits = () => {
    const hasMost = bytes[at++] & 1;
    skip();
    if (hasMost) skip();
  };
  let [left, begin] = leb(bytes, at);
  at = begin;
  for (; left > 0; left--) {
    for (const _ of ["module", "name"]) [, at] = text(bytes, at);
    const kind = bytes[at++];
    if (kind === 0) functions += 1, skip();
    else if (kind === 1) at++, limits();
    else if (kind === 2) limits();
    else if (kind === 3) at += 2;
    else throw new Error(`an import of kind ${kind}`);
  }
  return functions;
}
