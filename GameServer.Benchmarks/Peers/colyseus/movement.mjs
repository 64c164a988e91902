// How a fighter runs and dashes: Arena's movement on the open field, in the same order and with the same constants.
import { Button, Flag, VELOCITY_STEPS } from "./state.mjs";

const RUN_SPEED = 8;
const DRAG_PER_SECOND = 10;
const GRIP_SPEED = 4;
const DASH_SPEED = 20;
const DASH_COOLDOWN_SECONDS = 1.5;
const SHIELD_SECONDS = 1.5;
const EDGE = 500 - 0.5; // the field's half size less a fighter's radius
const SPAWN_HALF_SIZE = 200;
const HEALTH_MAX = 100;

// The numbers that the simulation works on; the schema is written once at the end of a step, because its setters cost something.
export class Body {
    x = (Math.random() * 2 - 1) * SPAWN_HALF_SIZE;
    y = (Math.random() * 2 - 1) * SPAWN_HALF_SIZE;
    vx = 0;
    vy = 0;
    heading = 0;
    flags = Flag.shielded;
    dashCooldown = 0;
    shield = SHIELD_SECONDS;

    constructor(fighter) {
        this.fighter = fighter;
        fighter.health = HEALTH_MAX;
        fighter.score = 0;
        this.write();
    }

    step(stick, dt) {
        this.dashCooldown = Math.max(0, this.dashCooldown - dt);
        this.shield = Math.max(0, this.shield - dt);
        let moveX = 0;
        let moveY = 0;
        let buttons = 0;
        if (stick !== undefined) {
            moveX = stick.moveX / 127;
            moveY = stick.moveY / 127;
            buttons = stick.buttons;
            this.heading = stick.aim;
        }

        this.pull(moveX, moveY, dt);
        if ((buttons & Button.dash) !== 0 && this.dashCooldown === 0) {
            const length = Math.hypot(moveX, moveY) || 1;
            this.vx = DASH_SPEED * moveX / length;
            this.vy = DASH_SPEED * moveY / length;
            this.dashCooldown = DASH_COOLDOWN_SECONDS;
        }

        this.vx = onGrid(this.vx);
        this.vy = onGrid(this.vy);
        this.x = Math.min(EDGE, Math.max(-EDGE, this.x + this.vx * dt));
        this.y = Math.min(EDGE, Math.max(-EDGE, this.y + this.vy * dt));
        this.flags = ((buttons & Button.fire) !== 0 ? Flag.firing : 0) | (this.shield > 0 ? Flag.shielded : 0);
        this.write();
    }

    // Towards the stick's velocity by a share of the gap, and by a fixed amount where the gap is small.
    pull(moveX, moveY, dt) {
        const tilt = Math.max(1, Math.hypot(moveX, moveY));
        const wantedX = onGrid(RUN_SPEED * moveX / tilt);
        const wantedY = onGrid(RUN_SPEED * moveY / tilt);
        const gapX = wantedX - this.vx;
        const gapY = wantedY - this.vy;
        const size = Math.hypot(gapX, gapY);
        const change = Math.max(size, GRIP_SPEED) * DRAG_PER_SECOND * dt;
        this.vx = change >= size ? wantedX : this.vx + gapX * change / size;
        this.vy = change >= size ? wantedY : this.vy + gapY * change / size;
    }

    write() {
        const fighter = this.fighter;
        fighter.x = Math.fround(this.x);
        fighter.y = Math.fround(this.y);
        fighter.vx = Math.round(this.vx * VELOCITY_STEPS);
        fighter.vy = Math.round(this.vy * VELOCITY_STEPS);
        fighter.heading = this.heading;
        fighter.flags = this.flags;
    }
}

function onGrid(speed) {
    return Math.floor(speed * VELOCITY_STEPS + 0.5) / VELOCITY_STEPS;
}
