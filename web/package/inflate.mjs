// Unpacks deflate (RFC 1951), the compression inside gzip. In JavaScript, because DecompressionStream neither says where its
// input ended nor the same of damaged data in every engine.

/// What is wrong with packed data: `code` of a gzip file with this fault, and what was found.
export class Damage extends Error {
  constructor(code, found) {
    super(found);
    this.code = code;
  }
}

const corrupt = (found) => new Damage("gzip-corrupt", found);
const truncated = () => new Damage("gzip-truncated", "the end of the file");

const kEndOfBlock = 256;
const kMostLiterals = 286, kMostDistances = 30;  // symbols that mean something
const kLongestCode = 15;
// The order in which a block gives the lengths of the codes for its code lengths (section 3.2.7).
const kLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// The least value and the extra bits of each symbol for a length or a distance (section 3.2.5): `group` symbols each have the
// same number of bits, one more than the group before, but the first two groups have none.
function symbolRanges(count, group, first) {
  const least = new Uint16Array(count), extra = new Uint8Array(count);
  for (let i = 0, next = first; i < count; i++) {
    extra[i] = Math.max(0, Math.floor(i / group) - 1);
    least[i] = next;
    next += 1 << extra[i];
  }
  return { least, extra };
}

const kLengths = symbolRanges(29, 4, 3);
kLengths.least[28] = 258;
kLengths.extra[28] = 0;
const kDistances = symbolRanges(kMostDistances, 2, 1);

function reversed(code, length) {
  let result = 0;
  for (let i = 0; i < length; i++) result |= ((code >> i) & 1) << (length - 1 - i);
  return result;
}

// A table by the next `bits` bits of input: symbol << 4 | length of its code; 0 where no code begins so.
function codeTable(lengths) {
  const bits = Math.max(1, ...lengths);
  const table = new Uint16Array(1 << bits);
  let code = 0, room = 1;
  for (let length = 1; length <= bits; length++) {
    code <<= 1;
    room *= 2;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      if (--room < 0) throw corrupt("more codes than there is room for");
      for (let i = reversed(code++, length); i < table.length; i += 1 << length) table[i] = symbol << 4 | length;
    }
  }
  // One code of one bit may stand alone.
  if (room > 0 && bits > 1) throw corrupt("codes that leave some bits without a meaning");
  return { table, mask: table.length - 1 };
}

const kFixedCodes = {
  literals: codeTable(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
  distances: codeTable(Array(32).fill(5)),
};

/// The unpacked data of one deflate stream, a block at a time.
export class Inflater {
  #packed;
  #next;          // the place of the next byte of input
  #held = 0;      // bits that were read and not used yet, the next one lowest
  #heldCount = 0;
  #size = 0;
  #begin;         // of this stream in `output`
  #onGrowth;

  /// Unpacks `packed` from `next` on and appends to `output` (a Uint8Array) behind `size`; `onGrowth(size)` is called before
  /// `output` grows, and may throw.
  constructor(packed, next, output, size, onGrowth) {
    this.#packed = packed;
    this.#next = next;
    this.output = output;
    this.#size = this.#begin = size;
    this.#onGrowth = onGrowth;
  }

  get size() { return this.#size; }

  /// The place behind the last byte of input that was used.
  get position() { return this.#next - (this.#heldCount >> 3); }

  /// Unpacks one block; false after the last one.
  block() {
    const isLast = this.#take(1) === 1;
    const kind = this.#take(2);
    if (kind === 0) this.#copyStored();
    else if (kind === 1) this.#unpackCodes(kFixedCodes);
    else if (kind === 2) this.#unpackCodes(this.#readCodes());
    else throw corrupt("a block of no known kind");
    return !isLast;
  }

  // Holds 25 bits or more, unless the input ends.
  #fill() {
    while (this.#heldCount <= 24 && this.#next < this.#packed.length) {
      this.#held |= this.#packed[this.#next++] << this.#heldCount;
      this.#heldCount += 8;
    }
  }

  // The next `count` bits, at most 16.
  #take(count) {
    if (this.#heldCount < count) this.#fill();
    if (this.#heldCount < count) throw truncated();
    const value = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#heldCount -= count;
    return value;
  }

  // The symbol whose code comes next.
  #symbol({ table, mask }) {
    if (this.#heldCount < kLongestCode) this.#fill();
    const entry = table[this.#held & mask];
    const length = entry & 15;
    if (length > this.#heldCount || (length === 0 && this.#heldCount < kLongestCode)) throw truncated();
    if (length === 0) throw corrupt("bits that are no code");
    this.#held >>>= length;
    this.#heldCount -= length;
    return entry >> 4;
  }

  // Makes room for `count` bytes more.
  #reserve(count) {
    if (this.#size + count <= this.output.length) return;
    this.#onGrowth(this.#size);
    const larger = new Uint8Array(2 * (this.#size + count));
    larger.set(this.output.subarray(0, this.#size));
    this.output = larger;
  }

  #copyStored() {
    this.#take(this.#heldCount & 7);
    const count = this.#take(16);
    if (this.#take(16) !== (count ^ 0xffff)) throw corrupt("a stored block whose length is in doubt");
    const from = this.position;
    if (from + count > this.#packed.length) throw truncated();
    this.#reserve(count);
    this.output.set(this.#packed.subarray(from, from + count), this.#size);
    this.#size += count;
    this.#next = from + count;
    this.#held = this.#heldCount = 0;
  }

  // The codes that a block brings along (section 3.2.7).
  #readCodes() {
    const literals = this.#take(5) + 257, distances = this.#take(5) + 1, given = this.#take(4) + 4;
    if (literals > kMostLiterals || distances > kMostDistances) throw corrupt("more symbols than there are");
    const ofLengths = new Uint8Array(kLengthOrder.length);
    for (let i = 0; i < given; i++) ofLengths[kLengthOrder[i]] = this.#take(3);
    const lengths = this.#readLengths(codeTable(ofLengths), literals + distances);
    if (lengths[kEndOfBlock] === 0) throw corrupt("a block without an end");
    return { literals: codeTable(lengths.subarray(0, literals)), distances: codeTable(lengths.subarray(literals)) };
  }

  #readLengths(code, count) {
    const lengths = new Uint8Array(count);
    for (let i = 0; i < count;) {
      const symbol = this.#symbol(code);
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) throw corrupt("a repeated length with none before it");
      const times = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
      if (i + times > count) throw corrupt("more lengths than symbols");
      lengths.fill(symbol === 16 ? lengths[i - 1] : 0, i, i + times);
      i += times;
    }
    return lengths;
  }

  #unpackCodes({ literals, distances }) {
    for (;;) {
      this.#reserve(258);
      let symbol = this.#symbol(literals);
      if (symbol < kEndOfBlock) {
        this.output[this.#size++] = symbol;
        continue;
      }
      if (symbol === kEndOfBlock) return;
      symbol -= 257;
      if (symbol >= kLengths.least.length) throw corrupt("a length that there is not");
      const length = kLengths.least[symbol] + this.#take(kLengths.extra[symbol]);
      const far = this.#symbol(distances);
      if (far >= kMostDistances) throw corrupt("a distance that there is not");
      this.#repeat(length, kDistances.least[far] + this.#take(kDistances.extra[far]));
    }
  }

  // Appends `length` bytes from `distance` bytes ago; the two may overlap.
  #repeat(length, distance) {
    const from = this.#size - distance;
    if (from < this.#begin) throw corrupt("a distance to before the beginning");
    if (distance >= length && length > 16) {
      this.output.copyWithin(this.#size, from, from + length);
    } else {
      const { output } = this;
      for (let i = 0, to = this.#size; i < length; i++) output[to + i] = output[from + i];
    }
    this.#size += length;
  }
}
