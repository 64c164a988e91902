// The crowd's server: node server.mjs PLAYERS PATCH_HZ timer|tick STAMPS_FILE; patches go by Colyseus's own timer or right after a tick. Says "ready PORT"; an empty line has it write when each tick was simulated and say "written".
import { createInterface } from "node:readline";
import { createServer } from "node:http";
import { Room, Server } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { Body } from "./movement.mjs";
import { clock, Rows } from "./rows.mjs";
import { CrowdState, Fighter, Stick } from "./state.mjs";

const TICK_HZ = 60;

const [players, patchHz] = process.argv.slice(2, 4).map(Number);
const isByTimer = process.argv[4] === "timer";
const stampsFile = process.argv[5];
const stamps = new Rows(); // room, tick, when its state was final

class Crowd extends Room {
    state = new CrowdState();
    maxClients = players;
    patchRate = 1000 / patchHz;
    inputs = this.defineInput(Stick, { bufferMaxSize: 0 }); // sticks are held: the latest counts, nothing is to be queued
    bodies = new Map();
    ticks = 0;

    onCreate(options) {
        this.number = options.room;
        this.setFixedTimestep(context => this.step(context.dt), TICK_HZ);
        if (!isByTimer) {
            this.patchRate = null; // After the line above: a room with neither has a timer that takes the loop's time away.
        }
    }

    onJoin(client) {
        const fighter = new Fighter();
        this.bodies.set(client.sessionId, new Body(fighter));
        this.state.fighters.set(client.sessionId, fighter);
    }

    onLeave(client) {
        this.bodies.delete(client.sessionId);
        this.state.fighters.delete(client.sessionId);
    }

    step(dt) {
        for (const [session, body] of this.bodies) {
            body.step(this.inputs.get(session).latest, dt);
        }

        this.ticks++;
        this.state.tick = this.ticks & 0xffff;
        stamps.add(this.number, this.ticks & 0xffff, clock());
        if (!isByTimer && this.ticks % (TICK_HZ / patchHz) === 0) {
            this.broadcastPatch();
        }
    }
}

const http = createServer();
const server = new Server({ transport: new WebSocketTransport({ server: http }), greet: false });
server.define("crowd", Crowd).filterBy(["room"]);
await server.listen(0, "127.0.0.1");
console.log(`ready ${http.address().port}`);

for await (const _ of createInterface({ input: process.stdin })) {
    stamps.write(stampsFile);
    console.log("written");
}

process.exit(0);
