// Clients of the crowd: node clients.mjs PORT ROOMS FIRST COUNT INPUTS_HZ SEED REPORT_FILE ROWS_FILE; client n plays in room n mod ROOMS.
// Says "connected"; an empty line begins the window, another ends it and has both files written, a third ends the process.
import { writeFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { CrowdState, Button } from "./state.mjs";
import { clock, Rows } from "./rows.mjs";

// Node's own WebSocket hides its socket; the SDK's other one, ws, tells how many bytes came in.
delete globalThis.WebSocket;
const { Client } = await import("@colyseus/sdk");

const TURN_SECONDS_MIN = 0.3;
const TURN_SECONDS_MAX = 0.8;
const TURNS_PER_BURST = 8;
const TURNS_PER_DASH = 16;

const [port, rooms, first, count, inputsHz, seed] = process.argv.slice(2, 8).map(Number);
const [reportFile, rowsFile] = process.argv.slice(8);
const arrivals = new Rows(); // client, tick, when it was decoded
const bots = [];
let isMeasuring = false;

// The fingers of `scenario crowd`: another direction every 0.3 to 0.8 s, the trigger and a dash now and then.
class Bot {
    snapshots = 0;
    tick = -1;
    turnAt = 0;
    direction = 0;
    aim = 0;
    buttons = 0;

    constructor(number, room) {
        this.number = number;
        this.room = room;
        this.random = randomNumbers(seed * 65_536 + number);
        this.socket = room.connection.transport.ws._socket;
        this.input = room.input();
        room.onStateChange(state => this.applied(state));
        setInterval(() => this.press(), 1000 / inputsHz);
    }

    applied(state) {
        if (state.tick !== this.tick) {
            this.tick = state.tick;
            if (isMeasuring) {
                this.snapshots++;
                arrivals.add(this.number, state.tick, clock());
            }
        }
    }

    press() {
        const now = clock() / 1e9;
        if (now >= this.turnAt) {
            this.turnAt = now + TURN_SECONDS_MIN + this.random() * (TURN_SECONDS_MAX - TURN_SECONDS_MIN);
            this.direction = (this.random() * 2 - 1) * Math.PI;
            this.aim = this.random() * 2 * Math.PI;
            this.buttons = (this.random() * TURNS_PER_BURST < 1 ? Button.fire : 0) | (this.random() * TURNS_PER_DASH < 1 ? Button.dash : 0);
        }

        const stick = this.input.data;
        stick.moveX = Math.round(127 * Math.cos(this.direction));
        stick.moveY = Math.round(127 * Math.sin(this.direction));
        stick.aim = this.aim;
        stick.buttons = this.buttons;
        this.input.send();
        this.buttons &= ~Button.dash;
    }

    begin() {
        this.snapshots = 0;
        this.bytesBefore = this.socket.bytesRead;
        this.bytesUpBefore = this.socket.bytesWritten;
    }

    figures(seconds) {
        return {
            snapshotsPerSecond: this.snapshots / seconds,
            bytesPerSecond: (this.socket.bytesRead - this.bytesBefore) / seconds,
            bytesPerSecondUp: (this.socket.bytesWritten - this.bytesUpBefore) / seconds,
            fightersSeen: this.room.state.fighters.size,
        };
    }
}

// Mulberry32: the same seed presses the same buttons.
function randomNumbers(state) {
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}

// One after the other: two who ask for a room that is not there yet would make two.
async function join() {
    const client = new Client(`ws://127.0.0.1:${port}`);
    for (let number = first; number < first + count; number++) {
        bots.push(new Bot(number, await client.joinOrCreate("crowd", { room: number % rooms }, CrowdState)));
    }
}

function report(begin, cpuAtBegin, loopAtBegin) {
    const seconds = (clock() - begin) / 1e9;
    const cpu = process.cpuUsage(cpuAtBegin);
    const figures = bots.map(bot => bot.figures(seconds));
    return {
        seconds,
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
        busyShare: performance.eventLoopUtilization(loopAtBegin).utilization,
        connected: bots.filter(bot => bot.room.connection.isOpen).length,
        clients: figures,
    };
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
await join();
console.log("connected");

await lines.next();
bots.forEach(bot => bot.begin());
isMeasuring = true;
const begin = clock();
const cpuAtBegin = process.cpuUsage();
const loopAtBegin = performance.eventLoopUtilization();
console.log("window begins");

await lines.next();
isMeasuring = false;
const figures = report(begin, cpuAtBegin, loopAtBegin);
writeFileSync(reportFile, JSON.stringify(figures));
arrivals.write(rowsFile);
console.log("window ends");

// Without a word to the server: where a backlog is being decoded, a farewell would come after it.
await lines.next();
process.exit(0);
