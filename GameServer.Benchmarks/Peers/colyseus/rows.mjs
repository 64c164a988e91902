// Rows of three numbers, written as they lie in memory, and the clock that other processes of this machine read too.
import { writeFileSync } from "node:fs";

const COLUMNS = 3;

// Nanoseconds of CLOCK_MONOTONIC; a double holds them exactly for the first hundred days of a machine.
export function clock() {
    return Number(process.hrtime.bigint());
}

export class Rows {
    #numbers = new Float64Array(COLUMNS * 65_536);
    #length = 0;

    add(a, b, c) {
        if (this.#length === this.#numbers.length) {
            const larger = new Float64Array(this.#numbers.length * 2);
            larger.set(this.#numbers);
            this.#numbers = larger;
        }

        this.#numbers[this.#length++] = a;
        this.#numbers[this.#length++] = b;
        this.#numbers[this.#length++] = c;
    }

    write(file) {
        writeFileSync(file, new Uint8Array(this.#numbers.buffer, 0, this.#length * Float64Array.BYTES_PER_ELEMENT));
    }
}
