// The last minute of things that are counted, so that the page can show what happens now and not since the start.

const MinuteMs = 60_000;
const StepMs = 900;
const LostMs = 5 * MinuteMs;

/** Remembers counts by key. A count that falls is another life of the same name: its past is forgotten. */
export class Trail {
  #lines = new Map();

  /** Adds counts read at a time in milliseconds. */
  add(key, at, counts) {
    const past = this.#lines.get(key) ?? [];
    const isNewLife = past.length > 0 && Object.keys(counts).some(name => counts[name] < past.at(-1).counts[name]);
    const kept = isNewLife ? [] : past;
    // The newest place is written over until it is a step away from the one before: a minute is some 60 places.
    if (kept.length > 1 && at - kept.at(-2).at < StepMs) {
      kept.pop();
    }

    kept.push({ at, counts });
    while (kept.length > 2 && kept[1].at <= at - MinuteMs) {
      kept.shift();
    }

    this.#lines.set(key, kept);
  }

  /** What each count rose by within the last so many seconds, or as long as it is known; null while there is one reading. */
  change(key, seconds = 60) {
    const past = this.#lines.get(key) ?? [];
    const newest = past.at(-1);
    const first = past.find(reading => newest.at - reading.at <= seconds * 1000 + StepMs / 2);
    if (!newest || first === newest) {
      return null;
    }

    const rises = Object.keys(newest.counts).map(name => [name, newest.counts[name] - first.counts[name]]);
    return { ...Object.fromEntries(rises), seconds: (newest.at - first.at) / 1000 };
  }

  /** Forgets what nobody has told of for minutes. */
  sweep(at) {
    for (const [key, past] of this.#lines) {
      if (past.at(-1).at < at - LostMs) {
        this.#lines.delete(key);
      }
    }
  }
}
